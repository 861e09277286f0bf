"""What readers do with their replies besides changing the words."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests import make
from tests.front.reading import at_desk, reader
from tests.races import at_once, need_two_at_once, slow
from wiki.authors.models import AuthorTotals
from wiki.comments.answering import UnanswerableError, answer
from wiki.comments.closing import close
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.markup.rendering import render
from wiki.pages.counting import relist
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def state(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def drift() -> str:
    printed = io.StringIO()
    call_command("recount", check=True, stdout=printed)
    return printed.getvalue()


@pytest.mark.parametrize("before", [State.PENDING, State.PUBLISHED])
def test_a_reply_is_deleted_and_comes_back_as_it_was(before: State) -> None:
    reply = make.comment(reader(), state=before)
    client = at_desk(reply.author)
    assert client.get(f"/comments/{reply.public_id}/delete/").status_code == 200
    assert client.post(f"/comments/{reply.public_id}/delete/")["Location"] == "/account/comments/deleted/"
    assert state(reply) == State.DELETED
    assert Client().get(reply.get_absolute_url()).status_code == 404
    assert reply.public_id in client.get("/account/comments/deleted/").content.decode()
    assert client.post(f"/comments/{reply.public_id}/restore/")["Location"] == reply.get_absolute_url()
    assert state(reply) == before
    assert drift()


def test_what_the_office_took_down_its_author_cannot_bring_back() -> None:
    reply = make.comment(reader())
    reply.remove(actor=make.owner(), reason="Against the law.", by_office=True)
    client = at_desk(reply.author)
    assert client.post(f"/comments/{reply.public_id}/restore/").status_code == 404
    assert reply.public_id not in client.get("/account/comments/deleted/").content.decode()
    assert state(reply) == State.DELETED


def test_after_thirty_days_it_is_gone_for_good() -> None:
    reply = make.comment(reader())
    reply.remove(actor=make.account(reply.author))
    Comment.objects.update(deleted_at=timezone.now() - timedelta(days=30))
    assert at_desk(reply.author).post(f"/comments/{reply.public_id}/restore/").status_code == 404


@pytest.mark.parametrize("verb", ["delete", "restore", "retract", "versions"])
def test_nobody_does_it_for_another(verb: str) -> None:
    reply = make.comment(reader())
    client = at_desk(reader())
    assert client.post(f"/comments/{reply.public_id}/{verb}/").status_code in {404, 405}
    assert client.get(f"/comments/{reply.public_id}/{verb}/").status_code in {404, 405}
    assert state(reply) == State.PUBLISHED


def test_a_reply_is_retracted_by_its_author() -> None:
    reply = make.comment(reader())
    assert at_desk(reply.author).post(f"/comments/{reply.public_id}/retract/")["Location"] == reply.get_absolute_url()
    reply.refresh_from_db()
    assert reply.retracted_at


def test_what_is_hidden_is_neither_deleted_nor_restored_by_its_author() -> None:
    reply = make.comment(reader(), state=State.HIDDEN)
    client = at_desk(reply.author)
    for verb in ("delete", "restore"):
        assert client.post(f"/comments/{reply.public_id}/{verb}/").status_code == 404
    assert state(reply) == State.HIDDEN


VERBS = {
    "deletes": lambda pk, user: Comment.objects.get(pk=pk).remove(actor=user),
    "hides": lambda pk, user: Comment.objects.get(pk=pk).hide(actor=user, reason="Off the subject."),
    "puts away": lambda pk, user: Comment.objects.get(pk=pk).mark_as_spam(actor=user),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("first", ["the answer", "the end"])
def test_an_answer_in_flight_is_either_before_the_end_of_what_it_answers_or_refused(
    verb: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_two_at_once()
    slowed = "render" if first == "the answer" else "go"
    if slowed == "render":
        monkeypatch.setattr("wiki.comments.models.render", slow(render))
    else:
        monkeypatch.setattr(AuthorTotals, "add_comments", slow(AuthorTotals.add_comments))
    parent, replier, user = make.comment(make.author()), reader(), make.user()
    results = at_once(
        lambda: answer(Comment.objects.get(pk=parent.pk), replier, "Yes.", actor=user),
        lambda: VERBS[verb](parent.pk, user),
    )
    assert results[1] is True
    was_answered = isinstance(results[0], Comment)
    assert was_answered or isinstance(results[0], UnanswerableError)
    assert Comment.objects.filter(parent=parent).exists() is was_answered
    replier.totals.refresh_from_db()
    assert replier.totals.comments == int(was_answered)


@pytest.mark.django_db(transaction=True)
def test_an_answer_in_flight_to_what_is_being_closed_is_closed_with_it_or_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    need_two_at_once()
    monkeypatch.setattr("wiki.comments.models.render", slow(render))
    parent, replier, user = make.comment(make.author()), reader(), make.user()
    results = at_once(
        lambda: answer(Comment.objects.get(pk=parent.pk), replier, "Yes.", actor=user),
        lambda: close(Comment.objects.get(pk=parent.pk), actor=user),
    )
    assert results[1] is True
    assert isinstance(results[0], Comment | UnanswerableError)
    assert not Comment.objects.filter(closed_at=None).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["the answer", "the end"])
def test_an_answer_in_flight_on_a_page_that_is_taken_from_everyone_goes_with_it(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_two_at_once()
    if first == "the answer":
        monkeypatch.setattr("wiki.comments.models.render", slow(render))
    else:
        monkeypatch.setattr("wiki.pages.models.relist", slow(relist))
    page, replier, user = make.page(make.author()), reader(), make.user()
    results = at_once(
        lambda: answer(Page.objects.get(pk=page.pk), replier, "Yes.", actor=user),
        lambda: Page.objects.get(pk=page.pk).unpublish(actor=user),
    )
    assert results[1] is True
    assert isinstance(results[0], Comment)
    assert Comment.objects.get().state == State.AWAY
    replier.totals.refresh_from_db()
    assert replier.totals.comments == 0
