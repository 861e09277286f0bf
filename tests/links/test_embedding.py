"""Texts stand in each other as their readers may see them, within bounds and never in themselves."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from tests import make
from tests.links.shelf import Shelf
from tests.links.soundness import sound
from tests.media.pictures import stored
from tests.queries import captured, tables
from wiki.links.painting import paint
from wiki.links.pieces import LARGEST

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
NOT_AVAILABLE = '<p class="embed-missing">Not available.</p>'


@pytest.fixture
def member() -> User:
    """Somebody who may read drafts."""
    return make.user()


def shown(pages: Shelf, source: str, viewer: User | AnonymousUser = VISITOR) -> str:
    """What a page with this text becomes."""
    pages.put(900, "Host", source)
    html = pages.painted(900, viewer).html
    sound(html)
    return html


def headings(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<h(\d)[^>]*>([^<]*)", html)


def test_it_works(pages: Shelf) -> None:
    pages.put(1, "Engine", "It *weaves*.", credit="Ada Lovelace, 1 May 1843")
    assert shown(pages, "![[engine]]") == (
        '<figure class="embed">\n<p>It <em>weaves</em>.</p>\n<figcaption>From '
        '<a href="/pages/1/" class="link">Engine</a>, Ada Lovelace, 1 May 1843</figcaption></figure>\n'
    )


def test_what_may_not_be_seen_and_what_is_not_there_are_the_same_bytes(pages: Shelf, comments: Shelf) -> None:
    pages.put(1, "Secret engine", "# Mill\n\nSentinel", state="draft")
    comments.put("abc", "Sentinel", "Sentinel", state="hidden")
    for hidden, absent in (("Secret engine", "No such page"), ("Secret engine#Mill", "x#y"), ("comment:abc", "work:x")):
        html = shown(pages, f"![[{hidden}]]")
        assert html == shown(pages, f"![[{absent}]]")
        assert html == f"{NOT_AVAILABLE}\n"


def test_an_embed_ends_when_its_source_is_no_longer_published(pages: Shelf, member: User) -> None:
    pages.put(1, "Engine", "Sentinel")
    assert "Sentinel" in shown(pages, "![[Engine]]")
    pages.change(1, state="draft")
    assert "Sentinel" not in shown(pages, "![[Engine]]")
    html = shown(pages, "![[Engine]]", member)
    assert "Sentinel" in html
    assert 'class="draft-link" title="Draft">Engine</a>' in html


def test_a_section_is_what_stands_up_to_the_next_heading_of_its_rank(pages: Shelf) -> None:
    pages.put(1, "P", "before\n\n# A\n\none\n\n## A1\n\ntwo\n\n# B\n\nthree")
    html = shown(pages, "![[P#A]]")
    assert re.findall(r"<p>(\w+)</p>", html) == ["one", "two"]
    assert 'From <a href="/pages/1/#h-a" class="link">P</a>' in html
    assert re.findall(r"<p>(\w+)</p>", shown(pages, "![[P#A#A1]]")) == ["two"]


def test_a_part_that_is_gone_is_a_link_that_says_so(pages: Shelf) -> None:
    pages.put(1, "P", "# A\n\none")
    assert shown(pages, "![[P#B]]").startswith(
        '<p class="embed-left"><a href="/pages/1/" class="link">P</a> (not shown here: that section is gone)</p>'
    )


def test_comments_and_works_can_be_embedded(pages: Shelf, comments: Shelf, works: Shelf) -> None:
    comments.put("abc", "Comment on engines", "A remark.")
    works.put("notes", "Notes", "An abstract.")
    html = shown(pages, "![[comment:abc]]\n\n![[work:notes]]")
    assert re.findall(r"<p>([^<]*)</p>", html) == ["A remark.", "An abstract."]
    assert re.findall(r'From <a href="([^"]*)"', html) == ["/comments/abc/", "/works/notes/"]


def test_a_text_can_show_a_section_of_itself(pages: Shelf) -> None:
    html = shown(pages, "# A\n\none\n\n# B\n\n![[#A]]")
    assert headings(html) == [("2", "A"), ("2", "B"), ("3", "A")]


def test_the_words_of_titles_and_credits_are_escaped(pages: Shelf) -> None:
    pages.put(1, "A & B", "x", credit="<b>Ada</b>")
    assert ">A &amp; B</a>, &lt;b&gt;Ada&lt;/b&gt;</figcaption>" in shown(pages, "![[A & B]]")


def test_the_same_twice_a_diamond_and_two_sections_are_shown(pages: Shelf) -> None:
    pages.put(1, "P", "# A\n\none\n\n# B\n\ntwo[^1]\n\n[^1]: note")
    pages.put(2, "L", "![[P#A]]\n\n![[P#B]]")
    pages.put(3, "R", "![[P]]")
    html = shown(pages, "![[P]]\n\n![[P]]\n\n![[L]]\n\n![[R]]")
    assert re.findall(r"<p>(one|two)", html) == ["one", "two"] * 4
    assert "not shown here" not in html


@pytest.mark.parametrize("around", [["Host"], ["A", "Host"], ["A", "B", "Host"], ["A", "A"], ["A", "B", "A"]])
def test_a_text_never_stands_in_itself(pages: Shelf, around: list[str]) -> None:
    for number, (title, inner) in enumerate(pairwise(around), start=1):
        pages.put(number, title, f"in {title}\n\n![[{inner}]]")
    html = shown(pages, f"![[{around[0]}]]")
    assert html.count("(not shown here: it would stand inside itself)") == 1
    assert re.findall("in ([AB])", html) == around[:-1]


def test_a_section_that_embeds_itself_is_shown_once(pages: Shelf) -> None:
    pages.put(1, "P", "# A\n\none\n\n![[P#A]]\n\n# B\n\ntwo")
    html = shown(pages, "![[P#A]]")
    assert html.count("<p>one</p>") == 1
    assert "it would stand inside itself" in html


def test_texts_stand_in_each_other_three_deep(pages: Shelf) -> None:
    for number in range(1, 5):
        pages.put(number, f"P{number}", f"text {number}\n\n![[P{number + 1}]]")
    html = shown(pages, "![[P1]]")
    assert re.findall(r"text \d", html) == ["text 1", "text 2", "text 3"]
    left = '<a href="/pages/4/" class="link">P4</a> (not shown here: at most 3 texts can stand in each other)'
    assert left in html


def test_a_wide_tree_of_embeds_is_cut_at_fifty(pages: Shelf) -> None:
    for number in range(1, 4):
        pages.put(number, f"P{number}", f"text {number}\n\n" + f"![[P{number + 1}]]\n\n" * 50)
    pages.put(4, "P4", "text 4")
    begun = time.process_time()
    html = shown(pages, "![[P1]]\n\n" * 50)
    assert time.process_time() - begun < 5
    assert len(re.findall(r"text \d", html)) == 50
    assert html.count("(not shown here: at most 50 texts can stand in one)") == 50 * 50


def test_pictures_and_what_cannot_be_shown_anyway_leave_room(pages: Shelf) -> None:
    picture = stored(make.user())
    pages.put(1, "P", "one")
    html = shown(pages, f"![[{picture.name}]]\n\n" * 60 + "![[P]]")
    assert html.count("<img") == 60
    assert "<p>one</p>" in html


def test_each_text_of_a_screen_has_room_of_its_own(pages: Shelf) -> None:
    pages.put(1, "P", "one")
    for number in (10, 11):
        pages.put(number, f"Host {number}", "![[P]]\n\n" * 50)
    painted = paint([pages.text(10), pages.text(11)], VISITOR)
    assert [one.html.count("<p>one</p>") for one in painted] == [50, 50]


def test_what_is_embedded_is_bounded_in_size(pages: Shelf) -> None:
    pages.put(1, "Large", "word " * (LARGEST // 11))
    html = shown(pages, "![[Large]]\n\n" * 4)
    assert len(html.encode()) < LARGEST + 2000
    assert html.count("(not shown here: what stands in one text can be 512 KB long)") == 2


def test_fifty_large_embeds_cost_little_more_than_one(pages: Shelf) -> None:
    pages.put(1, "Large", "word **word** [[Mill]]\n\n" * (LARGEST // 120))
    costs = []
    for key, count in ((2, 1), (3, 50)):
        pages.put(key, f"Host {key}", "![[Large]]\n\n" * count)
        start = time.process_time()
        pages.painted(key, VISITOR)
        costs.append(time.process_time() - start)
    assert costs[1] < 10 * costs[0]


def test_what_grows_when_it_is_painted_is_bounded_as_well(pages: Shelf, works: Shelf) -> None:
    works.put("w", "A long title " * 20)
    pages.put(1, "Growing", "[[work:w]] " * 3000)
    assert len(pages.rows[1].html) < LARGEST
    assert "512 KB" in shown(pages, "![[Growing]]")


def test_ids_are_apart_and_links_within_lead_within(pages: Shelf) -> None:
    pages.put(1, "P", "# A\n\n[to b](#b) [[#B]] [[#A]]\n\n# B\n\n[to a](#a)")
    html = shown(pages, "# A\n\n![[P]]\n\n![[P#A]]")
    assert re.findall(r'<h\d id="([^"]*)"', html) == ["h-a", "e1-h-a", "e1-h-b", "e2-h-a"]
    assert re.findall(r'<a href="([^"]*#[^"]*)"', html) == [
        *("#e1-h-b", "#e1-h-b", "#e1-h-a", "#e1-h-a"),
        *("/pages/1/#h-b", "/pages/1/#h-b", "#e2-h-a", "/pages/1/#h-a"),
    ]


def test_words_that_look_like_ids_are_left_alone(pages: Shelf) -> None:
    pages.put(1, "P", '` id="x" href="#y"` and <h2 id="x"> and a [title](https://example.org/ " id=\'x\' ")')
    html = shown(pages, "![[P]]")
    assert '<code> id="x" href="#y"</code>' in html or '<code>id="x" href="#y"</code>' in html
    assert "&lt;h2 id=" in html
    assert "e1-x" not in html


def test_embeds_of_two_comments_on_one_screen_have_ids_apart(pages: Shelf, comments: Shelf) -> None:
    pages.put(1, "P", "# A")
    for key in ("abc", "def"):
        comments.put(key, "Comment", "![[P]]")
    painted = paint([comments.text("abc"), comments.text("def"), pages.text(1)], VISITOR)
    sound("".join(one.html for one in painted))
    assert 'id="comment-abc-e1-h-a"' in painted[0].html


def test_headings_fall_below_the_one_they_stand_under(pages: Shelf) -> None:
    pages.put(1, "P", "# A\n\n## B\n\n### C")
    pages.put(2, "Deep", "# D\n\n![[P]]\n\n## E\n\n![[P#B]]")
    assert headings(shown(pages, "![[P]]")) == [("2", "A"), ("3", "B"), ("4", "C")]
    assert headings(shown(pages, "# One\n\n![[P]]"))[1:] == [("3", "A"), ("4", "B"), ("5", "C")]
    four = "# 1\n\n## 2\n\n### 3\n\n#### 4\n\n"
    assert headings(shown(pages, f"{four}![[P]]\n\n# Two\n\n![[P#B]]"))[4:] == [
        *(("6", "A"), ("6", "B"), ("6", "C")),
        *(("2", "Two"), ("3", "B"), ("4", "C")),
    ]
    assert headings(shown(pages, "# One\n\n![[Deep]]")) == [
        *(("2", "One"), ("3", "D"), ("4", "A"), ("5", "B"), ("6", "C"), ("4", "E"), ("5", "B"), ("6", "C")),
    ]


def test_headings_in_a_comment_begin_below_those_of_its_page(pages: Shelf, comments: Shelf) -> None:
    pages.put(1, "P", "# A\n\n## B")
    comments.put("abc", "Comment", "![[P]]")
    assert headings(comments.painted("abc", VISITOR).html) == [("3", "A"), ("4", "B")]


def test_links_in_what_is_embedded_are_for_this_reader(pages: Shelf, member: User) -> None:
    pages.put(1, "P", "[[Q]] [[R]]")
    pages.put(2, "Q", state="draft")
    assert 'title=Q" class="red-link"' in shown(pages, "![[P]]")
    html = shown(pages, "![[P]]", member)
    assert 'class="draft-link" title="Draft">Q</a>' in html
    assert 'title=R" class="red-link"' in html


def test_an_embed_amid_words_is_a_link(pages: Shelf) -> None:
    pages.put(1, "P", "one")
    assert shown(pages, "See ![[P]].") == '<p>See <a href="/pages/1/" class="link">P</a>.</p>\n'


@pytest.mark.parametrize(
    ("label", "shape"),
    [
        ("", 'alt="A red field" width="40" height="30"'),
        ("|20", 'alt="A red field" width="20" height="15"'),
        ("|300x200", 'alt="A red field" width="300" height="200"'),
        ("|0", 'alt="0" width="40" height="30"'),
        ("|The field", 'alt="The field" width="40" height="30"'),
        ('|"><script>', 'alt="&quot;&gt;&lt;script&gt;" width="40" height="30"'),
    ],
)
def test_a_picture_is_as_large_as_its_label_says(pages: Shelf, label: str, shape: str) -> None:
    picture = stored(make.user(), alt="A red field")
    with captured() as sql:
        html = shown(pages, f"![[{picture.name}{label}]]")
    address = picture.get_absolute_url()
    assert html == f'<figure class="picture"><img src="{address}" {shape} loading="lazy"></figure>\n'
    assert tables(sql)[-1] == "media_image"


def test_a_picture_that_is_not_here_is_named(pages: Shelf) -> None:
    assert shown(pages, "![[maps/old&new.png|300]]") == (
        '<p class="embed-missing">Picture not here: maps/old&amp;new.png</p>\n'
    )


def test_a_page_that_is_called_like_a_picture_is_found(pages: Shelf) -> None:
    pages.put(1, "Map.png", "one")
    assert "<p>one</p>" in shown(pages, "![[map.png]]")


def test_each_depth_is_asked_for_at_once_and_nothing_twice(pages: Shelf, comments: Shelf) -> None:
    for number in range(1, 5):
        pages.put(
            number, f"P{number}", f"![[Q{number}]]\n\n![[Q{number + 1}]]\n\n![[comment:c]] [[P1]]\n\n![[comment:c]]"
        )
        pages.put(10 + number, f"Q{number}", "![[R]] [[P1]]\n\n![[R]]")
    pages.put(15, "Q5", "five")
    pages.put(20, "R", "last [[R2]]")
    comments.put("c", "Comment", "[[R2]]")
    for number in (30, 31):
        pages.put(number, f"Host {number}", "![[P1]]\n\n![[P2]]\n\n![[P3]]\n\n![[P4]]\n\n[[P1]]\n\n![[R]]")
    texts = [pages.text(30), pages.text(31)]
    pages.asked.clear()
    with captured() as sql:
        paint(texts, VISITOR)
    assert tables(sql) == ["links_name"] * 2
    assert pages.asked == [("whole", {1, 2, 3, 4, 20}), ("whole", {11, 12, 13, 14, 15})]
    assert comments.asked == [("whole", {"c"})]
