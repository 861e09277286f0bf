"""Cases: what waits for a moderator, opened by whatever speaks against a comment, closed by a decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypedDict

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wiki.comments.models import Comment
from wiki.moderation.models import Case, Decision, Flag


class Reason(TypedDict):
    """Something that speaks against a comment: by which rule, how much, and in words."""

    rule: str
    points: int
    why: str


@transaction.atomic
def open_case(
    comment: Comment,
    *,
    reasons: Sequence[Reason],
    held: bool = False,
    flags: int = 0,
    instead_of: Collection[str] = (),
) -> Case:
    """Let a comment wait for a decision; where it does already, these reasons are added to the case.

    Of the reasons that it has, those by the rules in `instead_of` hold no more.
    """
    Comment.objects.locked().get(pk=comment.pk)
    case = Case.objects.open().filter(comment=comment).first() or Case(comment=comment)
    case.reasons = [reason for reason in case.reasons if reason["rule"] not in instead_of]
    told = {(reason["rule"], reason["why"]) for reason in case.reasons}
    case.reasons = [*case.reasons, *(one for one in reasons if (one["rule"], one["why"]) not in told)]
    case.score = sum(reason["points"] for reason in case.reasons)
    case.held, case.flags, case.changed_at = case.held or held, case.flags + flags, timezone.now()
    case.save()
    return case


def by_machine(comment: str) -> Exists:
    """Whether nobody has decided yet about the comment with this number, so that at most a machine took it for spam."""
    return Exists(Case.objects.open().filter(comment=OuterRef(comment)))


def close_cases(comments: Collection[int], *, by: Decision | None = None) -> None:
    """A decision was made about these comments, which are locked: nothing of theirs waits any more."""
    Case.objects.open().filter(comment__in=comments).update(closed_at=timezone.now(), closed_by=by)


def reopen_cases(comments: Collection[int], *, of: Decision) -> None:
    """The decision about these comments, which are locked, is undone: what it closed waits again."""
    waiting = set(Case.objects.open().filter(comment__in=comments).values_list("comment_id", flat=True))
    closed = of.cases.filter(comment__in=comments).select_related("comment")
    for case in closed.filter(comment__in=waiting):
        open_case(case.comment, reasons=case.reasons, held=case.held, flags=case.flags)
    closed.exclude(comment__in=waiting).update(closed_at=None, closed_by=None)


def settle_flags(comments: Collection[int], *, by: Decision, upheld: bool) -> None:
    """It was decided whether those who flagged these comments were right."""
    Flag.objects.open().filter(comment__in=comments).update(settled_at=timezone.now(), upheld=upheld, settled_by=by)


def unsettle_flags(comments: Collection[int], *, of: Decision) -> None:
    """That decision is undone: their flags are open again, but for those of people who have flagged them anew."""
    anew = Flag.objects.open().filter(comment=OuterRef("comment"), voter=OuterRef("voter"))
    settled = of.flags.filter(comment__in=comments).exclude(Exists(anew))
    Flag.objects.filter(pk__in=list(settled.values_list("pk", flat=True))).update(
        settled_at=None, upheld=None, settled_by=None
    )
