"""The same words, said again and again, are noticed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.moderation.admitting import case, facts, host, known, reader, reasons, say
from tests.races import at_once, need_two_at_once
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation import repeats
from wiki.moderation.admission import admit
from wiki.moderation.erasing import erase
from wiki.moderation.models import Case, Saying
from wiki.moderation.said import Said

WORDS = (
    "I read your page about the tide tables of the old harbour with much pleasure, and I think that the winds of the "
    "last winter explain most of what you found there, though not the second flood in March."
)


@pytest.mark.django_db
def test_it_works() -> None:
    first = say(known(), WORDS)
    assert first.state == State.PUBLISHED
    second = say(known(), WORDS)
    assert second.state == State.PENDING
    assert reasons(second) == {"repeated": 5}
    assert case(second).reasons[0]["why"] == "The same words, or nearly, were said within the last week."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "again",
    [
        WORDS.upper(),
        WORDS.replace("e", "é"),
        WORDS.replace(" ", "  *") + "*" * WORDS.count(" "),
        WORDS.replace(",", ";"),
        f"Hello Ada! {WORDS}",
        WORDS + " https://evil.example",
        WORDS.replace("March", "April"),
    ],
)
def test_nearly_the_same_is_noticed(again: str) -> None:
    say(known(), WORDS)
    assert reasons(say(known(), again)) == {"repeated": 5}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        "Thank you!",
        "Well said, I think so too.",
        f"> {WORDS}\n\nNo, I do not think so: the second flood was in May, as the tables of the old harbour say.",
        "The winds of the last winter explain nothing to me, and the second flood in March is an error of the tables.",
    ],
)
def test_what_is_only_alike_is_not(other: str) -> None:
    say(known(), WORDS)
    say(known(), other)
    assert say(known(), other).state == (State.PUBLISHED if len(other) < 40 else State.PENDING)
    assert Case.objects.count() == (0 if len(other) < 40 else 1)


@pytest.mark.django_db
def test_a_short_text_with_a_link_is_known_as_a_whole() -> None:
    say(known(), "Look: https://a.example")
    assert reasons(say(known(), "LOOK – <https://a.example>")) == {"repeated": 5}
    assert say(known(), "Look there: https://a.example").state == State.PUBLISHED


@pytest.mark.django_db
def test_what_was_taken_for_spam_is_spam_when_it_comes_back() -> None:
    say(known(), WORDS).mark_as_spam(actor=make.owner())
    again = say(known(), WORDS)
    assert again.state == State.SPAM
    assert reasons(again) == {"repeated": 10}


@pytest.mark.django_db
def test_what_only_a_machine_took_for_spam_is_no_worse_than_said_before() -> None:
    assert say(known(), WORDS, trap="filled").state == State.SPAM
    assert reasons(say(known(), WORDS)) == {"repeated": 5}


@pytest.mark.django_db
def test_ones_own_words_are_noticed_too_but_for_those_that_were_taken_back() -> None:
    author = known()
    first = say(author, WORDS)
    assert reasons(say(author, WORDS)) == {"repeated": 5}
    other = known()
    first.remove(actor=make.account(author))
    Comment.objects.filter(author=author).exclude(pk=first.pk).update(state=State.DELETED)
    make.comment(author)
    assert say(author, WORDS).state == State.PUBLISHED
    assert reasons(say(other, WORDS)) == {"repeated": 5}


@pytest.mark.django_db
def test_after_a_week_nothing_is_known_of_it() -> None:
    say(known(), WORDS)
    Saying.objects.update(said_at=timezone.now() - timedelta(days=7, seconds=1))
    assert say(known(), WORDS).state == State.PUBLISHED
    assert reasons(say(known(), WORDS)) == {"repeated": 5}
    Saying.objects.update(said_at=timezone.now() - timedelta(days=7, seconds=1))
    repeats.forget()
    assert not Saying.objects.exists()


@pytest.mark.django_db
def test_what_is_kept_tells_nobody_the_words_and_is_little() -> None:
    for _ in range(5):
        say(known(), WORDS * 20)
    assert Saying.objects.count() == repeats.SAMPLE
    row = Saying.objects.first()
    assert row
    assert set(vars(row)) == {"_state", "digest", "said_at", "comment_id"}


@pytest.mark.django_db
def test_whoever_is_erased_leaves_nothing_of_it() -> None:
    comment = say(known(), WORDS)
    user = make.account(comment.author)
    make.owner()
    erase(user, replies="remove", actor=user)
    assert not Saying.objects.exists()


@pytest.mark.django_db
def test_a_new_reader_who_repeats_others_is_held_for_both() -> None:
    say(known(), WORDS)
    assert reasons(say(reader(), WORDS)) == {"repeated": 5, "first": 0}


@pytest.mark.django_db
def test_without_the_site_s_key_nobody_can_tell_what_was_said(settings: object) -> None:
    said = Said(known(), WORDS)
    one = repeats.sample_of(said)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert not {*one} & {*repeats.sample_of(said)}


@pytest.mark.django_db(transaction=True)
def test_the_same_words_at_once_are_let_in_once() -> None:
    need_two_at_once()
    authors = [known() for _ in range(4)]
    to = host()
    said = at_once(*(lambda one=one: admit(to, one, WORDS, actor=make.account(one), facts=facts()) for one in authors))
    assert sorted(comment.state for comment in said) == ["pending", "pending", "pending", "published"]
    assert Case.objects.open().count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_once_says_it_once() -> None:
    need_two_at_once()
    author, to = known(), host()
    said = at_once(*[lambda: admit(to, author, WORDS, actor=make.account(author), facts=facts(form_key="a"))] * 4)
    assert len({comment.pk for comment in said}) == 1
    assert said[0].state == State.PUBLISHED
    assert Comment.objects.filter(author=author).count() == 2
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_that_share_some_of_their_words_do_not_wait_for_each_other_for_ever() -> None:
    need_two_at_once()
    authors, hosts = [known() for _ in range(6)], [host(), host()]
    texts = [f"{WORDS} {' '.join(f'word{n}' for n in range(at, at + 12))}" for at in range(6)]
    said = at_once(
        *(
            lambda one=one, text=text, to=to: admit(to, one, text, actor=make.account(one), facts=facts())
            for one, text, to in zip(authors, texts, hosts * 3, strict=True)
        )
    )
    assert all(isinstance(comment, Comment) for comment in said), said
