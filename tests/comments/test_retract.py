"""Retracting a comment, which stays to be read, and standing by it again."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.comments.signed_in import author_at_desk
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def address(comment: Comment) -> str:
    return f"{comment.get_absolute_url()}retract/"


def words(client: Client, where: str) -> str:
    """What a page says, without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", client.get(where).content.decode()))


def test_it_works() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Hasty words.")
    assert "Retract this comment?" in words(client, address(comment))
    assert client.post(address(comment))["Location"] == comment.get_absolute_url()
    today = timezone.now()
    for where in ("/", comment.get_absolute_url()):
        page = Client().get(where).content.decode()
        assert '<div class="prose retracted" dir="auto" data-glances><p>Hasty words.</p>' in page
        assert f"etracted {today.day} {today:%b %Y}" in words(Client(), where)
    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.actor_id, entry.before, entry.after) == (
        "retracted",
        author.user_id,
        {"retracted": False},
        {"retracted": True},
    )


def test_it_can_be_stood_by_again() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, retracted_at=make.FIRST)
    assert "Stand by this comment again?" in words(client, address(comment))
    client.post(address(comment), {"undo": "on"})
    for where in ("/", comment.get_absolute_url()):
        assert "etracted" not in Client().get(where).content.decode()
    assert Entry.objects.about(comment).get().verb == "unretracted"


def test_a_second_press_changes_nothing() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    for _ in range(2):
        client.post(address(comment))
    comment.refresh_from_db()
    first = comment.retracted_at
    assert first
    assert not comment.retract(actor=make.user())
    comment.refresh_from_db()
    assert comment.retracted_at == first
    for _ in range(2):
        client.post(address(comment), {"undo": "on"})
    assert [entry.verb for entry in Entry.objects.about(comment)] == ["unretracted", "retracted"]


def test_only_its_author_is_offered_it() -> None:
    client, author = author_at_desk()
    comment = make.comment(author)
    assert address(comment) in client.get(comment.get_absolute_url()).content.decode()
    stranger = Client()
    stranger.force_login(make.user())
    for other in (stranger, Client()):
        assert address(comment) not in other.get(comment.get_absolute_url()).content.decode()


def test_nobody_retracts_another_s_comment() -> None:
    client, _ = author_at_desk()
    comment = make.comment(make.author())
    assert client.post(address(comment)).status_code == 404
    assert Client().post(address(comment)).status_code == 403
    comment.refresh_from_db()
    assert comment.retracted_at is None


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_what_is_published_can_be_retracted(state: State) -> None:
    client, author = author_at_desk()
    comment = make.comment(author, state=state)
    assert client.get(address(comment)).status_code == 404
    assert client.post(address(comment)).status_code == 404
    assert not comment.retract(actor=make.user())
    assert not Entry.objects.exists()


def test_a_retracted_comment_can_be_edited_and_stays_retracted() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, retracted_at=make.FIRST)
    client.post(f"{comment.get_absolute_url()}edit/", {"body": "Said better.", "version": 1})
    comment.refresh_from_db()
    assert (comment.body, comment.retracted_at) == ("Said better.", make.FIRST)
