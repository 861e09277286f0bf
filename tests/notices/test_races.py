"""Two at once: a mail goes out once, and nobody waits for somebody who waits for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests import make
from tests.notices.telling import pass_time, person, say, worker
from tests.races import at_once, need_two_at_once, slow
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation import erasing
from wiki.notices import models, telling
from wiki.notices.choosing import choose
from wiki.notices.delivering import deliver
from wiki.notices.hearing import hearing
from wiki.notices.models import Notice, Pace
from wiki.notices.posting import post

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

    from wiki.authors.models import Author

    Outbox = list[EmailMultiAlternatives]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("with_mail")]


@pytest.fixture
def ada() -> Author:
    need_two_at_once()
    return make.primary(name="Ada", user=make.owner(email="ada@example.org"))


def test_two_workers_send_one_mail(ada: Author, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    eve = person("Eve")
    for _ in range(4):
        say(make.comment(ada), eve)
    pass_time()
    monkeypatch.setattr("wiki.notices.delivering.post", slow(post))
    assert at_once(*[worker().run] * 4) == [None] * 4
    assert len(mailoutbox) == 1
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_the_same_task_at_once_sends_one_mail(ada: Author, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    say(make.comment(ada), person("Eve"))
    pass_time()
    # Between looking at what is due and taking it on.
    monkeypatch.setattr(models, "timezone", SimpleNamespace(now=slow(timezone.now)))
    user = make.account(ada).pk
    assert at_once(*[lambda: deliver.call(user)] * 4) == [None] * 4
    assert len(mailoutbox) == 1


def test_an_undo_and_the_worker_agree(ada: Author, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = [say(make.comment(ada), person("Eve")) for _ in range(6)]
    pass_time()
    monkeypatch.setattr(telling, "follow", slow(telling.follow))
    user = make.account(ada)

    def hide(reply: Comment) -> bool:
        return reply.hide(actor=user, reason="So.")

    done = at_once(lambda: deliver.call(user.pk), *[lambda reply=reply: hide(reply) for reply in replies])
    assert done == [None, *[True] * 6]
    assert not Notice.objects.filter(public=True).exists()
    told = "".join(str(message.body) for message in mailoutbox)
    for notice in Notice.objects.all():
        public_id = Comment.objects.get(pk=notice.source).public_id
        assert (public_id in told) == bool(notice.sent_at)


def test_reading_choosing_closing_and_sending_do_not_wait_for_each_other(ada: Author) -> None:
    page, eve, user = make.page(ada), person("Eve"), make.account(ada)
    for _ in range(20):
        say(page, eve)
    pass_time()

    def close_and_open() -> None:
        page.unpublish(actor=user)
        page.publish(actor=user)

    done = at_once(
        close_and_open,
        lambda: deliver.call(user.pk),
        lambda: choose(user, Pace.DAILY),
        lambda: choose(user, Pace.NOW),
        lambda: Notice.objects.of(user).unread().order_by("-pk").change(read_at=timezone.now()),
    )
    assert not [error for error in done if isinstance(error, Exception)]


def test_one_comment_let_through_twice_at_once_is_told_once(ada: Author) -> None:
    reply = say(make.comment(ada), person("Eve"), state=State.PENDING)
    user = make.account(ada)
    done = at_once(*[lambda: Comment.objects.get(pk=reply.pk).approve(actor=user)] * 3)
    assert sorted(done) == [False, False, True]
    assert Notice.objects.count() == 1


def test_who_leaves_meanwhile_is_in_nobody_s_way(ada: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    first = say(make.page(ada), person("Eve"))
    eve, second = make.account(first.author), say(first, person("Carol"))
    bob = person("Bob")
    monkeypatch.setattr("wiki.notices.telling.hearing", slow(hearing))
    monkeypatch.setattr(erasing, "give_up_account", slow(erasing.give_up_account))
    said, erased = at_once(lambda: say(second, bob), lambda: erasing.erase(eve, replies="anonymous", actor=None))
    assert erased is True
    assert Comment.objects.get(pk=said.pk).body == "Well said."
    assert not Notice.objects.filter(user=eve.pk).exists()
