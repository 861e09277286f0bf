"""Two at once on a comment."""

from __future__ import annotations

import time

import pytest
from django.db import connection, transaction

from tests import make
from tests.races import at_once, need_two_at_once, slow
from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment, CommentVersion
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.markup.rendering import render

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _time_to_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    monkeypatch.setattr("wiki.comments.models.render", slow(render))
    monkeypatch.setattr(AuthorTotals, "add_comments", slow(AuthorTotals.add_comments))


def test_of_two_edits_from_one_version_one_is_a_conflict_and_no_text_is_lost() -> None:
    comment = make.comment(make.author(), body="At first.")
    user = make.user()
    edits = [
        lambda words=words: Comment.objects.get().edit(words, actor=user, version=1)
        for words in ("One says.", "Another says.")
    ]
    results = at_once(*edits)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "NoneType"]
    comment.refresh_from_db()
    assert comment.version == 2
    assert [version.body for version in CommentVersion.objects.all()] == ["At first."]


def test_who_hides_and_who_deletes_take_it_off_the_total_once() -> None:
    comment = make.comment(make.author())
    user = make.user()
    results = at_once(
        lambda: Comment.objects.get().hide(actor=user, reason="Off the subject."),
        lambda: Comment.objects.get().remove(actor=user),
    )
    hidden, deleted = results
    assert deleted, "what is hidden can be deleted, and what is deleted cannot be hidden"
    comment.refresh_from_db()
    assert comment.state == State.DELETED
    assert comment.author.totals.comments == 0
    assert Entry.objects.about(comment).count() == 1 + hidden


def test_who_refers_to_a_comment_and_then_changes_it_stops_nobody_who_does_the_same() -> None:
    comment, user = make.comment(make.author()), make.user()

    @transaction.atomic
    def refer_and_hide(number: int) -> bool:
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a vote does, which is checked as it is cast
        CommentVersion.objects.create(comment=comment, number=number, body="")
        time.sleep(0.2)
        return Comment.objects.get().hide(actor=user, reason="Off the subject.")

    assert sorted(at_once(lambda: refer_and_hide(1), lambda: refer_and_hide(2))) == [False, True]
