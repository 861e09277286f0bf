"""The log keeps what it was told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests import make
from tests.queries import captured
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def entry() -> Entry:
    author = make.author()
    return Entry.objects.record("edited", author, actor=None, before={"version": 1}, after={"version": 2})


def test_it_works() -> None:
    author, user = make.author(), make.user()
    Entry.objects.record("renamed", author, actor=user, reason="A slip.", before={"version": 1}, after={"version": 2})
    Entry.objects.record("edited", make.author(), actor=None)
    (found,) = Entry.objects.about(author)
    assert (found.verb, found.actor_id, found.reason) == ("renamed", user.pk, "A slip.")
    assert (found.before, found.after) == ({"version": 1}, {"version": 2})


def test_the_newest_comes_first() -> None:
    author = make.author()
    for verb in ("one", "two"):
        Entry.objects.record(verb, author, actor=None)
    assert [found.verb for found in Entry.objects.about(author)] == ["two", "one"]


def test_the_database_refuses_to_change_an_entry() -> None:
    kept = entry()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=kept.pk).update(verb="other")
    kept.refresh_from_db()
    assert kept.verb == "edited"


def test_the_database_refuses_to_remove_an_entry() -> None:
    kept = entry()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        kept.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE log_entry" if connection.vendor == "postgresql" else "DELETE FROM log_entry")
    assert Entry.objects.filter(pk=kept.pk).exists()


def test_a_reason_can_be_forgotten_and_nothing_else() -> None:
    kept, other = (Entry.objects.record("edited", make.author(), actor=None, reason="Words.") for _ in range(2))
    assert Entry.objects.filter(pk=kept.pk).forget_reasons() == 1
    assert Entry.objects.filter(pk=kept.pk).forget_reasons() == 0
    assert list(Entry.objects.order_by("pk").values_list("reason", flat=True)) == ["", "Words."]
    changes: list[dict[str, Any]] = [
        {"reason": "Others."},
        *({"reason": "", name: value} for name, value in {"verb": "x", "actor_id": 1, "target_id": 1}.items()),
        {"reason": "", "after": {"version": 9}},
        {"reason": "", "at": timezone.now()},
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Entry.objects.filter(pk=other.pk).update(**change)


def test_erasing_a_person_needs_no_change_to_the_log() -> None:
    user = make.user()
    Entry.objects.record("edited", make.author(), actor=user)
    number = user.pk
    user.delete()
    assert Entry.objects.get().actor_id == number


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_a_test_that_empties_every_table_leaves_the_guard_as_it_found_it(time: int) -> None:
    kept = entry()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=kept.pk).update(verb="other")


def test_the_same_change_of_many_is_noted_for_each() -> None:
    user, authors = make.user(), [make.author(), make.author()]
    with captured() as sql:
        Entry.objects.record_all("edited", authors, actor=user, before={"version": 1}, after={"version": 2})
    assert len(sql) == 1
    for author in authors:
        entry = Entry.objects.about(author).get()
        assert (entry.verb, entry.actor_id, entry.before, entry.after) == (
            *("edited", user.pk),
            *({"version": 1}, {"version": 2}),
        )
