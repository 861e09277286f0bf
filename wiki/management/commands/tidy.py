from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally
from wiki.lib import purging
from wiki.moderation import repeats
from wiki.moderation.models import Flag
from wiki.notices import leftovers
from wiki.notices.models import Notice
from wiki.pages.models import Draft
from wiki.votes import networks

if TYPE_CHECKING:
    from collections.abc import Callable


CHORES: dict[str, Callable[[], object]] = {
    "the words of comments deleted long ago": Comment.objects.forget_deleted,
    "drafts that nobody has touched for half a year": Draft.objects.forget_old,
    "hashes of what was said over a week ago": repeats.forget,
    "networks that were seen over a week ago": networks.forget,
    "networks of flags": Flag.objects.forget_networks,
    "notices that are over a year old": Notice.objects.forget_old,
    "tasks that were begun over a week ago": leftovers.forget_tasks,
    "mails that were left behind": leftovers.resume,
    "karma that is out of date": CommentTally.objects.refresh_all_karma,
    "sessions that are over": partial(call_command, "clearsessions"),
    "what SQLite's log still holds of erased rows": purging.empty_log,
}


class Command(BaseCommand):
    help = "Let go of what is not to be kept. `up` does it every hour; elsewhere, run it once an hour."

    def handle(self, *_args: Any, **_options: Any) -> None:
        failed: dict[str, Exception] = {}
        for what, let_go in CHORES.items():
            try:
                let_go()
            except Exception as error:  # whatever it is, the other chores are still to be done
                failed[what] = error
        if failed:
            reasons = [f"Could not let go of {what}: {error}" for what, error in failed.items()]
            raise CommandError("\n".join(reasons)) from next(iter(failed.values()))
