"""The one group."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from wiki.moderation.group import let_moderate

pytestmark = pytest.mark.django_db

RIGHTS = {
    *("view_author", "view_selectedwork", "view_comment", "change_comment", "view_entry"),
    *("view_case", "view_decision", "view_person"),
    *("view_rule", "add_rule", "change_rule", "delete_rule"),
    *("view_commentvote", "change_commentvote", "view_judgement"),
}


def rights() -> set[str]:
    return set(Group.objects.get().permissions.values_list("codename", flat=True))


def test_it_works() -> None:
    assert Group.objects.get().name == "moderators"
    assert rights() == RIGHTS


def test_migrating_again_changes_nothing() -> None:
    call_command("migrate", verbosity=0)
    assert rights() == RIGHTS


def test_it_is_mended_after_migrating() -> None:
    group = Group.objects.get()
    group.permissions.add(Permission.objects.get(codename="delete_comment"))
    group.permissions.remove(Permission.objects.get(codename="view_author"))
    call_command("migrate", verbosity=0)
    assert rights() == RIGHTS


def test_it_is_made_where_there_is_none() -> None:
    Group.objects.all().delete()
    let_moderate(sender=apps.get_app_config("log"), using="default")
    assert rights() == {"view_entry"}
