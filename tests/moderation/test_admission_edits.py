"""What readers change in their own comments comes in by the same door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests import make
from tests.moderation.admitting import case, edit, facts, known, reader, reasons, say
from tests.moderation.deciding import decided
from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.moving import Seen
from wiki.comments.states import State
from wiki.lib.conflicts import ConflictError
from wiki.log.models import Entry
from wiki.moderation.admission import BlockedError, admit_edit
from wiki.moderation.models import Case, Person, Rule

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _casino() -> None:
    Rule.objects.create(kind="word", text="casino", points=5)


def test_it_works() -> None:
    said = edit(say(known()), "Better said.")
    assert (said.state, said.body, said.version) == (State.PUBLISHED, "Better said.", 2)
    assert said.versions.count() == 1
    assert not Case.objects.exists()


def test_a_published_one_that_now_looks_suspicious_waits() -> None:
    comment = say(known())
    said = edit(comment, "Casino.")
    assert (said.state, said.body) == (State.PENDING, "Casino.")
    assert reasons(said) == {"list": 5}
    assert case(said).held
    assert AuthorTotals.objects.get(author=said.author).comments == 1, "it counts no more"
    held = Entry.objects.about(said)[0]
    assert (held.verb, held.actor_id, held.after) == ("held", None, {"state": "pending"})


def test_what_would_be_spam_waits_too() -> None:
    Rule.objects.create(kind="domain", text="evil.example", points=10)
    said = edit(say(known()), "See https://evil.example")
    assert said.state == State.PENDING
    assert case(said).score == 10


LINKS = " ".join(f"https://site{number}.example" for number in range(30))


def test_what_was_let_through_does_not_let_through_what_it_says_next() -> None:
    comment = say(reader(), "How interesting.")
    assert decided("approve", comment).done == 1
    said = edit(comment, LINKS)
    assert said.state == State.PENDING
    assert reasons(said) == {"links": 5}
    assert case(said).reasons[0]["why"] == (
        "It has 30 links to 30 other sites, and nothing else of this reader was let through yet."
    )


def test_another_that_was_let_through_makes_its_author_known_and_a_few_links_are_theirs_to_add() -> None:
    comment = say(known())
    assert edit(comment, "See https://a.example, https://b.example and https://c.example.").state == State.PUBLISHED
    said = edit(comment, LINKS)
    assert said.state == State.PENDING
    assert case(said).reasons[0]["why"] == (
        "It has 30 links to 30 other sites, which are many for a reader whom nobody trusts yet."
    )


def test_one_that_waits_stays_so_and_its_case_is_told() -> None:
    comment = say(reader())
    opened = case(comment)
    said = edit(comment, "Casino.")
    assert said.state == State.PENDING
    assert case(said).pk == opened.pk
    assert case(said).changed_at > opened.changed_at
    assert reasons(said) == {"first": 0, "list": 5, "edited": 0}


def test_what_it_says_no_more_speaks_against_it_no_more() -> None:
    comment = say(reader(), "Casino.")
    assert reasons(comment) == {"list": 5, "first": 0}
    said = edit(comment, "Sorry.")
    assert said.state == State.PENDING
    assert reasons(said) == {"first": 0, "edited": 0}


def test_what_a_moderator_saw_is_not_what_it_says_now() -> None:
    comment = say(reader())
    edit(comment, "Casino.")
    assert not comment.approve(actor=make.owner(), seen=Seen(1, State.PENDING))
    assert Comment.objects.get(pk=comment.pk).state == State.PENDING


def test_saying_the_same_changes_nothing() -> None:
    comment = say(known(), "Remark.")
    Rule.objects.create(kind="word", text="remark", points=10)
    assert edit(comment, "Remark.").state == State.PUBLISHED
    assert not Case.objects.exists()


def test_a_text_that_was_changed_meanwhile_is_left_as_it_is() -> None:
    comment = say(known())
    edit(comment, "First.")
    with pytest.raises(ConflictError):
        admit_edit(comment, "Casino.", actor=make.account(comment.author), version=1, facts=facts())
    now = Comment.objects.get(pk=comment.pk)
    assert (now.body, now.state) == ("First.", State.PUBLISHED)
    assert not Case.objects.exists()


def test_a_text_does_not_repeat_itself_when_it_is_changed() -> None:
    words = "What the tide tables of the harbour say about the winds of last winter."
    said = edit(say(known(), words), words + " And of this one.")
    assert said.state == State.PUBLISHED


def test_changing_a_text_into_what_another_said_is_noticed() -> None:
    words = "What the tide tables of the harbour say about the winds of last winter."
    say(known(), words)
    said = edit(say(known()), words)
    assert said.state == State.PENDING
    assert reasons(said) == {"repeated": 5}


def test_somebody_blocked_changes_nothing() -> None:
    comment = say(known())
    Person.objects.create(author=comment.author, blocked_at=timezone.now(), told="So.")
    with pytest.raises(BlockedError):
        edit(comment, "Better said.")


def test_where_replies_are_closed_ones_own_words_can_be_changed(settings: Settings) -> None:
    comment = say(known())
    settings.REPLIES = "closed"
    assert edit(comment, "Better said.").version == 2


def test_whoever_writes_here_and_whoever_is_trusted_change_what_they_like() -> None:
    listed = make.author(user=make.user())
    trusted = known()
    Person.objects.create(author=trusted, trusted_at=timezone.now())
    for author in (listed, trusted):
        assert edit(make.comment(author), "Casino.", trap="x").state == State.PUBLISHED


def test_one_that_is_away_with_its_page_waits_too() -> None:
    page = make.page(make.author())
    comment = say(known(), to=page)
    page.unpublish(actor=make.owner())
    said = edit(comment, "Casino.")
    assert said.state == State.PENDING
    said.approve(actor=make.owner())
    assert Comment.objects.get(pk=said.pk).state == State.AWAY
