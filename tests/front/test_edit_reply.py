"""A reader's changes of their own replies."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.front.reading import at_desk, reader, stamp
from wiki.comments.models import Comment, CommentVersion
from wiki.comments.states import State
from wiki.moderation.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply() -> Comment:
    return make.comment(reader(trusted=True), body="At first.", parent=make.comment(make.author()))


def address(comment: Comment) -> str:
    return f"/comments/{comment.public_id}/change/"


def says(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.body


def test_it_works(reply: Comment) -> None:
    client = at_desk(reply.author)
    page = client.get(address(reply))
    assert "At first." in page.content.decode()
    told = {"body": "Then # this.", "version": 1, "stamp": stamp(page.content)}
    assert client.post(address(reply), told)["Location"] == reply.get_absolute_url()
    assert says(reply) == "Then # this."
    assert reply.edited_at
    assert "edited" in Client().get(reply.get_absolute_url()).content.decode()


def test_the_usual_form_leads_here_and_changes_nothing_itself(reply: Comment) -> None:
    client = at_desk(reply.author)
    usual = f"/comments/{reply.public_id}/edit/"
    assert client.get(usual)["Location"] == address(reply)
    answer = client.post(usual, {"body": "Kept words.", "version": 1})
    assert answer.status_code == 409
    assert b"Kept words." in answer.content
    assert says(reply) == "At first."


def test_what_waits_can_be_changed_too_and_waits_on() -> None:
    reply = make.comment(reader(), body="At first.", state=State.PENDING)
    at_desk(reply.author).post(address(reply), {"body": "Then.", "version": 1})
    assert (says(reply), reply.state) == ("Then.", State.PENDING)


def test_who_had_it_open_in_another_tab_is_shown_both(reply: Comment) -> None:
    client = at_desk(reply.author)
    client.post(address(reply), {"body": "One tab.", "version": 1})
    answer = client.post(address(reply), {"body": "Another tab.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Another tab." in page
    assert 'name="version" value="2"' in page
    assert says(reply) == "One tab."
    client.post(address(reply), {"body": "Another tab.", "version": 2})
    assert says(reply) == "Another tab."


def test_a_preview_changes_nothing(reply: Comment) -> None:
    page = at_desk(reply.author).post(address(reply), {"body": "# Loud", "version": 1, "preview": "body"})
    assert "<strong>Loud</strong>" in page.content.decode()
    assert says(reply) == "At first."


@pytest.mark.parametrize("body", [" ", "x" * (64 * 1024 + 1), "> " * 200 + "deep"])
def test_what_will_not_do_comes_back_with_the_reason(reply: Comment, body: str) -> None:
    page = at_desk(reply.author).post(address(reply), {"body": body, "version": 1}).content.decode()
    assert 'class="errorlist"' in page
    assert says(reply) == "At first."


@pytest.mark.parametrize("state", [State.HIDDEN, State.SPAM, State.DELETED])
def test_what_is_not_theirs_to_change_any_more_gives_the_text_back(state: State) -> None:
    reply = make.comment(reader(), state=state, body="At first.")
    client = at_desk(reply.author)
    assert client.get(address(reply)).status_code == 404
    answer = client.post(address(reply), {"body": "Kept words.", "version": 1})
    assert (answer.status_code, b"Kept words." in answer.content) == (409, True)
    assert says(reply) == "At first."


@pytest.mark.parametrize("who", ["another reader", "an author"])
def test_nobody_else_changes_it(reply: Comment, who: str) -> None:
    other = reader() if who == "another reader" else make.author(user=make.user())
    client = at_desk(other)
    assert client.get(address(reply)).status_code == 404
    assert client.post(address(reply), {"body": "Mine.", "version": 1}).status_code == 404
    assert at_desk(make.user()).get(address(reply)).status_code == 403
    assert says(reply) == "At first."


def test_who_is_signed_out_keeps_the_text(reply: Comment, client: Client) -> None:
    assert client.get(address(reply))["Location"].startswith("/account/login/")
    answer = client.post(address(reply), {"body": "Kept words.", "version": 1})
    assert (answer.status_code, b"Kept words." in answer.content) == (403, True)


def test_who_is_blocked_changes_nothing_and_keeps_the_text(reply: Comment) -> None:
    Person.objects.update(blocked_at=timezone.now(), told="You shouted.", trusted_at=None)
    answer = at_desk(reply.author).post(address(reply), {"body": "Kept words.", "version": 1})
    assert answer.status_code == 403
    assert b"You shouted." in answer.content
    assert b"Kept words." in answer.content
    assert says(reply) == "At first."


def test_earlier_versions_are_their_author_s_alone(reply: Comment) -> None:
    at_desk(reply.author).post(address(reply), {"body": "Then.", "version": 1})
    assert CommentVersion.objects.get().body == "At first."
    versions = f"/comments/{reply.public_id}/versions/"
    assert "At first." in at_desk(reply.author).get(versions).content.decode()
    for other in (at_desk(reader()), at_desk(make.author(user=make.user()))):
        assert other.get(versions).status_code == 404
    assert Client().get(versions).status_code == 302


def test_earlier_versions_of_what_waits_are_their_author_s_too() -> None:
    reply = make.comment(reader(), body="At first.", state=State.PENDING)
    reply.edit("Then.", actor=make.account(reply.author), version=1)
    assert "At first." in at_desk(reply.author).get(f"/comments/{reply.public_id}/versions/").content.decode()
