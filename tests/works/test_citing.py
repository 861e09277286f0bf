"""Citing the bibliography: by author and year, one list, nothing of it markup but ours."""

from __future__ import annotations

import re

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser

from tests import make
from tests.queries import captured
from tests.works.bibliography import NOBODY, article, entry
from wiki.links.linkable import Group
from wiki.links.painting import Text, paint
from wiki.markup.rendering import render
from wiki.works.citing import cite, cite_each
from wiki.works.entries import Entry

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script>"


def words(html: str) -> str:
    """What a reader sees of it."""
    return re.sub("<[^>]*>", "", html).replace("&amp;", "&")


def said(raw: str) -> str:
    """What a reader sees in place of one group."""
    return words(cite([raw]).citations[raw].html)


def listed(*raws: str) -> list[str]:
    """What a reader sees of the list."""
    return [words(reference.html) for reference in cite(raws).references]


def test_it_works() -> None:
    article("lovelace1843", "Lovelace, Ada", "1843", "Notes", "journal = {Memoirs}, volume = 3, pages = {666--731}")
    raw = "[@lovelace1843, p. 3; @nobody]"
    cited = cite([raw], prefix="page-")
    assert cited.citations[raw].html == (
        '(Lovelace, <a href="#page-ref-lovelace1843">1843</a>, p. 3; '
        '<span class="unknown-key" title="The bibliography has no entry with this key">@nobody</span>)'
    )
    (reference,) = cited.references
    assert (reference.anchor, reference.key, reference.url) == ("page-ref-lovelace1843", "lovelace1843", "")
    assert words(reference.html) == "Lovelace, Ada (1843) Notes. Memoirs, 3, pp. 666–731."
    assert cited.unknown == ["nobody"]


@pytest.mark.parametrize(
    ("author", "label"),
    [
        ("Lovelace, Ada", "Lovelace"),
        ("Ada Lovelace and Charles Babbage", "Lovelace and Babbage"),
        ("A Lovelace and B Babbage and C Menabrea", "Lovelace et al."),
        ("Ada Lovelace and others", "Lovelace et al."),
        ("{Simon and Schuster}", "Simon and Schuster"),
        ("{European {S}pace Agency} and Ada Lovelace", "European Space Agency and Lovelace"),
        ("von Neumann, John", "von Neumann"),
        ("One, Two, Three, Four, Five", "One, Two, Three, Four, Five"),
        (r"G{\"o}del, Kurt", "Gödel"),
        ("Plato", "Plato"),
    ],
)
def test_people_are_cited_by_their_family_names(author: str, label: str) -> None:
    article("a", author, "1843", "Notes")
    assert said("[@a]") == f"({label}, 1843)"


def test_what_names_nobody_is_cited_by_its_title_or_else_its_key() -> None:
    article("a", year="1843", title="Notes")
    article("b", year="1843", title="A title of very many words that goes on for longer than anybody would cite it")
    article("c")
    assert said("[@a; @b; @c]") == (
        "(“Notes”, 1843; “A title of very many words that goes on for longer than…”, 1843; c, n.d.)"
    )
    assert listed("[@a; @c]") == ["c (n.d.).", "Notes (1843)."]


def test_editors_stand_in_for_authors() -> None:
    entry("@book{a, editor = {Curie, Marie}, year = 1911}")
    assert said("[@a]") == "(Curie, 1911)"


def test_equals_are_told_apart_by_a_letter_in_the_order_of_their_titles() -> None:
    article("a", "Lovelace, Ada", "1843", "Beta")
    article("z", "Lovelace, Ada", "1843", "Alpha")
    article("b", "Lovelace, Ada", "1844", "Gamma")
    assert said("[@a; @z; @b]") == "(Lovelace, 1843b; Lovelace, 1843a; Lovelace, 1844)"
    assert [line[:22] for line in listed("[@a; @z; @b]")] == [
        "Lovelace, Ada (1843a) ",
        "Lovelace, Ada (1843b) ",
        "Lovelace, Ada (1844) G",
    ]


def test_an_entry_that_the_text_does_not_cite_moves_no_letter() -> None:
    article("a", "Lovelace, Ada", "1843", "Alpha")
    article("c", "Lovelace, Ada", "1843", "Gamma")
    before = cite(["[@a]", "[@c]"])
    article("b", "Lovelace, Ada", "1843", "Beta")
    article("aa", "Lovelace, Ada", "1843", "Aardvark")
    assert cite(["[@a]", "[@c]"]) == before
    assert said("[@a]") == "(Lovelace, 1843)"


