"""What the mechanisms below may know of what moderators think of people."""

from __future__ import annotations

from collections.abc import Collection

from wiki.lib.kinds import Kind
from wiki.moderation.models import Person, Rule
from wiki.moderation.rules import broken
from wiki.moderation.said import Name


def blocked(users: Collection[int]) -> set[int]:
    """Those who may not say anything now: they are told nothing either."""
    rows = Person.objects.blocked().filter(author__user__in=users)
    return set(rows.values_list("author__user", flat=True))


def is_listed(name: str) -> bool:
    """Whether anything on the list of words and domains stands in a name."""
    return bool(broken(Name(name), Rule.objects.all()))


KIND = Kind("people", deaf=blocked, mute=blocked, shuns=is_listed)
