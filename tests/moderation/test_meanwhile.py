"""What is decided about somebody or what they said, while words of theirs are on their way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import make
from tests.moderation.admitting import edit, known, reader, say
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation import admission
from wiki.moderation.admission import BlockedError
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case
from wiki.moderation.scoring import judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Let this happen while the words are judged, which may take as long as Akismet does."""

    def judged(*told: Any) -> Any:
        verdict = judge(*told)
        happens()
        return verdict

    monkeypatch.setattr(admission, "judge", judged)


def think(verb: str, author: Author) -> Callable[[], Any]:
    return lambda: decide(verb, {author.pk: None}, actor=make.owner(), reason="So.")


def test_what_they_say_while_they_come_to_be_trusted_appears(monkeypatch: pytest.MonkeyPatch) -> None:
    author = reader()
    meanwhile(monkeypatch, think("trust", author))
    assert say(author).state == State.PUBLISHED
    assert not Case.objects.open().exists()


def test_what_they_say_while_they_are_blocked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    author = known()
    meanwhile(monkeypatch, think("block", author))
    before = Comment.objects.count()
    with pytest.raises(BlockedError):
        say(author, to=make.comment(make.author()))
    assert Comment.objects.count() == before + 1, "what was answered, and no answer"


def test_what_they_change_while_they_are_blocked_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    author = known()
    comment = say(author)
    meanwhile(monkeypatch, think("block", author))
    with pytest.raises(BlockedError):
        edit(comment, "Worse.")
    assert Comment.objects.get(pk=comment.pk).version == 1


@pytest.mark.parametrize("verb", ["hide", "delete", "spam"])
def test_what_is_put_away_while_it_is_changed_keeps_the_words_that_were_decided_about(
    monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    comment = say(known())
    meanwhile(monkeypatch, lambda: decide(verb, {comment.pk: comment.seen}, actor=make.owner(), reason="So."))
    with pytest.raises(Comment.DoesNotExist):
        edit(comment, "Worse.")
    now = Comment.objects.get(pk=comment.pk)
    assert (now.version, now.body) == (1, comment.body)
