"""An edit of more than a tenth of the words is told from a small one, and small ones add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.archive import archives
from tests.comments.signed_in import author_at_desk
from wiki.comments.models import Comment, CommentVersion

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

WORDS = [f"word{number}" for number in range(100)]
TEXT = " ".join(WORDS)


def other(first: int, last: int) -> str:
    """The text with these words changed."""
    return " ".join(f"other{number}" if first <= number < last else word for number, word in enumerate(WORDS))


def told(comment: Comment) -> tuple[int, int]:
    """Its version, and the one in which its words last changed by much."""
    return Comment.objects.values_list("version", "rewritten").get(pk=comment.pk)


def edited(*texts: str, **about: str) -> tuple[int, int]:
    """The same of a comment that was edited so, one text after the other."""
    comment, user = make.comment(make.author(), body=TEXT), make.user()
    for number, text in enumerate(texts, 1):
        comment.edit(text, actor=user, version=number, **about)
    return told(comment)


def test_it_works() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body=TEXT)
    assert told(comment) == (1, 1)
    client.post(f"{comment.get_absolute_url()}edit/", {"body": other(0, 11), "version": 1})
    assert told(comment) == (2, 2)


def test_a_tenth_is_not_more_than_a_tenth() -> None:
    assert edited(other(0, 10)) == (2, 1)


def test_small_edits_add_up() -> None:
    assert edited(other(0, 4), other(0, 8)) == (3, 1)
    assert edited(other(0, 4), other(0, 8), other(0, 12)) == (4, 4)


def test_small_edits_are_counted_anew_from_the_last_rewriting() -> None:
    assert edited(other(0, 12), other(0, 16)) == (3, 2)
    assert edited(other(0, 12), other(0, 16), other(0, 20), other(0, 24)) == (5, 5)


def test_restoring_an_old_text_is_a_rewriting_of_the_new_one() -> None:
    assert edited(other(0, 50), TEXT) == (3, 3)


def test_taking_a_small_edit_back_is_none() -> None:
    assert edited(other(0, 8), TEXT, other(0, 8)) == (4, 1)


def test_white_space_and_marks_are_no_words() -> None:
    assert edited(TEXT.replace(" ", "\n\n"), f"**{TEXT}**") == (3, 1)


def test_what_it_is_about_is_no_part_of_its_words() -> None:
    assert edited(TEXT, on_title="Another title") == (2, 1)


def test_a_comment_whose_earlier_texts_are_gone_is_rewritten() -> None:
    comment, user = make.comment(make.author(), body=TEXT), make.user()
    comment.edit(other(0, 4), actor=user, version=1)
    CommentVersion.objects.all().delete()
    comment.edit(other(0, 5), actor=user, version=2)
    assert told(comment) == (3, 3)


def test_an_import_counts_in_the_same_way(tmp_path: Path) -> None:
    seen = []
    for text in (TEXT, other(0, 8), other(0, 16), other(0, 20)):
        archives.run(archives.archive(tmp_path, c=archives.comment(text), d=archives.comment("As ever.")))
        seen.append(told(Comment.objects.get(public_id="c")))
    assert seen == [(1, 1), (2, 1), (3, 3), (4, 3)]
    assert told(Comment.objects.get(public_id="d")) == (1, 1)
