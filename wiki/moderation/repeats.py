"""Whether the same words, or nearly, were said lately: known by a few hashes of them, which tell nobody the words."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from django.conf import settings
from django.db.models import Case, Q, When
from django.utils import timezone

from wiki.comments.states import State
from wiki.moderation.cases import Reason, by_machine
from wiki.moderation.models import Saying

if TYPE_CHECKING:
    from wiki.comments.models import Comment
    from wiki.moderation.said import Said

KEPT = timedelta(days=7)
#: Words beside each other that are compared as one.
RUN = 4
#: Shorter texts are said by many: they count only where they lead somewhere, and as a whole.
SHORT = 8
#: A text is known by so many of its runs, always the same ones; this share of them makes two texts nearly the same.
SAMPLE = 8
NEAR = 0.75
#: So many words of a text are looked at.
MOST_WORDS = 2_000


class Heard(NamedTuple):
    """What was found of a text: the hashes that nobody said within a week, and what speaks against it."""

    new: list[int]
    reasons: list[Reason]


def hear(said: Said) -> Heard:
    """Look for these words, inside the transaction that says them and before anything else is locked in it.

    Who says the same at this moment waits here until this transaction ends.
    """
    sample = sample_of(said)
    rows = [Saying(digest=digest) for digest in sample]
    Saying.objects.bulk_create(rows, ignore_conflicts=True)  # in order, so that no two wait for each other
    locked = Saying.objects.select_for_update().filter(digest__in=sample).order_by("digest")
    known = [row for row in locked if row.comment_id and row.said_at > timezone.now() - KEPT]
    new = sorted({*sample} - {row.digest for row in known})
    return Heard(new, reasons_in(known, said, len(sample)))


def reasons_in(known: list[Saying], said: Said, sampled: int) -> list[Reason]:
    """What speaks against a text of which these parts were said before: not by the comment itself."""
    # Who takes their words back may say them elsewhere.
    own = Q(comment=said.comment) | Q(comment__author=said.author, comment__state=State.DELETED)
    others = Saying.objects.filter(digest__in=[row.digest for row in known]).exclude(own)
    spam = Q(comment__state=State.SPAM) & ~by_machine("comment")
    found = list(others.annotate(spam=Case(When(spam, then=True), default=False)).values_list("spam", flat=True))
    if not found or len(found) < NEAR * sampled:
        return []
    if any(found):
        return [Reason(rule="repeated", points=10, why="It says nearly the same as what was taken for spam this week.")]
    return [Reason(rule="repeated", points=5, why="The same words, or nearly, were said within the last week.")]


def keep(comment: Comment, heard: Heard) -> None:
    """Remember that this comment said them first."""
    Saying.objects.filter(digest__in=heard.new).update(comment=comment, said_at=timezone.now())


def forget() -> None:
    """Let go of what was said over a week ago."""
    Saying.objects.filter(said_at__lt=timezone.now() - KEPT).delete()


def sample_of(said: Said) -> list[int]:
    """The hashes by which a text is known, in order; none for one that many may say alike."""
    words = said.own_words[:MOST_WORDS]
    if len(words) >= SHORT:
        runs = {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
        return sorted({digest(run) for run in nsmallest(SAMPLE, runs, key=weight)})
    return [digest(" ".join(words))] if words and said.links else []


def weight(run: str) -> tuple[int, str]:
    """What decides which runs a text is known by: the same in every text, and quick."""
    return crc32(run.encode()), run


def digest(run: str) -> int:
    """What stands for a run of words; nobody without the site's key can tell which."""
    key = hashlib.sha256(f"wiki.moderation.repeats:{settings.SECRET_KEY}".encode()).digest()
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8, key=key).digest(), signed=True)
