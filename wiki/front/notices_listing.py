"""A part of what somebody is told of, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.lib.paging import Part, part
from wiki.notices.lookup import Told, look_up
from wiki.notices.models import Notice

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.lib.paging import Cursor

A_PART = 30


def own_part(user: User, cursor: Cursor | None) -> tuple[list[Told], Part[Notice]]:
    """The part at this place, as far as it can be read; two queries, three when a walk back meets the start."""
    found = part(Notice.objects.of(user), Notice.NEWEST_FIRST, cursor, A_PART)
    return look_up(found.rows, user), found
