from __future__ import annotations

import pytest

from tests.markup.hostile import html
from wiki.markup.errors import MarkupError


def paragraph(source: str) -> str:
    return html(source).removeprefix("<p>").removesuffix("</p>\n")


def test_it_works() -> None:
    assert paragraph('[words](https://a.test/b "title")') == '<a href="https://a.test/b" title="title">words</a>'


@pytest.mark.parametrize(
    "address", ["http://a.test", "https://a.test", "mailto:a@b.test", "/wiki/a/", "a", "#b", "//a.test"]
)
def test_these_lead_somewhere(address: str) -> None:
    assert paragraph(f"[x]({address})") == f'<a href="{address}">x</a>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
        "tel:1",
        "http://[bad",
        "http://1.2.3.4.5",
        "\u00a0javascript:x",
        "java\u200bscript:x",
        f"https://a.test/{'x' * 8000}",
    ],
)
def test_a_refused_address_is_shown_after_its_words(address: str) -> None:
    assert paragraph(f"[words]({address})") == f"words ({address.replace(chr(0xA0), '&nbsp;')})"


def test_a_refused_address_keeps_its_title_and_is_not_said_twice() -> None:
    assert paragraph('[words](javascript:x "why")') == 'words (javascript:x "why")'
    assert paragraph("<javascript:x>") == "javascript:x"


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert paragraph("<http://a.test>") == '<a href="http://a.test">http://a.test</a>'
    assert paragraph("<a@b.test>") == '<a href="mailto:a@b.test">a@b.test</a>'


@pytest.mark.parametrize(
    ("source", "address", "rest"),
    [
        ("http://a.test/b_c_d&e*", "http://a.test/b_c_d&amp;e", "*"),
        ("https://a.test.", "https://a.test", "."),
        ("https://a.test/b_(c)", "https://a.test/b_(c)", ""),
        ("https://a.test/b),", "https://a.test/b", "),"),
        ("https://a.test/b]", "https://a.test/b", "]"),
        ("HTTPS://a.test/é?!", "HTTPS://a.test/é", "?!"),
    ],
)
def test_a_bare_address_is_linked_without_the_sentence_around_it(source: str, address: str, rest: str) -> None:
    assert paragraph(source) == f'<a href="{address}">{address}</a>{rest}'


@pytest.mark.parametrize("source", ["`http://a.test`", "xhttp://a.test", "http://", "ftp://a.test", "http://[bad"])
def test_these_are_no_bare_addresses(source: str) -> None:
    assert "<a" not in html(source)


def test_an_address_among_the_words_of_a_link_is_not_a_second_one() -> None:
    assert html("[see http://a.test](/b)").count("<a ") == 1


def test_the_label_of_a_reference_is_kept_as_its_title() -> None:
    found = paragraph("[words][the label] [alone]\n\n[the label]: /a\n[alone]: /b 'T'\n")
    assert found == '<a href="/a" title="the label">words</a> <a href="/b" title="T">alone</a>'


def test_a_picture_of_this_site_is_shown() -> None:
    assert paragraph('see ![what *it* is](/media/a.png "t")') == (
        'see <img src="/media/a.png" alt="what it is" title="t" loading="lazy">'
    )
    assert 'alt=""' in html("![](/a.png)")


@pytest.mark.parametrize("address", ["https://a.test/b.png", "//a.test/b.png", "b.png", "/\\a.test", "/&#9;/a.test"])
def test_a_picture_of_another_site_is_a_link(address: str) -> None:
    found = html(f"![words](<{address}>)")
    assert "<img" not in found
    assert found.endswith(">words</a></p>\n")


def test_a_picture_without_words_is_linked_by_its_address() -> None:
    assert paragraph("![](https://a.test/b.png)") == '<a href="https://a.test/b.png">https://a.test/b.png</a>'


def test_a_picture_in_a_link_loses_neither_address() -> None:
    found = paragraph("[![words](https://a.test/b.png)](https://c.test)")
    assert found == '<a href="https://c.test">words (https://a.test/b.png)</a>'


def test_links_in_the_words_of_a_picture_are_kept_as_typed() -> None:
    assert 'alt="a [b](/c)"' in html("![a [b](/c)](/d.png)")


def test_a_title_too_long_is_refused_in_words() -> None:
    with pytest.raises(MarkupError, match="9000 characters long; at most 8000"):
        html(f'[a](/b "{"x" * 9000}")')
