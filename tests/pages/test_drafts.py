"""The list of what somebody has not saved, of draft pages, and of deleted ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests import make
from tests.pages.writing import address, co_author, owner, reader, text_of
from wiki.pages.models import Draft

pytestmark = pytest.mark.django_db

LIST = "/wiki/drafts/"


def test_it_works() -> None:
    client, author = owner()
    assert author.user
    page = make.page(author, state="draft", title="Rings")
    gone = make.page(author, title="Old news")
    gone.remove(actor=author.user)
    make.page(author, title="Published")
    Draft.objects.keep(author.user, page.pk, base=1, window="window-one", fields={"title": "Rings", "body": "Words."})
    Draft.objects.keep(author.user, None, base=0, window="window-two", fields={"body": "Others."})
    text = text_of(client.get(LIST))
    for said in ("Words.", "Without a title", "Others.", f"{address(page)}?draft=", address(gone, "restore")):
        assert said in text
    assert page.get_absolute_url() in text
    assert "Published" not in text


def test_a_draft_is_let_go_by_a_button() -> None:
    client, author = owner()
    assert author.user
    kept = Draft.objects.keep(author.user, None, base=0, window="window-one", fields={"title": "Rings"})
    client.post(LIST, {"discard": "x"})
    assert Draft.objects.exists()
    assert client.post(LIST, {"discard": kept.pk})["Location"] == LIST
    assert not Draft.objects.exists()


def test_a_co_author_sees_neither_a_locked_draft_nor_one_that_was_deleted() -> None:
    _, author = owner()
    assert author.user
    for page in (make.page(author, state="draft", title="Plot"), make.page(author, title="Scheme")):
        page.lock(actor=author.user)
    page.remove(actor=author.user)
    client, _ = co_author()
    text = text_of(client.get(LIST))
    assert "Plot" not in text
    assert "Scheme" not in text


def test_of_a_page_that_was_locked_a_co_author_is_told_no_new_title_and_keeps_their_text() -> None:
    _, author = owner()
    client, other = co_author()
    assert author.user
    assert other.user
    page = make.page(author, state="draft", title="Rings")
    fields = {"title": "Rings", "body": "Words. " * 100 + "The end."}
    Draft.objects.keep(other.user, page.pk, base=1, window="window-one", fields=fields)
    page.lock(actor=author.user)
    make.revise(page, author, title="Sentinel")
    text = text_of(client.get(LIST))
    assert "sentinel" not in text.lower()
    assert "Rings" in text
    assert "The end." in text


def test_it_is_for_those_who_write_here() -> None:
    assert Client().get(LIST)["Location"].startswith("/account/login/")
    assert reader().get(LIST).status_code == 403


def test_what_nobody_touches_for_half_a_year_is_tidied_away() -> None:
    _, author = owner()
    assert author.user
    for days in (179, 181):
        Draft.objects.keep(author.user, None, base=0, window=f"window-{days}", fields={})
        Draft.objects.filter(window=f"window-{days}").update(saved_at=timezone.now() - timedelta(days=days))
    call_command("tidy")
    assert [draft.window for draft in Draft.objects.all()] == ["window-179"]


def test_the_list_costs_the_same_for_many(django_assert_max_num_queries: object) -> None:
    client, author = owner()
    assert author.user
    for number in range(12):
        page = make.page(author, state="draft")
        Draft.objects.keep(author.user, page.pk, base=1, window=f"window-{number}", fields={"title": "Rings"})
    # The session, the user, their standing, and the three lists.
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert client.get(LIST).status_code == 200
