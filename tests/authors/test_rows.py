"""The lists of a profile without any script: each button shows the form again with its lines changed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.authors.desk import ADDRESS, at_desk, form, links, places, text, values
from wiki.authors.models import Author

pytestmark = pytest.mark.django_db
LINES = r"previously-\d+-line"
TITLES = r"see-\d+-title"
THREE = places("One", "Two", "Three")


def press(button: str, **sent: Any) -> str:
    """The page that a button of the form answers with; nothing is saved."""
    client, author = at_desk()
    response = client.post(ADDRESS, form(rows=button, **sent))
    assert response.status_code == 200
    assert "saved" not in response.cookies
    assert Author.objects.get().version == author.version
    return text(response)


def focused(page: str) -> str:
    """The value of the button that has the focus, or the name of the field."""
    (element,) = re.findall(r"<(?:button|input)[^>]* autofocus[^>]*>", page)
    told = re.search(r'<button[^>]*value="([^"]*)', element) or re.search(r'name="([^"]*)', element)
    assert told
    return told[1]


def test_it_works() -> None:
    page = press("previously-3-up", **THREE)
    assert values(page, LINES) == ["One", "Three", "Two"]
    assert focused(page) == "previously-3-up"
    assert "Moved to place 2 of 3." in page


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ("previously-1-down", ["Two", "One", "Three"]),
        ("previously-2-remove", ["One", "Three"]),
        ("previously-add", ["One", "Two", "Three", ""]),
        ("previously-1-up", ["One", "Two", "Three"]),
        ("previously-3-down", ["One", "Two", "Three"]),
    ],
)
def test_each_button_does_what_it_says(button: str, order: list[str]) -> None:
    assert values(press(button, **THREE), LINES) == order


@pytest.mark.parametrize(
    ("button", "focus"),
    [
        ("previously-1-down", "previously-1-down"),
        ("previously-1-up", "previously-1-up"),
        ("previously-2-remove", "previously-3-remove"),
        ("previously-3-remove", "previously-2-remove"),
        ("previously-add", "previously-4-line"),
    ],
)
def test_the_focus_goes_on_from_where_it_was(button: str, focus: str) -> None:
    assert focused(press(button, **THREE)) == focus


def test_when_the_last_line_is_gone_the_focus_is_on_add() -> None:
    page = press("see-1-remove", **links(("Only", "")))
    assert values(page, TITLES) == []
    assert focused(page) == "see-add"


def test_lines_stand_as_they_were_sent_whatever_their_keys() -> None:
    page = press("previously-add", **{"previously-9-line": "Nine", "previously-2-line": "Two"})
    assert values(page, LINES) == ["Nine", "Two", ""]
    assert values(page, "previously-1-line") == [""]


def test_everything_typed_is_kept_and_nothing_is_judged() -> None:
    sent = form(name="", bio="Half a *text*", orcid="not yet", email_public="on", **links(("", "javascript:")))
    page = press("previously-1-up", **(sent | THREE | {"see-1-own": "on"}))
    for typed in ("Half a *text*</textarea>", 'value="not yet"', 'value="javascript:"', "<em>text</em>"):
        assert typed in page
    assert len(re.findall(r'type="checkbox"[^>]* checked', page)) == 2
    assert "errorlist" not in page


def test_a_link_moves_with_its_address_and_its_tick() -> None:
    sent = links(("A", "https://a.example/"), ("B", "https://b.example/")) | {"see-2-own": "on"}
    page = press("see-2-up", **sent)
    assert values(page, r"see-\d+-url") == ["https://b.example/", "https://a.example/"]
    assert re.search(r'name="see-2-own"[^>]* checked', page)


@pytest.mark.parametrize(
    "button",
    ["see-9-up", "previously-1-fly", "previously--up", "x", "previously-1-", "see-1-up", "\x00", "previously-new-up"],
)
def test_a_button_that_is_none_changes_nothing(button: str) -> None:
    assert values(press(button, **THREE), LINES) == ["One", "Two", "Three"]


def test_lines_of_names_that_are_none_are_no_lines() -> None:
    client, author = at_desk()
    odd = {"previously-x-line": "x", "previously-1234567-line": "y", "previously-٣-line": "z", "previously": "w"}
    client.post(ADDRESS, form(**odd, **places("One")))
    author.refresh_from_db()
    assert author.previously == ["One"]


def test_empty_lines_are_dropped_by_a_save() -> None:
    client, author = at_desk()
    sent = places("", "One", " \u200b", "Two") | links(("", ""), ("A", ""), ("", "")) | {"see-3-own": "on"}
    client.post(ADDRESS, form(**sent))
    author.refresh_from_db()
    assert author.previously == ["One", "Two"]
    assert [link.told for link in author.links.all()] == [("A", "", False)]


def test_there_are_fifty_lines_at_most() -> None:
    fifty = places(*map(str, range(50)))
    page = press("previously-add", **fifty)
    assert len(values(page, LINES)) == 50
    assert "There is room for 50 lines." in page
    assert focused(page) == "previously-add"


@pytest.mark.parametrize("lines", [places(*map(str, range(51))), links(*((str(n), "") for n in range(51)))])
def test_more_than_fifty_are_refused_in_a_sentence_and_kept(lines: dict[str, str]) -> None:
    client, author = at_desk()
    page = text(client.post(ADDRESS, form(**lines)))
    assert page.count("There is room for 50 lines. Remove some first.") == 1
    assert len(values(page, r"(?:previously-\d+-line|see-\d+-title)")) == 51
    author.refresh_from_db()
    assert author.version == 1


def test_the_buttons_of_a_line_are_named_after_it() -> None:
    page = re.sub(r"</?bdi[^>]*>", "", press("x", **places("Göttingen", "")))
    for name in ("Move “Göttingen” up", "Move “Göttingen” down", " “Göttingen”", "Move the empty line up"):
        assert f">{name}</span>" in page


def test_the_first_button_of_the_form_saves() -> None:
    page = press("x", **THREE)
    sent = page.split("data-profile", 1)[1]
    first = re.search(r"<button[^>]*>", sent)
    assert first
    assert "name=" not in first[0]
    assert 'tabindex="-1"' in first[0]
