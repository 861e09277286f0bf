"""What somebody may not read is told to them nowhere: every address of the site, asked by people of every kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.front.crawling import Crawler, addresses, office, plain_addresses, told
from tests.front.secrets import EVERY_WAY, FIELDS, HIDDEN, World, word, world
from tests.moderation.staff import browser, moderator
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.moderation.models import Person

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def site(media: Path) -> World:
    return world()


def voter(site: World) -> Client:
    """A browser without an account that has voted."""
    client = Client()
    client.post(f"/comments/{site.comment.public_id}/vote/", {"axis": "karma", "value": "1"})
    assert client.cookies
    return client


def reader(_site: World) -> Client:
    """Somebody with an account and an author's page that is not listed, who does not write here."""
    return browser(make.account(make.author(user=make.user(), listed=False)))


def blocked(site: World) -> Client:
    """Somebody whose account was closed while they were signed in."""
    client = reader(site)
    author = Author.objects.latest("pk")
    assert author.user
    author.user.is_active = False
    author.user.save()
    return client


def silenced(site: World) -> Client:
    """Somebody whom a moderator keeps from saying anything, and tells why."""
    client = reader(site)
    Person.objects.create(author=Author.objects.latest("pk"), blocked_at=timezone.now(), told="Unkind.")
    return client


STRANGERS: dict[str, Callable[[World], Client]] = {
    "visitor": lambda _site: Client(),
    "voter": voter,
    "reader": reader,
    "blocked reader": blocked,
    "silenced reader": silenced,
    "moderator": lambda _site: browser(moderator()),
}
each_stranger = pytest.mark.parametrize("role", STRANGERS)
#: For what is long, and in which the others are as one of these.
some_strangers = pytest.mark.parametrize("role", ["visitor", "silenced reader", "moderator"])


