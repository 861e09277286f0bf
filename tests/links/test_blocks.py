"""Links to blocks, and blocks shown alone: what their writer gave a name by ` ^id` at their end."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.links.shelf import Shelf

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def shown(pages: Shelf, source: str) -> str:
    """What a page with this text becomes."""
    pages.put(900, "Host", source)
    return pages.painted(900, VISITOR).html


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("P#^b-1", "/pages/1/#b-b-1"),
        ("P#^x", "/pages/1/#b-x"),
        ("#^here", "#b-here"),
    ],
)
def test_a_block_is_found_by_its_name(pages: Shelf, target: str, address: str) -> None:
    pages.put(1, "P", "A. ^b-1\n\nB. ^x")
    assert f'<a href="{address}" class="link">' in shown(pages, f"[[{target}]]\n\nSo. ^here")


def test_a_block_that_is_gone_is_missing(pages: Shelf) -> None:
    pages.put(1, "P", "A. ^b-1")
    assert 'href="/pages/1/" class="link section-missing"' in shown(pages, "[[P#^2]]")


def test_a_block_is_shown_alone(pages: Shelf) -> None:
    pages.put(1, "P", "One. ^a\n\n- two\n- three ^b\n\n> four\n\n^c")
    assert '<p id="e1-b-a">One.</p>' in shown(pages, "![[P#^a]]")
    assert '<ul>\n<li id="e1-b-b">three</li>\n</ul>' in shown(pages, "![[P#^b]]")
    assert '<blockquote id="e1-b-c">\n<p>four</p>\n</blockquote>' in shown(pages, "![[P#^c]]")


def test_a_block_of_a_comment_is_found_after_the_prefix_of_its_ids(pages: Shelf, comments: Shelf) -> None:
    comments.put("ab", "Comment", "A remark. ^x")
    assert 'href="/comments/ab/#c-ab-b-x" class="link"' in shown(pages, "[[comment:ab#^x]]")
