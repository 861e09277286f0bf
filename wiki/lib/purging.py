"""Deleted rows, out of the database's files too and not only out of its tables."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

TRIES = 3
#: Milliseconds that each try waits for whoever is still reading what was there before.
WAIT = 500


def purge(tables: Sequence[str]) -> None:
    """After the commit: let go of what rows of these tables said. The tables of SQLite overwrite it themselves."""
    if connection.in_atomic_block:
        return
    if connection.vendor == "sqlite":
        if not any(empty_log() for _ in range(TRIES)):
            logger.warning("Somebody reads what was just erased. It leaves the disk when the site is tidied next.")
    else:
        vacuum(tables)


def empty_log() -> bool:
    """Move what SQLite's write-ahead log holds into the database and cut the log to nothing; whether that was done.

    Who still reads an older state of the database needs the log, and then it is not.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
        try:
            return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def vacuum(tables: Sequence[str]) -> None:
    """Let PostgreSQL clear dead rows away now; where its role may not, or somebody is at it, autovacuum does later."""
    quoted = ", ".join(connection.ops.quote_name(table) for table in tables)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (SKIP_LOCKED) {quoted}")
    except DatabaseError as error:
        logger.warning("What was just erased is not cleared away yet (%s). Autovacuum does it.", error)
