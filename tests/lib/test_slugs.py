"""Titles as addresses."""

from __future__ import annotations

import pytest

from tests import make
from wiki.authors.models import Author
from wiki.lib.slugs import free_slug

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Emmy Noether", "emmy-noether"),
        ("  ", "author"),
        ("💡", "author"),
        ("北京 café", "北京-café"),
        ("a" * 99, "a" * 68),
    ],
)
def test_it_works(title: str, slug: str) -> None:
    assert free_slug(title, Author.objects.all(), longest=80, otherwise="author") == slug


def test_a_slug_that_is_taken_is_numbered() -> None:
    for slug in ("emmy", "emmy-2", "emmy-4"):
        make.author(slug=slug)
    assert free_slug("Emmy", Author.objects.all(), longest=80, otherwise="author") == "emmy-3"
