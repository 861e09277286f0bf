"""Several who flag a comment in the same moment, and a moderator with them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests import make
from tests.comments.voting import browser
from tests.moderation.flags import flag, flag_often, reply, state, waiting
from tests.races import at_once, need_two_at_once, slow
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.log.models import Entry
from wiki.moderation import flagging
from wiki.moderation.models import Case, Flag
from wiki.votes import casters
from wiki.votes.erasing import erase
from wiki.votes.models import Voter
from wiki.votes.recounting import drift

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_at_once_put_it_away_once_with_one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    comment = reply()
    monkeypatch.setattr(flagging, "own", slow(flagging.own))
    answers = at_once(*(partial(flag, Comment.objects.get(), client) for client in [browser() for _ in range(3)]))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (state(comment), Flag.objects.count(), Case.objects.count()) == ("pending", 3, 1)
    assert waiting(comment).flags == 3
    assert Entry.objects.filter(verb="held").count() == 1
    assert list(drift(CommentVote)) == []


def test_one_form_sent_twice_at_once_is_one_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    comment, client = reply(), browser()
    flag(comment, client)
    flag(comment, client, complaint="none")
    monkeypatch.setattr(flagging, "own", slow(flagging.own))
    answers = at_once(partial(flag, Comment.objects.get(), client), partial(flag, Comment.objects.get(), client))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Flag.objects.count() == waiting(comment).flags == 1


def test_the_last_flag_and_an_approval_end_one_way_or_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    comment = reply()
    flag_often(comment, 2)
    monkeypatch.setattr(flagging, "own", slow(flagging.own))
    moderator = make.owner()

    def hide() -> Any:
        return Comment.objects.get(pk=comment.pk).hide(actor=moderator, reason="Vile.")

    answer, changed = at_once(partial(flag, Comment.objects.get()), hide)
    assert changed is True
    assert answer.status_code in {200, 404}
    assert state(comment) == "hidden"
    assert list(drift(CommentVote)) == []


def test_a_flag_and_the_erasure_of_its_voter_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    comment, client = reply(), browser()
    flag(comment, client)
    voter = Voter.objects.get()
    caster = casters.Caster(voter.pk, voter.pk, None, owns=False)
    monkeypatch.setattr(flagging, "forget", slow(flagging.forget))
    answer, _erased = at_once(
        partial(flag, Comment.objects.get(), client, complaint="illegal"), partial(erase, caster, also=flagging.forget)
    )
    assert answer.status_code == 200
    assert Flag.objects.count() == sum(Case.objects.open().values_list("flags", flat=True))
    assert not Flag.objects.filter(voter=voter.pk).exists()
