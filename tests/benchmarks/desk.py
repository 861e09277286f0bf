"""How long does an author wait at their desk: for a preview, and for a large picture to be taken?"""

from __future__ import annotations

import io
import threading
from contextlib import ExitStack
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from PIL import Image

from tests.benchmarks.memory import children, peak
from tests.benchmarks.rows import settle
from tests.benchmarks.sites import site
from tests.benchmarks.stack import signed_in
from tests.benchmarks.tables import kilobytes, megabytes, milliseconds, table
from tests.benchmarks.texts import text
from tests.running import CSRF, CSRF_FIELD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale
    from tests.benchmarks.stack import Worker

PREVIEWED = 20 * 1024
PHOTO = (4000, 3000)
BOUNDARY = "a-line-between-the-parts"


def show(scale: Scale, folder: Path) -> None:
    """Print the time of a preview, and the time and memory of an upload, through the server."""
    with ExitStack() as stack:
        with site(folder / "desk") as filled:
            filled.run(settle, 20, 60)
        worker = signed_in(stack, folder / "desk")
        worker.headers["Cookie"] += f"; {CSRF}"
        rows = [previews(worker, scale.rounds), *uploads(worker, max(3, scale.rounds // 8))]
    table("At the desk, through the server", ["what", "size", "median", "slowest", "memory at its peak"], rows)


def previews(worker: Worker, times: int) -> list[str]:
    """A row for the preview of a text of twenty kilobytes."""
    body = f"{CSRF_FIELD}&{urlencode({'content': markdown()})}".encode()
    seconds = [asked(worker, "/account/preview/", body, "application/x-www-form-urlencoded") for _ in range(times)]
    return ["preview of a text", kilobytes(PREVIEWED), milliseconds(median(seconds)), milliseconds(max(seconds)), ""]


def markdown() -> str:
    """So much of what people write: paragraphs, stress, lists, links, code and a formula."""
    rich = "\n\n".join(
        f"## Part {number}\n\n{text(number, 90)}\n\n- *one* and **two**\n- [a link](https://example.org/)\n\n"
        f"`code` and $x^2_{{{number}}}$"
        for number in range(60)
    )
    return rich[:PREVIEWED]


def uploads(worker: Worker, times: int) -> list[list[str]]:
    """A row for a photo of twelve megapixels, another for the worker's own memory."""
    photo = noise()
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"{{}}\r\n\r\n'
    token = head.format("csrfmiddlewaretoken", "") + CSRF_FIELD.partition("=")[2] + "\r\n"
    file = head.format("image", '; filename="photo.jpg"\r\nContent-Type: image/jpeg')
    body = token.encode() + file.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()
    seconds, largest = [], 0
    for _ in range(times):
        with Watched(worker.process) as watched:
            seconds.append(asked(worker, "/account/images/upload/", body, f"multipart/form-data; boundary={BOUNDARY}"))
        largest = max(largest, watched.largest)
    times_taken = [milliseconds(median(seconds)), milliseconds(max(seconds))]
    return [
        [f"upload of a photo of {PHOTO[0]} × {PHOTO[1]}", kilobytes(len(photo)), *times_taken, megabytes(largest)],
        ["the worker that took it", "", "", "", megabytes(peak(worker.process))],
    ]


def noise() -> bytes:
    """A photo as hard to pack as a real one."""
    result = io.BytesIO()
    Image.effect_noise(PHOTO, 40).convert("RGB").save(result, "JPEG", quality=85)
    return result.getvalue()


def asked(worker: Worker, path: str, body: bytes, kind: str) -> float:
    """Seconds until the answer to this form was there; anything but 200 is an error."""
    start = perf_counter()
    worker.connection.request("POST", path, body, worker.headers | {"Content-Type": kind})
    answer = worker.connection.getresponse()
    said = answer.read()
    if answer.status != 200 or b"data-refusal" in said:
        raise RuntimeError(f"{path} answered {answer.status}: {said[:200]!r}")
    return perf_counter() - start


class Watched:
    """Notes the largest memory of a process's children while it is entered."""

    def __init__(self, process: int) -> None:
        self.process, self.largest, self.over = process, 0, threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def watch(self) -> None:
        while not self.over.wait(0.005):
            self.largest = max(self.largest, *(peak(child) for child in children(self.process)), 0)

    def __enter__(self) -> Watched:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()
