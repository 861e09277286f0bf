"""Readers who said something, and what they are called."""

from __future__ import annotations

import re

import pytest

from tests import make
from tests.races import at_once, need_two_at_once, slow
from wiki.authors.access import own
from wiki.authors.models import Author, AuthorTotals
from wiki.authors.readers import begin, new_slug, rename
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def is_double(author: Author) -> bool:
    author.refresh_from_db()
    return author.double


def test_it_works() -> None:
    user = make.user()
    author = begin(user, "Grace")
    assert (author.user, author.name, author.listed, author.primary) == (user, "Grace", False, False)
    assert re.fullmatch(r"reader-[a-z2-9]{6}", author.slug)
    assert AuthorTotals.objects.filter(author=author).exists()
    assert begin(user, "Another") == author
    assert Author.objects.get().name == "Grace"


def test_an_address_that_is_taken_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slugs = iter(["reader-aaaaaa", "reader-aaaaaa", "reader-bbbbbb"])
    monkeypatch.setattr("wiki.authors.readers.new_slug", lambda: next(slugs))
    assert [begin(make.user(), "Grace").slug for _ in range(2)] == ["reader-aaaaaa", "reader-bbbbbb"]


def test_no_two_addresses_are_alike() -> None:
    assert len({new_slug() for _ in range(50)}) == 50


def test_another_name_is_logged_without_it() -> None:
    author = begin(make.user(), "Grace")
    assert rename(author, "Amazing", actor=make.account(author))
    author.refresh_from_db()
    assert (author.name, author.version) == ("Amazing", 2)
    entry = Entry.objects.about(author).filter(verb="renamed").get()
    assert (entry.before, entry.after) == ({"version": 1}, {"version": 2})
    assert not rename(author, "Amazing", actor=make.account(author))


def test_no_name_is_in_the_log() -> None:
    author = begin(make.user(), "Gracefully")
    rename(author, "Amazingly", actor=make.account(author))
    told = str(list(Entry.objects.values()))
    assert "Gracefully" not in told
    assert "Amazingly" not in told


def test_who_writes_here_is_not_renamed_so() -> None:
    author = make.author(user=make.user(), name="Ada")
    assert not rename(author, "Eve", actor=make.account(author))
    author.refresh_from_db()
    assert author.name == "Ada"


def test_who_looks_like_an_author_is_marked_however_that_came() -> None:
    imported = make.author(name="Аdа", listed=False)
    assert not is_double(imported)
    author = make.author(name="Ada")
    assert is_double(imported)
    assert not is_double(author)
    author.edit({"name": "Eve"}, [], actor=make.user(), version=1)
    assert not is_double(imported)
    imported.edit({"name": "EVE"}, [], actor=make.user(), version=1)
    assert is_double(imported)
    imported.edit({"listed": True}, [], actor=make.user(), version=2)
    assert not is_double(imported)


def test_who_is_renamed_is_marked_or_not_by_the_new_name() -> None:
    make.author(name="Ada")
    reader = begin(make.user(), "Grace")
    rename(reader, "Аda", actor=make.account(reader))
    assert is_double(reader)
    rename(reader, "Grace", actor=make.account(reader))
    assert not is_double(reader)


def test_where_two_authors_look_alike_the_one_who_goes_takes_no_mark_away() -> None:
    reader = make.author(name="Ada", listed=False)
    authors = [make.author(name="Ada"), make.author(name="ADA")]
    authors[0].edit({"name": "Eve"}, [], actor=make.user(), version=1)
    assert is_double(reader)


@pytest.mark.django_db(transaction=True)
def test_two_first_words_at_once_make_one_author(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    monkeypatch.setattr("wiki.authors.readers.own", slow(own))
    user = make.user()
    found = at_once(lambda: begin(user, "Grace"), lambda: begin(user, "Amazing"))
    assert found[0] == found[1] == Author.objects.get()
    assert AuthorTotals.objects.count() == 1
    assert Entry.objects.filter(verb="joined").count() == 1
