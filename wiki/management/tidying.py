"""What must go, goes, for as long as the site is served."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.conf import settings

from wiki.management.processes import started

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

LONGEST = 600  # seconds that one round may take
GLANCE = 0.2


@contextmanager
def tidying(every: float) -> Iterator[None]:
    """While the block runs, `manage.py tidy` is run every so many seconds; no round outlives it."""
    over = Event()
    rounds = Thread(target=keep_tidying, args=(over, every), daemon=True)
    rounds.start()
    try:
        yield
    finally:
        over.set()
        rounds.join()


def keep_tidying(over: Event, every: float) -> None:
    """Tidy until it is over; a round that fails is told and the next one comes all the same."""
    if hasattr(signal, "pthread_sigmask"):  # Windows has none
        # Ctrl-C reaches the whole group, a round too, which inherits this: only we may end it, without a traceback.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    while not over.wait(every):
        try:
            code = tidy(over)
        except OSError as error:
            logger.warning("Tidying could not start (%s). It is tried again in %s seconds.", error, every)
        else:
            if code and not over.is_set():
                logger.warning("Tidying ended with code %s. It is tried again in %s seconds.", code, every)


def tidy(over: Event) -> int:
    """One round, in a process that takes its memory and its connection with it; its exit code."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "tidy"]
    with started(command, stdin=subprocess.DEVNULL) as process:
        began = time.monotonic()
        while process.poll() is None and time.monotonic() - began < LONGEST and not over.wait(GLANCE):
            pass
        process.kill()
    return process.returncode
