"""Akismet is asked where there is a key, and nobody pays for it when it cannot be."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests import make
from tests.lib.serving import Talk, saying, server
from tests.moderation.admitting import case, edit, known, reader, say
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.lib import outside
from wiki.moderation import akismet
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Person

if TYPE_CHECKING:
    from pytest_django import Settings

common = pytest.importorskip("akismet._common")
pytestmark = pytest.mark.django_db


def answering(body: str, *more: str, status: str = "200 OK") -> Talk:
    headers = "".join(f"{line}\r\n" for line in (f"Content-Length: {len(body)}", *more))
    return saying(f"HTTP/1.1 {status}\r\n{headers}\r\n{body}".encode())


class Akismet:
    """A stand-in for Akismet's server, which answers this and remembers what it was told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.heard: list[bytes] = []
        self.talk: Talk = answering("false")
        self.monkeypatch.setattr(common, "_API_URL", "http://rest.akismet.example")

    def serve(self) -> Iterator[Akismet]:
        with server(lambda caller: self.talk(caller), heard=self.heard) as dial:
            self.monkeypatch.setattr(outside, "session", partial(outside.session, dial=dial))
            yield self

    def told(self) -> list[dict[str, str]]:
        """The forms that it was sent."""
        return [
            {name: values[0] for name, values in parse_qs(request.partition(b"\r\n\r\n")[2].decode()).items()}
            for request in self.heard
        ]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Akismet]:
    settings.AKISMET_KEY = "abc123abc123"
    settings.SITE_URL = "https://wiki.example.org"
    yield from Akismet(monkeypatch).serve()


def test_it_works(served: Akismet) -> None:
    said = say(known(name="Ada"), "Well said.", address="198.51.100.7", agent="A browser")
    assert said.state == State.PUBLISHED
    assert served.heard[0].startswith(b"POST /1.1/comment-check HTTP/1.1\r\n")
    assert served.told() == [
        {
            "api_key": "abc123abc123",
            "blog": "https://wiki.example.org",
            "permalink": "https://wiki.example.org/",
            "user_ip": "198.51.100.7",
            "user_agent": "A browser",
            "comment_type": "reply",
            "comment_author": "Ada",
            "comment_content": "Well said.",
            "blog_charset": "UTF-8",
        }
    ]


@pytest.mark.parametrize(
    ("more", "state", "why"),
    [
        ([], State.PENDING, "Akismet takes it for spam."),
        (["X-akismet-pro-tip: discard"], State.SPAM, "Akismet is sure that it is spam."),
    ],
)
def test_what_it_takes_for_spam_waits(served: Akismet, more: list[str], state: State, why: str) -> None:
    served.talk = answering("true", *more)
    said = say(known())
    assert said.state == state
    assert [reason["why"] for reason in case(said).reasons] == [why]


@pytest.mark.parametrize(
    "talk",
    [
        answering("invalid"),
        answering("what?"),
        answering("false", status="500 Oh no"),
        answering("", "Location: http://127.0.0.1/", status="302 Found"),
        answering("a" * 2_000_000),
        answering("x", "Content-Encoding: gzip"),
        saying(b""),
        saying(b"nonsense"),
    ],
    ids=["key", "words", "error", "redirect", "large", "packed", "silent", "nonsense"],
)
def test_that_it_cannot_be_asked_harms_nobody(served: Akismet, talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    served.talk = talk
    assert say(known()).state == State.PUBLISHED
    assert not Case.objects.exists()
    held = say(reader(), "https://a.example")
    assert {"rule": "akismet", "points": 0, "why": "Akismet could not be asked."} in case(held).reasons
    assert "Akismet could not be asked" in caplog.text
    assert "abc123" not in caplog.text


def test_it_is_waited_for_no_longer_than_its_time(served: Akismet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(akismet, "SECONDS", 0.3)
    served.talk = saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"a"] * 40, every=0.05)
    began = time.monotonic()
    assert say(known()).state == State.PUBLISHED
    assert time.monotonic() - began < 1.5


