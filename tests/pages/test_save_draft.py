"""What is typed is kept here too, by window; the answer says so only when it is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.pages.writing import address, co_author, owner, reader, sent, text_of
from wiki.pages.models import Draft, Page

pytestmark = pytest.mark.django_db

SAVE = "/wiki/drafts/save/"


def kept(client: Client, form: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The status of the answer to the script, and what it says."""
    response = client.post(SAVE, form, headers={"Accept": "application/json"})
    return response.status_code, json.loads(response.content)


def test_it_works() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="one")
    before = timezone.now()
    status, told = kept(client, sent(page, body="two", tags="A", minor="on", page=page.slug))
    draft = Draft.objects.get()
    assert status == 200
    assert before <= datetime.fromisoformat(told["at"]) == draft.saved_at
    assert told["other"] is None
    assert (draft.user, draft.page, draft.base, draft.window) == (author.user, page, 1, "window-one")
    assert draft.fields == {
        "title": "Rings",
        "body": "two",
        "tags": "A",
        "minor": "on",
        "state": "published",
        "was": "published",
    }
    page.refresh_from_db()
    assert page.latest.body == "one"


def test_a_window_s_draft_is_one_and_two_windows_never_overwrite_each_other() -> None:
    client, author = owner()
    page = make.page(author)
    for window, body in (("window-one", "a"), ("window-two", "b"), ("window-one", "c")):
        kept(client, sent(page, body=body, page=page.slug, window=window))
    assert {draft.window: draft.fields["body"] for draft in Draft.objects.all()} == {
        "window-one": "c",
        "window-two": "b",
    }


def test_another_window_s_draft_is_told_of() -> None:
    client, author = owner()
    page = make.page(author)
    kept(client, sent(page, body="b", page=page.slug, window="window-two"))
    other = Draft.objects.get()
    _, told = kept(client, sent(page, body="a", page=page.slug))
    assert told["other"] == {"at": other.saved_at.isoformat(), "address": f"{address(page)}?draft={other.pk}"}
    assert "b</textarea>" in text_of(client.get(told["other"]["address"]))


def test_drafts_of_new_pages_are_kept_and_told_of_by_their_titles() -> None:
    client, _ = owner()
    kept(client, sent(title="Rings", body="b", window="window-two"))
    assert kept(client, sent(title="Fields", body="a"))[1]["other"] is None
    assert kept(client, sent(title="RINGS", body="a"))[1]["other"]["address"].startswith("/wiki/new/?draft=")
    assert Draft.objects.filter(page=None).count() == 2


def test_a_draft_differs_from_the_page_by_no_line_end() -> None:
    client, author = owner()
    page = make.page(author, body="one\n\ntwo")
    kept(client, sent(page, body="one\r\n\r\ntwo", page=page.slug))
    assert Draft.objects.get().fields["body"] == "one\n\ntwo"
    assert "unsaved draft" not in text_of(client.get(address(page)))


def test_what_could_not_be_saved_is_kept_all_the_same() -> None:
    client, author = owner()
    page = make.page(author)
    form = sent(page, title="a|b", body="<<<<<<< x", confidence="very", page=page.slug)
    assert kept(client, form)[0] == 200
    page.remove(actor=make.hand(author).actor)
    assert kept(client, form)[0] == 200


@pytest.mark.parametrize(
    "wrong",
    [{"window": ""}, {"window": "short"}, {"window": "a b c d e f g"}, {"body": "a\0b"}, {"body": "汉" * 400_000}],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(wrong: dict[str, str]) -> None:
    client, author = owner()
    page = make.page(author)
    status, told = kept(client, sent(page, page=page.slug) | wrong)
    assert status == 400
    assert told["reason"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "2147483648"])
def test_a_number_that_no_revision_has_is_none(version: str) -> None:
    client, _ = owner()
    form = sent(title="Rings", version=version, draft="9" * 30)
    assert kept(client, form)[0] == 200
    assert client.post("/wiki/new/", form).status_code in (200, 302)


def test_nothing_is_kept_for_who_is_signed_out_or_does_not_write_here() -> None:
    _, author = owner()
    page = make.page(author)
    for client in (Client(), reader()):
        status, told = kept(client, sent(page, page=page.slug))
        assert (status, "at" in told) == (403, False)
    assert not Draft.objects.exists()


def test_a_form_without_its_token_is_refused_in_json() -> None:
    _, author = owner()
    client = Client(enforce_csrf_checks=True)
    client.force_login(author.user)  # type: ignore[arg-type]
    status, told = kept(client, sent(title="Rings"))
    assert (status, "at" in told) == (403, False)


def test_what_may_not_be_edited_has_no_drafts() -> None:
    _, author = owner()
    client, _ = co_author()
    page = make.page(author)
    page.lock(actor=make.hand(author).actor)
    for slug in (page.slug, "nowhere"):
        assert kept(client, sent(page, page=slug))[0] == 404


def test_without_a_script_it_is_kept_by_a_button() -> None:
    client, _ = owner()
    response = client.post(SAVE, sent(title="Rings", body="Later."))
    assert response["Location"] == "/wiki/drafts/"
    assert "Rings" in text_of(client.get("/wiki/drafts/"))


def test_a_save_lets_its_own_draft_go_and_no_other() -> None:
    client, author = owner()
    page = make.page(author, body="one")
    kept(client, sent(page, body="two", page=page.slug))
    kept(client, sent(page, body="three", page=page.slug, window="window-two"))
    client.post(address(page), sent(page, body="two"))
    assert [draft.window for draft in Draft.objects.all()] == ["window-two"]
    kept(client, sent(title="Fields", body="a"))
    client.post("/wiki/new/", sent(title="Fields", body="a"))
    assert [draft.window for draft in Draft.objects.all()] == ["window-two"]
    assert Page.objects.count() == 2


def test_a_refused_save_keeps_the_draft() -> None:
    client, author = owner()
    page = make.page(author)
    kept(client, sent(page, body="two", page=page.slug))
    client.post(address(page), sent(page, title=""))
    assert Draft.objects.count() == 1
