"""Two moderators at once, or a moderator and an author: of two decisions one is made, and the other is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.moderation.deciding import DECISIONS, act, decided, press, reader, waiting
from tests.moderation.staff import browser, moderator
from tests.races import at_once, need_two_at_once, slow
from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.markup.rendering import render
from wiki.moderation import deciding
from wiki.moderation.models import Case, Decided, Decision
from wiki.moderation.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _time_to_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    monkeypatch.setattr("wiki.comments.models.render", slow(render))
    monkeypatch.setattr(AuthorTotals, "add_comments", slow(AuthorTotals.add_comments))
    monkeypatch.setattr(deciding, "note", slow(deciding.note))


def test_on_one_row_one_decision_is_made_and_the_other_is_late() -> None:
    comment, actors = waiting(), [make.user(), make.user()]
    outcomes = at_once(
        lambda: decided("approve", comment, actor=actors[0]), lambda: decided("spam", comment, actor=actors[1])
    )
    assert sorted((outcome.done, outcome.late) for outcome in outcomes) == [(0, 1), (1, 0)]
    decision = Decision.objects.get()
    comment.refresh_from_db()
    assert comment.state == {"approve": State.PUBLISHED, "spam": State.SPAM}[decision.verb]
    assert Entry.objects.about(comment).exclude(verb="written").count() == 1
    assert not Case.objects.open().exists()


def test_in_two_browsers_the_second_is_told() -> None:
    comment, clients = waiting(), [browser(moderator()), browser(moderator())]
    answers = at_once(lambda: press(clients[0], "approve", comment), lambda: press(clients[1], "spam", comment))
    texts = sorted(answer.content.decode() for answer in answers)
    assert sum("Nothing was done; 1 was changed or decided by somebody else" in text for text in texts) == 1
    assert sum("/undo/" in text for text in texts) == 1
    assert Decision.objects.count() == 1


def test_what_its_author_edits_meanwhile_is_never_published_unseen() -> None:
    comment = waiting(body="Harmless.")
    user = make.account(comment.author)

    def edit() -> None:
        Comment.objects.get().edit("Buy this!", actor=user, version=1)

    actor = make.user()
    at_once(edit, lambda: decided("approve", comment, actor=actor))
    comment.refresh_from_db()
    if Decision.objects.exists():  # the decision came first, and was about the text that was seen
        entries = list(Entry.objects.about(comment).order_by("pk").values_list("verb", flat=True))
        assert entries.index("approved") < entries.index("edited")
    else:
        assert comment.state == State.PENDING
    assert comment.body == "Buy this!"


def test_many_are_decided_about_in_whatever_order_they_are_ticked() -> None:
    one, other = reader(), reader()
    rows = [waiting(one), waiting(other), waiting(other), waiting(one)]
    actors = [make.user(), make.user()]
    outcomes = at_once(
        lambda: decided("approve", rows[0], rows[2], rows[3], actor=actors[0]),
        lambda: decided("approve", rows[3], rows[1], rows[0], actor=actors[1]),
    )
    assert sum(outcome.done for outcome in outcomes) == 4
    assert sum(outcome.late for outcome in outcomes) == 2
    assert Decided.objects.count() == 4


def test_two_who_lock_one_another_s_authors_both_end() -> None:
    one, other = reader(), reader()
    rows = [waiting(one), waiting(other), waiting(other), waiting(one)]
    actors = [make.user(), make.user()]
    outcomes = at_once(
        lambda: decided("approve", rows[0], rows[2], actor=actors[0]),
        lambda: decided("approve", rows[1], rows[3], actor=actors[1]),
    )
    assert [outcome.done for outcome in outcomes] == [2, 2]


def test_of_two_undos_one_is_done() -> None:
    comment = waiting()
    decision = decided("approve", comment).decision
    actors = [make.user(), make.user()]
    verbs: list[Callable[[], object]] = [
        lambda actor=actor: undo(Decision.objects.get(pk=decision.pk), actor=actor)  # type: ignore[union-attr,misc]
        for actor in actors
    ]
    assert sorted(at_once(*verbs), key=bool) == [None, (1, 0)]
    assert Entry.objects.filter(verb="undone").count() == 1
    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_in_two_browsers_the_second_undo_is_told() -> None:
    decision = decided("approve", waiting()).decision
    assert decision
    clients = [browser(moderator()), browser(moderator())]
    answers = at_once(
        *(lambda c=client: c.post(f"{DECISIONS}{decision.pk}/undo/", {}, follow=True) for client in clients)
    )
    texts = [answer.content.decode() for answer in answers]
    assert sum("1 is again what it was." in text for text in texts) == 1
    assert sum("This was undone already" in text for text in texts) == 1


def test_an_undo_and_a_new_decision_leave_one_of_the_two() -> None:
    comment = waiting()
    decision = decided("approve", comment).decision
    assert decision
    now = Comment.objects.get()
    actors = [make.user(), make.user()]
    undone, outcome = at_once(lambda: undo(decision, actor=actors[0]), lambda: decided("hide", now, actor=actors[1]))
    comment.refresh_from_db()
    assert (undone, outcome.done, comment.state) in [((1, 0), 0, State.PENDING), ((0, 1), 1, State.HIDDEN)]
    assert comment.author.totals.comments >= 0


def test_of_many_in_two_browsers_each_is_done_once() -> None:
    rows = [waiting() for _ in range(6)]
    clients = [browser(moderator()), browser(moderator())]
    at_once(
        lambda: act(clients[0], "approve", *rows[:4], confirmed="yes"),
        lambda: act(clients[1], "hide", *rows[2:], confirmed="yes", reason="So."),
    )
    assert Decided.objects.count() == 6
    assert sum(Decision.objects.values_list("count", flat=True)) == 6
