"""Bringing a deleted comment back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation.models import Person

pytestmark = pytest.mark.django_db


def removed(author: Author, *, days_ago: int = 0) -> Comment:
    comment = make.comment(author, body="Hasty words.")
    assert author.user
    comment.remove(actor=author.user)
    Comment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now() - timedelta(days=days_ago))
    return comment


def test_it_works() -> None:
    client, author = author_at_desk()
    comment = removed(author, days_ago=29)
    assert client.post(f"{comment.get_absolute_url()}restore/")["Location"] == comment.get_absolute_url()
    assert "Hasty words." in Client().get("/").content.decode()
    assert AuthorTotals.objects.get(author=author).comments == 1


def test_after_thirty_days_it_is_too_late() -> None:
    client, author = author_at_desk()
    comment = removed(author, days_ago=31)
    assert client.post(f"{comment.get_absolute_url()}restore/").status_code == 404
    comment.refresh_from_db()
    assert comment.state == State.DELETED


def test_nobody_restores_another_s_comment() -> None:
    client, _ = author_at_desk()
    comment = removed(make.author(user=make.user()))
    assert client.post(f"{comment.get_absolute_url()}restore/").status_code == 404


def test_it_takes_a_button_and_no_link() -> None:
    client, author = author_at_desk()
    assert client.get(f"{removed(author).get_absolute_url()}restore/").status_code == 405


def test_a_blocked_reader_brings_nothing_back() -> None:
    author = make.author(listed=False, user=make.user())
    client = Client()
    client.force_login(make.account(author))
    comment = removed(author)
    Person.objects.create(author=author, blocked_at=timezone.now())
    assert client.post(f"{comment.get_absolute_url()}restore/").status_code == 403
    comment.refresh_from_db()
    assert comment.state == State.DELETED
    Person.objects.update(blocked_until=timezone.now())
    client.post(f"{comment.get_absolute_url()}restore/")
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED, "the block is over"
