"""Many readers who press Reply at one moment, for a site's own process and database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.test import Client

from tests import make
from tests.front.reading import at_desk, reader
from tests.races import at_once
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.states import STANDING, State
from wiki.comments.votes import CommentTally
from wiki.log.models import Entry
from wiki.moderation.guard import new_stamp
from wiki.moderation.models import Case
from wiki.notices.models import Notice

REPLIERS = 32


def post(client: Client, address: str, **told: str) -> Callable[[], int]:
    """Send the form there; the status of the answer."""
    return lambda: client.post(address, told, HTTP_HOST="localhost").status_code


def told(**found: Any) -> None:
    """Say what became of it, for the test that asked."""
    print(json.dumps(found))  # noqa: T201


def repliers() -> None:
    """Thirty-two on one thread, half of them to the same comment and half to one another's."""
    first = make.comment(make.primary(user=make.user()), body="Begin.")
    second = make.comment(first.author, parent=first)
    who = [reader(trusted=True) for _ in range(REPLIERS)]
    places = [f"/comments/{(first, second)[number % 2].public_id}/reply/" for number in range(REPLIERS)]
    sends = [post(at_desk(one), at, body=f"By {one.slug}.") for one, at in zip(who, places, strict=True)]
    answers = at_once(*sends)
    replies = Comment.objects.filter(author__in=who)
    call_command("recount", check=True, verbosity=0)
    told(
        answers=Counter(map(str, answers)),
        replies=replies.filter(state=State.PUBLISHED, thread=first).count(),
        kept=all(replies.filter(author=one, body=f"By {one.slug}.").count() == 1 for one in who),
        totals=list(AuthorTotals.objects.filter(author__in=who).values_list("comments", flat=True).distinct()),
        tallies=CommentTally.objects.filter(target__in=replies, visible=True).count(),
        logged=Entry.objects.filter(verb="written", kind="comments.comment").count(),
        notices=Notice.objects.filter(user=make.account(first.author)).count(),
    )


def doubles() -> None:
    """One form of a new reader sent eight times at once."""
    address = f"/comments/{make.comment(make.author()).public_id}/reply/"
    client, mark = at_desk(reader()), new_stamp()
    before = Comment.objects.count()
    answers = at_once(*[post(client, address, body="Once.", stamp=mark) for _ in range(8)])
    told(answers=Counter(map(str, answers)), replies=Comment.objects.count() - before, cases=Case.objects.count())


def firsts() -> None:
    """Two first replies of one new reader at once, from two forms."""
    address = f"/comments/{make.comment(make.author()).public_id}/reply/"
    user = make.user()
    answers = at_once(*[post(at_desk(user), address, name=name, body=name) for name in ("Grace", "Hopper")])
    authors = Author.objects.filter(user=user)
    replies = Comment.objects.filter(author__user=user).exclude(state__in=STANDING)
    told(answers=Counter(map(str, answers)), authors=authors.count(), held=replies.count())
