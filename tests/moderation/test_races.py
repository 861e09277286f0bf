"""Two who may do everything, each taking it from the other in the same moment."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from tests.moderation.staff import superuser
from tests.races import at_once, need_two_at_once, slow
from wiki.log.models import Entry
from wiki.moderation import people
from wiki.moderation.group import MODERATORS
from wiki.moderation.people import RefusedError, set_rights

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_is_left_who_may_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    Group.objects.get_or_create(name=MODERATORS)
    one, other = superuser(), superuser()
    monkeypatch.setattr(people, "refuse", slow(people.refuse))
    taken = {"is_superuser": False}
    results = at_once(
        lambda: set_rights(one, taken, actor=other),
        lambda: set_rights(other, taken, actor=one),
    )
    assert [type(result) for result in results].count(RefusedError) == 1
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1
    assert Entry.objects.filter(verb="changed the rights").count() == 1
