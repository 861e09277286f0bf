"""Decodes somebody's picture from the standard input and writes a clean one to the standard output.

It is run by itself, so that a bomb or a crash takes nothing with it: no Django here, nor anything else of the site.
The last line of the standard error is JSON: type, width and height, or the refusal for whoever sent the picture.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
MOST_PIXELS = 50_000_000
MOST_MEMORY = 1024**3
MOST_SECONDS = 20
#: Of what is written; whoever runs this says it.
LONGEST_SIDE = int(sys.argv[1])
LARGEST_RESULT = 40 * 1024**2
PLAIN_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
SETTINGS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 88},
    "GIF": {},
}

NO_PICTURE = "This is not a picture that can be shown here. Save it as JPEG, PNG, WebP or GIF and send it again."
BROKEN = "This picture is broken or incomplete. Open it in a picture program, save it anew and send that."
TOO_LARGE = "This picture has more than 50 million pixels, over all its frames. Scale it down and send it again."


class RefusalError(Exception):
    """Why a picture is not taken, in words for whoever sent it."""


def main() -> int:
    bound()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        told: dict[str, Any] = written(sys.stdin.buffer.read())
    except RefusalError as refusal:
        told = {"refusal": str(refusal)}
    print(json.dumps(told), file=sys.stderr)  # noqa: T201 - this is the answer to the process that waits for it
    return 1 if "refusal" in told else 0


def bound() -> None:
    """Let the system end this process when it wants too much."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still holds there
        return
    limits = {"AS": MOST_MEMORY, "CPU": MOST_SECONDS, "FSIZE": LARGEST_RESULT, "CORE": 0}
    for name, limit in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


def written(content: bytes) -> dict[str, Any]:
    """Write the picture anew and say what it is; whatever goes wrong inside a decoder becomes a refusal."""
    try:
        with Image.open(io.BytesIO(content), formats=list(TYPES)) as picture:
            return saved(picture, lossless=content[12:16] == b"VP8L")
    except UnidentifiedImageError:
        raise RefusalError(NO_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise RefusalError(TOO_LARGE) from None
    except RefusalError:
        raise
    except Exception:  # a broken file makes decoders raise nearly anything
        raise RefusalError(BROKEN) from None


def saved(picture: Any, *, lossless: bool) -> dict[str, Any]:
    """Write the picture, moving if it moved, and say what it is."""
    kind = "JPEG" if picture.format == "MPO" else picture.format  # what some cameras make of two JPEGs
    count = 1 if kind == "JPEG" else getattr(picture, "n_frames", 1)
    if picture.width * picture.height * count > MOST_PIXELS:
        raise RefusalError(TOO_LARGE)
    settings = SETTINGS[kind] | ({"lossless": True} if lossless else {})
    result = io.BytesIO()
    first = moving(picture, kind, result, settings) if count > 1 else still(picture, kind, result, settings)
    sys.stdout.buffer.write(result.getbuffer())
    sys.stdout.buffer.flush()
    return {"type": TYPES[kind], "width": first.width, "height": first.height}


def still(picture: Any, kind: str, result: io.BytesIO, settings: dict[str, Any]) -> Image.Image:
    """Write one picture, the right way up."""
    if kind == "JPEG":
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # decodes a large one at a part of its size
    shown = bare(in_srgb(smaller(plain(ImageOps.exif_transpose(picture)))))
    if kind == "JPEG" and shown.mode not in {"L", "RGB"}:
        shown = bare(shown.convert("RGB"))
    shown.save(result, kind, **settings)
    return shown


def moving(picture: Any, kind: str, result: io.BytesIO, settings: dict[str, Any]) -> Image.Image:
    """Write all frames, each shown as long as it was."""
    durations, opaque = timing(picture)
    mode = "RGB" if opaque else "RGBA"
    frames = (bare(smaller(frame(picture, index).convert(mode))) for index in range(picture.n_frames))
    how = {} if picture.info.get("loop") is None else {"loop": picture.info["loop"]}
    if kind == "GIF":
        how["disposal"] = 0 if opaque else 2
    first = next(frames)
    rest = list(frames) if kind == "PNG" else frames  # Pillow walks twice over those of a PNG
    first.save(result, kind, save_all=True, append_images=rest, duration=durations, **how, **settings)
    return first


def timing(picture: Any) -> tuple[list[int], bool]:
    """How many milliseconds each frame is shown, and whether none has anything to see through."""
    durations, opaque = [], True
    for index in range(picture.n_frames):
        shown = frame(picture, index).convert("RGBA")
        durations.append(int(picture.info.get("duration", 0)))
        opaque = opaque and shown.getextrema()[3] == (255, 255)
    return durations, opaque


def frame(picture: Any, index: int) -> Any:
    """The picture at one of its frames."""
    picture.seek(index)
    picture.load()
    return picture


def plain(picture: Image.Image) -> Image.Image:
    """The same picture in a mode that can be scaled and saved."""
    if picture.mode == "CMYK":
        return picture
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in PLAIN_MODES else picture.convert("RGB")


def smaller(picture: Image.Image) -> Image.Image:
    """The picture itself, or where its long side is too long one that is not."""
    longest = max(picture.size)
    if longest <= LONGEST_SIDE:
        return picture
    size = [max(1, round(side * LONGEST_SIDE / longest)) for side in picture.size]
    smooth = picture.convert("RGB") if picture.mode in {"1", "P"} else picture
    return smooth.resize((size[0], size[1]), Image.Resampling.LANCZOS, reducing_gap=3)


def in_srgb(picture: Image.Image) -> Image.Image:
    """The colours as the profile means them, since the profile itself is not kept."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
            return converted or picture
    return picture


def bare(picture: Image.Image) -> Image.Image:
    """The picture without what a file says beside it: where and when it was taken, profiles, comments."""
    picture = picture.copy()
    picture.info = {}
    return picture


if __name__ == "__main__":
    sys.exit(main())
