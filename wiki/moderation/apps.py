from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as django_admin
from django.db.models.signals import post_migrate

from wiki.lib import kinds


class ModerationConfig(AppConfig):
    name = "wiki.moderation"
    default = True

    def ready(self) -> None:
        """Hear what the library says of accounts, say who is blocked, and see that the one group is there."""
        from wiki.moderation.group import let_moderate
        from wiki.moderation.hearing import hear
        from wiki.moderation.kind import KIND

        kinds.register(KIND)
        post_migrate.connect(let_moderate, dispatch_uid="wiki.moderation.let_moderate")
        hear()


class OfficeConfig(django_admin.AdminConfig):
    """Django's admin, with a site of ours."""

    default = False
    default_site = "wiki.moderation.site.Office"
