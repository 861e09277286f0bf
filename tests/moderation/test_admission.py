"""The one door through which readers' words come in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.moderation.admitting import case, facts, host, known, reader, reasons, say
from tests.moderation.staff import browser
from tests.queries import captured
from wiki.authors.models import Author
from wiki.comments.answering import UnanswerableError
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.markup.errors import MarkupError
from wiki.moderation.admission import BlockedError, ClosedError, admit
from wiki.moderation.models import Case, Person, Rule, Saying

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def trusted() -> Author:
    author = reader()
    Person.objects.create(author=author, trusted_at=timezone.now())
    return author


def blocked(author: Author, **fields: object) -> Author:
    Person.objects.create(author=author, **({"blocked_at": timezone.now(), "told": "You were rude."} | fields))
    return author


def test_it_works() -> None:
    said = say(known())
    assert said.state == State.PUBLISHED
    assert not Case.objects.exists()


def test_a_new_reader_is_held_and_what_is_approved_lets_in_the_next() -> None:
    author = reader()
    first = say(author)
    assert first.state == State.PENDING
    assert case(first).held
    assert case(first).reasons == [{"rule": "first", "points": 0, "why": "A new reader's first replies wait."}]
    assert say(author).state == State.PENDING, "nobody has looked yet"
    first.approve(actor=make.owner())
    assert say(author).state == State.PUBLISHED


@pytest.mark.parametrize(("hold_first", "states"), [(0, "published"), (2, "pending pending published")])
def test_so_many_are_held_as_the_owner_wants(settings: Settings, hold_first: int, states: str) -> None:
    settings.HOLD_FIRST = hold_first
    author = reader()
    for state in states.split():
        said = say(author)
        assert said.state == state
        said.approve(actor=make.owner())


def test_what_was_put_away_lets_nobody_in() -> None:
    author = reader()
    say(author).hide(actor=make.owner(), reason="No.")
    assert say(author).state == State.PENDING


def test_whoever_writes_here_and_whoever_is_trusted_pass_everything() -> None:
    Rule.objects.create(kind="word", text="casino", points=10)
    spam = "Casino! https://a.example https://b.example https://c.example"
    for author in (make.author(user=make.user()), trusted()):
        assert say(author, spam, seconds=0, trap="filled").state == State.PUBLISHED
    assert not Case.objects.exists()


def test_a_trusted_person_who_is_blocked_is_refused() -> None:
    author = trusted()
    Person.objects.update(blocked_at=timezone.now())
    with pytest.raises(BlockedError):
        say(author)


def test_somebody_blocked_is_told_why_and_nothing_is_said() -> None:
    author = blocked(known())
    with pytest.raises(BlockedError) as refusal:
        say(author)
    assert refusal.value.person.told == "You were rude."
    assert Comment.objects.filter(author=author).count() == 1


def test_a_block_that_is_over_refuses_nobody() -> None:
    author = blocked(known(), blocked_until=timezone.now() - timedelta(seconds=1))
    assert say(author).state == State.PUBLISHED


def test_where_replies_are_closed_only_those_who_write_here_answer(settings: Settings) -> None:
    settings.REPLIES = "closed"
    for author in (known(), trusted()):
        with pytest.raises(ClosedError):
            say(author)
    assert say(make.author(user=make.user())).state == State.PUBLISHED


def test_what_cannot_be_answered_or_shown_leaves_nothing_behind() -> None:
    to = host()
    to.hide(actor=make.owner(), reason="No.")
    author = known()
    with pytest.raises(UnanswerableError):
        say(author, "One two three four five six seven eight nine ten.", to=to)
    with pytest.raises(MarkupError):
        say(author, "> " * 200 + "deep")
    assert not Case.objects.exists()
    assert not Saying.objects.exists()


def test_points_add_up_from_a_hold_to_spam() -> None:
    author = known()
    Rule.objects.create(kind="word", text="pills", points=4)
    Rule.objects.create(kind="word", text="cheap", points=4)
    assert say(author, "These pills.").state == State.PUBLISHED
    held = say(author, "Cheap pills.")
    assert (held.state, case(held).score) == (State.PENDING, 8)
    spam = say(author, "Cheap pills!", seconds=1)
    assert (spam.state, case(spam).score) == (State.SPAM, 13)
    assert reasons(spam) == {"haste": 5, "list": 4}
    assert len(case(spam).reasons) == 3
    assert case(spam).held


def test_its_author_is_told_the_same_of_what_waits_and_of_what_looks_like_spam() -> None:
    author = known()
    held, spam = say(author, seconds=1), say(author, trap="filled")
    assert (held.state, spam.state) == (State.PENDING, State.SPAM)
    own, other = browser(author.user), browser(known().user)
    for comment in (held, spam):
        page = own.get(comment.get_absolute_url()).content.decode()
        assert "Waits for a moderator; only you see it." in page
        for stranger in (other, Client()):
            assert stranger.get(comment.get_absolute_url()).status_code == 404


def test_every_score_says_why() -> None:
    Rule.objects.create(kind="word", text="casino", points=5)
    spam = say(reader(), "Casino https://a.example https://b.example https://c.example", seconds=0.4, trap="x")
    assert [reason["why"] for reason in case(spam).reasons] == [
        "A field was filled in that people do not see.",
        "It was sent 0.4 seconds after its form was shown.",
        "It has 3 links to 3 other sites, and nothing else of this reader was let through yet.",
        "It says “casino”, which is on the list of words.",
        "A new reader's first replies wait.",
    ]


def test_a_form_that_is_sent_twice_says_it_once() -> None:
    author, to = known(), host()
    words = "What the tide tables of the harbour say about the winds of last winter."
    first = say(author, words, to=to, form_key="one")
    assert say(author, words, to=to, form_key="one") == first
    assert first.state == State.PUBLISHED
    assert not Case.objects.exists(), "it does not repeat itself"
    assert say(author, to=to, form_key="two") != first


def test_the_form_of_another_is_not_ones_own() -> None:
    first = say(known(), form_key="one")
    author = known()
    with pytest.raises(Exception, match="form_key"):
        admit(host(), author, "Mine.", actor=make.account(author), facts=facts(form_key="one"))
    assert Comment.objects.filter(form_key="one").get() == first


def test_what_is_held_on_something_that_is_no_longer_open_stays_held() -> None:
    page = make.page(make.author())
    page.unpublish(actor=make.owner())
    assert say(reader(), to=page).state == State.PENDING
    assert say(known(), to=page).state == State.AWAY


def test_it_asks_the_database_no_more_of_a_long_text_and_a_long_list() -> None:
    author, to = known(), host()
    say(author, to=to)
    with captured() as before:
        say(author, "One two three four five six seven eight.", to=to)
    Rule.objects.bulk_create(Rule(kind="word", text=f"word{number}") for number in range(10))
    make.comments(author, 30)
    with captured() as after:
        say(author, "Nine ten eleven twelve thirteen fourteen. " * 50 + "https://a.example " * 9, to=to)
    assert len(after) == len(before)
