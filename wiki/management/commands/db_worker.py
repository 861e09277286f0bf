"""Do what waits; the library's command, a little calmer, and ending with whoever runs it."""

from __future__ import annotations

import logging
import os
import signal
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any

from django_tasks_db.management.commands import db_worker

if TYPE_CHECKING:
    from argparse import ArgumentParser

#: Seconds from one look at the queue to the next: on SQLite each takes the write lock for a moment.
INTERVAL = 5


class Command(db_worker.Command):
    help = (
        "Send the mails that wait, and tell Akismet what moderators decided. "
        "`up` runs one of these itself; elsewhere run as many as you like."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(interval=INTERVAL)
        parser.add_argument("--child", action="store_true", help="end when standard input does, with whoever runs this")

    def handle(self, *, child: bool, **options: Any) -> None:  # type: ignore[override]
        if child:
            Thread(target=end_with_parent, daemon=True).start()
        super().handle(**options)

    def configure_logging(self, verbosity: int) -> None:
        """Say only what went wrong, unless asked for more."""
        if verbosity > 1:
            super().configure_logging(verbosity)
            return
        for name in ("django_tasks", "django_tasks_db"):
            logging.getLogger(name).setLevel(logging.ERROR)


def end_with_parent() -> None:
    """Wait until nobody holds the other end of standard input any more, then end what is being done and go."""
    while os.read(sys.stdin.fileno(), 1024):  # not through a buffer, whose lock would be in the way of a calm end
        pass
    worker = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if worker is None or worker.running:  # a second signal would cut off a mail that is on its way
        os.kill(os.getpid(), signal.SIGTERM)
