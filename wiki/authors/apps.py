from __future__ import annotations

from django.apps import AppConfig

from wiki.lib import kinds
from wiki.links import linkable


class AuthorsConfig(AppConfig):
    name = "wiki.authors"

    def ready(self) -> None:
        """Make its texts known; models cannot be imported before this."""
        from wiki.authors.kind import KIND
        from wiki.authors.linkable import LINKABLE

        kinds.register(KIND)
        linkable.register(LINKABLE)
