"""What somebody said, and what moderators kept of it: words that go at once, and not after thirty days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment, CommentVersion
from wiki.comments.states import KEPT, STANDING, State
from wiki.comments.votes import CommentTally
from wiki.links.recording import forget
from wiki.log.models import Entry
from wiki.moderation.models import Case, Decided, Decision, Flag, Person, Saying
from wiki.notices.models import Notice

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

#: Rows that are changed by one statement.
BATCH = 500
#: What a row keeps beside its words that somebody wrote, or that was written to them.
BESIDE = {"told": "", "form_key": "", "source_hash": "", "extra": {}}


def unsay(author: Author, *, actor: User | AnonymousUser | None, anonymous: bool) -> None:
    """Take back what an author said, or with `anonymous` only what not everyone was to read; what stays has no past.

    Each row is another version from now on, so that nobody edits it or decides about it who saw it before.
    """
    own = Comment.objects.filter(author=author)
    CommentVersion.objects.filter(comment__author=author).delete()
    gone = own.exclude(state__in=STANDING) if anonymous else own
    published = gone.filter(state=State.PUBLISHED).count()
    numbers = list(gone.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        blank(numbers[start : start + BATCH])
    Entry.objects.record_all("erased", [Comment(pk=pk) for pk in numbers], actor=actor)
    own.update(version=F("version") + 1, **BESIDE)
    AuthorTotals.add_comments(author.pk, -published)


def blank(numbers: list[int]) -> None:
    """Leave nothing of these comments but where they stood, as of those whose thirty days are over."""
    rows = Comment.objects.filter(pk__in=numbers)
    words = dict.fromkeys(Comment.WORDS, "")
    when = {"deleted_at": timezone.now() - KEPT, "edited_at": None, "retracted_at": None}
    rows.update(state=State.DELETED, deleted_from="", taken_down=True, **when, **words)
    CommentTally.objects.filter(target__in=numbers).update(visible=False, open=False)
    forget("comment", numbers)
    Case.objects.filter(comment__in=numbers).delete()
    Flag.objects.filter(comment__in=numbers).delete()  # a note may quote what is gone
    Saying.objects.filter(comment__in=numbers).delete()
    Notice.objects.filter(kind="comment", source__in=numbers).delete()


def forget_moderation(author: Author | None, user: User) -> None:
    """Forget what was thought, decided and written about them and what they said, and the reasons that they gave."""
    own = Comment.objects.filter(author=author)
    Person.objects.filter(author=author).delete()
    forget_decisions(author, own)
    about = Q(kind="accounts.user", target_id=user.pk) | Q(kind="comments.comment", target_id__in=own.values("pk"))
    if author:
        about |= Q(kind__in=["authors.author", "moderation.person"], target_id=author.pk)
    Entry.objects.filter(about | Q(actor_id=user.pk)).forget_reasons()


def forget_decisions(author: Author | None, own: QuerySet[Comment]) -> None:
    """Forget what was decided about these, which can be undone no more, with the reasons for it."""
    about = Q(kind="comments.comment", target_id__in=own.values("pk"))
    if author:
        about |= Q(kind="moderation.person", target_id=author.pk)
    decided = Decided.objects.filter(about)
    numbers = set(decided.values_list("decision", flat=True))
    Decision.objects.filter(pk__in=numbers).update(reason="")
    # The log says it again of the decision itself, and why it was undone.
    Entry.objects.filter(kind=Decision._meta.label_lower, target_id__in=numbers).forget_reasons()
    decided.delete()
