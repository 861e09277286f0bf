"""Nothing that a writer, or whoever is linked to, can put into a title or a label comes to life when it is painted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from html5lib.serializer import serialize

from tests.links.shelf import Shelf
from wiki.markup.errors import MarkupError

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

VISITOR = AnonymousUser()
Judge = Callable[..., set[str]]


@pytest.fixture(scope="module")
def strings(corpora: Path) -> list[str]:
    """Attacks and odd strings, each on one line."""
    attacks = json.loads((corpora / "xss.json").read_text(encoding="utf-8"))
    odd = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    return [" ".join(text.split()) for text in [*(case["input"] for case in attacks), *odd]]


def painted(pages: Shelf, text: str) -> str:
    """A page that has this string wherever it can, some of it in what it embeds."""
    try:
        pages.put(1, "P", f"# A\n\n{text}\n\n[[#{text}]] [[{text}|{text}]][^1]\n\n[^1]: {text}")
        pages.put(900, "Host", f"![[P]]\n\n![[P#A]]\n\n[[P]] [[{text}]] [[P#{text}]] ![[{text}|{text}]] [[work:w]]")
    except MarkupError:
        return ""
    pages.change(1, title=text, credit=text)
    return pages.painted(900, VISITOR).html


def reparsed(fragment: str) -> str:
    tree = html5lib.parseFragment(fragment)
    options = {"omit_optional_tags": False, "quote_attr_values": "always", "alphabetical_attributes": True}
    return str(serialize(tree, tree="etree", **options))


def test_nothing_painted_is_active(pages: Shelf, works: Shelf, strings: list[str], active: Judge) -> None:
    for text in strings:
        works.put("w", "Work")
        works.change("w", title=text)
        html = painted(pages, text)
        assert not active(html), text
        once = reparsed(html)
        assert reparsed(once) == once, text


@pytest.mark.parametrize(
    "forged",
    [
        '<a data-to="Secret">x</a>',
        '<figure class="embed" data-embed="Secret"></figure>',
        '<span data-cite="[@x]">[@x]</span>',
        '[[x|<a data-to="Secret">]]',
        '` <figure class="embed" data-embed="Secret"></figure> `',
        '[x](/y "<figure class=embed data-embed=Secret></figure>")',
        '![<a data-to="Secret">](/media/x.png)',
    ],
)
def test_no_placeholder_can_be_forged(pages: Shelf, forged: str) -> None:
    pages.put(1, "Secret", "Sentinel")
    pages.put(900, "Host", forged)
    html = pages.painted(900, VISITOR).html
    assert "Sentinel" not in html
    assert "/pages/1/" not in html
