from __future__ import annotations

from django.apps import AppConfig


class VotesConfig(AppConfig):
    name = "wiki.votes"

    def ready(self) -> None:
        """Hear of people who sign in; models cannot be imported before this."""
        from wiki.votes.hearing import hear

        hear()
