from __future__ import annotations

from django.apps import AppConfig

from wiki.lib import kinds
from wiki.links import linkable


class PagesConfig(AppConfig):
    name = "wiki.pages"

    def ready(self) -> None:
        """Make its texts known; models cannot be imported before this."""
        from wiki.pages.kind import KIND, LINKABLE

        kinds.register(KIND)
        linkable.register(LINKABLE)
