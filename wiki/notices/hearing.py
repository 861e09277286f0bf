"""Who is told anything at all."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from accounts.models import User
from wiki.lib.kinds import KINDS


def hearing(users: Collection[int]) -> set[int]:
    """Those of these users, by number, who may sign in and from whom no room keeps what is told.

    None of them leaves until this transaction ends.
    """
    active = staying(users) if users else set()
    return active.difference(*(kind.deaf(active) for kind in KINDS.values())) if active else active


def staying(users: Collection[int]) -> set[int]:
    """Those of these users who may sign in, each of whom whoever erases them has to wait for."""
    rows = User.objects.filter(pk__in=users, is_active=True).order_by("pk").values_list("pk", flat=True)
    if connection.vendor != "postgresql":
        return set(rows)
    # As a foreign key would at the very end, where it is too late to do without: many may hold them so at once.
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR KEY SHARE", parameters)
        return {number for (number,) in cursor.fetchall()}
