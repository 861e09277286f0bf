"""Everything that a caster cast, also what became void when browsers were merged."""

from __future__ import annotations

import pytest

from tests import make
from tests.votes.casting import account, browser, cast
from wiki.comments.votes import CommentVote
from wiki.votes.casters import Caster
from wiki.votes.merging import merge
from wiki.votes.models import Voter

pytestmark = pytest.mark.django_db


def test_an_account_and_its_browser_each_find_what_became_void() -> None:
    user = make.user()
    own, other = account(user), browser()
    both, alone, accounts = make.comments(make.author(), 3)
    cast(both, own, -1)
    cast(accounts, own, 1)
    cast(both, other, 1)
    cast(alone, other, 1)
    merge(Voter.objects.get(pk=other.acting).browser or "", user)
    signed_out = Caster(other.acting, own.keyed, user.pk, owns=False)
    stranger = browser()

    def found(caster: Caster) -> set[tuple[int, int]]:
        return set(CommentVote.objects.filter(caster.everything()).values_list("target", "value"))

    assert found(own) == {(both.pk, -1), (accounts.pk, 1), (both.pk, 1), (alone.pk, 1)}
    assert found(signed_out) == {(both.pk, 1), (alone.pk, 1)}
    assert found(stranger) == set()
