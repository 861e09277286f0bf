"""Keep the pictures of an import as if somebody had sent them, each once however often it is imported."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from wiki.archive.errors import ArchiveError
from wiki.archive.sources import Source, is_picture
from wiki.media.forms import LARGEST
from wiki.media.models import Image
from wiki.media.pictures import PictureError, clean

if TYPE_CHECKING:
    from accounts.models import User

NOBODY = "There is no account yet that it could belong to. Run `python manage.py up` once, then import again."


class Shelf:
    """The pictures of one import; what it stores is taken off the disk again by `clear`."""

    def __init__(self, source: Source, uploader: User | None) -> None:
        self.source = source
        self.uploader = uploader
        self.addresses: dict[str, str] = {}
        #: Why pictures were not taken.
        self.refused: list[str] = []
        self.stored: list[str] = []

    def address(self, path: str) -> str:
        """Where the picture of this path is seen, once it is kept here; an empty one where it is refused."""
        if path not in self.addresses:
            self.addresses[path] = ""
            try:
                self.addresses[path] = self.kept(path).get_absolute_url()
            except ArchiveError as refusal:
                self.refused.append(str(refusal))
            except PictureError as refusal:
                self.refused.append(f"{path}: {refusal}")
        return self.addresses[path]

    def kept(self, path: str) -> Image:
        """The picture's row, from an earlier import or made now; raises ArchiveError or PictureError."""
        if not is_picture(path):
            raise ArchiveError(
                "Only JPEG, PNG, WebP and GIF can be kept here, so its link is left as it is.", name=path
            )
        content = self.source.content(path, LARGEST)
        source_hash = hashlib.sha256(content).hexdigest()
        if known := Image.objects.filter(source_hash=source_hash).first():
            return known
        if self.uploader is None:
            raise ArchiveError(NOBODY, name=path)
        picture = clean(ContentFile(content))
        image = Image.objects.add(picture, uploader=self.uploader, source_hash=source_hash)
        self.stored.append(image.name)
        return image

    def clear(self) -> None:
        """Take off the disk what was stored in a transaction that did not last."""
        for name in self.stored:
            default_storage.delete(name)
