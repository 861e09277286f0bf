"""How much flags weigh: by whether an account stands behind them, and by how often their makers were right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests import make
from tests.comments.voting import browser
from tests.moderation.deciding import decided
from tests.moderation.flags import flag, flag_often, reader, reply, signed_in, state, waiting
from tests.queries import captured
from wiki.moderation.models import Flag
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db


def whys(comment: Comment) -> dict[str, int]:
    """What speaks against it, in words, and how much."""
    return {reason["why"]: reason["points"] for reason in waiting(comment).reasons}


def flagged_before(author: Author, *, upheld: int = 0, dismissed: int = 0) -> Author:
    """The same reader, of whose flags so many were found right and wrong."""
    voter = Voter.objects.for_user(make.account(author))
    for right in [True] * upheld + [False] * dismissed:
        Flag.objects.create(comment=reply(), voter=voter, complaint="spam", settled_at=timezone.now(), upheld=right)
    return author


def test_one_by_an_account_weighs_more() -> None:
    comment = reply()
    flag(comment, signed_in(reader()))
    assert whys(comment) == {"1 flag by somebody with an account: it is spam or advertising.": 3}
    flag(comment, signed_in(reader()))
    flag(comment)
    assert whys(comment) == {
        "2 flags by people with an account: it is spam or advertising.": 6,
        "1 flag by a visitor without an account: it is spam or advertising.": 1,
    }
    assert (waiting(comment).score, waiting(comment).flags) == (7, 3)


def test_one_by_an_account_s_browser_that_is_signed_out_weighs_as_the_account_s() -> None:
    comment = reply()
    flag(comment)
    Voter.objects.filter(user=None).update(merged_into=Voter.objects.for_user(make.account(reader())))
    flag(comment)
    assert waiting(comment).score == 4


@pytest.mark.parametrize(
    ("upheld", "dismissed", "points"), [(0, 2, 3), (0, 3, 0), (1, 2, 0), (2, 2, 3), (2, 3, 0), (9, 3, 3)]
)
def test_one_by_somebody_who_was_mostly_wrong_weighs_nothing(upheld: int, dismissed: int, points: int) -> None:
    comment = reply()
    flag(comment, signed_in(flagged_before(reader(), upheld=upheld, dismissed=dismissed)))
    [(why, weight)] = whys(comment).items()
    assert weight == waiting(comment).score == points
    assert ("by somebody most of whose flags were dismissed:" in why) == (points == 0)
    assert waiting(comment).flags == 1


def test_what_a_browser_was_wrong_about_counts_for_its_account_and_for_a_visitor() -> None:
    comment, author, client = reply(), reader(), browser()
    for _ in range(3):
        other = reply()
        flag(other, client)
        other.refresh_from_db()
        assert decided("approve", other).done == 1
    flag(comment, client)
    assert waiting(comment).score == 0
    Voter.objects.filter(user=None).update(merged_into=Voter.objects.for_user(make.account(author)))
    flag(comment, signed_in(author), complaint="illegal")
    assert whys(comment) == {"1 flag by somebody most of whose flags were dismissed: it is against the law.": 0}


def test_flags_hide_whatever_they_weigh() -> None:
    comment = reply()
    for _ in range(3):
        flag(comment, signed_in(flagged_before(reader(), dismissed=3)))
    assert (state(comment), waiting(comment).score) == ("pending", 0)
    assert whys(comment) == {"3 flags by people most of whose flags were dismissed: it is spam or advertising.": 0}


def test_weighing_asks_the_database_no_more_of_many_flags() -> None:
    few, many = reply(author=make.author()), reply(author=make.author())
    flag_often(few, 1)
    for _ in range(4):
        flag(many, signed_in(flagged_before(reader(), dismissed=3)))
    flag_often(many, 4)
    counts = []
    for comment in (few, many):
        with captured() as queries:
            flag(comment)
        counts.append(len(queries))
    assert counts[0] == counts[1]
