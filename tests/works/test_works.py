"""The list of an author's works at their desk."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.queries import captured
from tests.works.signed_in import LIST, NEW, another, author_at_desk, no_author, page

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = author_at_desk()
    assert "There is none on your page yet." in page(client, LIST)
    for title in ("First", "Second"):
        make.work(author, title=title, slug=title.lower())
    text = page(client, LIST)
    assert text.index("First") < text.index("Second")
    for words in ("Move “First” up", "Move “First” down", "Edit<span", "Remove<span", "Add a work"):
        assert words in text


def test_removed_works_stand_below_with_a_way_back() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Gone", slug="gone")
    assert author.user
    work.remove(actor=author.user)
    text = page(client, LIST)
    assert "There is none on your page yet." in text
    assert f"{LIST}gone/restore/" in text
    assert f"{LIST}gone/move/" not in text


def test_the_first_cannot_go_up_nor_the_last_down() -> None:
    client, author = author_at_desk()
    make.work(author)
    text = page(client, LIST)
    assert text.count('value="up" disabled') == 1
    assert text.count('value="down" disabled') == 1
    make.work(author)
    text = page(client, LIST)
    assert text.count('value="up" disabled') == 1
    assert text.count('value="down" disabled') == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("moved=b&to=up", "“<bdi>B</bdi>” is now 2 of 3."),
        ("saved=a", "“<bdi>A</bdi>” is saved."),
        ("restored=c", "“<bdi>C</bdi>” is back, 3 of 3."),
        ("removed=a", ""),
        ("moved=none&to=up", ""),
        ("moved=%00&to=sideways", ""),
    ],
)
def test_it_says_what_became_of_a_work_if_that_is_so(query: str, sentence: str) -> None:
    client, author = author_at_desk()
    for title in "ABC":
        make.work(author, title=title, slug=title.lower())
    text = page(client, f"{LIST}?{query}")
    assert f'id="told">{sentence}</p>' in text


@pytest.mark.parametrize(
    ("query", "button"),
    [
        ("moved=b&to=up", 'value="up" autofocus'),
        ("moved=b&to=down", 'value="down" autofocus'),
        ("moved=a&to=up", 'value="down" autofocus'),
        ("moved=c&to=down", 'value="up" autofocus'),
        ("moved=b", ""),
        ("moved=b&to=sideways", ""),
    ],
)
def test_the_keyboard_stays_on_the_button_that_was_pressed_or_at_an_end_on_the_other(query: str, button: str) -> None:
    client, author = author_at_desk()
    for title in "ABC":
        make.work(author, title=title, slug=title.lower())
    text = page(client, f"{LIST}?{query}")
    assert text.count("autofocus") == bool(button)
    assert button in text


def test_however_many_there_are_it_takes_the_same_queries() -> None:
    client, author = author_at_desk()
    counts = []
    for many in (2, 10):
        for _ in range(many):
            make.work(author, abstract="Long.")
            assert author.user
            make.work(author).remove(actor=author.user)
        with captured() as sql:
            client.get(LIST)
        counts.append(len(sql))
    assert counts[0] == counts[1]


def test_texts_that_the_list_does_not_show_are_not_fetched() -> None:
    client, author = author_at_desk()
    make.work(author, abstract="Long.")
    with captured() as sql:
        client.get(LIST)
    assert not [query for query in sql if '"abstract"' in query]


def test_strangers_have_no_list_and_another_sees_nothing_of_it() -> None:
    client, author = author_at_desk()
    make.work(author, title="Mine")
    assert Client().get(LIST).status_code == 302
    assert no_author().get(LIST).status_code == 403
    assert "Mine" not in page(another(), LIST)
    assert client.post(LIST).status_code == 405


def test_the_way_to_the_list_stands_on_the_author_s_own_page_alone() -> None:
    client, author = author_at_desk()
    assert "Add selected work" in page(client)
    assert LIST not in page(Client())
    assert "Selected work" not in page(Client())
    make.work(author)
    assert f'<a href="{LIST}">Edit' in page(client)
    assert LIST not in page(Client())
    assert LIST not in page(another())
    assert NEW in page(client, LIST)
