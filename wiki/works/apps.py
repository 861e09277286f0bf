from __future__ import annotations

from django.apps import AppConfig

from wiki.lib.kinds import register


class WorksConfig(AppConfig):
    name = "wiki.works"

    def ready(self) -> None:
        """Make its texts known; models cannot be imported before this."""
        from wiki.works.kind import KIND

        register(KIND)
