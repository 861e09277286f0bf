from __future__ import annotations

from pathlib import Path

import pytest

from tests import make
from tests.archive.archives import archive, comment, refusal, run
from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db


def ties() -> dict[str, str | None]:
    return dict(Comment.objects.values_list("public_id", "parent__public_id"))


def test_it_works(tmp_path: Path) -> None:
    run(archive(tmp_path, a=comment(parent="b"), b=comment(), c=comment(parent="b")))
    assert ties() == {"a": "b", "b": None, "c": "b"}
    assert run(tmp_path).startswith("0 added, 0 changed")


def test_a_comment_may_answer_one_that_is_already_here(tmp_path: Path) -> None:
    make.comment(make.author(), public_id="here")
    run(archive(tmp_path, a=comment(parent="here")))
    assert ties()["a"] == "here"


def test_a_parent_can_be_changed_and_taken_out(tmp_path: Path) -> None:
    run(archive(tmp_path, a=comment(parent="c"), b=comment(parent="c"), c=comment()))
    assert run(archive(tmp_path, a=comment(parent="b"), b=comment())).startswith("0 added, 2 changed, 2 unchanged")
    assert ties() == {"a": "b", "b": None, "c": None}


def test_an_answer_to_nothing_is_refused(tmp_path: Path) -> None:
    refused = refusal(archive(tmp_path, a=comment(id="a", parent="gone")))
    assert "comments/a.md, line 3: It answers gone, which is not in the archive or here." in refused


@pytest.mark.parametrize("circle", [{"a": "a"}, {"a": "b", "b": "a"}, {"x": "a", "a": "b", "b": "c", "c": "a"}])
def test_answers_in_a_circle_are_refused(tmp_path: Path, circle: dict[str, str]) -> None:
    refused = refusal(archive(tmp_path, **{name: comment(parent=parent) for name, parent in circle.items()}))
    assert ".md, line 2: Its `parent` leads back to itself." in refused


def test_a_circle_through_a_row_that_was_edited_here_is_refused(tmp_path: Path) -> None:
    run(archive(tmp_path, a=comment(), b=comment()))
    above = Comment.objects.get(public_id="b")
    Comment.objects.filter(public_id="a").update(parent=above, thread=above)
    assert "comments/b.md, line 2: Its `parent` leads back to itself." in refusal(
        archive(tmp_path, b=comment(parent="a"))
    )


def test_a_long_chain_is_walked_once(tmp_path: Path) -> None:
    chain = {f"c{number}": comment(parent=f"c{number + 1}") for number in range(600)}
    run(archive(tmp_path, **chain, c600=comment()))
    assert ties()["c0"] == "c1"
    assert ties()["c599"] == "c600"
