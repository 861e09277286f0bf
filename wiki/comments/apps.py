from __future__ import annotations

from django.apps import AppConfig

from wiki.lib.kinds import register


class CommentsConfig(AppConfig):
    name = "wiki.comments"

    def ready(self) -> None:
        """Make its texts known, and hear of new authors; models cannot be imported before this."""
        from wiki.comments.hearing import hear
        from wiki.comments.kind import KIND

        hear()
        register(KIND)
