from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import make
from tests.queries import captured, tables
from wiki.lib import kinds
from wiki.lib.kinds import Kind, Mention, mentions, register

ROOMS = ["authors_author", "works_selectedwork", "pages_page", "comments_comment"]


@pytest.mark.django_db
def test_every_room_is_asked_once_for_all_words() -> None:
    author = make.primary(bio="one")
    work = make.work(author, abstract="one and two")
    with captured() as queries:
        found = mentions(["one", "two", "three"], AnonymousUser())
    assert {word: sorted(mention.title for mention in found[word]) for word in found} == {
        "one": [f"Abstract of {work.title}", f"Biography of {author.name}"],
        "two": [f"Abstract of {work.title}"],
        "three": [],
    }
    assert sorted(tables(queries)) == sorted(ROOMS)


def test_a_name_is_shunned_where_any_room_shuns_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", {})
    register(Kind("people"))
    assert not kinds.is_shunned("Eve")
    register(Kind("rules", shuns=lambda name: name == "Eve"))
    assert kinds.is_shunned("Eve")
    assert not kinds.is_shunned("Ada")


@pytest.mark.django_db
def test_for_no_words_nobody_is_asked() -> None:
    with captured() as queries:
        assert mentions([], AnonymousUser()) == {}
    assert queries == []


@pytest.mark.django_db
def test_a_room_learns_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", {})
    asked: list[Any] = []

    def holding(words: Sequence[str], viewer: Any) -> Iterator[Mention]:
        asked.append(viewer)
        yield Mention("A secret", "/secret/", "one")

    register(Kind("secrets", holding))
    nobody = AnonymousUser()
    assert mentions(["one"], nobody) == {"one": [Mention("A secret", "/secret/", "one")]}
    assert asked == [nobody]
