"""A voter that is merged, parted or erased between the moment that somebody looked and the vote."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.voting import JSON, browser, press
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes import casters, cookies
from wiki.votes.casters import Caster
from wiki.votes.erasing import erase
from wiki.votes.merging import merge
from wiki.votes.models import Voter

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author())


def stale(voter: Voter) -> Caster:
    """What was known of a browser before it was merged or erased."""
    return Caster(voter.pk, voter.pk, None, owns=False)


def known_late(monkeypatch: pytest.MonkeyPatch, late: Caster, times: int) -> None:
    """Let whoever looks find what was so before, as many times."""
    left, known = [late] * times, casters.known
    monkeypatch.setattr(casters, "known", lambda request: left.pop() if left else known(request))


def voter_of(client: Client) -> Voter:
    return Voter.objects.get(browser=cookies.hashed(client.cookies["voter"].value.split(":")[0]))


def test_one_who_erased_their_votes_meanwhile_votes_as_somebody_new(
    comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser()
    press(client, comment)
    late = stale(voter_of(client))
    erase(late)
    known_late(monkeypatch, late, 1)
    response = press(client, comment, -1)
    assert response.json()["karma"] == -1
    assert "voter" in response.cookies
    assert voter_of(client).pk != late.acting


def test_one_whose_browser_was_merged_meanwhile_changes_the_account_s_row(
    comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, user = browser(), make.user()
    press(client, comment)
    late = stale(voter_of(client))
    merge(voter_of(client).browser or "", user)
    known_late(monkeypatch, late, 1)
    assert press(client, comment, -1).json()["karma"] == -1
    row = CommentVote.objects.get()
    assert (row.voter.user, row.origin_id) == (user, late.acting)


def test_one_who_moves_again_and_again_is_asked_to_try_once_more(
    comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser()
    press(client, comment)
    late = stale(voter_of(client))
    merge(voter_of(client).browser or "", make.user())
    known_late(monkeypatch, late, 9)
    response = press(client, comment, -1, headers={"accept": JSON})
    assert response.status_code == 409
    assert response.json() == {"reason": "Your votes were moved or erased just now. Vote once more."}
    assert CommentVote.objects.get().value == 1
