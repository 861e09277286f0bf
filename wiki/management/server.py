"""Serve the site."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, connections
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels, logger

from wiki.lib import charsets

if TYPE_CHECKING:
    import logging

    from django.core.handlers.wsgi import WSGIHandler

# A client that sends its body slowly holds a thread; so many can do that before others wait.
THREADS = 128


def check_port(host: str, port: int) -> None:
    """Refuse, with advice, a port on which something else listens or that we may not open."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or error
            raise CommandError(f"Cannot serve on {host}, port {port} ({reason}). Choose another with --port.") from None


def threads(workers: int) -> int:
    """Threads a worker; with a database server, no more in all than the connections that we may open."""
    if connection.vendor == "sqlite":
        return THREADS
    return max(1, min(THREADS, settings.DATABASE_CONNECTIONS // workers))


def serve(host: str, port: int, workers: int) -> None:
    """Serve until interrupted; requests in flight then have ten seconds to end."""
    count = threads(workers)
    connections.close_all()
    server = Granian(
        "wiki.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=count,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
        log_level=LogLevels.warning,
    )
    logger.addFilter(is_news)
    server.serve(target_loader=application, wrap_loader=False)


def application() -> WSGIHandler:
    """What a worker runs. Ctrl-C reaches it too, but only its parent may stop it: told twice at once, granian hangs."""
    if hasattr(signal, "pthread_sigmask"):  # Windows has none
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    return charsets.application()


def is_news(record: logging.LogRecord) -> bool:
    """All that granian logs but its doubt about so many threads: that many are meant, and no setting takes it back."""
    return "Python threads" not in record.getMessage()
