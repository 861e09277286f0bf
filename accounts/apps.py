from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Hear what the library says of changes; only now can its models be imported."""
        from accounts.sessions import end_others_after_changes

        end_others_after_changes()
