from __future__ import annotations

from django.apps import AppConfig

from wiki.lib import kinds
from wiki.links import linkable


class WorksConfig(AppConfig):
    name = "wiki.works"

    def ready(self) -> None:
        """Make its texts known, and what they can cite; models cannot be imported before this."""
        from wiki.works.citing import put_in
        from wiki.works.kind import KIND
        from wiki.works.linkable import LINKABLE

        kinds.register(KIND)
        linkable.register(LINKABLE)
        linkable.cite_by(put_in)
