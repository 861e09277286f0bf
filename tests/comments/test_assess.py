"""Saying how far one stands behind a comment."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.comments.models import Comment
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def address(comment: Comment) -> str:
    return f"{comment.get_absolute_url()}status/"


def test_it_works() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Perhaps.")
    make.page(author, title="Better words")
    told = {"status": "superseded", "confidence": "unlikely", "superseded_by": "[[Better words]]"}
    assert client.post(address(comment), told)["Location"] == comment.get_absolute_url()
    shown = Client().get(comment.get_absolute_url()).content.decode()
    for words in ("Status: <bdi>superseded", "Confidence: <bdi>unlikely", 'href="/wiki/better-words/"'):
        assert words in shown
    listed = Client().get(author.get_absolute_url()).content.decode()
    assert "superseded</span>" in listed
    assert "unlikely</span>" in listed
    comment.refresh_from_db()
    assert (comment.version, comment.edited_at) == (1, None)
    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.after) == ("assessed", {"changed": "status, confidence, superseded_by"})


def test_what_it_says_already_changes_nothing() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    client.post(address(comment), {"status": "", "confidence": "", "superseded_by": ""})
    assert not Entry.objects.exists()


@pytest.mark.parametrize("confidence", ["sure", "120 %", "50"])
def test_a_confidence_that_nobody_could_compare_is_refused_in_words(confidence: str) -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    shown = client.post(address(comment), {"confidence": confidence}).content.decode()
    assert "Write one of these words" in shown
    assert f'value="{confidence}"' in shown
    comment.refresh_from_db()
    assert comment.confidence == ""


@pytest.mark.parametrize("written", ["Likely", "85 %", "log"])
def test_a_confidence_is_kept_as_it_was_written(written: str) -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    client.post(address(comment), {"confidence": written})
    comment.refresh_from_db()
    assert comment.confidence == written
    assert f"confidence: {written}" in Client().get(f"{comment.get_absolute_url().rstrip('/')}.md").content.decode()


def test_a_page_that_nobody_may_read_is_not_told_of() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    client.post(address(comment), {"superseded_by": "Hidden"})
    nothing = Client().get(comment.get_absolute_url())
    make.page(author, title="Hidden", state="draft")
    assert Client().get(comment.get_absolute_url()).content == nothing.content


def test_it_is_for_the_comments_author_alone() -> None:
    comment = make.comment(make.author())
    client, _ = author_at_desk()
    assert client.post(address(comment), {"status": "notes"}).status_code == 404
    assert Client().post(address(comment), {"status": "notes"}).status_code == 403
    comment.refresh_from_db()
    assert comment.status == ""


def test_a_reader_says_nothing_by_this_door() -> None:
    author = make.author(listed=False, user=make.user())
    client = Client()
    client.force_login(make.account(author))
    comment = make.comment(author)
    assert address(comment) not in client.get(comment.get_absolute_url()).content.decode()
    told = {"status": "", "confidence": "", "superseded_by": "Buy my pills"}
    assert client.post(address(comment), told).status_code == 403
    assert "Buy my pills" not in Client().get(comment.get_absolute_url()).content.decode()
