"""When a mail goes out, to whom, and that it never goes out twice."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests import make
from tests.notices import telling
from tests.notices.telling import html_of, notice, pass_time, say, waiting, work
from wiki.comments.models import Comment
from wiki.moderation.models import Person
from wiki.notices import delivering, leftovers, paces
from wiki.notices.choosing import choose
from wiki.notices.models import Notice, Pace

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives
    from pytest_django import Settings

    from wiki.authors.models import Author

    Outbox = list[EmailMultiAlternatives]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_mail")]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set the clock that says when mails are due."""

    class Clock:
        now: Callable[[], datetime]

    def set_to(hour: int, minute: int = 0, second: int = 0) -> None:
        Clock.now = lambda: datetime(2026, 3, 1, hour, minute, second, tzinfo=UTC)
        monkeypatch.setattr(paces, "timezone", Clock)

    return set_to


def test_it_works(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve, "Have you *seen* this?")
    work()
    [message] = mailoutbox
    assert message.to == ["ada@example.org"]
    assert message.subject == "Eve answered you"
    assert "Have you *seen* this?" in str(message.body)
    assert "Have you <em>seen</em> this?" in html_of(message)
    assert notice(make.account(ada)).sent_at


def test_it_waits_for_two_minutes(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve)
    assert waiting() == [([make.account(ada).pk], False)]
    work(timedelta(seconds=115))
    assert mailoutbox == []
    work(timedelta(seconds=6))
    assert len(mailoutbox) == 1


def test_the_queue_holds_neither_address_nor_words(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve, "Unsayable.")
    work()
    [kept] = DBTaskResult.objects.values()
    assert kept["args_kwargs"] == {"args": [make.account(ada).pk], "kwargs": {}}
    assert "Unsayable" not in str(kept)
    assert "example.org" not in str(kept)


