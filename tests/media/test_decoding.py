"""What becomes of a picture's bytes, by its kind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.media import pictures
from tests.media.pictures import GPS, opened, sent
from wiki.media import pictures as taking
from wiki.media.pictures import BUSY, PictureError, clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}


def written(content: bytes) -> bytes:
    """The clean bytes of a picture."""
    result: bytes = clean(sent(content)).content.read()
    return result


@pytest.mark.parametrize("kind", KINDS)
def test_it_works(kind: str) -> None:
    picture = clean(sent(pictures.encoded(kind)))
    assert (picture.type, picture.width, picture.height) == (KINDS[kind], 40, 30)
    assert opened(picture.content.read()).format == kind


def test_nothing_is_kept_of_where_it_was_taken_and_it_stands_upright() -> None:
    content = pictures.from_a_camera()
    before = opened(content)
    assert before.getexif().get_ifd(GPS)[2] == pictures.LATITUDE
    assert before.info["icc_profile"]
    result = written(content)
    after = opened(result)
    assert after.size == (30, 40)
    assert not after.getexif()
    assert not {"exif", "icc_profile", "comment"} & set(after.info)
    assert b"my house" not in result
    assert b"colour profile" not in result


def test_a_script_behind_a_picture_is_gone() -> None:
    for kind in KINDS:
        result = written(pictures.encoded(kind) + b"<script>alert(1)</script>")
        assert b"script" not in result
    commented = pictures.encoded("GIF", comment=b"<script>alert(1)</script>")
    assert b"<script>" in commented
    assert b"script" not in written(commented)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_keeps_its_frames_and_their_times(kind: str) -> None:
    durations = [50, 120, 200, 80]
    result = opened(written(pictures.moving(kind, durations)))
    told = []
    for index in range(result.n_frames):
        result.seek(index)
        result.load()
        told.append(int(result.info["duration"]))
    assert (told, result.info["loop"]) == (durations, 0)


def test_what_moves_is_scaled_down_whole() -> None:
    result = opened(written(pictures.moving("GIF", [100, 100], (3000, 1000))))
    assert (result.size, result.n_frames) == ((2400, 800), 2)


def test_a_large_picture_is_scaled_down_and_keeps_its_shape() -> None:
    for kind in KINDS:
        assert opened(written(pictures.encoded(kind, (4000, 1000)))).size == (2400, 600)
    assert opened(written(pictures.encoded("PNG", (2400, 1)))).size == (2400, 1)
    assert opened(written(pictures.encoded("PNG", (20_000, 2)))).size == (2400, 1)


def test_what_can_be_seen_through_stays_so() -> None:
    for kind in ("PNG", "WEBP"):
        assert opened(written(pictures.encoded(kind, mode="RGBA"))).convert("RGBA").getpixel((5, 5))[3] == 120


def test_the_colours_of_print_become_those_of_a_screen() -> None:
    assert opened(written(pictures.encoded("JPEG", mode="CMYK"))).mode == "RGB"


# Each is made when its test runs: some take seconds, which whoever only lists the tests should not wait for.
REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing of a picture": lambda: b"these are words",
    "a page": lambda: b"<!doctype html><script>alert(1)</script>",
    "an SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a TIFF": lambda: pictures.encoded("TIFF"),
    "a BMP": lambda: pictures.encoded("BMP"),
    "a PDF": lambda: pictures.encoded("PDF"),
    "cut off": lambda: pictures.encoded("JPEG", (400, 300))[:700],
    "a PNG cut off": lambda: pictures.encoded("PNG", (400, 300))[:60],
    "a bomb": pictures.bomb,
    "a bomb of frames": lambda: pictures.moving("GIF", [10] * 6, (3000, 3000), mode="L"),
    "a bomb of text": pictures.chunk_too_long,
    "a head alone": lambda: b"GIF89a",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_good_picture_is_refused_in_words(content: Callable[[], bytes]) -> None:
    with pytest.raises(PictureError, match=r"^[A-Z].+\. .+\.$"):
        clean(sent(content()))


def test_no_decoder_is_reached_but_those_of_the_four_kinds() -> None:
    for kind in ("TIFF", "BMP", "PPM", "ICO", "TGA"):
        with pytest.raises(PictureError, match="not a picture"):
            clean(sent(pictures.encoded(kind)))


@pytest.fixture
def decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts another program in the decoder's place."""

    def placed(program: str) -> None:
        path = tmp_path / "decoder.py"
        path.write_text(program)
        monkeypatch.setattr(taking, "DECODER", path)

    return placed


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import os; os._exit(0)",
        "raise SystemExit(3)",
        "import sys; print('[1', file=sys.stderr)",
        "import time; time.sleep(60)",
    ],
    ids=["crash", "silence", "failure", "nonsense", "for ever"],
)
def test_whatever_befalls_the_decoder_is_a_refusal(program: str, decoder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "SECONDS", 1)
    decoder(program)
    with pytest.raises(PictureError):
        clean(sent(pictures.encoded()))
    assert taking.TURNS._value == 2  # every turn was given back


def test_the_decoder_may_have_a_gigabyte_and_no_more(decoder: Any) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux promises it")
    real = taking.DECODER.read_text()
    greedy = real.replace("told: dict[str, Any] = written(", "held = bytearray(2**30); told = written(")
    assert greedy != real
    decoder(greedy)
    with pytest.raises(PictureError):
        clean(sent(pictures.encoded()))


def test_the_decoder_learns_no_secret(decoder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    decoder("import json, os, sys; print(json.dumps({'refusal': 'Names: ' + ' '.join(os.environ)}), file=sys.stderr)")
    with pytest.raises(PictureError) as refused:
        clean(sent(pictures.encoded()))
    assert "SECRET_KEY" not in str(refused.value)


def test_only_a_few_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "SECONDS", 0.1)
    with taking.TURNS, taking.TURNS, pytest.raises(PictureError, match=BUSY.split(".")[0]):
        clean(sent(pictures.encoded()))
