"""Closing a comment to replies, with all that stands below it, and opening it again."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def address(comment: Comment, what: str = "replies") -> str:
    return f"{comment.get_absolute_url()}{what}/"


def thread(author: Author) -> list[Comment]:
    """A comment of theirs, a reader's reply to it, and theirs to that."""
    first = make.comment(author)
    second = make.comment(make.author(listed=False), parent=first)
    return [first, second, make.comment(author, parent=second)]


def test_it_works() -> None:
    client, author = author_at_desk()
    first, _second, third = rows = thread(author)
    for verb, button, closed in (("close", "Take replies again", True), ("open", "Close it to replies", False)):
        assert f'name="to" value="{verb}"' in client.get(address(first, "edit")).content.decode()
        assert client.post(address(first), {"to": verb})["Location"] == first.get_absolute_url()
        for comment in rows:
            comment.refresh_from_db()
        assert {comment.closed_at_id for comment in rows} == ({first.pk} if closed else {None})
        assert button in client.get(address(first, "edit")).content.decode()
        assert ("Closed to replies" in Client().get(third.get_absolute_url()).content.decode()) is closed
    verbs = Entry.objects.about(first).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["closed to answers", "opened to answers"]


def test_what_was_closed_with_a_comment_above_opens_with_that_alone() -> None:
    client, author = author_at_desk()
    first, _second, third = thread(author)
    client.post(address(first), {"to": "close"})
    page = client.get(address(third, "edit")).content.decode()
    assert 'name="to"' not in page
    assert f'<a href="{first.get_absolute_url()}">the comment above it</a>' in page
    client.post(address(third), {"to": "open"})
    third.refresh_from_db()
    assert third.closed_at_id == first.pk


def test_nonsense_changes_nothing() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    for nonsense in ("", "x", "closed"):
        assert client.post(address(comment), {"to": nonsense})["Location"] == address(comment, "edit")
    assert client.get(address(comment)).status_code == 405
    assert not Entry.objects.about(comment).exists()


def test_nobody_closes_another_s() -> None:
    client, author = author_at_desk()
    for comment in (make.comment(make.author()), thread(author)[1]):
        assert client.post(address(comment), {"to": "close"}).status_code == 404
        comment.refresh_from_db()
        assert not comment.closed_at_id
