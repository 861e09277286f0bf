"""Conversations of which somebody is told, and the worker that mails it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from tests import make
from wiki.comments.answering import answer
from wiki.notices.models import Notice

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

    from accounts.models import User
    from wiki.authors.models import Author
    from wiki.comments.answering import Target
    from wiki.comments.models import Comment

LATER = timedelta(minutes=3)


def person(name: str, *, listed: bool = False, **of_user: Any) -> Author:
    """Somebody with an account who may answer."""
    return make.author(name=name, listed=listed, user=make.user(**of_user))


def say(to: Target, author: Author, body: str = "Well said.", **how: Any) -> Comment:
    """Let somebody answer."""
    return answer(to, author, body, actor=make.account(author), **how)


def told(author: Author) -> dict[int, str]:
    """Of which comments somebody is told, and why."""
    notices = Notice.objects.of(make.account(author))
    return dict(notices.values_list("source", "why"))


def pass_time(by: timedelta = LATER) -> None:
    """Let so much time pass for what waits in the queue, and for what is due."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=F("run_after") - by)
    Notice.objects.filter(due_at__isnull=False).update(due_at=F("due_at") - by)


def work(by: timedelta = LATER) -> None:
    """Let so much time pass, and a worker do what waits then."""
    pass_time(by)
    with patch.object(db_worker, "close_old_connections"):  # which a test's transaction would not outlive
        worker().run()
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    assert not [task.traceback for task in failed]


def worker() -> db_worker.Worker:
    """A worker as `db_worker --batch` has it, which leaves this process its signals."""
    return db_worker.Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="a worker of the tests",
        excluded_queue_names=[],
    )


def waiting() -> list[tuple[list[Any], bool]]:
    """Of each task that waits: its arguments, and whether its time has come."""
    now = timezone.now()
    tasks = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("run_after")
    return [(task.args_kwargs["args"], task.run_after <= now) for task in tasks]


def html_of(message: EmailMultiAlternatives) -> str:
    """The HTML of a mail."""
    [part] = message.alternatives
    return str(part[0])


def notice(user: User) -> Notice:
    """The only one of which somebody is told."""
    return Notice.objects.get(user=user)
