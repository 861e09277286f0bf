"""Admission: the one door through which a reader's words come in, whether new or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from wiki.authors.leaving import hold
from wiki.comments.answering import answer
from wiki.comments.models import Comment
from wiki.comments.moving import hold_host
from wiki.comments.states import EDITABLE, STANDING, State
from wiki.moderation import repeats
from wiki.moderation.cases import Reason, open_case
from wiki.moderation.models import Person
from wiki.moderation.said import Facts, Said
from wiki.moderation.scoring import Verdict, judge
from wiki.votes.casting import retried

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.authors.models import Author
    from wiki.comments.answering import Target

__all__ = ["BlockedError", "ClosedError", "Facts", "admit", "admit_edit", "is_known", "refuse"]

FIRST = Reason(rule="first", points=0, why="A new reader's first replies wait.")
EDITED = Reason(rule="edited", points=0, why="Its author changed it while it waited.")
#: What is said of a text that is not its author's any more.
OF_THE_TEXT = frozenset({"trap", "links", "list", "repeated", "akismet"})


class BlockedError(Exception):
    """Somebody may not say anything now; `person` says until when, and why they are told."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.told)
        self.person = person


class ClosedError(Exception):
    """The site takes no replies of readers."""


def admit(to: Target, author: Author, body: str, *, actor: User, facts: Facts) -> Comment:
    """Let somebody say this in answer: at once, or held with an open case where a moderator must look first.

    Raises ClosedError, BlockedError, UnanswerableError or MarkupError, and then nothing was said. To be called outside
    a transaction, since Akismet may be asked.
    """
    refuse(author)
    if said := said_by(facts.form_key, author):
        return said
    exempt = is_exempt(author)
    words = Said(author, body, facts, known=exempt or has_said(author, 1))
    verdict = None if exempt else judge(words)
    try:
        return retried(lambda: let_in(to, words, verdict, actor=actor, form_key=facts.form_key))
    except IntegrityError:
        if said := said_by(facts.form_key, author):
            return said
        raise


@transaction.atomic
def let_in(to: Target, words: Said, verdict: Verdict | None, *, actor: User, form_key: str) -> Comment:
    """Say it, in the state to which all that is known of it leads; without a verdict, so that everyone reads it."""
    heard = repeats.hear(words)
    hold(words.author)  # whoever trusts or blocks them has done so, or waits: what was asked before may be over
    refuse(words.author)
    verdict = None if is_exempt(words.author) else verdict
    first = [] if verdict is None or is_known(words.author) else [FIRST]
    verdict = verdict.plus(*heard.reasons, *first) if verdict else Verdict()
    state = State.PENDING if first and verdict.state == State.PUBLISHED else verdict.state
    said = answer(to, words.author, words.body, actor=actor, state=state, form_key=form_key)
    repeats.keep(said, heard)
    if state not in STANDING:
        open_case(said, held=True, reasons=verdict.reasons)
    return said


def admit_edit(comment: Comment, body: str, *, actor: User, version: int, facts: Facts) -> None:
    """Let a reader change a comment of theirs: what looks suspicious then waits, and is read by nobody else till then.

    Raises ConflictError as `Comment.edit` does, BlockedError, MarkupError, or Comment.DoesNotExist where it was hidden
    or deleted meanwhile. To be called outside a transaction.
    """
    refuse_blocked(comment.author)
    if is_exempt(comment.author):
        retried(lambda: change_freely(comment, body, actor=actor, version=version))
        return
    words = Said(comment.author, body, facts, known=has_said(comment.author, 1, but=comment.pk), comment=comment)
    verdict = judge(words)
    retried(lambda: change(words, comment, verdict, actor=actor, version=version))


@transaction.atomic
def change_freely(comment: Comment, body: str, *, actor: User, version: int) -> None:
    """Change the comment of somebody whose words nobody looks at."""
    hold_editable(comment)
    comment.edit(body, actor=actor, version=version)


def hold_editable(comment: Comment) -> None:
    """Inside a transaction, until which ends nobody decides about it or its author: it may be changed, or this raises
    what `admit_edit` does."""
    hold(comment.author)
    refuse_blocked(comment.author)
    hold_host(comment)  # before the comment itself, as everywhere
    if not list(Comment.objects.locked().filter(pk=comment.pk, state__in=EDITABLE).values_list("pk")):
        raise Comment.DoesNotExist


@transaction.atomic
def change(words: Said, comment: Comment, verdict: Verdict, *, actor: User, version: int) -> None:
    """Change the comment, and hold it where too much speaks against what it says now."""
    heard = repeats.hear(words)
    verdict = verdict.plus(*heard.reasons)
    hold_editable(comment)
    comment.edit(words.body, actor=actor, version=version)
    if comment.version == version:
        return
    repeats.keep(comment, heard)
    comment.refresh_from_db(fields=["state"])
    if comment.state == State.PENDING:
        open_case(comment, held=True, reasons=(*verdict.reasons, EDITED), instead_of=OF_THE_TEXT)
    elif verdict.state != State.PUBLISHED and comment.hold(actor=None):
        open_case(comment, held=True, reasons=verdict.reasons)


def refuse(author: Author) -> None:
    """Raise ClosedError or BlockedError where this author may not say anything now; those who write here always may."""
    if author.listed:
        return
    if settings.REPLIES == "closed":
        raise ClosedError
    refuse_blocked(author)


def refuse_blocked(author: Author) -> None:
    """Raise BlockedError where this author may neither say nor change anything now."""
    person = None if author.listed else Person.objects.blocked().filter(author=author).first()
    if person:
        raise BlockedError(person)


def is_exempt(author: Author) -> bool:
    """Whether nobody looks at what they say: they write here, or a moderator trusts them."""
    return author.listed or Person.objects.filter(author=author, trusted_at__isnull=False).exists()


def is_known(author: Author) -> bool:
    """Whether enough of what a reader said was let through, or they are trusted."""
    return has_said(author, settings.HOLD_FIRST) or is_exempt(author)


def has_said(author: Author, enough: int, *, but: int = 0) -> bool:
    """Whether so much of what a reader said was let through, besides the comment with this number."""
    stands = Comment.objects.filter(author=author, state__in=STANDING).exclude(pk=but)
    return len(stands.values_list("pk")[:enough]) >= enough


def said_by(form_key: str, author: Author) -> Comment | None:
    """What was said by this form already, if anything."""
    return Comment.objects.filter(form_key=form_key, author=author).first() if form_key else None
