"""Work that waits for a worker, or was done, and names somebody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django_tasks_db.models import DBTaskResult

from wiki.notices.delivering import deliver

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.authors.models import Author

#: What of a task can hold words.
HOLD = ("args_kwargs", "return_value", "traceback")


def forget_queued(user: User, author: Author | None) -> None:
    """Take out of the queue, and out of what is remembered of it, each task for them or that names them."""
    rows = DBTaskResult.objects.all()
    rows.filter(task_path=deliver.module_path, args_kwargs__args=[user.pk]).delete()
    told = rows.annotate(**{f"{name}_told": Cast(name, TextField()) for name in HOLD})
    for words in names_of(user, author):
        held = Q()
        for name in HOLD:
            held |= Q(**{f"{name}_told__icontains": words}) | Q(**{f"{name}_told__icontains": json.dumps(words)[1:-1]})
        rows.filter(pk__in=told.filter(held).values("pk")).delete()


def names_of(user: User, author: Author | None) -> set[str]:
    """What they are known by: their addresses."""
    further = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {one for one in (user.email, *further, author.email if author else "") if one}
