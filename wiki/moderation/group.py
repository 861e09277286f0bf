"""The one group: moderators, and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

if TYPE_CHECKING:
    from django.apps import AppConfig

MODERATORS = "moderators"
#: By room. Who may change a comment decides who reads it, and who may change a vote, whether it counts; no moderator
#: changes what either says. The list of words and domains is theirs.
RIGHTS = {
    "authors": ("view_author",),
    "works": ("view_selectedwork",),
    "comments": ("view_comment", "change_comment", "view_commentvote", "change_commentvote"),
    "moderation": ("view_case", "view_decision", "view_person", "view_rule", "add_rule", "change_rule", "delete_rule"),
    "votes": ("view_judgement",),
    "log": ("view_entry",),
}


def let_moderate(*, sender: AppConfig, using: str, **_told: Any) -> None:
    """After a room's tables were made or changed: the group is there, and has exactly these rights in that room."""
    if sender.label not in RIGHTS:
        return
    create_permissions(sender, verbosity=0, using=using)
    group, _made = Group.objects.using(using).get_or_create(name=MODERATORS)
    all_of_room = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    group.permissions.remove(*all_of_room.exclude(codename__in=RIGHTS[sender.label]))
    group.permissions.add(*all_of_room.filter(codename__in=RIGHTS[sender.label]))
