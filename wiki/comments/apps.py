from __future__ import annotations

from django.apps import AppConfig

from wiki.lib import kinds
from wiki.links import linkable


class CommentsConfig(AppConfig):
    name = "wiki.comments"

    def ready(self) -> None:
        """Make its texts known, and hear of new authors; models cannot be imported before this."""
        from wiki.comments.hearing import hear
        from wiki.comments.kind import KIND
        from wiki.comments.linkable import LINKABLE

        hear()
        kinds.register(KIND)
        linkable.register(LINKABLE)
