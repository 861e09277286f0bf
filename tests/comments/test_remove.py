"""Deleting a comment, which can be taken back for thirty days."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.authors.models import AuthorTotals
from wiki.comments.states import State
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Hasty words.")
    address = f"{comment.get_absolute_url()}delete/"
    assert "Hasty words." in client.get(address).content.decode()
    assert client.get("/").content.decode().count("Hasty words.") == 1
    assert client.post(address)["Location"] == "/account/comments/deleted/"
    assert "Hasty words." not in client.get("/").content.decode()
    assert Client().get(comment.get_absolute_url()).status_code == 404
    assert AuthorTotals.objects.get(author=author).comments == 0
    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.before, entry.after) == ("deleted", {"state": "published"}, {"state": "deleted"})


def test_twice_is_once() -> None:
    _, author = author_at_desk()
    comment = make.comment(author)
    make.comment(author)
    assert author.user
    comment.remove(actor=author.user)
    comment.remove(actor=author.user)
    assert AuthorTotals.objects.get(author=author).comments == 1
    assert Entry.objects.count() == 1


def test_nobody_deletes_another_s_comment() -> None:
    client, _ = author_at_desk()
    comment = make.comment(make.author())
    assert client.post(f"{comment.get_absolute_url()}delete/").status_code == 404
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert Client().post(f"{comment.get_absolute_url()}delete/").status_code == 403
