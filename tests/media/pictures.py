"""Pictures of every kind, good and bad, as bytes."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawing

from wiki.media.models import Image
from wiki.media.pictures import clean

GPS, ORIENTATION, LATITUDE = 0x8825, 0x0112, (51.0, 30.0, 0.0)


def encoded(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: Any) -> bytes:
    """A plain picture of one colour."""
    result = io.BytesIO()
    Drawing.new(mode, size, 128 if mode in {"1", "L"} else tuple([200, 30, 30, 120][: len(mode)])).save(
        result, kind, **how
    )
    return result.getvalue()


def moving(kind: str, durations: list[int], size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """A picture with a frame for each of these times, each of another colour."""
    frames = [Drawing.new(mode, size, (40 * index, 20, 200)[: len(mode)]) for index in range(len(durations))]
    result = io.BytesIO()
    frames[0].save(result, kind, save_all=True, append_images=frames[1:], duration=durations, loop=0)
    return result.getvalue()


def from_a_camera() -> bytes:
    """A JPEG on its side that says where it was taken."""
    exif = Drawing.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = LATITUDE
    profile = b"not a colour profile, but it would be kept"
    return encoded("JPEG", exif=exif, comment=b"taken at my house", icc_profile=profile)


def bomb() -> bytes:
    """A PNG of 17 KB with 144 million pixels."""
    return encoded("PNG", (12_000, 12_000), mode="1")


def chunk_too_long() -> bytes:
    """A PNG whose text would unpack to 100 MB."""
    plain = encoded("PNG")
    body = b"zTXt" + b"a\0\0" + zlib.compress(b"x" * 100_000_000, 9)
    made = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return plain[:33] + made + plain[33:]


def opened(content: bytes) -> Any:
    """The picture in these bytes."""
    return Drawing.open(io.BytesIO(content))


def sent(content: bytes, name: str = "picture.png", type_: str = "image/png") -> SimpleUploadedFile:
    """The bytes as a form brings them, with a name and a type that its sender chose."""
    return SimpleUploadedFile(name, content, type_)


def stored(uploader: Any, content: bytes | None = None, alt: str = "") -> Image:
    """A picture of somebody's that is on the site."""
    return Image.objects.add(clean(sent(content or encoded())), uploader=uploader, alt=alt)


def files(folder: Path) -> list[str]:
    """The names of the files in the folder of pictures."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
