"""Editing a comment: every earlier text is kept, and two edits at once lose nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.comments.models import Comment, CommentVersion
from wiki.comments.states import State
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def address(comment: Comment) -> str:
    return f"{comment.get_absolute_url()}edit/"


def test_it_works() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="First words.")
    assert "First words." in client.get(address(comment)).content.decode()
    response = client.post(address(comment), {"body": "Second *words*.", "version": 1})
    assert response["Location"] == comment.get_absolute_url()
    page = client.get("/").content.decode()
    assert "Second <em>words</em>." in page
    assert "edited" in page
    (kept,) = CommentVersion.objects.all()
    assert (kept.number, kept.body) == (1, "First words.")
    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.actor_id, entry.before, entry.after) == (
        "edited",
        author.user_id,
        {"version": 1},
        {"version": 2},
    )


def test_the_log_holds_no_words_of_the_text() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Unforgettable.")
    client.post(address(comment), {"body": "Memorable.", "version": 1})
    entry = Entry.objects.get()
    assert "orable" not in f"{entry.before}{entry.after}{entry.reason}{entry.verb}"


def test_an_unchanged_text_makes_no_version() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="First words.")
    client.post(address(comment), {"body": "First words.\r\n", "version": 1})
    comment.refresh_from_db()
    assert (comment.version, comment.edited_at) == (1, None)
    assert not CommentVersion.objects.exists()


def test_the_later_of_two_edits_sees_both_texts_and_loses_nothing() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="First words.")
    client.post(address(comment), {"body": "Words of one tab.", "version": 1})
    response = client.post(address(comment), {"body": "Words of another.", "version": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Words of another.</textarea>" in page
    assert "<del>" in page
    assert "one tab" in page
    comment.refresh_from_db()
    assert comment.body == "Words of one tab."
    client.post(address(comment), {"body": "Words of another.", "version": 2})
    comment.refresh_from_db()
    assert comment.body == "Words of another."
    assert [row.body for row in CommentVersion.objects.order_by("number")] == ["First words.", "Words of one tab."]


def test_what_it_is_about_can_be_changed_and_is_kept_too() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Words.", on_title="Wrong title", on_url="https://example.org/wrong")
    about = {"on_title": "Right title", "on_url": "https://example.org/right"}
    client.post(address(comment), {"body": "Words.", "version": 1, **about})
    assert 'href="https://example.org/right">Right title</a>' in client.get(comment.get_absolute_url()).content.decode()
    versions = client.get(f"{comment.get_absolute_url()}versions/").content.decode()
    assert "Wrong title" in versions
    assert "https://example.org/wrong" in versions


def test_a_conflict_names_what_it_was_saved_as_being_about() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Words.")
    client.post(address(comment), {"body": "Words.", "version": 1, "on_title": "One title"})
    response = client.post(address(comment), {"body": "Words.", "version": 1, "on_title": "Another"})
    page = response.content.decode()
    assert response.status_code == 409
    assert '<dt>Saved</dt><dd dir="auto">One title</dd>' in page
    assert 'value="Another"' in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://", "https://a b"])
def test_an_address_that_may_be_no_link_is_refused_and_what_was_typed_stays(url: str) -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Words.")
    page = client.post(address(comment), {"body": "Other words.", "version": 1, "on_url": url}).content.decode()
    assert "Begin the address with https:// or http://." in page
    assert "Other words.</textarea>" in page


def test_the_same_edit_twice_is_no_conflict() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    for _ in range(2):
        assert client.post(address(comment), {"body": "Once.", "version": 1}).status_code == 302
    assert CommentVersion.objects.count() == 1


def test_a_form_that_does_not_say_its_version_is_a_conflict() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    assert client.post(address(comment), {"body": "Blind."}).status_code == 409


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_a_published_comment_can_be_edited_and_what_was_typed_comes_back(state: State) -> None:
    client, author = author_at_desk()
    comment = make.comment(author, state=state, body="As it was.")
    assert client.get(address(comment)).status_code == 404
    response = client.post(address(comment), {"body": "Typed meanwhile.", "version": 1})
    assert response.status_code == 409
    assert "Typed meanwhile.</textarea>" in response.content.decode()
    comment.refresh_from_db()
    assert comment.body == "As it was."


def test_nobody_edits_another_s_comment() -> None:
    client, _ = author_at_desk()
    comment = make.comment(make.author(), body="Mine.")
    assert client.post(address(comment), {"body": "Yours.", "version": 1}).status_code == 404
    comment.refresh_from_db()
    assert comment.body == "Mine."
    assert Client().get(address(comment)).status_code == 302
