"""Deciding about many votes at once: what is asked, and that it changes just what was asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import make
from tests.comments.voted import (
    DECISIONS,
    JUDGE,
    LIST,
    at,
    decide,
    judge_at,
    karma,
    pin_of,
    states,
    text_of,
    voted,
)
from tests.moderation.staff import browser, moderator
from tests.votes.casting import account, cast
from wiki.comments import deciding
from wiki.comments.vote_words import network_name
from wiki.comments.votes import CommentVote
from wiki.votes.abstract import Axis
from wiki.votes.judging import judge
from wiki.votes.models import Judgement, Voter

pytestmark = pytest.mark.django_db

NETWORK = "0123456789abcdef"


def test_each_verb_does_what_it_says_and_leaves_the_rest() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    votes = voted(4, on=comment, network=NETWORK)  # of one network two count
    scope = {"comment": comment.public_id}
    assert states(votes) == ["counted", "counted", "held", "held"]
    for verb, done, then, sum_then in (
        ("release", "2 released.", ["counted"] * 4, 4),
        ("hold", "4 held.", ["held"] * 4, 0),
        ("discount", "4 discounted.", ["discounted"] * 4, 0),
        ("count_again", "4 counted again.", ["counted"] * 4, 4),
    ):
        assert done in text_of(decide(client, verb, scope))
        assert states(votes) == then
        assert karma(comment) == sum_then


def test_what_becomes_of_both_sums_is_told_as_it_then_is() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    reader = account()
    cast(comment, reader, -2)
    cast(comment, reader, 2, Axis.AGREEMENT)
    vote = voted(1, on=comment)[0]
    scope = {"comment": comment.public_id}
    told = text_of(client.get(JUDGE, {"verb": "discount", **scope}))
    assert "<td>-1 → 0</td><td>2 → 0</td>" in told
    decide(client, "discount", scope)
    told = text_of(client.get(JUDGE, {"verb": "count_again", **scope}))
    assert "<td>0 → -1</td><td>0 → 2</td>" in told
    decide(client, "count_again", {"ids": str(vote.pk)})
    assert karma(comment) == 1
    assert "There is none among these votes" in text_of(client.get(JUDGE, {"verb": "release", **scope}))


def test_a_decision_wants_a_reason() -> None:
    client, votes = browser(moderator()), voted(1)
    for reason in ("", "  ", "x" * 501, "a\0b"):
        answer = decide(client, "discount", {"ids": str(votes[0].pk)}, reason=reason)
        assert answer.status_code == 200
        assert "errorlist" in text_of(answer)
    assert states(votes) == ["counted"]
    assert not Judgement.objects.exists()


def test_a_whole_voter_is_decided_about_on_every_comment() -> None:
    client, caster = browser(moderator()), account()
    comments = make.comments(make.author(), 3)
    for comment in comments:
        cast(comment, caster, 2)
    other = voted(1, on=comments[0])[0]
    vote = CommentVote.objects.filter(voter=caster.keyed).latest("pk")
    page = text_of(client.get(f"{LIST}{vote.pk}/change/"))
    assert "Others of this voter: 2" in page
    assert f"{JUDGE}?verb=discount&amp;voter={vote.pk}" in page
    assert "3 discounted." in text_of(decide(client, "discount", {"voter": str(vote.pk)}))
    assert [karma(comment) for comment in comments] == [1, 0, 0]
    assert states([other]) == ["counted"]


def test_a_whole_network_of_that_day_is_decided_about() -> None:
    client, (first, second) = browser(moderator()), make.comments(make.author(), 2)
    votes = voted(2, on=first, network=NETWORK) + voted(1, on=second, network=NETWORK)
    others = voted(2, on=second, network="fedcba9876543210") + voted(1, on=second)
    page = text_of(client.get(f"{LIST}{votes[0].pk}/change/"))
    assert "Others of this network that day: 2" in page
    assert network_name(NETWORK) in page
    decide(client, "hold", {"network": str(votes[0].pk)})
    assert states(votes) == ["held"] * 3
    assert states(others) == ["counted"] * 3


def test_a_vote_whose_network_is_forgotten_stands_for_no_network() -> None:
    client, votes = browser(moderator()), voted(2)
    assert "this network" not in text_of(client.get(f"{LIST}{votes[0].pk}/change/"))
    told = client.get(JUDGE, {"verb": "hold", "network": str(votes[0].pk)})
    assert "There is none among these votes" in text_of(told)


def test_more_than_a_page_holds_are_decided_about_together() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    votes = voted(120, on=comment)
    assert "120 discounted." in text_of(decide(client, "discount", {"comment": comment.public_id}))
    assert states(votes) == ["discounted"] * 120
    assert karma(comment) == 0


def test_votes_that_came_since_are_left_and_told() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    scope = {"comment": comment.public_id}
    asked_about = voted(2, on=comment)
    pin = pin_of(client, "discount", scope)
    late = voted(1, on=comment)
    answer = decide(client, "discount", scope, pin=pin)
    assert "2 discounted. 1 that came since you were asked was left." in text_of(answer)
    assert states(asked_about + late) == ["discounted", "discounted", "counted"]


def test_where_the_votes_changed_meanwhile_it_asks_again() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    scope = {"comment": comment.public_id}
    votes = voted(3, on=comment)
    pin = pin_of(client, "hold", scope)
    decide(client, "hold", {"ids": str(votes[1].pk)})
    answer = decide(client, "hold", scope, pin=pin)
    assert answer.status_code == 409
    assert "Nothing was done by this" in text_of(answer)
    assert "It would change <strong>2 votes</strong>" in text_of(answer)
    assert states(votes) == ["counted", "held", "counted"]
    assert "2 held." in text_of(decide(client, "hold", scope))


def test_what_came_to_be_meant_in_the_last_moment_is_left() -> None:
    votes = voted(3)
    CommentVote.objects.filter(pk=votes[0].pk).update(state="void", reason="own")
    question = deciding.ask(deciding.VERBS["hold"], scoped({"comment": votes[0].target.public_id}))
    CommentVote.objects.update(state="counted", reason="")
    judge("hold", question.exactly, actor=moderator(), reason="So.")
    assert states(votes) == ["counted", "held", "held"]


def test_a_second_press_changes_nothing_and_says_where_the_first_went() -> None:
    client, votes = browser(moderator()), voted(2)
    scope = {"comment": votes[0].target.public_id}
    pin = pin_of(client, "discount", scope)
    decide(client, "discount", scope, pin=pin)
    answer = text_of(decide(client, "discount", scope, pin=pin))
    assert f'<a href="{DECISIONS}">decided about them already</a>' in answer
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize("pin", ["", "x", "1", "1.2", "9" * 30, "-1.x", "²."])
def test_a_form_that_was_never_asked_changes_nothing(pin: str) -> None:
    client, votes = browser(moderator()), voted(2)
    answer = decide(client, "discount", {"comment": votes[0].target.public_id}, pin=pin)
    assert answer.status_code == 409
    assert states(votes) == ["counted"] * 2


def test_an_address_alone_changes_nothing() -> None:
    client, votes = browser(moderator()), voted(1)
    scope = {"ids": str(votes[0].pk)}
    told = {"verb": "discount", "pin": pin_of(client, "discount", scope), "reason": "So.", **scope}
    assert client.get(JUDGE, told).status_code == 200
    assert states(votes) == ["counted"]


@pytest.mark.parametrize("asked", [{}, {"verb": "discount"}, {"verb": "x", "ids": "1"}, {"verb": "hold", "q": " "}])
def test_a_decision_about_no_votes_in_particular_is_refused(asked: dict[str, str]) -> None:
    client, votes = browser(moderator()), voted(1)
    for answer in (client.get(JUDGE, asked, follow=True), client.post(judge_at(**asked), {}, follow=True)):
        assert "Say which votes are meant" in text_of(answer)
    assert states(votes) == ["counted"]


def test_more_than_can_be_decided_about_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST", 2)
    client, votes = browser(moderator()), voted(3)
    answer = client.get(JUDGE, {"verb": "hold", "comment": votes[0].target.public_id}, follow=True)
    assert "Choose fewer, by a filter." in text_of(answer)


NONSENSE: tuple[dict[str, str], ...] = (
    {"state": "x"},
    {"reason": "'"},
    {"axis": "9" * 30},
    {"axis": "²"},
    {"comment": "a\0b"},
    {"voter": "x"},
    {"voter": "9" * 30},
    {"network": "-1"},
    {"hour": "9999-12-31T23"},
    {"hour": "x"},
    {"hour": "0001-01-01T00"},
    {"new": "no"},
    {"ids": "1.x.²." + "9" * 40},
    {"q": "a\0b"},
)


@pytest.mark.parametrize("scope", NONSENSE)
def test_any_scope_is_answered_and_nonsense_means_no_vote(scope: dict[str, str]) -> None:
    client = browser(moderator())
    at(voted(1), timezone.now() - timedelta(days=1))
    Voter.objects.update(made_at=timezone.now() - timedelta(days=3))
    CommentVote.objects.update(id=4_000)  # no number that nonsense may name
    assert client.get(LIST, scope).status_code in {200, 400}
    assert "There is none among these votes" in text_of(client.get(JUDGE, {"verb": "hold", **scope}))


@pytest.mark.parametrize(
    ("scope", "found"),
    [({"state": "held"}, 2), ({"reason": "network"}, 2), ({"axis": "1"}, 4), ({"axis": "2"}, 1), ({"new": "yes"}, 4)],
)
def test_the_list_and_the_decision_mean_the_same_votes(scope: dict[str, str], found: int) -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    voted(4, on=comment, network=NETWORK)
    cast(comment, account(), 1, Axis.AGREEMENT)
    page = text_of(client.get(LIST, scope))
    assert page.count('class="action-select"') == found
    assert "All that this list shows" in page
    votes = {vote.pk for verb in deciding.VERBS.values() for vote in deciding.ask(verb, scoped(scope)).votes}
    assert len(votes) == found
    assert "All that this list shows" not in text_of(client.get(LIST))


def scoped(scope: dict[str, str]) -> Any:
    from wiki.comments.vote_scopes import narrowed

    return narrowed(scope)