def test_an_undo_within_two_minutes_recalls_it(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    reply = say(make.comment(ada), eve)
    reply.hide(actor=make.account(ada), reason="So.")
    work()
    assert mailoutbox == []
    assert notice(make.account(ada)).claimed_at is None


def test_what_was_recalled_and_let_through_again_is_mailed_once(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    reply = say(make.comment(ada), eve)
    reply.hide(actor=make.account(ada), reason="So.")
    work()
    reply = Comment.objects.get(pk=reply.pk)
    reply.approve(actor=make.account(ada))
    work(timedelta(seconds=100))
    assert mailoutbox == []
    work()
    reply.hide(actor=make.account(ada), reason="So.")
    Comment.objects.get(pk=reply.pk).approve(actor=make.account(ada))
    work()
    assert len(mailoutbox) == 1


def test_what_was_mailed_is_not_mailed_again_when_its_page_opens_again(
    ada: Author, eve: Author, mailoutbox: Outbox
) -> None:
    page = make.page(ada)
    say(page, eve)
    work()
    page.unpublish(actor=make.account(ada))
    say(make.comment(ada), eve)
    page.publish(actor=make.account(ada))
    work()
    assert [message.subject for message in mailoutbox] == [f"Eve wrote on {page.title}", "Eve answered you"]


def test_what_somebody_marked_as_read_is_not_mailed(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve)
    Notice.objects.update(read_at=timezone.now())
    work()
    assert mailoutbox == []


def test_without_mail_nothing_is_put_in_the_queue(ada: Author, eve: Author, settings: Settings) -> None:
    settings.EMAIL_URL = ""
    say(make.comment(ada), eve)
    assert waiting() == []
    assert notice(make.account(ada)).due_at is None


def test_who_wants_no_mails_gets_none(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    choose(make.account(ada), Pace.NEVER)
    say(make.comment(ada), eve)
    assert waiting() == []
    work()
    assert mailoutbox == []


def test_who_wants_no_mails_any_more_gets_none_of_what_waited(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve)
    choose(make.account(ada), Pace.NEVER)
    work()
    choose(make.account(ada), Pace.NOW)
    work()
    assert mailoutbox == []


def unverified(ada: Author) -> None:
    EmailAddress.objects.filter(user=ada.user).update(verified=False)


def placeholder(ada: Author) -> None:
    make.account(ada).change_email("owner@localhost")


def inactive(ada: Author) -> None:
    make.account(ada).is_active = False
    make.account(ada).save()


def blocked(ada: Author) -> None:
    Person.objects.create(author=ada, blocked_at=timezone.now())


@pytest.mark.parametrize("become", [unverified, placeholder, inactive, blocked])
def test_no_mail_goes_to_whom_it_may_not(
    ada: Author, eve: Author, mailoutbox: Outbox, become: Callable[[Author], None]
) -> None:
    say(make.comment(ada), eve)
    become(ada)
    work()
    assert mailoutbox == []
    assert notice(make.account(ada)).claimed_at is None


def test_several_that_are_due_go_in_one_mail(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    for _ in range(3):
        say(make.comment(ada), eve)
    work()
    [message] = mailoutbox
    assert message.subject == "3 new replies on example.org"


@pytest.mark.parametrize(
    ("at", "due"),
    [((6, 57, 59), (1, 7)), ((6, 58, 1), (2, 7)), ((7,), (2, 7)), ((12,), (2, 7)), ((0,), (1, 7))],
)
def test_one_a_day_comes_at_seven_and_never_within_two_minutes(
    ada: Author, eve: Author, clock: Callable[..., None], at: tuple[int, ...], due: tuple[int, int]
) -> None:
    choose(make.account(ada), Pace.DAILY)
    clock(*at)
    say(make.comment(ada), eve)
    assert notice(make.account(ada)).due_at == datetime(2026, 3, *due, tzinfo=UTC)


def test_one_a_day_is_one_mail(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    choose(make.account(ada), Pace.DAILY)
    for _ in range(3):
        say(make.comment(ada), eve)
    work()
    assert mailoutbox == []
    work(timedelta(days=1))
    work(timedelta(days=1))
    [message] = mailoutbox
    assert message.subject == "3 new replies on example.org"


def test_who_changes_to_one_a_day_gets_what_waits_then(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve)
    choose(make.account(ada), Pace.DAILY)
    work()
    assert mailoutbox == []
    work(timedelta(days=1))
    assert len(mailoutbox) == 1


#: What the fake mail server does next: what it raises, in which place, and whether it has taken the mail by then.
FAILURES: dict[str, tuple[str, Exception, bool]] = {
    "cannot be reached": ("open", ConnectionRefusedError(111, "refused"), False),
    "does not answer": ("open", TimeoutError("timed out"), False),
    "refuses the password": ("open", smtplib.SMTPAuthenticationError(535, b"no"), False),
    "refuses the sender": ("send", smtplib.SMTPSenderRefused(451, b"later", "site@example.org"), False),
    "refuses the recipient": ("send", smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"who?")}), False),
    "refuses the words": ("send", smtplib.SMTPDataError(552, b"too large, ada@example.org"), False),
    "falls silent before it took it": ("send", smtplib.SMTPServerDisconnected("gone"), False),
    "falls silent after it took it": ("send", TimeoutError("timed out"), True),
    "breaks the line after it took it": ("send", ConnectionResetError(104, "reset"), True),
    "fails in a way of its own": ("send", RuntimeError("ada@example.org"), False),
    "fails to say goodbye": ("close", smtplib.SMTPServerDisconnected("gone"), True),
}
REFUSED = [name for name in FAILURES if "reach" in name or "answer" in name or "refuses" in name]


class Server(EmailBackend):
    """A mail server that fails in a place."""

    failing: tuple[str, Exception, bool] | None = None

    def open(self) -> None:
        self.fail("open")

    def send_messages(self, messages: Any) -> int:
        if self.failing is None or self.failing[2] or self.failing[0] != "send":
            super().send_messages(messages)
        self.fail("send")
        return 1

    def close(self) -> None:
        self.fail("close")

    def fail(self, place: str) -> None:
        if self.failing and self.failing[0] == place:
            raise self.failing[1]


@pytest.fixture
def server(settings: Settings) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    found: type[Server] = import_string(settings.EMAIL_BACKEND)
    found.failing = None
    return found


@pytest.mark.parametrize("name", FAILURES)
def test_it_goes_out_once_at_most_wherever_the_mail_server_fails(
    ada: Author,
    eve: Author,
    mailoutbox: Outbox,
    server: type[Server],
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    server.failing = FAILURES[name]
    say(make.comment(ada), eve)
    work()
    server.failing = None
    for _ in range(3):
        work(timedelta(minutes=1))
        leftovers.resume()
    work(timedelta(days=2))
    assert len(mailoutbox) == (name in REFUSED or FAILURES[name][2])
    assert "example.org" not in caplog.text
    assert bool(notice(make.account(ada)).sent_at) == (name in REFUSED or "goodbye" in name)


def test_a_refusal_is_followed_by_other_tries_further_and_further_apart_and_then_by_none(
    ada: Author, eve: Author, mailoutbox: Outbox, server: type[Server], caplog: Any
) -> None:
    server.failing = FAILURES["refuses the words"]
    say(make.comment(ada), eve)
    work()
    for count, minutes in enumerate((1, 5, 25, 120, 600), 1):
        assert notice(make.account(ada)).tries == count
        assert len(waiting()) == 1
        work(timedelta(minutes=minutes, seconds=-20))
        assert notice(make.account(ada)).tries == count
        work(timedelta(seconds=30))
    assert waiting() == []
    leftovers.resume()
    assert waiting() == []
    assert mailoutbox == []
    assert "for the last time" in caplog.text
    server.failing = None
    work(timedelta(days=9))
    assert mailoutbox == []


def test_the_newer_waits_for_no_retry_of_the_older(
    ada: Author, eve: Author, mailoutbox: Outbox, server: type[Server]
) -> None:
    choose(make.account(ada), Pace.NOW)
    server.failing = FAILURES["refuses the words"]
    say(make.comment(ada), eve, "The older.")
    for _ in range(4):
        work(timedelta(minutes=30))
    server.failing = None
    say(make.comment(ada), eve, "The newer.")
    work()
    [message] = mailoutbox
    assert "The newer." in str(message.body)


def test_what_was_claimed_by_a_worker_that_died_is_never_sent(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve)
    pass_time()
    assert Notice.objects.claim(make.account(ada).pk)
    for _ in range(3):
        leftovers.resume()
        work(timedelta(days=1))
    assert mailoutbox == []


def test_what_a_worker_left_behind_that_died_before_it_claimed_it_is_sent(
    ada: Author, eve: Author, mailoutbox: Outbox
) -> None:
    say(make.comment(ada), eve)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    work(timedelta(minutes=40))
    assert mailoutbox == []
    leftovers.resume()
    leftovers.resume()
    assert len(waiting()) == 1
    work()
    assert len(mailoutbox) == 1


def test_nothing_is_resumed_for_whom_a_task_waits_already(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve)
    pass_time(timedelta(hours=1))
    leftovers.resume()
    assert len(waiting()) == 1


def test_tasks_go_a_week_after_they_were_begun(ada: Author, eve: Author) -> None:
    for _ in range(3):
        say(make.comment(ada), eve)
    old, dead, new = DBTaskResult.objects.all()
    week = timezone.now() - timedelta(days=8)
    DBTaskResult.objects.filter(pk=old.pk).update(status="SUCCESSFUL", started_at=week, finished_at=week)
    DBTaskResult.objects.filter(pk=dead.pk).update(status="RUNNING", started_at=week)
    assert leftovers.forget_tasks() == 2
    assert DBTaskResult.objects.get() == new


def test_notices_go_after_a_year(ada: Author, eve: Author) -> None:
    old, new = (say(make.comment(ada), eve) for _ in range(2))
    Notice.objects.filter(source=old.pk).update(made_at=timezone.now() - timedelta(days=366))
    assert Notice.objects.forget_old() == 1
    assert Notice.objects.get().source == new.pk


def test_the_table_of_patience_is_as_told() -> None:
    assert delivering.PATIENCE == (1, 5, 25, 120, 600)
    assert telling.LATER > paces.HELD_BACK


def test_where_no_mail_goes_out_any_more_what_waits_is_dropped_and_not_said_to_be_sent(
    ada: Author, eve: Author, settings: Settings, mailoutbox: Outbox
) -> None:
    say(make.comment(ada), eve)
    settings.EMAIL_URL = ""
    work()
    assert not mailoutbox
    left = Notice.objects.get()
    assert (left.sent_at, left.claimed_at, left.due_at) == (None, None, None)