def test_it_is_never_asked_inside_a_transaction(served: Akismet, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = len(transaction.get_connection().savepoint_ids)
    asked: list[int] = []
    real = akismet.client

    def client() -> Any:
        asked.append(len(transaction.get_connection().savepoint_ids))
        return real()

    monkeypatch.setattr(akismet, "client", client)
    edit(say(known()), "Changed.")
    assert asked == [depth, depth]


def test_without_a_key_nobody_is_asked(served: Akismet, settings: Settings) -> None:
    settings.AKISMET_KEY = ""
    say(known())
    akismet.tell([1], spam=True)
    assert not served.heard


def test_nobody_is_asked_about_those_who_are_exempt_nor_about_what_is_spam_already(served: Akismet) -> None:
    trusted = known()
    Person.objects.create(author=trusted, trusted_at=make.FIRST)
    say(trusted)
    say(make.author(user=make.user()))
    assert say(known(), trap="filled").state == State.SPAM
    assert not served.heard


def test_a_change_is_asked_about_too(served: Akismet) -> None:
    comment = say(known())
    served.talk = answering("true")
    assert edit(comment, "Changed.").state == State.PENDING
    assert served.told()[-1]["comment_content"] == "Changed."
    assert served.told()[-1]["recheck_reason"] == "edit"


@pytest.mark.django_db(transaction=True)  # the worker leaves no connection open
@pytest.mark.parametrize(("spam", "path"), [(True, b"submit-spam"), (False, b"submit-ham")])
def test_a_worker_tells_it_what_a_moderator_decided(served: Akismet, spam: bool, path: bytes) -> None:
    served.talk = answering("Thanks for making the web a better place.")
    comments = [make.comment(reader(name="Eve"), body="Pills!"), make.comment(make.author())]
    akismet.tell([comment.pk for comment in comments], spam=spam)
    assert not served.heard, "not in the request of the moderator"
    call_command("db_worker", batch=True, verbosity=0)
    assert len(served.heard) == 1, "of those who write here it is told nothing"
    assert served.heard[0].startswith(b"POST /1.1/" + path)
    told = served.told()[0]
    assert (told["comment_author"], told["comment_content"], told["user_ip"]) == ("Eve", "Pills!", "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(("verb", "told"), [("approve", ["ham"]), ("spam", ["spam"]), ("delete", [])])
def test_a_decision_is_what_it_learns_from(
    served: Akismet, monkeypatch: pytest.MonkeyPatch, verb: str, told: list[str]
) -> None:
    comment = say(known(), seconds=1)
    heard: list[str] = []
    monkeypatch.setattr(akismet, "tell", lambda _numbers, *, spam: heard.append("spam" if spam else "ham"))
    decide(verb, {comment.pk: comment.seen}, actor=make.owner(), reason="So.")
    assert heard == told


def test_nothing_is_told_of_what_is_gone_and_a_failure_is_only_noted(
    served: Akismet, caplog: pytest.LogCaptureFixture
) -> None:
    comment = make.comment(reader())
    Comment.objects.filter(pk=comment.pk).update(body="")
    akismet.learn.call(comment.pk, spam=True)
    akismet.learn.call(0, spam=True)
    assert not served.heard
    served.talk = answering("no", status="500 Oh no")
    akismet.learn.call(make.comment(reader()).pk, spam=True)
    assert "Akismet could not be told" in caplog.text


def test_the_privacy_page_tells_of_it_only_where_there_is_a_key(settings: Settings) -> None:
    assert "Akismet" not in Client().get("/privacy/").content.decode()
    settings.AKISMET_KEY = "abc123abc123"
    page = Client().get("/privacy/").content.decode()
    assert "Akismet is told the reply's text" in page
    assert "Nobody outside the site is asked" not in page
