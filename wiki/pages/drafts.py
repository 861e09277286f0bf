"""What somebody is writing and has not saved: kept here beside the browser's own copy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.lib.kinds import Viewer

KEPT = timedelta(days=180)


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: Viewer, page: int | None) -> Self:
        """Somebody's drafts of a page, or of pages that are not there yet, the newest first."""
        return self.filter(user=user.pk, page=page).order_by("-saved_at", "-pk")

    def keep(self, user: User, page: int | None, *, base: int, window: str, fields: dict[str, str]) -> Draft:
        """Keep what stands in a window now in the stead of what stood there."""
        now: dict[str, Any] = {"page_id": page, "base": base, "fields": fields, "saved_at": timezone.now()}
        draft, _ = self.update_or_create(user=user, window=window, defaults=now)
        return draft

    def settle(self, user: Viewer, *, window: str, went_on: int | None) -> None:
        """After a save: forget what stood in this window, and the draft that it went on with."""
        self.filter(user=user.pk).filter(models.Q(window=window) | models.Q(pk=went_on or 0)).delete()

    def forget_old(self) -> None:
        """Forget what nobody has touched for half a year."""
        self.filter(saved_at__lt=timezone.now() - KEPT).delete()


class Draft(models.Model):
    """One editor window's text, on the revision that it was opened on; two windows never overwrite each other."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, null=True, related_name="drafts")
    base = models.PositiveIntegerField(default=0)
    #: A random word that the form was opened with.
    window = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Draft]] = models.Manager.from_queryset(DraftQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "window"], name="one_draft_a_window")]
        indexes = [models.Index(fields=["user", "page", "-saved_at"], name="drafts_of_page")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