def test_others_who_would_be_called_the_same_are_told_apart_too() -> None:
    article("a", "A Lovelace and B Babbage and C Menabrea", "1843", "Alpha")
    article("b", "A Lovelace and D Morgan and E Somerville", "1843", "Beta")
    assert said("[@a; @b]") == "(Lovelace et al., 1843a; Lovelace et al., 1843b)"


def test_without_a_year_it_says_so() -> None:
    article("a", "Lovelace, Ada", title="Alpha")
    article("b", "Lovelace, Ada", title="Beta")
    assert said("[@a]") == "(Lovelace, n.d.)"
    assert said("[@a; @b]") == "(Lovelace, n.d.-a; Lovelace, n.d.-b)"


def test_after_z_come_two_letters() -> None:
    for number in range(28):
        article(f"k{number:02}", "Lovelace, Ada", "1843", f"Title {number:02}")
    raw = f"[{'; '.join(f'@k{number:02}' for number in range(28))}]"
    assert said(raw).endswith("Lovelace, 1843z; Lovelace, 1843aa; Lovelace, 1843ab)")


def test_the_list_is_in_order_of_authors_years_and_titles_whatever_their_accents() -> None:
    article("a", "Zuse, Konrad", "1936", "Patent")
    article("b", r"{\v C}ech, Eduard", "1937", "Spaces")
    article("c", "Lovelace, Ada", "1843", "Notes")
    article("d", "lovelace, Ada", "1842", "Before")
    article("e", "Lovelace, Ada", "", "Undated")
    lines = listed("[@a; @b; @c; @d; @e]")
    assert [line.split(" (")[0] + line.split(")")[1] for line in lines] == [
        "Čech, Eduard Spaces.",
        "lovelace, Ada Before.",
        "Lovelace, Ada Notes.",
        "Lovelace, Ada Undated.",
        "Zuse, Konrad Patent.",
    ]


@pytest.mark.parametrize(
    ("raw", "said_"),
    [
        ("[@a]", "(Lovelace, 1843)"),
        ("[@A]", "(Lovelace, 1843)"),
        ("[ @a ]", "(Lovelace, 1843)"),
        ("[@a, p. 3]", "(Lovelace, 1843, p. 3)"),
        ("[@a, pp. 3, 5\n and 7;@a,ch. 2]", "(Lovelace, 1843, pp. 3, 5 and 7; Lovelace, 1843, ch. 2)"),
        ("[@a, ]", "(Lovelace, 1843)"),
        ("[@nobody, p. 3]", "(@nobody, p. 3)"),
        ("[a]", "[a]"),
        ("[@]", "[@]"),
        ("[@a;]", "[@a;]"),
        ("[@a; b]", "[@a; b]"),
        ("@a", "@a"),
        ("", ""),
        ("[@\u200b]", "[@\u200b]"),
    ],
)
def test_a_group_is_read_as_it_is_written(raw: str, said_: str) -> None:
    article("a", "Lovelace, Ada", "1843", "Notes")
    assert said(raw) == said_


def test_a_key_is_known_whatever_its_case_and_its_accents_are_made_of() -> None:
    article("Gödel_1931", "Gödel, Kurt", "1931", "Sätze")
    assert said("[@go\u0308del_1931]") == "(Gödel, 1931)"
    cited = cite(["[@GÖDEL 1931]", "[@Gödel_1931]"])
    assert len(cited.references) == 1
    assert cited.references[0].anchor == "ref-gödel_1931"
    assert '"#ref-g%C3%B6del_1931"' in cited.citations["[@Gödel_1931]"].html


def test_each_unknown_key_is_named_once_as_it_was_first_written() -> None:
    assert cite(["[@Nobody]", "[@nobody; @other]", "[@NOBODY]"]).unknown == ["Nobody", "other"]


def test_a_page_that_carries_the_key_is_where_the_title_leads() -> None:
    article("a", "Lovelace, Ada", "1843", "Notes", "url = {https://example.org/notes}")
    (plain,) = cite(["[@a]"]).references
    assert (plain.url, 'href="https://example.org/notes"' in plain.html) == ("", True)
    (carried,) = cite(["[@a]"], {"a": "/wiki/notes/"}).references
    assert (carried.url, 'href="/wiki/notes/"' in carried.html) == ("/wiki/notes/", True)


