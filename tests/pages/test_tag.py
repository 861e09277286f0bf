"""The pages with a tag."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, main, queries, text
from wiki.pages import index

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    """The titles that are shown, in order."""
    return re.findall(r'<li><a href="[^"]*" dir="auto">([^<]*)</a>', text(client, address))


def test_it_works() -> None:
    author = make.author()
    make.page(author, title="Loom", tags=("Early engines",))
    make.page(author, title="Analytical Engine", tags=("early Engines",))
    make.page(author, title="Mill", tags=("mills",))
    answer = Client().get("/wiki/tags/early%20engines/")
    shown = answer.content.decode()
    assert titles(Client(), "/wiki/tags/early%20engines/") == ["Analytical Engine", "Loom"]
    assert "Early engines</bdi></h1>" in shown
    assert 'href="/wiki/tags/early%20engines/changes.atom"' in shown
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert Client().get("/wiki/tags/Early_ENGINES/").content == answer.content, "it is one tag, however it is spelt"


@pytest.mark.parametrize(
    "tag", ["C++", "C#", "a/b", "history", "edit", "new", "100%", "?", "北京", "🤖", "a&b", "x=y;z", "é"]
)
def test_a_tag_may_be_any_words(tag: str) -> None:
    make.page(make.author(), title="Loom", tags=(tag,))
    assert titles(Client(), reverse("pages:tag", args=[tag])) == ["Loom"]
    href = re.search(r'href="(/wiki/tags/[^"]+)"', text(Client(), "/wiki/tags/"))
    assert href
    assert titles(Client(), html.unescape(href[1])) == ["Loom"]


@pytest.mark.parametrize("role", STRANGERS)
def test_a_tag_of_drafts_alone_answers_as_if_there_were_none(role: str) -> None:
    make.page(make.author(), title="Sentinel", tags=("secret",), state="draft")
    client = looker(role)
    assert main(client, "/wiki/tags/secret/", 404) == main(client, "/wiki/tags/nothing/", 404)
    hidden, nothing = client.get("/wiki/tags/secret/"), client.get("/wiki/tags/nothing/")
    assert hidden.headers == nothing.headers
    assert role != "visitor" or hidden.content == nothing.content


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_here_finds_drafts_marked_as_such_and_no_feed_of_them(role: str) -> None:
    client = looker(role)
    make.page(make.author(), title="Loom", tags=("engines",), state="draft")
    shown = text(client, "/wiki/tags/engines/")
    assert ">Draft<" in shown
    assert "changes.atom" not in shown
    make.page(make.author(), title="Mill", tags=("engines",))
    assert "changes.atom" in text(client, "/wiki/tags/engines/")


@pytest.mark.parametrize("odd", ["%00", "%20", "%E2%80%8B", "a" * 300, "%22%3E%3Cscript%3E"])
def test_what_is_no_tag_is_not_found(odd: str) -> None:
    assert Client().get(f"/wiki/tags/{odd}/").status_code == 404


def test_many_pages_come_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "A_PART", 2)
    for title in ("Ada", "Loom", "Mill"):
        make.page(make.author(), title=title, tags=("x",))
    assert 'rel="next" href="?from=mill"' in text(Client(), "/wiki/tags/x/")
    assert titles(Client(), f"/wiki/tags/x/?from={quote('Mill')}") == ["Mill"]
    assert "No title comes after this." in text(Client(), "/wiki/tags/x/?from=n")


def test_it_asks_no_more_of_the_database_for_more_pages() -> None:
    author = make.author()
    make.page(author, tags=("a",))
    few = queries(Client(), "/wiki/tags/a/")
    for _ in range(20):
        make.page(author, tags=("a",))
    assert len(few) == len(queries(Client(), "/wiki/tags/a/")) == 2
