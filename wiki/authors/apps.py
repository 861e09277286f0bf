from __future__ import annotations

from django.apps import AppConfig

from wiki.lib.kinds import register


class AuthorsConfig(AppConfig):
    name = "wiki.authors"

    def ready(self) -> None:
        """Make its texts known; models cannot be imported before this."""
        from wiki.authors.kind import KIND

        register(KIND)
