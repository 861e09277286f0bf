"""Addresses of pages: plain, never reserved, never two that look alike."""

from __future__ import annotations

import re

import pytest

from tests import make
from wiki.pages.models import Page
from wiki.pages.slugs import RESERVED, looks, slug_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Analytical Engine", "analytical-engine"),
        ("Straße", "straße"),
        ("北京", "北京"),
        ("C++", "c"),
        ("!!!", "page"),
        ("🤖", "page"),
        ("2001: A Space Odyssey", "2001-a-space-odyssey"),
        ("TCP/IP", "tcp-ip"),
        ("me@home.md", "mehomemd"),
        ("../../etc", "etc"),
        ("x" * 200, "x" * 108),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert slug_for(title, None) == slug


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_that_the_site_needs_is_no_address_of_a_page(word: str) -> None:
    assert slug_for(word, None) == f"{word}-2"


@pytest.mark.parametrize(
    ("first", "second"), [("page", "раge"), ("cop", "сор"), ("café", "cafe"), ("omicron", "οmicron")]
)
def test_an_address_that_looks_like_another_gets_a_number(first: str, second: str) -> None:
    author = make.author()
    make.page(author, title=first)
    assert looks(make.page(author, title=second).slug) == f"{looks(first)}-2"


def test_no_address_could_be_taken_for_a_revision_or_a_file() -> None:
    author = make.author()
    for title in ("a@3", "a.md", "a/history", "a?from=b", "a%"):
        make.page(author, title=title)
    assert not [slug for slug in Page.objects.values_list("slug", flat=True) if not re.fullmatch(r"[-\w]+", slug)]
