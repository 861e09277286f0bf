"""Take a picture from somebody: decoded and written anew by a process that may die of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile, File

DECODER = Path(__file__).with_name("decoding.py")
SECONDS = 30
#: How many pixels the long side of a picture keeps.
LONGEST_SIDE = 2400
#: Each may use a gigabyte, so few run at once; the others wait their turn.
TURNS = threading.BoundedSemaphore(2)
# What a Python needs to start, and none of the site's secrets.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")

TOO_DEAR = "This picture takes too long or too much memory to read. Save it anew, smaller, and send that."
BUSY = "Several pictures are being read at the moment. Wait a little and send it again."


class PictureError(ValueError):
    """A picture was not taken, for a reason that its sender can act on."""


@dataclass(frozen=True)
class Picture:
    """A clean picture, not stored yet."""

    content: File[bytes]
    type: str
    width: int
    height: int


def clean(upload: File[bytes], longest: int = LONGEST_SIDE) -> Picture:
    """The same picture, written anew and no longer than that; raises PictureError."""
    if not TURNS.acquire(timeout=SECONDS):
        raise PictureError(BUSY)
    try:
        return decoded(upload, longest)
    finally:
        TURNS.release()


def decoded(upload: File[bytes], longest: int) -> Picture:
    """What the decoder made of it; neither file has a name on the disk, so nothing is left of them."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        for chunk in upload.chunks():
            source.write(chunk)
        source.seek(0)
        told = ask(source, result, longest)
        result.seek(0)
        return Picture(ContentFile(result.read()), told["type"], told["width"], told["height"])


def ask(source: IO[bytes], result: IO[bytes], longest: int) -> dict[str, Any]:
    """Run the decoder and return what it says of the picture that it wrote."""
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    command = [sys.executable, "-I", str(DECODER), str(longest)]
    try:
        run = subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            command, stdin=source, stdout=result, stderr=subprocess.PIPE, env=environment, timeout=SECONDS, check=False
        )
        told: dict[str, Any] = json.loads(run.stderr.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        raise PictureError(TOO_DEAR) from None
    if "refusal" in told or run.returncode:
        raise PictureError(told.get("refusal", TOO_DEAR))
    return told
