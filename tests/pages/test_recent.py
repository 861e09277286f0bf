"""What was changed last."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, main, once_a_draft, queries, text
from tests.queries import sorts
from wiki.pages import recent
from wiki.pages.suppressing import suppress

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]


def summaries(client: Client, address: str = "/wiki/recent/") -> list[str]:
    """The summaries of the changes that are shown, in order."""
    return re.findall(r'class="summary" dir="auto">([^<]*)<', text(client, address))


def address(client: Client, at: str, words: str) -> str:
    """Where a link with these words leads from there."""
    found = re.search(rf'href="([^"]*)"[^>]*>{words}<', text(client, at))
    return "/wiki/recent/" + html.unescape(found[1]).removeprefix("./") if found else ""


def test_it_works() -> None:
    author = make.author(name="Ada", slug="ada")
    page = make.page(author, title="Engine", body="One two.", summary="Began it")
    make.revise(page, author, body="One two three.", summary="Counted on", minor=True)
    answer = Client().get("/wiki/recent/")
    shown = answer.content.decode()
    assert summaries(Client()) == ["Counted on", "Began it"]
    for words in ("Engine", "Ada", "minor", "new page", "+1<", "−0<", 'href="/wiki/engine/diff/1..2/"'):
        assert words in shown
    assert 'href="/wiki/engine@1"' in shown
    assert 'href="/wiki/recent/?by=ada"' in shown
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "noindex" not in shown


def test_an_empty_wiki_says_so() -> None:
    assert "Nothing has changed yet." in text(Client(), "/wiki/recent/")


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS])
def test_it_tells_everyone_the_same_and_nothing_of_drafts_or_what_is_suppressed(role: str) -> None:
    author, client = make.author(name="Sentinel"), looker(role)
    make.page(author, title="Sentinel page", state="draft", summary="Sentinel summary")
    make.page(author, title="Sentinel gone").remove(actor=make.owner())
    engine = once_a_draft(make.author(name="Ada"))
    loom = make.page(author, title="Loom", summary="Sentinel again")
    make.revise(loom, make.author(name="Charles"), body="Other.", summary="Mended")
    suppress(loom.revisions.get(number=1), {"text", "editor"}, actor=make.owner(), reason="So")
    shown = main(client, "/wiki/recent/")
    assert "Sentinel" not in shown
    assert summaries(client) == ["Mended", "Third"]
    assert f"{engine.get_absolute_url()}diff/2..3/" in shown
    assert f'href="/wiki/{loom.slug}@2"' in shown, "what it changed would show what is suppressed"


def test_a_revision_whose_forerunner_was_a_draft_leads_to_its_text_alone() -> None:
    once_a_draft(make.author())
    shown = text(Client(), "/wiki/recent/")
    assert 'href="/wiki/engine@2"' in shown
    assert "diff/1..2" not in shown


def test_one_author_s_changes_alone() -> None:
    ada, charles = make.author(name="Ada", slug="ada"), make.author(name="Charles", slug="charles-北")
    page = make.page(ada, summary="By Ada")
    make.revise(page, charles, body="Other.", summary="By Charles")
    assert summaries(Client(), "/wiki/recent/?by=ada") == ["By Ada"]
    assert summaries(Client(), "/wiki/recent/?by=charles-北") == ["By Charles"]
    assert address(Client(), "/wiki/recent/?by=ada", "By everyone") == "/wiki/recent/"


@pytest.mark.parametrize(
    "query", ["by=nobody", "by=%00", "by=a/b", "cursor=x", "cursor=a1.2", "cursor=a1.%00", "cursor=a1.2.3"]
)
def test_what_is_not_there_is_not_found(query: str) -> None:
    make.page(make.author())
    assert Client().get(f"/wiki/recent/?{query}").status_code == 404


def test_minor_edits_are_left_out_when_asked_and_shown_again() -> None:
    ada = make.author(slug="ada")
    page = make.page(ada, summary="Began")
    make.revise(page, ada, body="Other.", summary="Spelling", minor=True)
    less = address(Client(), "/wiki/recent/?by=ada", "Leave out minor edits")
    assert summaries(Client(), less) == ["Began"]
    more = address(Client(), less, "Show minor edits too")
    assert summaries(Client(), more) == ["Spelling", "Began"]
    assert "by=ada" in more


def test_older_and_newer_lead_through_all_and_keep_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "A_PART", 2)
    ada, charles = make.author(slug="ada"), make.author()
    for number in range(5):
        make.page(ada, summary=f"Ada {number}")
        make.page(charles, summary=f"Charles {number}")
    first = "/wiki/recent/?by=ada&minor=0"
    second = address(Client(), first, "Older")
    third = address(Client(), second, "Older")
    walked = summaries(Client(), first) + summaries(Client(), second) + summaries(Client(), third)
    assert walked == [f"Ada {number}" for number in range(4, -1, -1)]
    assert address(Client(), third, "Older") == ""
    assert summaries(Client(), address(Client(), third, "Newer")) == walked[2:4]
    assert "noindex" in text(Client(), second)


def test_names_and_summaries_are_text_and_never_markup() -> None:
    attack = '"><script>alert(1)</script>'
    author = make.author(name=attack)
    make.page(author, summary=attack)
    assert b"<script>alert" not in Client().get("/wiki/recent/").content
    assert b"<script>alert" not in Client().get(f"/wiki/recent/?by={author.slug}").content


@pytest.mark.parametrize("query", ["", "?by=ada", "?minor=0"])
def test_it_asks_no_more_of_the_database_for_more_changes_and_sorts_nothing(query: str) -> None:
    ada = make.author(slug="ada")
    make.page(ada)
    few = queries(Client(), f"/wiki/recent/{query}")
    for number in range(20):
        make.revise(make.page(ada), make.author(), body=f"Words {number}.")
    many = queries(Client(), f"/wiki/recent/{query}")
    assert len(few) == len(many) <= 2
    assert not sorts(many[-1]), sorts(many[-1])
