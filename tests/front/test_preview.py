"""The preview of a text while it is written."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests import make
from wiki.markup.rendering import render
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/account/preview/"


@pytest.fixture
def author(client: Client) -> User:
    user = make.user()
    make.author(user=user)
    client.force_login(user)
    return user


def shown(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return str(response.content.decode())


def test_it_works(client: Client, author: User) -> None:
    text = "# On *wheels*\n\nA note[^1], $x^2$ and <script>alert(1)</script>.\n\n[^1]: Here."
    page = shown(client.post(f"{ADDRESS}?field=bio&turn=7", {"content": text}))
    assert render(text, prefix="preview-bio-").html in page
    assert 'data-turn="7"' in page
    assert "<script>" not in page


def test_what_cannot_be_shown_is_a_sentence(client: Client, author: User) -> None:
    page = shown(client.post(ADDRESS, {"content": "> " * 200 + "deep"}))
    assert '<p class="errorlist" data-refusal>' in page
    assert "deep</p>" not in page


@pytest.mark.parametrize("who", ["nobody", "a reader", "an unlisted author"])
def test_only_who_may_say_something_here_may(client: Client, settings: Settings, who: str) -> None:
    settings.REPLIES = "readers" if who == "nobody" else "closed"
    if who != "nobody":
        user = make.user()
        client.force_login(user)
        if who == "an unlisted author":
            make.author(user=user, listed=False)
    page = shown(client.post(ADDRESS, {"content": "*mine*"}), 403)
    assert "Only authors" in page
    assert "<em>" not in page
    assert "<html" not in page


@pytest.fixture
def reader(client: Client) -> User:
    user = make.user()
    client.force_login(user)
    return user


def test_a_reader_sees_what_their_reply_will_be(client: Client, reader: User) -> None:
    page = shown(client.post(f"{ADDRESS}?field=body", {"content": "# Loud\n\n![a](/media/x.png) https://e.org"}))
    assert "<strong>Loud</strong>" in page
    assert '<a href="/media/x.png">a</a>' in page
    assert 'rel="nofollow ugc"' in page
    assert "<img" not in page


def test_a_reader_s_text_is_no_longer_than_a_reply(client: Client, reader: User) -> None:
    assert "64 KB" in shown(client.post(ADDRESS, {"content": "a" * (64 * 1024 + 1)}))


def test_a_reader_sees_no_draft_by_it(client: Client, reader: User) -> None:
    make.page(make.author(), state="draft", title="Plan", body="Embedded words.")
    page = shown(client.post(ADDRESS, {"content": "See [[Plan]].\n\n![[Plan]]"}))
    assert 'class="red-link"' in page
    assert "Embedded words." not in page


def test_a_reader_who_asks_for_very_many_waits(client: Client, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.front.editor.A_MINUTE", 2)
    for _ in range(2):
        shown(client.post(ADDRESS, {"content": "a"}))
    assert "very many previews" in shown(client.post(ADDRESS, {"content": "a"}), 429)


def test_a_form_without_a_text_is_told_so(client: Client, author: User) -> None:
    assert "Type something first" in shown(client.post(ADDRESS), 400)


def test_nothing_at_all_is_nothing_to_show(client: Client, author: User) -> None:
    assert "Nothing to show yet" in shown(client.post(ADDRESS, {"content": ""}))


def test_a_text_that_is_too_long_is_told_so(client: Client, author: User) -> None:
    assert "1024 KB" in shown(client.post(ADDRESS, {"content": "a" * (Page.LARGEST + 1)}))


def test_a_get_changes_nothing(client: Client, author: User) -> None:
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.parametrize("value", ['"><script>', "x" * 500, "a b", "\u0661", "-1", "1e9"])
def test_nothing_of_the_address_comes_back_that_is_no_name_or_number(client: Client, author: User, value: str) -> None:
    query = urlencode({"field": value, "turn": value})
    text = shown(client.post(f"{ADDRESS}?{query}", {"content": "# A"}))
    assert 'data-turn=""' in text
    assert "<script>" not in text


def test_links_and_embeds_are_as_this_writer_will_see_them(client: Client, author: User) -> None:
    make.page(author.author, state="draft", title="Plan", body="Embedded words.")
    page = shown(client.post(ADDRESS, {"content": "See [[Plan]] and [[Nowhere]].\n\n![[Plan]]"}))
    assert 'href="/wiki/plan/"' in page
    assert "Embedded words." in page
    assert 'class="red-link"' in page