def test_a_work_is_where_the_title_leads_and_its_author_s_where_it_names_nobody() -> None:
    author = make.primary(name="Emmy Noether")
    make.work(author, title="Ideals", slug="ideals", year="1921")
    cited = cite(["[@ideals]"])
    (reference,) = cited.references
    assert reference.url == "/works/ideals/"
    assert words(cited.citations["[@ideals]"].html) == "(Emmy Noether, 1921)"


def test_what_was_removed_is_unknown_and_so_is_a_work_that_was() -> None:
    article("a", "Lovelace, Ada", "1843", "Notes").remove(actor=NOBODY)
    make.work(make.primary(), slug="gone").remove(actor=NOBODY)
    assert cite(["[@a; @gone]"]).unknown == ["a", "gone"]


def test_however_much_is_cited_it_takes_one_query_and_nothing_takes_none() -> None:
    author = make.author()
    for number in range(5):
        article(f"a{number}", "Lovelace, Ada", "1843", "Notes")
        make.work(author, slug=f"w{number}")
    for raws, queries in (([], 0), (["[a]"], 0), (["[@a0]"], 1), ([f"[@a{n}; @w{n}]" for n in range(5)], 1)):
        with captured() as sql:
            cite(raws)
        assert len(sql) == queries


def test_several_texts_have_a_list_each_and_take_one_query() -> None:
    article("a", "Lovelace, Ada", "1843", "Alpha")
    article("b", "Lovelace, Ada", "1843", "Beta")
    with captured() as sql:
        both, one = cite_each([Group(["[@a]", "[@b]"], "x-"), Group(["[@b]", "[@c]"], "y-")], {})
    assert len(sql) == 1
    assert words(both.citations["[@b]"].html) == "(Lovelace, 1843b)"
    assert words(one.citations["[@b]"].html) == "(Lovelace, 1843)"
    assert [reference.anchor for reference in both.references + one.references] == ["x-ref-a", "x-ref-b", "y-ref-b"]
    assert (both.unknown, one.unknown) == ([], ["c"])


def test_citations_stand_in_a_text_that_is_read() -> None:
    article("a", "Lovelace, Ada", "1843", "Notes")
    stored = render("As [@a, p. 3] & [@nobody] say.", prefix="")
    (painted,) = paint([Text(stored.html, "comment", "c1", "/comments/c1/")], AnonymousUser())
    assert words(painted.html) == "As (Lovelace, 1843, p. 3) & (@nobody) say.\n"
    assert [(reference.anchor, reference.key) for reference in painted.references] == [("comment-c1-ref-a", "a")]
    assert painted.unknown == ["nobody"]


def test_a_great_many_keys_are_cited_in_one_query_or_are_unknown() -> None:
    article("k3", "Lovelace, Ada", "1843", "Notes")
    cited = cite([f"[@k{number}]" for number in range(40_000)])
    assert len(cited.unknown) == 39_999


def test_nothing_that_comes_from_outside_is_markup() -> None:
    more = "journal = {%s}, volume = {%s}, number = {%s}, pages = {%s}, publisher = {%s x}" % ((EVIL,) * 5)
    article("a", f"{EVIL}, {EVIL} and {{{EVIL}}}", EVIL, f"{EVIL}\"'&", more)
    Entry.objects.update(doi=f"10.1000/{EVIL}\"'", url='https://example.org/"onclick="x')
    raws = [f"[@a, {EVIL}]", f"[@{EVIL}\"']", f"[{EVIL}", "[@a, \"'&]"]
    cited = cite(raws, {"a": "javascript:alert(1)"}, prefix='"><script>')
    for html in [citation.html for citation in cited.citations.values()] + [line.html for line in cited.references]:
        assert "<script" not in html
        names = {
            node.tag.rpartition("}")[2] for node in html5lib.parseFragment(html).iter() if isinstance(node.tag, str)
        }
        assert names <= {"DOCUMENT_FRAGMENT", "a", "span", "cite"}
    assert "javascript" not in cited.references[0].html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,x"])
def test_a_title_leads_to_the_web_or_this_site_and_nowhere_else(url: str) -> None:
    article("a", "Lovelace, Ada", "1843", "Notes")
    assert "<a " not in cite(["[@a]"], {"a": url}).references[0].html
