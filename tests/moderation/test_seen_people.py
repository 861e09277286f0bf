"""Decisions about people, from the queue and from their list: about what the moderator saw, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests import make
from tests.moderation.admitting import say
from tests.moderation.deciding import DECIDE, QUEUE, case_of, decided, hidden_fields, picked, press, reader, waiting
from tests.moderation.flags import reply, state
from tests.moderation.staff import browser, moderator
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.moderation import confirming
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Decided, Decision, Person
from wiki.moderation.undoing import undo

if TYPE_CHECKING:
    from django.test import Client

    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/moderation/person/"
LATE = "Nothing was done; 1 was changed or decided by somebody else meanwhile and was left."
ABOUT_PEOPLE = ("release", "trust", "untrust", "block", "unblock")
#: What the pages that ask about a block want besides.
WORDS = {"reason": "Insults.", "days": "0"}


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def edit(comment: Comment, body: str = "Buy this!") -> None:
    row = Comment.objects.get(pk=comment.pk)
    row.edit(body, actor=make.account(comment.author), version=row.version)


def confirm(client: Client, asked: Any, **told: str) -> Any:
    """Press the button of the page that asks."""
    return client.post(DECIDE, hidden_fields(asked) | told, follow=True)


def thought_of(author: Author, verb: str) -> None:
    """Let somebody have decided about them so that the verb applies."""
    told = {"untrust": {"trusted_at": timezone.now()}, "unblock": {"blocked_at": timezone.now()}}
    Person.objects.create(author=author, **told.get(verb, {}))


def think(verb: str, author: Author) -> None:
    assert decide(verb, {author.pk: None}, actor=make.owner(), reason="Quicker.").done == 1


def test_trust_asks_about_all_that_it_lets_appear_and_then_does_it() -> None:
    author, client = reader(name="Grace"), browser(moderator())
    rows = [waiting(author, body=f"Words {number}.") for number in range(3)]
    asked = press(client, "trust", rows[0])
    assert "It is about 1 reader , and 3 comments with it." in words(asked)
    assert all(f"Words {number}." in words(asked) for number in range(3))
    assert not Decision.objects.exists()
    assert "1 trusted, with 3 comments of theirs." in words(confirm(client, asked))
    assert {state(row) for row in rows} == {"published"}
    assert Person.objects.get().is_trusted
    undo(Decision.objects.get(), actor=make.owner())
    assert {state(row) for row in rows} == {"pending"}
    assert not Person.objects.get().is_trusted


@pytest.mark.parametrize("verb", ABOUT_PEOPLE)
def test_whoever_edited_the_comment_that_was_seen_is_left(verb: str) -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, verb)
    comment, _other = waiting(author, body="Harmless."), waiting(author)
    before = Person.objects.values().get()
    edit(comment)
    entries = Entry.objects.count()
    assert LATE in words(press(client, verb, comment, confirmed="yes", **WORDS))
    assert state(comment) == "pending"
    assert Person.objects.values().get() == before
    assert not Decision.objects.exists()
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("verb", ["trust", "release"])
def test_what_was_edited_or_came_since_it_was_counted_goes_on_waiting(verb: str) -> None:
    author, client = reader(), browser(moderator())
    shown, same, edited = (waiting(author) for _ in range(3))
    asked = press(client, verb, shown)
    edit(edited)
    new = waiting(author)
    assert "with 2 comments of theirs. 2 comments of theirs go on waiting." in words(confirm(client, asked))
    assert [state(row) for row in (shown, same, edited, new)] == ["published", "published", "pending", "pending"]
    assert set(Case.objects.open()) == {case_of(edited), case_of(new)}
    assert Decided.objects.filter(kind="comments.comment").count() == 2


def test_a_form_that_names_nothing_else_lets_nothing_else_appear() -> None:
    author = reader()
    shown, other = waiting(author), waiting(author)
    answer = press(browser(moderator()), "trust", shown, confirmed="yes")
    assert "1 trusted, with 1 comment of theirs. 1 comment of theirs goes on waiting." in words(answer)
    assert [state(shown), state(other)] == ["published", "pending"]


def test_nobody_else_s_appears_whatever_a_form_names() -> None:
    comment, other = waiting(), waiting()
    press(browser(moderator()), "trust", comment, confirmed="yes", **{f"further-{other.pk}": "1.pending"})
    assert [state(comment), state(other)] == ["published", "pending"]


@pytest.mark.parametrize("pin", ["x", "1", "0.nonsense", "9" * 30 + ".pending", "1.pending\0"])
def test_a_pin_that_is_none_lets_nothing_appear(pin: str) -> None:
    author = reader()
    comment, other = waiting(author), waiting(author)
    told = {f"further-{other.pk}": pin, "further-x": "1.pending", f"further-{'9' * 30}": "1.pending"}
    press(browser(moderator()), "trust", comment, confirmed="yes", **told)
    assert [state(comment), state(other)] == ["published", "pending"]


def test_of_very_many_so_much_is_asked_about_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, "MOST_FURTHER", 30)
    author, client = reader(), browser(moderator())
    rows = [waiting(author, body=f"Words {number}.") for number in range(41)]
    asked = press(client, "release", rows[0])
    text = words(asked)
    assert "and 31 comments with it." in text
    assert "Words 20." in text
    assert "and 10 more" in text
    assert "Words 21." not in text
    assert "10 more of theirs go on waiting" in text
    assert "1 let through, with 31 comments of theirs. 10 comments of theirs go on waiting." in words(
        confirm(client, asked)
    )
    assert [state(row) for row in rows] == ["published"] * 31 + ["pending"] * 10


def test_what_was_taken_for_spam_is_called_so_before_trust_lets_it_appear() -> None:
    author, client = reader(), browser(moderator())
    comment, spam = waiting(author), waiting(author, state=State.SPAM, body="Rolex.")
    asked = press(client, "trust", comment)
    assert re.search(r"Taken for spam: .* Rolex\.", words(asked))
    confirm(client, asked)
    assert state(spam) == "published"


@pytest.mark.parametrize(("verb", "first"), [("block", "block"), ("trust", "block"), ("block", "trust")])
def test_the_second_who_decides_about_somebody_is_told(verb: str, first: str) -> None:
    author, client = reader(), browser(moderator())
    comment = reply(author=author)
    sent = picked(comment)
    think(first, author)
    before = Person.objects.values().get()
    answer = client.post(DECIDE, {"one": f"{verb}-{comment.pk}", **sent, "confirmed": "yes", **WORDS}, follow=True)
    assert LATE in words(answer)
    assert Person.objects.values().get() == before
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(("verb", "first"), [("untrust", "block"), ("unblock", "block"), ("unblock", "unblock")])
def test_so_is_the_second_who_takes_it_back(verb: str, first: str) -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, verb)
    comment = reply(author=author)
    sent = picked(comment)
    think(first, author)
    answer = client.post(DECIDE, {"one": f"{verb}-{comment.pk}", **sent, "confirmed": "yes"}, follow=True)
    assert LATE in words(answer)
    assert Decision.objects.count() == 1


def test_a_block_for_another_reason_alone_is_another() -> None:
    author, client = reader(), browser(moderator())
    think("block", author)
    comment = reply(author=author)
    sent = picked(comment)
    decide("block", {author.pk: None}, actor=make.owner(), reason="Worse.")
    answer = client.post(DECIDE, {"one": f"block-{comment.pk}", **sent, "confirmed": "yes", **WORDS}, follow=True)
    assert LATE in words(answer)
    assert Person.objects.get().told == "Worse."


def test_the_question_says_that_somebody_was_decided_about_since() -> None:
    author, client = reader(), browser(moderator())
    comment = reply(author=author)
    sent = picked(comment)
    think("block", author)
    asked = client.post(DECIDE, {"one": f"block-{comment.pk}", **sent}, follow=True)
    assert "1 was changed or decided about since you saw it" in words(asked)
    assert LATE in words(confirm(client, asked, **WORDS))


def test_a_form_that_does_not_say_what_was_thought_of_them_does_nothing() -> None:
    comment = waiting()
    sent = {"one": f"trust-{comment.pk}", f"seen-{comment.pk}": "1.pending", "confirmed": "yes"}
    assert "The list did not say" in words(browser(moderator()).post(DECIDE, sent, follow=True))
    assert not Decision.objects.exists()


def test_every_screen_says_what_is_thought_of_them() -> None:
    author, client = reader(), browser(moderator())
    Person.objects.create(author=author, trusted_at=timezone.now())
    comment = waiting(author)
    pin = f'name="person-{comment.pk}" value="{Person.objects.get().seen}"'
    for path in (QUEUE, f"{QUEUE}{case_of(comment).pk}/change/", f"/admin/comments/comment/{comment.pk}/change/"):
        assert pin in client.get(path).content.decode()
    assert pin in press(client, "block", comment).content.decode()


def test_all_of_theirs_is_approved_without_trust_in_one_decision_and_one_undo() -> None:
    author, client = reader(), browser(moderator())
    rows = [say(author) for _ in range(3)]
    press(client, "approve", rows[0])
    assert [state(row) for row in rows] == ["published", "pending", "pending"]
    asked = press(client, "release", rows[1])
    assert "All that is held of theirs appears now." in words(asked)
    assert "1 let through, with 2 comments of theirs." in words(confirm(client, asked, reason="Kind."))
    assert {state(row) for row in rows} == {"published"}
    assert not Person.objects.get().is_trusted
    decision = Decision.objects.latest("pk")
    assert (decision.verb, decision.count, decision.reason) == ("release", 1, "Kind.")
    entry = Entry.objects.about(rows[1])[0]
    assert (entry.verb, entry.after["decision"]) == ("approved", decision.pk)
    assert undo(decision, actor=make.owner()) == (1, 0)
    assert [state(row) for row in rows] == ["published", "pending", "pending"]
    assert Case.objects.open().count() == 2


def test_all_of_theirs_is_what_is_held_and_not_what_was_put_away() -> None:
    author = reader()
    held, spam, hidden = waiting(author), waiting(author, state=State.SPAM), waiting(author)
    decided("hide", hidden)
    assert decide("release", {author.pk: None}, actor=make.owner(), reason="").done == 1
    assert [state(row) for row in (held, spam, hidden)] == ["published", "spam", "hidden"]
    assert decide("release", {author.pk: None}, actor=make.owner(), reason="") == (None, 0, 1)


@pytest.mark.parametrize(("others", "offered"), [(0, False), (1, True)])
def test_it_is_offered_where_something_else_of_theirs_is_held(others: int, offered: bool) -> None:
    author, client = reader(), browser(moderator())
    comment = waiting(author)
    for _ in range(others):
        waiting(author)
    waiting(author, state=State.SPAM)
    for path in (QUEUE, f"{QUEUE}{case_of(comment).pk}/change/", f"/admin/comments/comment/{comment.pk}/change/"):
        assert (f'value="release-{comment.pk}"' in client.get(path).content.decode()) is offered


# From their own list and page.


def choose(client: Client, verb: str, *authors: Author, **told: Any) -> Any:
    """Choose a verb in the list of people, or send the form that asked."""
    sent = {**told, "action": verb, "_selected_action": [author.pk for author in authors]}
    return client.post(PEOPLE, sent, follow=True)


def test_from_their_list_what_was_edited_or_came_since_goes_on_waiting() -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, "trust")
    same, edited = waiting(author, body="Same words."), waiting(author)
    asked = choose(client, "trust", author)
    assert "2 comments of theirs wait." in words(asked)
    assert "Same words." in words(asked)
    edit(edited)
    new = waiting(author)
    answer = choose(client, "trust", author, **hidden_fields(asked))
    assert "1 trusted, with 1 comment of theirs. 2 comments of theirs go on waiting." in words(answer)
    assert [state(row) for row in (same, edited, new)] == ["published", "pending", "pending"]


@pytest.mark.parametrize(
    ("verb", "first"),
    [("block", "block"), ("trust", "block"), ("untrust", "untrust"), ("unblock", "unblock"), ("trust", "trust")],
)
def test_from_their_list_the_second_is_told(verb: str, first: str) -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, verb)
    asked = choose(client, verb, author)
    think(first, author)
    before = Person.objects.values().get()
    assert LATE in words(choose(client, verb, author, **hidden_fields(asked) | WORDS))
    assert Person.objects.values().get() == before
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("forget", ["person", "further"])
def test_a_form_of_their_list_that_says_too_little_asks_or_leaves_it(forget: str) -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, "trust")
    comment = waiting(author)
    fields = hidden_fields(choose(client, "trust", author))
    fields = {name: value for name, value in fields.items() if not name.startswith(forget)}
    answer = choose(client, "trust", author, **fields)
    assert state(comment) == "pending"
    assert Decision.objects.exists() is (forget == "further")
    assert ("Trust?" in words(answer)) is (forget == "person")


def test_the_question_of_their_list_says_what_is_thought_of_them_now() -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, "block")
    think("block", author)
    assert "Blocked for good." in words(choose(client, "block", author))


def test_their_list_says_to_whom_it_does_not_apply() -> None:
    one, other = reader(), reader()
    thought_of(one, "untrust")
    thought_of(other, "block")
    client = browser(moderator())
    asked = choose(client, "untrust", one, other)
    answer = choose(client, "untrust", one, other, **hidden_fields(asked))
    assert "1 no longer trusted; 1 left as it was, where it does not apply." in words(answer)


def test_their_page_offers_it_where_something_is_held() -> None:
    author, client = reader(), browser(moderator())
    thought_of(author, "block")
    page = f"{PEOPLE}{author.pk}/change/"
    assert 'value="release"' not in client.get(page).content.decode()
    waiting(author)
    assert 'value="release"' in client.get(page).content.decode()
