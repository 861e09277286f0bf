"""What readers write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.markup.hostile import html
from wiki.markup.rendering import render


def tame(source: str) -> str:
    return render(source, prefix="c-x-", by_reader=True).html


def test_it_works() -> None:
    assert tame("# Loud *words*\n\nCalm.") == "<p><strong>Loud <em>words</em></strong></p>\n<p>Calm.</p>\n"


@pytest.mark.parametrize(
    "source", ["# A", "A\n=", "> ## A", "- # A", "###### A\n\n# A", "1. A\n   -", "[^1]\n\n[^1]: # A"]
)
def test_no_heading_stands_among_those_of_the_page(source: str) -> None:
    found = tame(source)
    assert not re.search(r"<h\d", found)
    assert "h-" not in "".join(re.findall(r'id="([^"]*)"', found))
    assert "A" in found
    assert render(source, prefix="", by_reader=True).parts == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("![a cat](/media/x.png)", '<a href="/media/x.png">a cat</a>'),
        ("![](/media/x.png)", '<a href="/media/x.png">/media/x.png</a>'),
        ('![a cat](/media/x.png "In May")', '<a href="/media/x.png" title="In May">a cat</a>'),
        ("![a](https://e.org/x.png)", '<a href="https://e.org/x.png" rel="nofollow ugc">a</a>'),
        ("[![a](/x.png)](/there)", '<a href="/there">a (/x.png)</a>'),
        ("![a [b](/c)](/x.png)", '<a href="/x.png">a [b](/c)</a>'),
        ("![[Page]]", '<a data-to="Page" data-bare="">Page</a>'),
        ("![[Page|its words]]", '<a data-to="Page">its words</a>'),
        ("See ![[picture.png]].", 'See <a data-to="picture.png" data-bare="">picture.png</a>.'),
        ("> ![[comment:abc]]", '<a data-to="comment:abc" data-bare="">comment:abc</a>'),
    ],
)
def test_nothing_is_shown_but_a_link_to_it(source: str, shown: str) -> None:
    found = tame(source)
    assert shown in found
    assert not re.search("<img|<figure|embed", found)


def test_what_it_names_is_linked_and_not_embedded() -> None:
    told = render("![[Page]] and [[Other]]", prefix="", by_reader=True).mentions
    assert [(one.kind, one.target) for one in told] == [("link", "Page"), ("link", "Other")]


@pytest.mark.parametrize(
    ("source", "vouched"),
    [
        ("[a](https://e.org)", False),
        ("<https://e.org>", False),
        ("https://e.org", False),
        ("[a](//e.org)", False),
        ("[a](/\\e.org)", False),
        ("[a][b]\n\n[b]: http://e.org", False),
        ("[a](/wiki/x/)", True),
        ("[a](#there)", True),
        ("<ada@e.org>", True),
    ],
)
def test_nobody_vouches_for_where_a_reader_leads_away(source: str, vouched: bool) -> None:
    assert ('rel="nofollow ugc"' in tame(source)) is not vouched
    assert "rel=" not in html(source)


def test_an_attack_on_the_site_is_as_idle_as_an_author_s(corpora: Path, active: Callable[..., set[str]]) -> None:
    attacks = json.loads((corpora / "xss.json").read_text(encoding="utf-8"))
    found = {attack["id"]: tame(attack["input"]) for attack in attacks}
    assert {name: names for name, text in found.items() if (names := active(text, id_prefix="c-x-"))} == {}
    assert [name for name, text in found.items() if re.search(r"<(?:img|h\d)\b", text)] == []
