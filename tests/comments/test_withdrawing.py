"""What was said on a page or a work goes with it, everywhere and for everybody, and comes back with it."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client

from tests import make
from tests.comments.discussing import reply
from tests.front.crawling import Crawler, addresses
from tests.votes.casting import browser, cast
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentTally
from wiki.lib.kinds import KINDS, mentions
from wiki.links.models import Reference

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.pages.models import Page
    from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db
WORD = "Quixotic"
STATES = [State.AWAY, State.PENDING, State.HIDDEN, State.SPAM, State.DELETED]


class Talk(NamedTuple):
    """A comment by a reader with a name of its own, and whoever can open and close what it was said on."""

    host: Page | SelectedWork
    said: Comment
    reader: Author
    close: Callable[[], object]
    open: Callable[[], object]


@pytest.fixture(params=["page", "work"])
def talk(request: pytest.FixtureRequest) -> Talk:
    author = make.primary(user=make.owner(), name="Ada")
    actor = make.account(author)
    make.page(author, title="Target")
    reader = make.author(listed=False, name="Sancho", user=make.user())
    host: Any = make.page(author) if request.param == "page" else make.work(author)
    said = reply(host, reader, body=f"{WORD} words on [[Target]].")
    make.page(author, title="Quoting", body=f"![[comment:{said.public_id}]]\n\n[[comment:{said.public_id}]]")
    cast(said, browser(), 1)
    if request.param == "page":
        return Talk(host, said, reader, lambda: host.unpublish(actor=actor), lambda: host.publish(actor=actor))
    return Talk(host, said, reader, lambda: host.remove(actor=actor), lambda: host.restore(actor=actor))


def told_to(client: Client) -> set[str]:
    """The addresses of the site whose answers say the word, as this browser sees them."""
    return set(Crawler(client).found(addresses(), {WORD.casefold()}))


def counted(talk: Talk) -> tuple[str, int, bool, bool, int, int]:
    """Its state, its author's total, whether its tally is seen and open, its references, and what finds it."""
    talk.said.refresh_from_db()
    tally = CommentTally.objects.get(target=talk.said)
    references = Reference.objects.of("comment", talk.said.pk).filter(public=True).count()
    found = len(mentions([WORD], AnonymousUser())[WORD])
    talk.reader.totals.refresh_from_db()
    return talk.said.state, talk.reader.totals.comments, tally.visible, tally.open, references, found


def checked() -> str:
    """What `recount --check` says, which fails where any total is not the sum of its rows."""
    out = StringIO()
    call_command("recount", "--check", stdout=out)
    return out.getvalue()


def test_it_works(talk: Talk) -> None:
    there = told_to(Client())
    assert {talk.host.get_absolute_url(), talk.said.get_absolute_url(), talk.reader.get_absolute_url()} <= there
    assert "/wiki/quoting/" in there
    assert counted(talk) == (State.PUBLISHED, 1, True, True, 1, 1)
    talk.close()
    assert counted(talk) == (State.AWAY, 0, False, False, 0, 0)
    checked()
    assert told_to(Client()) == set()
    talk.open()
    assert counted(talk) == (State.PUBLISHED, 1, True, True, 1, 1)
    checked()
    assert told_to(Client()) == there


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.SPAM, State.DELETED])
def test_what_was_not_published_does_not_come_back_published(talk: Talk, state: State) -> None:
    verbs = {State.PENDING: "hold", State.HIDDEN: "hide", State.SPAM: "mark_as_spam", State.DELETED: "remove"}
    getattr(talk.said, verbs[state])(actor=make.user(), reason="Off.")
    before = counted(talk)
    talk.close()
    assert counted(talk) == before
    talk.open()
    assert counted(talk) == before
    assert told_to(Client()) == set()
    checked()


def test_what_is_approved_or_restored_meanwhile_waits_for_what_it_was_said_on(talk: Talk) -> None:
    talk.said.hold(actor=make.user())
    talk.close()
    assert talk.said.approve(actor=make.user())
    assert counted(talk) == (State.AWAY, 0, False, False, 0, 0)
    talk.said.remove(actor=make.user())
    assert Comment.objects.get(pk=talk.said.pk).restore(actor=make.user())
    assert counted(talk)[0] == State.AWAY
    assert told_to(Client()) == set()
    talk.open()
    assert counted(talk) == (State.PUBLISHED, 1, True, True, 1, 1)
    checked()


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_told_of_what_cannot_be_read_by_any_door(talk: Talk, state: State) -> None:
    Comment.objects.filter(pk=talk.said.pk).update(state=state)
    for kind in KINDS.values():
        assert not kind.news([talk.said.pk], AnonymousUser(), whole=False) or kind.name != "comment"
    missing, asked = Client(), Client()
    for path in ("/", "/vote/", "/flag/", "/reply/", "/glance/", ".md"):
        answers = [
            client.get(f"/comments/{public_id}{path}", follow=False)
            for client, public_id in ((asked, talk.said.public_id), (missing, "neverwas22"))
        ]
        assert answers[0].status_code == answers[1].status_code, path
        told = [answer.content.replace(talk.said.public_id.encode(), b"neverwas22") for answer in answers]
        assert told[0] == told[1], path
