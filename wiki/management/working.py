"""The worker that sends mails and tells Akismet what was decided, for as long as the site is served."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.conf import settings

from wiki.management.processes import started

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds before a worker that died is followed by another
GRACE = 15  # seconds to end what it is at: a mail server may take ten to answer
GLANCE = 1  # second until the death of a worker is seen


def is_needed() -> bool:
    """Whether this site ever has anything for a worker to do."""
    return bool(settings.EMAIL_URL or settings.AKISMET_KEY)


@contextmanager
def working(*, wanted: bool) -> Iterator[None]:
    """While the block runs, so does `manage.py db_worker`, where it is wanted; it does not outlive the block."""
    if not wanted:
        yield
        return
    over = Event()
    shift = Thread(target=keep_working, args=(over,), daemon=True)
    shift.start()
    try:
        yield
    finally:
        over.set()
        shift.join()


def keep_working(over: Event) -> None:
    """Have a worker until it is over; one that dies is told of and followed by another."""
    if hasattr(signal, "pthread_sigmask"):  # Windows has none
        # Ctrl-C reaches the whole group, the worker too, which inherits this: only we may end it, without a word.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    while not over.is_set():
        try:
            code = work(over)
        except OSError as error:
            logger.warning("The worker could not start (%s). It is tried again in %s seconds.", error, PAUSE)
        else:
            # Who is told to end before it has begun ends by the signal.
            if code not in {0, -signal.SIGTERM} and not over.is_set():
                logger.warning("The worker ended with code %s. Another begins in %s seconds.", code, PAUSE)
        over.wait(PAUSE)


def work(over: Event) -> int:
    """One worker, until it ends or it is over; its exit code. The end of its input tells it to end what it is at."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker", "--child", "--no-reload"]
    with started(command, stdin=subprocess.PIPE) as process:
        while process.poll() is None and not over.wait(GLANCE):
            pass
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.returncode
