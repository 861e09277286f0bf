"""Pictures that people put on the site, each the property of whoever sent it."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wiki.lib.paging import Order

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.media.pictures import Picture


class Type(models.TextChoices):
    """What a picture can be, and with it how its file's name ends."""

    JPEG = "image/jpeg", "jpg"
    PNG = "image/png", "png"
    WEBP = "image/webp", "webp"
    GIF = "image/gif", "gif"


def new_name(type_: str) -> str:
    """A file name that nobody can guess and that tells nothing: 130 random bits, then the ending of the type."""
    return f"{base64.b32encode(secrets.token_bytes(17))[:26].decode().lower()}.{Type(type_).label}"


class ImageQuerySet(models.QuerySet["Image"]):
    def of(self, user: User | AnonymousUser) -> Self:
        """Somebody's own pictures."""
        return self.filter(uploader_id=user.pk)

    def add(self, picture: Picture, *, uploader: User, alt: str = "", source_hash: str = "") -> Image:
        """Store a clean picture; where its row cannot be made, its file goes again."""
        name = default_storage.save(new_name(picture.type), picture.content)
        size = {"width": picture.width, "height": picture.height, "bytes": picture.content.size}
        try:
            told = {"alt": alt, "source_hash": source_hash}
            return self.create(uploader=uploader, name=name, type=picture.type, **told, **size)
        except BaseException:
            default_storage.delete(name)
            raise


class Image(models.Model):
    """A picture, which everyone who has its address may see."""

    NEWEST_FIRST = Order(("id",), "id", falling=True)

    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="images")
    name = models.CharField(max_length=40, unique=True, editable=False)
    type = models.CharField(max_length=20, choices=Type.choices, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    bytes = models.PositiveIntegerField(editable=False)
    alt = models.CharField("what it shows", max_length=500, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    #: Of the file that an import made it from, so that no picture is imported twice.
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[models.Manager[Image]] = models.Manager.from_queryset(ImageQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["uploader", "-id"], name="image_newest_of_uploader"),
            models.Index(fields=["source_hash"], condition=~Q(source_hash=""), name="images_imported"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=Type.values), name="image_type_is_known"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0, bytes__gt=0), name="image_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.alt or self.name

    def get_absolute_url(self) -> str:
        return reverse("media:image", args=[self.name])

    @property
    def markdown(self) -> str:
        """What to write where the picture is to stand."""
        described = self.alt.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"![{described}]({self.get_absolute_url()})"

    def caption(self, alt: str) -> None:
        """Say what the picture shows."""
        self.alt = alt
        self.save(update_fields=["alt"])

    @transaction.atomic
    def remove(self) -> None:
        """Take the picture off the site, and its file off the disk."""
        self.delete()
        transaction.on_commit(lambda: default_storage.delete(self.name))
