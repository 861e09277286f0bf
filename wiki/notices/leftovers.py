"""What dead workers and done tasks leave behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from wiki.notices.delivering import deliver, send_later
from wiki.notices.models import Notice

if TYPE_CHECKING:
    from collections.abc import Collection

#: How long a task that was begun is kept, for whoever looks why a mail did not come.
KEPT = timedelta(days=7)
#: What is overdue by so much was left behind.
LEFT = timedelta(minutes=30)


def resume() -> None:
    """Let a worker send what nobody took on in time: its task was lost with a worker that died."""
    late = Notice.objects.waiting().filter(due_at__lt=timezone.now() - LEFT)
    for user in set(late.values_list("user", flat=True)).difference(awaited()):
        send_later(user, timezone.now())


def awaited() -> Collection[int]:
    """The users for whom a task waits already, by number."""
    tasks = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=deliver.module_path)
    return {told["args"][0] for told in tasks.values_list("args_kwargs", flat=True)}


def forget_tasks() -> int:
    """Let go of the tasks that were begun over a week ago, whatever became of them; says how many there were."""
    then = timezone.now() - KEPT
    return DBTaskResult.objects.filter(Q(finished_at__lt=then) | Q(finished_at=None, started_at__lt=then)).delete()[0]
