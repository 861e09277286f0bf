"""Where links lead is decided when a text is read, for whoever reads it."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from tests import make
from tests.links.shelf import Shelf
from tests.media.pictures import stored
from tests.queries import captured, tables
from wiki.links.naming import call
from wiki.links.painting import Text, paint

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


@pytest.fixture
def member() -> User:
    """Somebody who may read drafts."""
    return make.user()


def shown(pages: Shelf, source: str, viewer: User | AnonymousUser = VISITOR, title: str = "Host") -> str:
    """What a page with this text becomes."""
    pages.put(900, title, source)
    return pages.painted(900, viewer).html


def test_it_works(pages: Shelf) -> None:
    pages.put(1, "Analytical Engine")
    assert shown(pages, "See [[analytical engine|*it*]].") == (
        '<p>See <a href="/pages/1/" class="link"><em>it</em></a>.</p>\n'
    )


@pytest.mark.parametrize(
    "source", ["[[C++]]", "[[c++|a label]]", "[[C++#Syntax]]", "[[C++##Syntax]]", "![[C++]] beside"]
)
def test_a_link_to_nothing_and_one_to_what_is_hidden_are_the_same_bytes(pages: Shelf, source: str) -> None:
    nothing = shown(pages, source)
    pages.put(1, "C++", "# Syntax", state="draft")
    assert shown(pages, source) == nothing
    title = "C%2B%2B" if "c++" not in source else "c%2B%2B"
    assert f'<a href="/wiki/new/?title={title}" class="red-link" rel="nofollow">' in nothing


def test_a_title_that_another_reading_would_take_is_hidden_as_well(pages: Shelf) -> None:
    pages.put(1, "C")
    nothing = shown(pages, "[[C##Syntax]]")
    pages.put(2, "C#", "# Syntax", state="draft")
    assert shown(pages, "[[C##Syntax]]") == nothing
    assert 'href="/pages/1/"' in nothing


def test_a_draft_is_marked_for_those_who_may_read_it(pages: Shelf, member: User) -> None:
    pages.put(1, "Engine", state="draft")
    assert '<a href="/pages/1/" class="draft-link" title="Draft">Engine</a>' in shown(pages, "[[Engine]]", member)


def test_a_title_in_a_red_link_cannot_break_out(pages: Shelf) -> None:
    html = shown(pages, "[[\"><script>alert(1)</script>]] [[a&b'c?x=1#2]] [[北京]]")
    assert re.findall(r'href="([^"]*)"', html) == [
        "/wiki/new/?title=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
        "/wiki/new/?title=a%26b%27c%3Fx%3D1",
        "/wiki/new/?title=%E5%8C%97%E4%BA%AC",
    ]
    assert "<script" not in html


def test_titles_of_things_are_escaped(pages: Shelf, works: Shelf) -> None:
    works.put("w", '<b onclick="x">&')
    assert ">&lt;b onclick=&quot;x&quot;&gt;&amp;</a>" in shown(pages, "[[work:w]]")


def test_every_name_of_a_page_leads_to_it(pages: Shelf) -> None:
    pages.put(1, "Engine")
    call(1, "Analytical Engine", ["Babbage's machine"])
    html = shown(pages, "[[Engine]] [[ANALYTICAL_ENGINE]] [[babbage's machine]]")
    assert re.findall(r'href="([^"]*)"', html) == ["/pages/1/"] * 3


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("P#Mill", "/pages/1/#h-mill"),
        ("P#the STORE!", "/pages/1/#h-the-store"),
        ("P#Mill#Notes", "/pages/1/#h-notes"),
        ("P#The store#Notes", "/pages/1/#h-notes-2"),
        ("P#Notes", "/pages/1/#h-notes"),
        ("P#Elsewhere#Notes", "/pages/1/#h-notes"),
        ("P##Mill", "/pages/1/#h-mill"),
    ],
)
def test_a_part_is_found_by_what_its_heading_says(pages: Shelf, target: str, address: str) -> None:
    pages.put(1, "P", "# Mill\n\n## Notes\n\nA.\n\n# The store\n\n## Notes\n\nB.")
    assert f'<a href="{address}" class="link">' in shown(pages, f"[[{target}]]")


def test_a_part_that_is_gone_leads_to_the_page_and_says_so(pages: Shelf, member: User) -> None:
    pages.put(1, "P", "# Mill")
    pages.put(2, "D", "# Mill", state="draft")
    gone = '<a href="/pages/1/" class="link section-missing" title="Section missing">P#Store</a>'
    assert gone in shown(pages, "[[P#Store]]")
    draft = '<a href="/pages/2/" class="draft-link section-missing" title="Draft; section missing">D#Store</a>'
    assert draft in shown(pages, "[[D#Store]]", member)


def test_what_a_heading_was_called_leads_to_it_still(pages: Shelf) -> None:
    thing = pages.put(1, "P", "# Mill")
    pages.change(1, parts=[*thing.parts, thing.parts[0]._replace(title="Store")])
    assert 'href="/pages/1/#h-mill" class="link"' in shown(pages, "[[P#Store]]")


def test_a_link_within_a_text_stays_in_it(pages: Shelf) -> None:
    html = shown(pages, "# First steps\n\n[[#first steps]] [[#Last steps]]")
    assert re.findall(r'<a href="([^"]*)" class="([^"]*)"', html) == [
        ("#h-first-steps", "link"),
        ("/pages/900/", "link section-missing"),
    ]


def test_comments_and_works_are_called_by_their_titles_where_no_label_is(
    pages: Shelf, comments: Shelf, works: Shelf
) -> None:
    comments.put("abc", "Comment on engines", "# A point")
    works.put("notes", "Notes on the Engine")
    html = shown(pages, "[[comment:abc]] [[comment:abc|that]] [[work:notes]] [[comment:abc#A point]]")
    assert re.findall(r'<a href="([^"]*)" class="link">([^<]*)', html) == [
        ("/comments/abc/", "Comment on engines"),
        ("/comments/abc/", "that"),
        ("/works/notes/", "Notes on the Engine"),
        ("/comments/abc/#c-abc-h-a-point", "Comment on engines"),
    ]


@pytest.mark.parametrize("target", ["comment:abc", "work:abc", "comment:", "comment:ABC"])
def test_a_comment_or_work_that_is_not_there_leaves_its_words(pages: Shelf, comments: Shelf, target: str) -> None:
    comments.put("abc", "Hidden", state="hidden")
    assert f'<span class="missing-link">{target}</span>' in shown(pages, f"[[{target}]]")


def test_a_picture_beside_words_is_shown(pages: Shelf) -> None:
    picture = stored(make.user(), alt="A red field")
    html = shown(pages, f"Here ![[{picture.name}]] and [[{picture.name}|there]], not ![[lost.png]] or [[lost.png]].")
    address = picture.get_absolute_url()
    assert f'<img src="{address}" alt="A red field" width="40" height="30" loading="lazy">' in html
    assert f'<a href="{address}" class="link">there</a>' in html
    assert '<span class="missing-link">Picture not here: lost.png</span>' in html
    assert '<span class="missing-link">lost.png</span>' in html


def test_what_becomes_of_a_page_changes_how_links_to_it_look_and_nothing_else(pages: Shelf) -> None:
    pages.put(900, "Host", "[[Engine]]")
    stored = pages.rows[900].html
    red = pages.painted(900, VISITOR).html
    pages.put(1, "Engine")
    blue = pages.painted(900, VISITOR).html
    looks = []
    for state in ("", "draft", ""):
        pages.change(1, state=state)
        looks.append(pages.painted(900, VISITOR).html)
    kept = pages.rows.pop(1)
    looks.append(pages.painted(900, VISITOR).html)
    pages.rows[1] = kept
    call(1, "Machine")
    looks.append(pages.painted(900, VISITOR).html)
    assert looks == [blue, red, blue, red, blue]
    assert pages.rows[900].html == stored


def test_a_text_without_links_asks_nothing(pages: Shelf) -> None:
    pages.put(900, "Host", "# Plain\n\nwords, `[[code]]` and [[#Plain]].")
    with captured() as sql:
        assert "words" in pages.painted(900, VISITOR).html
    assert (sql, pages.asked) == ([], [])


def test_all_links_of_all_texts_are_asked_for_at_once(pages: Shelf, comments: Shelf, works: Shelf) -> None:
    for number in range(1, 6):
        pages.put(number, f"Page {number}", "# Mill")
        comments.put(f"c{number}", f"Comment {number}")
        works.put(f"w{number}", f"Work {number}")
    picture = stored(make.user())
    source = " ".join(f"[[Page {n}]] [[Page {n}#Mill]] [[comment:c{n}]] [[work:w{n}]] [[Red {n}]]" for n in range(1, 6))
    for number in range(10, 30):
        pages.put(number, f"Host {number}", f"{source} ![[{picture.name}]]")
    texts = [pages.text(number) for number in range(10, 30)]
    for shelf in (pages, comments, works):
        shelf.asked.clear()
    with captured() as sql:
        paint(texts, VISITOR)
    assert tables(sql) == ["links_name", "media_image"]
    assert pages.asked == [("head", {1, 2, 3, 4, 5})]
    assert comments.asked == [("head", {f"c{number}" for number in range(1, 6)})]
    assert works.asked == [("head", {f"w{number}" for number in range(1, 6)})]


def test_five_thousand_links_are_painted_in_no_time(pages: Shelf) -> None:
    pages.put(900, "Host", "\n\n".join(f"A sentence with [[Page {number}]] in it." for number in range(5000)))
    text = pages.text(900)
    paint([text], VISITOR)
    begun = time.process_time()
    html = paint([text], VISITOR)[0].html
    assert time.process_time() - begun < 0.5, "a tenth of this is usual"
    assert html.count("red-link") == 5000


def test_a_text_of_no_kind_that_is_known_is_painted_too() -> None:
    assert paint([Text("<p>Plain</p>", "preview", 0, "")], VISITOR)[0].html == "<p>Plain</p>"
