"""Thirty days after a comment was deleted its words are gone, wherever they were."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone

from tests import make
from wiki.comments.models import Comment, CommentVersion
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def deleted(days_ago: int) -> Comment:
    """A comment with an earlier version, deleted so long ago."""
    author = make.author(user=make.user())
    comment = make.comment(author, body="Unsayable now.", on_title="Unsayable title", context_excerpt="Unsayable too")
    comment.edit("Unsayable still.", actor=make.user(), version=1)
    comment.remove(actor=make.user())
    Comment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now() - timedelta(days=days_ago))
    return comment


def words() -> str:
    """Everything that is stored of comments, their versions and the log."""
    rows = [*Comment.objects.all(), *CommentVersion.objects.all(), *Entry.objects.all()]
    return str(serializers.serialize("json", rows))


def test_it_works() -> None:
    comment = deleted(days_ago=31)
    assert Comment.objects.forget_deleted() == 1
    assert "nsayable" not in words()
    assert Entry.objects.about(comment).first().verb == "forgotten"  # type: ignore[union-attr]


def test_before_that_they_are_kept() -> None:
    deleted(days_ago=29)
    assert Comment.objects.forget_deleted() == 0
    assert words().count("Unsayable now.") == 1


def test_what_is_published_is_kept_however_old() -> None:
    make.comment(make.primary(), body="Still said.")
    assert Comment.objects.forget_deleted() == 0
    assert "Still said." in words()


def test_it_happens_once() -> None:
    deleted(days_ago=31)
    Comment.objects.forget_deleted()
    assert Comment.objects.forget_deleted() == 0


def test_deleting_another_comment_does_it_too() -> None:
    comment = deleted(days_ago=31)
    make.comment(make.primary()).remove(actor=make.user())
    comment.refresh_from_db()
    assert comment.body == ""
