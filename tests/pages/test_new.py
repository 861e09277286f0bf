"""A new page: by whom it is made, what is refused with a reason, and names that are taken."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import NEW, address, box, co_author, owner, reader, sent, text_of, value
from wiki.links.keys import key
from wiki.links.models import Name
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = owner()
    assert value(client.get(NEW, {"title": "C++"}), "title") == "C++"
    told: dict[str, Any] = {
        "summary": "Begin.",
        "tags": "Logic, logic, Sets",
        "aliases": "Cpp\nC plus plus",
        "status": "notes",
    }
    response = client.post(NEW, sent(title="C++", body="A *language*.", state="published", **told))
    page = Page.objects.get()
    assert response["Location"] == page.get_absolute_url()
    assert "saved" in response.cookies
    revision = page.latest
    assert (page.title, page.state, revision.body, revision.summary) == ("C++", "published", "A *language*.", "Begin.")
    assert (revision.editor, revision.content.tags) == (author, ("Logic", "Sets"))
    assert (revision.content.aliases, revision.content.status) == (("Cpp", "C plus plus"), "notes")


def test_a_page_begins_as_a_draft_unless_its_writer_publishes_it() -> None:
    client, _ = owner()
    chosen = re.search(r'<input [^>]*value="draft"[^>]*>', text_of(client.get(NEW)))
    assert chosen
    assert "checked" in chosen[0]
    client.post(NEW, sent(title="Rings"))
    assert Page.objects.get().state == "draft"


def test_the_brackets_of_a_link_are_no_part_of_the_title() -> None:
    client, _ = owner()
    client.post(NEW, sent(title="[[Rings]]"))
    assert Page.objects.get().title == "Rings"


@pytest.mark.parametrize(
    "title", ["", "  ", "a|b", "50%20off", "&amp;", "/etc", ".md", "work:a", "a" * 201, "a#b", "\u200b"]
)
def test_a_title_that_cannot_be_is_refused_in_a_sentence_and_the_text_kept(title: str) -> None:
    client, _ = owner()
    response = client.post(NEW, sent(title=title, body="My long text."))
    assert "This is not saved yet." in text_of(response)
    assert 'class="errorlist"' in text_of(response)
    assert box(response) == "My long text."
    assert not Page.objects.exists()


@pytest.mark.parametrize("title", ["!!!", "🤖", "北京", "C#", "שלום", "new", "x/../y", "a/b", "100%", "a@b.md"])
def test_odd_titles_make_pages_with_an_address_of_their_own(title: str) -> None:
    client, _ = owner()
    assert client.post(NEW, sent(title=title)).status_code == 302
    page = Page.objects.get()
    assert page.key == key(title)
    assert client.get(address(page)).status_code == 200


def test_a_preview_shows_the_text_and_makes_nothing() -> None:
    client, _ = owner()
    response = client.post(NEW, sent(title="", body="A *text* of [[Nowhere]].", preview="body"))
    assert "<em>text</em>" in text_of(response)
    assert "red-link" in text_of(response)
    assert "not saved yet" not in text_of(response)
    assert not Page.objects.exists()


def test_a_visitor_is_told_kindly_that_nothing_is_written_yet() -> None:
    response = Client().get(NEW, {"title": "C++"})
    text = text_of(response)
    assert "Nothing is written here yet" in text
    assert "C++" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "next=%2Fwiki%2Fnew%2F%3Ftitle%3DC%252B%252B" in text
    assert not response.cookies
    assert "csrf" not in text


@pytest.mark.parametrize("title", ["Secret plans", "SECRET PLANS", "Plot", "Earlier"])
def test_a_draft_of_that_title_changes_no_byte_of_it(title: str) -> None:
    before = Client().get(NEW, {"title": title})
    author = make.primary(user=make.user())
    page = make.page(author, state="draft", title="Earlier", aliases=("Plot",))
    make.revise(page, author, title="Secret plans")
    after = Client().get(NEW, {"title": title})
    assert (after.content, after.headers) == (before.content, before.headers)


@pytest.mark.parametrize("title", ["\0", "a" * 10_000, "<script>", "a|b", "\ud800"])
def test_a_title_that_no_page_can_have_leads_to_the_same_page(title: str) -> None:
    client, _ = owner()
    for asker in (client, Client()):
        response = asker.get(f"{NEW}?{urlencode({'title': title}, errors='surrogatepass')}")
        assert response.status_code == 200
        assert b"<script>" not in response.content.replace(b"<script type", b"")


def test_who_does_not_write_here_makes_no_page_and_keeps_what_they_typed() -> None:
    assert "Nothing is written here yet" in text_of(reader().get(NEW))
    for client in (reader(), Client()):
        response = client.post(NEW, sent(title="Rings", body="My text."))
        assert response.status_code in (403, 409)
        assert "My text." in text_of(response)
    assert not Page.objects.exists()


def test_a_red_link_that_is_none_any_more_leads_to_the_page() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", aliases=("Ring theory",))
    for title in ("rings", "RING THEORY"):
        for asker in (client, Client()):
            assert asker.get(NEW, {"title": title})["Location"] == page.get_absolute_url()


def test_a_page_that_is_there_already_is_shown_with_both_texts() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="Theirs.", tags=("Algebra",))
    response = client.post(NEW, sent(title="RINGS", body="Mine.", tags="Sets"))
    text = text_of(response)
    assert response.status_code == 409
    assert "There is such a page already" in text
    assert box(response) == "Mine."
    assert "Theirs.</textarea>" in text
    assert (value(response, "title"), value(response, "version")) == ("Rings", "1")
    assert value(response, "tags") == "Algebra, Sets"
    assert f'action="{address(page)}"' in text
    assert Page.objects.count() == 1


def test_the_text_is_then_saved_on_that_page() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="Theirs.")
    response = client.post(NEW, sent(title="rings", body="Mine."))
    client.post(address(page), sent(page, body=box(response), version=value(response, "version")))
    page.refresh_from_db()
    assert (page.number, page.latest.body) == (2, "Mine.")


def test_a_deleted_page_of_that_name_is_offered_to_be_restored() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="Theirs.")
    page.remove(actor=make.hand(author).actor)
    response = client.post(NEW, sent(title="Rings", body="Mine."))
    assert response.status_code == 409
    assert "saving brings it back" in text_of(response)
    client.post(address(page), sent(page, body="Mine.", version=value(response, "version"), restoring="on"))
    page.refresh_from_db()
    assert not page.deleted_at
    assert page.latest.body == "Mine."
    page.remove(actor=make.hand(author).actor)
    assert client.get(NEW, {"title": "Rings"})["Location"] == address(page)


def test_a_former_name_is_taken_only_by_a_tick_that_says_how_many_links_move() -> None:
    client, author = owner()
    page = make.page(author, title="Before")
    linking = make.page(author, body="See [[Before]].")
    make.revise(page, author, title="After")
    response = client.post(NEW, sent(title="Before", body="Mine."))
    text = text_of(response)
    assert "“Before” is what the page “After” was called before" in text
    assert "one link will lead here" in text
    assert box(response) == "Mine."
    assert client.post(NEW, sent(title="Before", body="Mine.", taking="on")).status_code == 302
    assert Name.objects.get(key="before").target == Page.objects.get(title="Before").pk
    assert linking.latest.body == "See [[Before]]."


def test_a_name_that_is_another_page_s_alias_names_that_page() -> None:
    client, author = owner()
    make.page(author, title="Rings", aliases=("Annuli",))
    response = client.post(NEW, sent(title="Annuli", body="Mine."))
    assert "“Annuli” is another name of the page “Rings”" in text_of(response)
    assert box(response) == "Mine."
    response = client.post(NEW, sent(title="Circles", aliases="Discs\nRINGS"))
    assert "There is another page called “Rings”" in text_of(response)
    assert box(response, "aliases") == "Discs\nRINGS"


def test_names_of_the_owner_s_locked_draft_are_not_told_to_a_co_author() -> None:
    _, author = owner()
    page = make.page(author, state="draft", title="Plot", aliases=("Scheme",))
    make.revise(page, author, title="Conspiracy")
    page.lock(actor=make.hand(author).actor)
    client, _ = co_author()
    for title in ("Conspiracy", "scheme", "plot"):
        assert client.get(NEW, {"title": title}).status_code == 200
        for taking in ("", "on"):
            text = text_of(client.post(NEW, sent(title=title, taking=taking)))
            assert "This name is taken. Choose another." in text
            assert "onspiracy" not in text.replace(title, "")
            assert "will lead here" not in text
    assert Page.objects.count() == 1


def test_a_key_of_the_bibliography_has_one_page() -> None:
    client, author = owner()
    make.page(author, title="Notes", cite_key="lovelace1843")
    response = client.post(NEW, sent(title="Sketch", cite_key="@Lovelace1843"))
    assert "The page “Notes” is about this key already" in text_of(response)
    assert not Page.objects.filter(title="Sketch").exists()


def test_a_megabyte_of_chinese_fits_and_no_more() -> None:
    client, _ = owner()
    most = "汉字\n" * (Page.LARGEST // 7)
    assert client.post(NEW, sent(title="Large", body=most)).status_code == 302
    response = client.post(NEW, sent(title="Larger", body=most + "汉字" * 4))
    assert "more than 1024 KB" in text_of(response)
    assert not Page.objects.filter(title="Larger").exists()


def test_more_links_than_can_be_kept_are_refused_in_words() -> None:
    client, _ = owner()
    response = client.post(NEW, sent(title="Links", body=" ".join(f"[[a{number}]]" for number in range(10_001))))
    assert "more than 10,000 links" in text_of(response)
    assert box(response).startswith("[[a0]]")


@pytest.mark.parametrize(
    ("field", "wrong", "told"),
    [
        ("tags", "a" * 61, "Put commas between"),
        ("tags", ",".join(map(str, range(51))), "at most 50"),
        ("aliases", "good\nb|d", "b|d: A title cannot contain |"),
        ("superseded_by", "a|b", "A title cannot contain |"),
        ("cite_key", "two words", "no space"),
        ("summary", "a" * 301, "at most 300"),
        ("confidence", "very", "%"),
    ],
)
def test_what_else_is_wrong_is_said_at_its_field_and_all_is_kept(field: str, wrong: str, told: str) -> None:
    client, _ = owner()
    response = client.post(NEW, sent(title="Rings", body="My text.") | {field: wrong})
    assert told in text_of(response)
    assert wrong in text_of(response)
    assert box(response) == "My text."
    assert not Page.objects.exists()
