"""What a comment says: changed with all that it said before kept, taken back, or weighed by its author."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from wiki.comments.states import State
from wiki.comments.votes import CommentTally
from wiki.lib.conflicts import ConflictError
from wiki.lib.diffs import share_changed
from wiki.links.recording import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.comments.models import Comment

#: An edit of more than this share of the words makes another comment of it.
MATERIAL = 0.1
WRITTEN = ("body", "on_title", "on_url")
ASSESSED = ("status", "confidence", "superseded_by")


class CommentVersion(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    on_title = models.CharField(max_length=300, blank=True)
    on_url = models.CharField(max_length=2000, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"Version {self.number}"


@transaction.atomic
def edit(comment: Comment, body: str, *, actor: User | AnonymousUser, version: int, about: dict[str, str]) -> None:
    """Let a comment say something else; see `Comment.edit`."""
    current = type(comment).objects.locked().get(pk=comment.pk)
    earlier = as_version(current)
    comment.body = body
    comment.on_title = about.get("on_title", current.on_title)
    comment.on_url = about.get("on_url", current.on_url)
    if current.said == comment.said:
        return
    if current.version != version:
        raise ConflictError(current)
    earlier.save()
    follow(comment, current, last_rewritten([current]).get(current.pk, ""))
    comment.edited_at = timezone.now()
    comment.render()
    comment.save(update_fields=[*WRITTEN, "version", "rewritten", "edited_at", "html", "excerpt", "renderer"])
    record("comment", comment.pk, comment.mentions, public=current.is_published)
    comment.note("edited", actor, before={"version": version}, after={"version": comment.version})


def follow(comment: Comment, current: Comment, text: str) -> None:
    """Be the version after this one, and a rewriting if its words are far from this text's, the last rewriting."""
    comment.version = current.version + 1
    comment.rewritten = comment.version if share_changed(text, comment.body) > MATERIAL else current.rewritten


def as_version(comment: Comment) -> CommentVersion:
    """What a comment says now, as an earlier version of what it will say; not saved."""
    told = {name: getattr(comment, name) for name in WRITTEN}
    written_at = comment.edited_at or comment.posted_at
    return CommentVersion(comment=comment, number=comment.version, written_at=written_at, **told)


def last_rewritten(comments: list[Comment]) -> dict[int, str]:
    """By row, what each said when its words last changed by much, once what it said until now is among its versions."""
    rows = CommentVersion.objects.filter(comment__in=comments, number=F("comment__rewritten"))
    return dict(rows.values_list("comment_id", "body"))


@transaction.atomic
def stand(comment: Comment, verb: str, retracted_at: datetime | None, *, actor: User | AnonymousUser) -> bool:
    """Be retracted since then, or not at all, and log it; where it is so already, change nothing."""
    current = type(comment).objects.locked().get(pk=comment.pk)
    before, after = bool(current.retracted_at), bool(retracted_at)
    if current.state != State.PUBLISHED or before == after:
        return False
    comment.retracted_at = retracted_at
    comment.save(update_fields=["retracted_at"])
    CommentTally.objects.follow(comment)
    comment.note(verb, actor, before={"retracted": before}, after={"retracted": after})
    return True


@transaction.atomic
def assess(comment: Comment, told: dict[str, str], *, actor: User | AnonymousUser) -> bool:
    """Say how far its author stands behind it; its text stays."""
    current = type(comment).objects.locked().get(pk=comment.pk)
    changed = [name for name in ASSESSED if getattr(current, name) != told[name]]
    for name in ASSESSED:
        setattr(comment, name, told[name])
    if current.state != State.PUBLISHED or not changed:
        return False
    comment.save(update_fields=ASSESSED)
    comment.note("assessed", actor, before={}, after={"changed": ", ".join(changed)})
    return True
