"""Citations are put in by whoever keeps the bibliography; until then they stay as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.links.shelf import Shelf
from wiki.links.linkable import CITING, LINKABLE, Cited, Group, Linkable, cite_by
from wiki.links.painting import paint
from wiki.markup.citations import keys

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


class Bibliography:
    """Knows every key but those that begin with x, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[Group], Mapping[str, str]]] = []

    def __call__(self, groups: Sequence[Group], carriers: Mapping[str, str]) -> Sequence[Cited]:
        self.asked.append((list(groups), carriers))
        return [self._cited(group, carriers) for group in groups]

    def _cited(self, group: Group, carriers: Mapping[str, str]) -> Cited:
        named = sorted({key for raw in group.raws for key in keys(raw)})
        put = {raw: f"<cite>{escape(raw)}</cite>" for raw in group.raws if "@z" not in raw}
        references = [(f"{group.prefix}ref-{key}", carriers.get(key, "")) for key in named if key[0] != "x"]
        return Cited(put, references, [key for key in named if key[0] == "x"])


@pytest.fixture
def bibliography(monkeypatch: pytest.MonkeyPatch, pages: Shelf) -> Iterator[Bibliography]:
    """A bibliography, of which one key is carried by a page."""
    monkeypatch.setitem(
        LINKABLE,
        "page",
        Linkable("page", pages.linkable().found, pages.linkable().named, carriers=lambda *_: {"ada": "/pages/7/"}),
    )
    before, told = [*CITING], Bibliography()
    cite_by(told)
    yield told
    CITING[:] = before


def test_it_works(pages: Shelf, bibliography: Bibliography) -> None:
    pages.put(1, "P", "So it is [@ada, p. 3; @bob] and [@xyz].")
    painted = pages.painted(1, VISITOR)
    assert painted.html == "<p>So it is <cite>[@ada, p. 3; @bob]</cite> and <cite>[@xyz]</cite>.</p>\n"
    assert painted.references == [("ref-ada", "/pages/7/"), ("ref-bob", "")]
    assert painted.unknown == ["xyz"]


def test_what_the_bibliography_leaves_out_stays_as_it_was(pages: Shelf, bibliography: Bibliography) -> None:
    pages.put(1, "P", "So [@zeno].")
    assert "[@zeno]" in pages.painted(1, VISITOR).html


def test_an_embed_s_citations_are_its_host_s(pages: Shelf, bibliography: Bibliography) -> None:
    pages.put(1, "P", "[@bob]")
    pages.put(2, "Host", "[@ada]\n\n![[P]]\n\n[@cyd]")
    painted = pages.painted(2, VISITOR)
    assert [anchor for anchor, _ in painted.references] == ["ref-ada", "ref-bob", "ref-cyd"]
    assert bibliography.asked[0][0] == [Group(["[@ada]", "[@bob]", "[@cyd]"], "")]


def test_all_texts_of_a_screen_are_cited_for_at_once(pages: Shelf, comments: Shelf, bibliography: Bibliography) -> None:
    comments.put("ab", "Comment", "[@ada]")
    comments.put("cd", "Comment", "nothing")
    pages.put(1, "P", "[@ada]")
    painted = paint([pages.text(1), comments.text("ab"), comments.text("cd")], VISITOR)
    assert [[anchor for anchor, _ in one.references] for one in painted] == [["ref-ada"], ["comment-ab-ref-ada"], []]
    assert len(bibliography.asked) == 1


def test_texts_without_citations_ask_nothing(pages: Shelf, bibliography: Bibliography) -> None:
    pages.put(1, "P", "An e-mail to ada@example.org.")
    assert pages.painted(1, VISITOR).unknown == []
    assert bibliography.asked == []


def test_without_a_bibliography_citations_stay_as_they_were_written(pages: Shelf, bibliography: Bibliography) -> None:
    CITING.clear()
    pages.put(1, "P", "So [@ada, p. 3 & 4].")
    assert ">[@ada, p. 3 &amp; 4]</span>" in pages.painted(1, VISITOR).html
