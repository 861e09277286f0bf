"""When flags put a comment away: so many, from different people in different networks, on the text as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests import make
from tests.comments.voting import browser
from tests.moderation.deciding import decided
from tests.moderation.flags import flag, flag_often, reader, reply, signed_in, state, waiting
from tests.votes.casting import ask
from tests.votes.conftest import Clock
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.log.models import Entry
from wiki.moderation import flagging
from wiki.moderation.cases import close_cases, open_case
from wiki.moderation.complaints import Complaint
from wiki.moderation.models import Case, Decision, Flag
from wiki.moderation.undoing import undo
from wiki.votes import networks
from wiki.votes.models import NetworkDay, Voter
from wiki.votes.recounting import drift

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture(autouse=True)
def _no_key_of_another_test() -> Iterator[None]:
    networks.key.cache_clear()
    yield
    networks.key.cache_clear()


def there(address: str) -> Client:
    """A new browser at this address."""
    return Client(REMOTE_ADDR=address)


def let_stand(comment: Comment) -> None:
    """Somebody looked at the flags on a comment, and it stands."""
    comment.refresh_from_db()
    assert decided("approve", comment).done == 1


def test_three_from_three_networks_put_it_away_until_somebody_looks() -> None:
    comment = reply()
    flag_often(comment, 2)
    assert state(comment) == "published"
    response = flag(comment, complaint="illegal")
    assert "Until then nobody else reads it." in response.content.decode()
    assert state(comment) == "pending"
    case = waiting(comment)
    assert (case.flags, case.held, case.score) == (3, True, 3)
    assert [reason["why"] for reason in case.reasons] == [
        "1 flag by a visitor without an account: it is against the law.",
        "2 flags by visitors without an account: it is spam or advertising.",
    ]
    entry = Entry.objects.about(comment).get(verb="held")
    assert (entry.actor_id, entry.reason) == (None, "Flagged from 3 networks.")
    assert browser().get(comment.get_absolute_url()).status_code == 404
    assert list(drift(CommentVote)) == []


def test_how_many_it_takes_is_the_owners_to_say(settings: Settings) -> None:
    settings.FLAGS_TO_HIDE = 1
    comment = reply()
    flag(comment)
    assert state(comment) == "pending"


def test_many_of_one_network_are_one() -> None:
    comment = reply()
    for number in range(1, 6):
        flag(comment, there(f"192.0.2.{number}"))
    flag(comment)
    assert state(comment) == "published"
    assert waiting(comment).flags == 6


def test_accounts_of_one_network_are_one_too() -> None:
    comment = reply()
    for number in range(1, 6):
        client = there(f"192.0.2.{number}")
        client.force_login(make.user())
        flag(comment, client)
    assert state(comment) == "published"


def test_one_person_in_three_networks_is_one() -> None:
    comment, author = reply(), reader()
    account = Voter.objects.for_user(make.account(author))
    for _ in range(3):
        client = browser()
        flag(comment, client)
        Voter.objects.filter(user=None).update(merged_into=account)
    flag_often(comment, 1)
    assert (waiting(comment).flags, state(comment)) == (4, "published")
    flag_often(comment, 1)
    assert state(comment) == "pending"


def test_an_account_changes_what_its_browser_said_before() -> None:
    comment, author, client = reply(), reader(), browser()
    flag(comment, client)
    account = Voter.objects.for_user(make.account(author))
    Voter.objects.filter(user=None).update(merged_into=account)
    flag(comment, signed_in(author), complaint="illegal")
    assert Flag.objects.get().complaint == "illegal"
    assert "You flagged this" in client.get(f"/comments/{comment.public_id}/flag/").content.decode()


def test_a_listed_author_s_is_never_put_away() -> None:
    comment = make.comment(make.author())
    flag_often(comment, 5)
    assert state(comment) == "published"
    assert waiting(comment).flags == 5


def test_a_change_of_one_s_flag_is_no_second_one() -> None:
    comment, client = reply(), browser()
    for complaint in ("spam", "unkind", "private"):
        flag(comment, client, complaint=complaint)
    assert (waiting(comment).flags, waiting(comment).score) == (1, 1)


def test_a_case_that_waits_for_another_reason_stays_when_the_flag_is_taken_back() -> None:
    comment, client = reply(), browser()
    open_case(comment, reasons=[{"rule": "links", "points": 5, "why": "Four links."}])
    flag(comment, client)
    assert waiting(comment).score == 6
    flag(comment, client, complaint="none")
    assert (waiting(comment).score, waiting(comment).flags) == (5, 0)


def test_flags_taken_back_later_bring_nothing_back() -> None:
    comment = reply()
    clients = [browser() for _ in range(3)]
    for client in clients:
        flag(comment, client)
    for voter in Voter.objects.all():
        flagging.forget([voter.pk])
    assert state(comment) == "pending"
    assert (waiting(comment).flags, waiting(comment).held) == (0, True)


def test_what_was_hidden_since_somebody_looked_takes_no_flag() -> None:
    comment = reply()
    Comment.objects.get(pk=comment.pk).hide(actor=make.owner(), reason="Vile.")
    with pytest.raises(Comment.DoesNotExist):
        flagging.flag(ask("192.0.2.1"), comment, flagging.Objection(Complaint.SPAM, "", 1))
    assert not Flag.objects.exists()
    assert not Case.objects.exists()


# The same text, and another.


def test_flags_on_what_it_said_before_do_not_put_away_what_it_says_now() -> None:
    comment = reply(body="Vile words.")
    flag_often(comment, 2)
    comment.edit("I am sorry for what stood here.", actor=make.account(comment.author), version=1)
    flag(comment)
    assert state(comment) == "published"
    flag(comment, version=1)
    assert state(comment) == "published"
    flag_often(comment, 2)
    assert state(comment) == "pending"


def test_a_correction_does_not_shake_flags_off() -> None:
    comment = reply(body="These are vile words, and there are so many that a comma more makes no other text of it.")
    flag_often(comment, 2)
    comment.edit(comment.body.replace("words,", "words"), actor=make.account(comment.author), version=1)
    flag(comment)
    assert state(comment) == "pending"


def test_what_somebody_let_stand_is_not_put_away_again_until_it_says_something_else() -> None:
    comment = reply()
    flag_often(comment, 3)
    let_stand(comment)
    flag_often(comment, 4)
    assert (state(comment), waiting(comment).flags) == ("published", 4)
    comment.edit("Worse words than ever before.", actor=make.account(comment.author), version=1)
    flag_often(comment, 3)
    assert state(comment) == "pending"


def test_what_a_few_flagged_and_somebody_let_stand_is_not_put_away_either() -> None:
    comment = reply()
    flag(comment)
    let_stand(comment)
    assert Flag.objects.get().upheld is False
    flag_often(comment, 3)
    assert state(comment) == "published"


def test_an_approval_that_is_undone_protects_it_no_more() -> None:
    comment = reply()
    flag(comment)
    comment.refresh_from_db()
    decision = decided("approve", comment).decision
    assert decision
    undo(decision, actor=make.owner())
    assert waiting(comment).flags == 1
    flag_often(comment, 2)
    assert state(comment) == "pending"


def test_what_the_site_put_away_is_a_decision_that_can_be_undone_and_then_holds() -> None:
    comment = reply()
    flag_often(comment, 3)
    decision = Decision.objects.get()
    assert (decision.verb, decision.count, decision.reason) == ("hold", 1, "Flagged from 3 networks.")
    undo(decision, actor=make.owner())
    assert (state(comment), waiting(comment).flags) == ("published", 3)
    flag(comment)
    assert state(comment) == "published"


def test_what_was_hidden_for_its_flags_and_brought_back_stays() -> None:
    comment = reply()
    flag_often(comment, 3)
    comment.refresh_from_db()
    decided("hide", comment)
    comment.refresh_from_db()
    decided("approve", comment)
    flag_often(comment, 3)
    assert state(comment) == "published"


def test_that_holds_when_those_who_flagged_it_then_erase_their_flags() -> None:
    comment = reply()
    flag_often(comment, 3)
    let_stand(comment)
    flagging.forget(list(Voter.objects.values_list("pk", flat=True)))
    flag_often(comment, 3)
    assert state(comment) == "published"


def test_a_first_reply_that_was_let_in_can_still_be_put_away() -> None:
    comment = reply()
    open_case(comment, reasons=[], held=True)
    close_cases([comment.pk])
    flag_often(comment, 3)
    assert state(comment) == "pending"


# Networks, over days.


def test_one_network_is_one_on_two_days(clock: Clock) -> None:
    comment = reply()
    for number in range(1, 6):
        flag(comment, there(f"192.0.2.{number}"))
        clock.pass_(days=1)
    assert Flag.objects.values("network").distinct().count() == 1
    assert state(comment) == "published"
    flag_often(comment, 2)
    assert state(comment) == "pending"


def test_after_a_week_the_hashes_are_wiped_and_count_no_more(clock: Clock) -> None:
    comment = reply()
    flag_often(comment, 2)
    clock.pass_(days=3)
    client = there("192.0.2.1")
    flag(comment, client, complaint="none")
    clock.pass_(days=5)
    call_command("tidy")
    assert not NetworkDay.objects.filter(day__lt=networks.oldest()).exists()
    assert set(Flag.objects.values_list("network", flat=True)) == {""}
    flag_often(comment, 1)
    assert (waiting(comment).flags, state(comment)) == (3, "published")
    flag_often(comment, 2)
    assert state(comment) == "pending"


def test_no_address_is_kept() -> None:
    comment = reply()
    flag(comment, there("203.0.113.77"), note="n")
    row = Flag.objects.values().get()
    assert "203.0.113" not in str(row)
    assert len(row["network"]) == 16


def test_a_case_s_words_hold_no_note() -> None:
    comment = reply()
    flag(comment, note="A secret about Ada.")
    assert "Ada" not in str(Case.objects.values().get())
    assert "Ada" not in str(list(Entry.objects.values()))
