"""Two moderators who decide about one reader in the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from tests import make
from tests.moderation.admitting import edit, known, say
from tests.moderation.deciding import decided, reader, waiting
from tests.moderation.flags import state
from tests.races import at_once, need_two_at_once, slow
from wiki.comments.answering import answer
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.moderation import admission, person_verbs
from wiki.moderation.admission import BlockedError
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Decision, Person
from wiki.moderation.regards import Regard
from wiki.votes.recounting import drift

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("how_many", [0, 3])
def test_two_who_trust_them_are_one_decision_and_the_other_is_told(
    monkeypatch: pytest.MonkeyPatch, how_many: int
) -> None:
    need_two_at_once()
    author = reader()
    Person.objects.create(author=author)
    held = [waiting(author) for _ in range(how_many)]
    monkeypatch.setattr(person_verbs, "change", slow(person_verbs.change))
    trust = [partial(decide, "trust", {author.pk: None}, actor=make.owner(), reason="") for _ in range(2)]
    outcomes = at_once(*trust)
    assert sorted(outcome.done for outcome in outcomes) == [0, 1]
    assert Decision.objects.count() == 1
    assert {state(comment) for comment in held} <= {"published"}
    assert list(drift(CommentVote)) == []


@pytest.mark.parametrize("verbs", [("block", "block"), ("trust", "block")])
def test_of_two_who_saw_the_same_one_decides_and_the_other_is_told(
    monkeypatch: pytest.MonkeyPatch, verbs: tuple[str, str]
) -> None:
    need_two_at_once()
    author, seen = reader(), Regard(Person().seen, {}, {})
    monkeypatch.setattr(person_verbs, "change", slow(person_verbs.change))
    outcomes = at_once(*(partial(decide, verb, {author.pk: seen}, actor=make.owner(), reason=verb) for verb in verbs))
    assert sorted((outcome.done, outcome.late) for outcome in outcomes) == [(0, 1), (1, 0)]
    assert Decision.objects.count() == 1


def test_what_its_author_edits_as_they_come_to_be_trusted_is_never_published_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    need_two_at_once()
    author = reader()
    shown, other = (Comment.objects.get(pk=waiting(author).pk) for _ in range(2))
    seen = Regard(Person().seen, {shown.pk: shown.seen}, {other.pk: other.seen})
    monkeypatch.setattr(person_verbs, "waiting", slow(person_verbs.waiting))
    trusted, edited = at_once(
        partial(decide, "trust", {author.pk: seen}, actor=make.owner(), reason=""),
        partial(edit, other, "Buy this!"),
    )
    assert trusted.done == 1
    assert state(shown) == "published"
    trusted_first = edited.state == "published"  # whoever is trusted changes what they say as they like
    assert state(other) == ("published" if trusted_first else "pending")
    assert list(drift(CommentVote)) == []


def test_one_trusts_them_while_another_hides_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    author = reader()
    comment = Comment.objects.get(pk=waiting(author).pk)
    monkeypatch.setattr(person_verbs, "waiting", slow(person_verbs.waiting))
    trusted, hidden = at_once(
        partial(decide, "trust", {author.pk: None}, actor=make.owner(), reason=""),
        partial(decided, "hide", comment),
    )
    assert trusted.done == 1
    assert state(comment) == ("hidden" if hidden.done else "published")
    assert not Case.objects.open().exists()
    assert list(drift(CommentVote)) == []


def test_a_block_and_trust_at_once_end_as_the_last_of_them_said(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    author = reader()
    monkeypatch.setattr(person_verbs, "readers", slow(person_verbs.readers))
    outcomes = at_once(
        partial(decide, "trust", {author.pk: None}, actor=make.owner(), reason=""),
        partial(decide, "block", {author.pk: None}, actor=make.owner(), reason="Insults."),
    )
    assert [outcome.done for outcome in outcomes] == [1, 1]
    person = Person.objects.get(author=author)
    assert person.is_blocked
    assert not person.is_trusted


def test_what_somebody_says_as_they_come_to_be_trusted_never_stays_held(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    author, to = reader(), make.comment(make.author())
    monkeypatch.setattr(admission, "answer", slow(answer))
    monkeypatch.setattr(person_verbs, "waiting", slow(person_verbs.waiting))
    results = at_once(
        partial(decide, "trust", {author.pk: None}, actor=make.owner(), reason=""),
        partial(say, author, to=to),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert state(Comment.objects.get(author=author)) == "published"
    assert not Case.objects.open().exists()


def test_what_somebody_says_as_they_are_blocked_is_cleaned_up_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    author, to = known(), make.comment(make.author())
    monkeypatch.setattr(admission, "answer", slow(answer))
    monkeypatch.setattr(person_verbs, "readers", slow(person_verbs.readers))
    blocked, said = at_once(
        partial(decide, "block", {author.pk: None}, actor=make.owner(), reason="Insults.", days=1),
        partial(say, author, to=to),
    )
    assert blocked.done == 1
    assert isinstance(said, BlockedError) or state(said) == "hidden"
