"""Who is told of what that was said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.notices.telling import notice, person, say, told
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation.models import Person
from wiki.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_it_works(ada: Author, eve: Author) -> None:
    reply = say(make.comment(ada), eve)
    assert told(ada) == {reply.pk: "answers you"}
    assert told(eve) == {}


def test_whoever_is_answered_hears_it_and_so_does_whose_thread_it_is(ada: Author, eve: Author) -> None:
    bob = person("Bob")
    first = say(make.comment(ada), eve)
    second = say(first, bob)
    assert told(eve) == {second.pk: "answers you"}
    assert told(ada) == {first.pk: "answers you", second.pk: "on yours"}


def test_whose_work_it_is_on_hears_it(ada: Author, eve: Author) -> None:
    reply = say(make.work(ada), eve)
    assert told(ada) == {reply.pk: "on yours"}


def test_whoever_began_a_page_hears_it_and_whoever_wrote_what_it_says_now(ada: Author, eve: Author) -> None:
    grace, alan = person("Grace", listed=True), person("Alan", listed=True)
    page = make.page(ada)
    for author in (grace, alan):
        make.revise(page, author, body=f"By {author.name}.\n")
    reply = say(page, eve)
    assert told(ada) == told(alan) == {reply.pk: "on yours"}
    assert told(grace) == {}


def test_nobody_hears_their_own_words(ada: Author) -> None:
    page = make.page(ada)
    own = say(page, ada)
    say(own, ada)
    assert told(ada) == {}


def test_one_person_hears_once_of_one_comment(ada: Author, eve: Author) -> None:
    on_page = say(make.page(ada), ada)
    reply = say(on_page, eve)
    assert told(ada) == {reply.pk: "answers you"}


def test_nobody_hears_it_without_an_account(eve: Author) -> None:
    say(make.comment(make.author()), eve)
    assert not Notice.objects.exists()


def test_who_may_not_sign_in_hears_nothing(ada: Author, eve: Author) -> None:
    make.account(ada).is_active = False
    make.account(ada).save()
    say(make.comment(ada), eve)
    assert not Notice.objects.exists()


def test_who_is_blocked_hears_nothing_until_that_is_over(ada: Author, eve: Author) -> None:
    person = Person.objects.create(author=eve, blocked_at=timezone.now())
    first = say(make.comment(ada), eve)
    say(first, ada)
    assert told(eve) == {}
    person.blocked_until = timezone.now() - timedelta(seconds=1)
    person.save()
    reply = say(first, ada)
    assert told(eve) == {reply.pk: "answers you"}


def test_an_answer_to_what_was_taken_away_meanwhile_is_told_to_nobody(ada: Author, eve: Author) -> None:
    comment = make.comment(ada)
    reply = say(comment, eve, state=State.PENDING)
    comment.remove(actor=make.account(ada))
    Comment.objects.get(pk=reply.pk).approve(actor=make.account(ada))
    assert told(ada) == {}


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.SPAM])
def test_what_nobody_reads_is_told_to_nobody_until_it_is_let_through(ada: Author, eve: Author, state: State) -> None:
    reply = say(make.comment(ada), eve, state=state)
    assert not Notice.objects.exists()
    before = timezone.now()
    reply.approve(actor=make.account(ada))
    assert told(ada) == {reply.pk: "answers you"}
    assert notice(make.account(ada)).made_at > before


@pytest.mark.parametrize("verb", ["hide", "mark_as_spam", "hold", "remove"])
def test_what_is_taken_back_is_told_no_longer_and_comes_back_as_it_was(ada: Author, eve: Author, verb: str) -> None:
    reply = say(make.comment(ada), eve)
    Notice.objects.update(read_at=timezone.now())
    reason = {"reason": "So."}
    getattr(reply, verb)(actor=make.account(ada), **reason)
    assert told(ada) == {}
    back = Comment.objects.get(pk=reply.pk)
    assert (back.restore if verb == "remove" else back.approve)(actor=make.account(ada))
    assert told(ada) == {reply.pk: "answers you"}
    assert notice(make.account(ada)).read_at


def test_who_was_not_told_of_it_then_is_not_told_when_it_is_restored(ada: Author, eve: Author) -> None:
    reply = say(make.comment(ada), eve)
    Notice.objects.all().delete()
    reply.remove(actor=make.account(eve))
    Comment.objects.get(pk=reply.pk).restore(actor=make.account(eve))
    assert not Notice.objects.exists()


def test_what_is_said_on_a_page_comes_and_goes_with_it(ada: Author, eve: Author) -> None:
    page = make.page(ada)
    reply = say(page, eve)
    page.unpublish(actor=make.account(ada))
    assert told(ada) == {}
    page.publish(actor=make.account(ada))
    assert told(ada) == {reply.pk: "on yours"}


def test_what_was_let_through_while_its_page_was_closed_is_told_when_it_opens(ada: Author, eve: Author) -> None:
    page = make.page(ada)
    reply = say(page, eve, state=State.PENDING)
    page.unpublish(actor=make.account(ada))
    Comment.objects.get(pk=reply.pk).approve(actor=make.account(ada))
    assert told(ada) == {}
    page.publish(actor=make.account(ada))
    assert told(ada) == {reply.pk: "on yours"}


def test_an_import_tells_nobody(ada: Author, eve: Author) -> None:
    make.comment(eve, parent=make.comment(ada))
    assert not Notice.objects.exists()
