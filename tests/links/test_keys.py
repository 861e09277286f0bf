"""When two titles name one page, and which titles no page can have."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.test_house import ROOT, tracked
from wiki.links.keys import LONGEST, LONGEST_KEY, key, refusal
from wiki.links.models import Name

SAME = [
    ("Café", "Cafe\u0301"),
    ("Café", "CAFÉ"),
    ("Café", "café"),
    ("Straße", "STRASSE"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("AC_DC", "ac dc"),
    ("AC  DC", "ac dc"),
    ("C++", "c++"),
    ("soft\u00adhyphen", "Softhyphen"),
    ("\ufeffmarked \u200f\u202eway\u2069", "Marked way"),
    (" about ", "About"),
    ("non\u00a0breaking\u3000spaces", "Non breaking spaces"),
]
APART = [
    ("Café", "Cafe"),
    ("Straße", "Strase"),
    ("AC_DC", "AC/DC"),
    ("AC_DC", "AC-DC"),
    ("C++", "C"),
    ("C++", "C#"),
    ("İstanbul", "istanbul"),
    ("x²", "x2"),
    ("北京", "東京"),
    ("!!!", "🤖"),
]
REFUSED = [
    *("", "  ", "_", "\u200b\u00ad", "a" * (LONGEST + 1), "[a", "a]", "a|b", "a^b", "<a>", "a>b", "{a", "a}"),
    *("a\tb", "a\nb", "a\x7f", "\ud800", "a#b", "#a", "a\ufffd", "100%25", "R%2fD", "Q&amp;A", "&#39;", ".hidden"),
    *("/root", ":colon", " .hidden", "work:x", "comment:x", "Work: x", "COMMENT :x"),
]
ALLOWED = [
    *("C#", "F#", "2001: A Space Odyssey", "TCP/IP", "What now?", "100%", "100% sure", "me@example.org", "readme.md"),
    *("Q&A", "AT&T", "a" * LONGEST, "北" * LONGEST, "!!!", "🤖", "👩\u200d🚀", "می\u200cخواهم", "works:x", "x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_titles_that_read_the_same_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_titles_that_read_apart_are_two(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_database_lets_no_two_pages_have_one_name(one: str, other: str) -> None:
    Name.objects.create(key=key(one), label=one, kind="title", target=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.create(key=key(other), label=other, kind="title", target=2)
    assert Name.objects.targets({key(other)}) == {key(one): 1}


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), APART)
def test_the_database_keeps_apart_what_reads_apart(one: str, other: str) -> None:
    for number, title in enumerate((one, other)):
        Name.objects.create(key=key(title), label=title, kind="title", target=number)
    assert Name.objects.targets({key(one), key(other)}) == {key(one): 0, key(other): 1}


@given(st.text())
def test_a_key_is_its_own_key(title: str) -> None:
    assert key(key(title)) == key(title)


@given(st.text())
def test_composed_and_decomposed_accents_make_one_key(title: str) -> None:
    forms = {key(unicodedata.normalize(form, title)) for form in ("NFC", "NFD")}
    assert forms == {key(title)}


@given(st.characters())
def test_case_makes_no_difference(character: str) -> None:
    if character != "ı":  # which in capitals is I, as i is
        assert key(character.upper()) == key(character.casefold()) == key(character)


def test_every_character_there_is_has_a_key_that_is_its_own_and_fits_the_column() -> None:
    names = [key(f"a{chr(number)}b") for number in range(0x110000)]
    assert all(key(name) == name for name in names)
    assert max(len(name) - len("ab") for name in names) * LONGEST <= LONGEST_KEY


@pytest.mark.parametrize("title", REFUSED)
def test_a_title_that_cannot_be_linked_to_is_refused_with_what_to_do(title: str) -> None:
    assert re.search(r"\.$", refusal(title))


@pytest.mark.parametrize("title", ALLOWED)
def test_any_other_title_is_allowed(title: str) -> None:
    assert refusal(title) == ""


def test_no_query_for_a_page_leaves_case_to_the_database() -> None:
    rooms = [ROOT / "wiki" / room for room in ("links", "pages")]
    for path in tracked():
        if path.suffix == ".py" and any(room in path.parents for room in rooms):
            assert "iexact" not in path.read_text(), path
