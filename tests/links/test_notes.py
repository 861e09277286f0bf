"""A part of a text brings the notes that it refers to, and no others."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.links.shelf import Shelf
from tests.links.soundness import sound

pytestmark = pytest.mark.django_db

SOURCE = """One[^a] and two[^b].

# Mill

Three[^c], two again[^b], three again[^c].

# Store

Four[^d].

# Plain

Nothing.

[^a]: Note a.
[^b]: Note b.
[^c]: Note c, see[^e].

    - [x](#mill)
    - a list
[^d]: Note d.
[^e]: Note e.
"""


def embedded(pages: Shelf, target: str) -> str:
    """A part of the text above, in another with a note of its own."""
    pages.put(1, "P", SOURCE)
    pages.put(900, "Host", f"Own[^1].\n\n![[{target}]]\n\n[^1]: Own note.")
    html = pages.painted(900, AnonymousUser()).html
    sound(html)
    return html[html.index("<figure") : html.index("</figure>")]


def test_it_works(pages: Shelf) -> None:
    html = embedded(pages, "P#Store")
    assert '<a id="e1-fnref-1-1" href="#e1-fn-1" title="d">[1]</a>' in html
    assert '<li id="e1-fn-1"><p>Note d.</p>' in html
    assert 'href="#e1-fnref-1-1" aria-label="Back to reference of footnote 1">↩</a></li>' in html
    assert html.count("<li") == 1


def test_notes_are_numbered_in_the_order_in_which_the_part_refers_to_them(pages: Shelf) -> None:
    html = embedded(pages, "P#Mill")
    assert re.findall(r"\[(\d)\]", html) == ["1", "2", "1", "3"]
    assert re.findall(r"Note (\w)", html) == ["c", "b", "e"]


def test_ways_back_lead_to_what_is_shown_alone(pages: Shelf) -> None:
    html = embedded(pages, "P#Mill")
    back = re.findall(r'class="footnote-back" href="#([^"]*)" aria-label="([^"]*)"', html)
    assert [href for href, _ in back] == ["e1-fnref-1-1", "e1-fnref-1-2", "e1-fnref-2-2", "e1-fnref-3-1"]
    assert dict(back)["e1-fnref-3-1"] == "Back to reference of footnote 3"


def test_a_part_without_notes_brings_none(pages: Shelf) -> None:
    assert "footnotes" not in embedded(pages, "P#Plain")


def test_the_whole_brings_all_in_their_order(pages: Shelf) -> None:
    html = embedded(pages, "P")
    assert sorted(re.findall(r"Note (\w)", html)) == ["a", "b", "c", "d", "e"]
    assert html.count('<section class="footnotes">') == 1


def test_notes_of_a_comment_are_found_behind_the_prefix_of_its_ids(pages: Shelf, comments: Shelf) -> None:
    comments.put("ab", "Comment", "# Mill\n\nOne[^x].\n\n# Store\n\nTwo[^y].\n\n[^x]: Note x.\n[^y]: Note y.")
    html = embedded(pages, "comment:ab#Store")
    assert '<li id="e1-c-ab-fn-1"><p>Note y.</p>' in html
    assert "Note x" not in html