def untold(site: World, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same without the reasons that everyone may read in the log of moderation."""
    left = {path: words - site.of("told") if path == "/log/" else words for path, words in found.items()}
    return {path: words for path, words in left.items() if words}


def named(site: World, found: dict[str, set[str]]) -> dict[str, list[str]]:
    """The same, with what each word is the word of."""
    return {path: sorted(site.secrets[one] for one in words) for path, words in found.items()}


@each_stranger
def test_a_stranger_is_told_no_secret_anywhere(site: World, role: str) -> None:
    crawler = Crawler(STRANGERS[role](site))
    assert named(site, untold(site, crawler.found(addresses(), site.of()))) == {}


def test_a_moderator_is_told_no_secret_of_pages_in_the_office(site: World) -> None:
    crawler = Crawler(browser(moderator()))
    secrets = site.of() - site.of("comment", "editor", "reply", "told", "office")
    secrets -= {word(f"on-{name} reader") for name in ("draft", "locked")}  # what readers say is theirs to judge
    assert named(site, crawler.found(office(site), secrets)) == {}


def test_a_co_author_reads_drafts_and_not_the_owner_s(site: World) -> None:
    crawler = Crawler(browser(make.account(site.co_author)))
    secrets = site.of() - site.of("draft", "deleted", "before", "on-draft")
    assert named(site, untold(site, crawler.found(addresses(), secrets))) == {}
    page = told(crawler.ask(f"/wiki/{word('draft title')}/"))
    assert word("draft body") in page
    assert word("draft title") in told(crawler.ask("/wiki/gate/"))
    assert crawler.ask(f"/wiki/{word('locked title')}/").status_code == 404


def test_the_owner_is_told_all_but_what_is_suppressed(site: World) -> None:
    crawler = Crawler(browser(site.owner))
    found = crawler.found(addresses(), site.of())
    never = site.of("suppressed", "editor", "email")
    assert named(site, {path: words & never for path, words in found.items() if words & never}) == {}
    seen = {site.secrets[one] for words in found.values() for one in words}
    there = {f"{name} {field}" for name in ("draft", "locked") for field in FIELDS}
    assert there | BEFORE <= seen
    never -= site.of("email")
    in_office = (one for one in office(site) if "/pages/" in one.path)
    assert named(site, crawler.found(in_office, never)) == {}


#: What a reader is told of what they said, and of what became of it; what else there is stays in the office.
OWN = {
    *("email reader", "reply held", "reply spam", "reply hide", "reply removed", "told hide", "told block"),
    *("on-draft reader", "on-locked reader"),
}


def test_a_reader_is_told_what_is_theirs_and_no_more(site: World) -> None:
    crawler = Crawler(browser(make.account(site.reader)))
    found = untold(site, crawler.found(addresses(), site.of()))
    assert {site.secrets[one] for words in found.values() for one in words} == OWN


BEFORE = {f"before {field}" for field in ("title", "body", "summary", "tag")}


def plain(response: HttpResponse, slug: str) -> tuple[int, bytes, dict[str, str]]:
    """An answer without its form tokens, and with another word for the slug that was asked for."""
    body = TOKEN.sub(b"", response.content).replace(slug.encode(), b"SLUG")
    headers = {name: value.replace(slug, "SLUG") for name, value in response.headers.items()}
    if body != response.content:
        del headers["Content-Length"]
        headers.pop("ETag", None)
    return response.status_code, body, headers


@some_strangers
def test_what_is_hidden_answers_as_what_is_not_there(site: World, role: str) -> None:
    crawler = Crawler(STRANGERS[role](site))
    nothing = word("nothing")
    secrets = [word(f"{name} {field}") for name in HIDDEN for field in ("title", "alias")]
    secrets += [word("before title"), word("suppressed title")]
    asked = [path for _name, path in plain_addresses("wiki/") if "/nowhere" in path]
    assert len(asked) > 15
    for path, method in itertools.product(asked, ("get", "head", "post")):
        expected = plain(crawler.ask(path.replace("nowhere", nothing), method), nothing)
        for slug in secrets:
            answer = plain(crawler.ask(path.replace("nowhere", slug), method), slug)
            assert answer == expected, (method, path, site.secrets[slug])


#: A reader's comments that not everyone may read, by what became of each.
KEPT = (
    "reply held",
    "reply spam",
    "reply hide",
    "reply delete",
    "reply removed",
    "on-draft reader",
    "on-locked author",
)


@some_strangers
def test_a_comment_that_is_kept_answers_as_one_that_is_not_there(site: World, role: str) -> None:
    crawler = Crawler(STRANGERS[role](site))
    own = f"/comments/{site.comment.public_id}"
    asked = [path for _name, path in plain_addresses("comments/") if path.startswith(own)]
    assert len(asked) > 10
    kept = {name: Comment.objects.get(body__startswith=word(name)).public_id for name in KEPT}
    for path, method in itertools.product(asked, ("get", "head", "post")):
        nothing = "z" * 10
        expected = plain(crawler.ask(path.replace(site.comment.public_id, nothing), method), nothing)
        for name, public_id in kept.items():
            answer = plain(crawler.ask(path.replace(site.comment.public_id, public_id), method), public_id)
            assert answer == expected, (method, path, name)


ASKED = ("/wiki/new/?title=WORD", "/wiki/find/?q=WORD", "/wiki/gate/?from=WORD", "/wiki/tags/WORD/")


@some_strangers
def test_a_secret_word_that_is_asked_for_is_a_word_like_any(site: World, role: str) -> None:
    crawler = Crawler(STRANGERS[role](site))
    nothing = word("nothing")
    for path in ASKED:
        expected = plain(crawler.ask(path.replace("WORD", nothing)), nothing)
        for secret in site.secrets:
            answer = plain(crawler.ask(path.replace("WORD", secret)), secret)
            assert answer == expected, (path, site.secrets[secret])


@some_strangers
def test_no_preview_shows_a_secret(site: World, role: str) -> None:
    crawler = Crawler(STRANGERS[role](site))
    answer = crawler.client.post("/account/preview/", {"content": EVERY_WAY}).content.decode()
    assert not [name for one, name in site.secrets.items() if one in answer]
