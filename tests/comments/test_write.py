"""Writing a comment on the site."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db
ADDRESS = "/account/comments/new/"


def test_it_works() -> None:
    client, author = author_at_desk()
    sent = {"body": "I *agree*.", "on_title": "On rings", "on_url": "https://example.org/rings"}
    response = client.post(ADDRESS, sent)
    comment = Comment.objects.get()
    assert response["Location"] == comment.get_absolute_url()
    page = client.get("/").content.decode()
    assert "I <em>agree</em>." in page
    assert "On rings" in page
    assert AuthorTotals.objects.get(author=author).comments == 1
    assert Entry.objects.about(comment).get().verb == "written"


def test_the_button_stands_on_the_author_s_own_page_alone() -> None:
    client, _ = author_at_desk()
    other = make.author()
    assert ADDRESS in client.get("/").content.decode()
    assert ADDRESS not in client.get(other.get_absolute_url()).content.decode()
    assert ADDRESS not in Client().get("/").content.decode()


def test_a_preview_shows_what_the_page_would_and_saves_nothing() -> None:
    client, _ = author_at_desk()
    page = client.post(ADDRESS, {"body": "I *agree*.", "preview": "1"}).content.decode()
    assert "I <em>agree</em>." in page
    assert "I *agree*." in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"body": " \n "}, "Write something first."),
        ({"body": "x" * 70_000}, "Shorten it"),
        ({"body": "> " * 200 + "deep"}, "Take some"),
        ({"body": "Fine.", "on_url": "javascript:alert(1)"}, "https://"),
        ({"body": "Fine.", "on_title": "t" * 301}, "300"),
        ({"body": "NUL \x00"}, "cannot be kept"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_shown_is_refused_kindly_and_is_still_in_the_form(sent: dict[str, str], sentence: str) -> None:
    client, _ = author_at_desk()
    response = client.post(ADDRESS, sent)
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert sent["body"].strip("\x00 \n")[:50].replace(">", "&gt;") in page
    assert not Comment.objects.exists()


def test_line_ends_of_a_browser_are_ours_when_saved() -> None:
    client, _ = author_at_desk()
    client.post(ADDRESS, {"body": "\r\none\r\ntwo\r\n"})
    assert Comment.objects.get().body == "one\ntwo"


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get(ADDRESS).status_code == 302


def test_a_lost_session_loses_no_words() -> None:
    response = Client().post(ADDRESS, {"body": "An hour's work."})
    assert response.status_code == 403
    assert "An hour&#x27;s work." in response.content.decode()
    assert not Comment.objects.exists()


def test_a_form_without_its_token_loses_no_words() -> None:
    _, author = author_at_desk()
    client = Client(enforce_csrf_checks=True)
    assert author.user
    client.force_login(author.user)
    response = client.post(ADDRESS, {"body": "An hour's work."})
    assert response.status_code == 403
    assert "An hour&#x27;s work." in response.content.decode()


def test_a_user_who_is_no_author_may_not_write() -> None:
    client = Client()
    client.force_login(make.user())
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"body": "Hello."}).status_code == 403
    assert not Comment.objects.exists()


def test_an_author_who_is_not_listed_publishes_nothing() -> None:
    client, author = author_at_desk()
    Author.objects.filter(pk=author.pk).update(listed=False)
    assert client.get("/account/comments/new/").status_code == 403
    assert client.post("/account/comments/new/", {"body": "Unlisted."}).status_code == 403
    assert not Comment.objects.exists()
