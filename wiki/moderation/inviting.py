"""Who is invited to reply; whether their words are taken is for `admission` to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from wiki.authors.access import may_write

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def may_reply(viewer: Viewer) -> bool:
    """Whether somebody may reply, once they are signed in: where readers may not, only those who write here."""
    return settings.REPLIES == "readers" or may_write(viewer)
