"""Two at once on works, on a database where two can be at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import make
from tests.races import at_once, need_two_at_once, slow
from wiki.log.models import Entry
from wiki.works import models
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def _time_to_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads before writing takes long over it, so that two who do not wait for each other do meet."""
    need_two_at_once()
    for name in ("render", "free_slug"):
        monkeypatch.setattr(models, name, slow(getattr(models, name)))
    monkeypatch.setattr(SelectedWork, "note", slow(SelectedWork.note))


def order() -> Iterator[str]:
    return SelectedWork.objects.order_by("position").values_list("title", flat=True).iterator()


def test_two_authors_who_add_the_same_title_get_an_address_each() -> None:
    authors = [make.author(), make.author(), make.author()]
    at_once(*(lambda one=one: SelectedWork.objects.add(one, {"title": "Rings"}, actor=NOBODY) for one in authors))
    assert set(SelectedWork.objects.values_list("slug", flat=True)) == {"rings", "rings-2", "rings-3"}


def test_two_works_that_one_author_adds_get_a_place_each() -> None:
    author = make.author()
    at_once(*(lambda t=t: SelectedWork.objects.add(author, {"title": t}, actor=NOBODY) for t in "ABC"))
    assert sorted(SelectedWork.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_two_moves_both_count() -> None:
    author = make.author()
    first, _, _, last = [make.work(author, title=title, position=place) for place, title in enumerate("ABCD")]
    at_once(
        lambda: SelectedWork.objects.move(last, up=True, actor=NOBODY),
        lambda: SelectedWork.objects.move(first, up=False, actor=NOBODY),
    )
    assert "".join(order()) == "BADC"


def test_of_two_edits_from_one_version_one_is_a_conflict() -> None:
    work = make.work(make.author(), title="Rings")
    edits = [
        lambda title=title: SelectedWork.objects.get().edit({"title": title}, actor=NOBODY, version=1)
        for title in ("One", "Other")
    ]
    results = at_once(*edits)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "NoneType"]
    work.refresh_from_db()
    assert work.version == 2
    assert Entry.objects.about(work).count() == 1


def test_an_edit_and_a_move_and_a_removal_all_count() -> None:
    author = make.author()
    first, second = make.work(author, title="A", position=1), make.work(author, title="B", position=2)
    at_once(
        lambda: second.edit({"title": "Edited"}, actor=NOBODY, version=1),
        lambda: SelectedWork.objects.move(SelectedWork.objects.get(pk=second.pk), up=True, actor=NOBODY),
        lambda: SelectedWork.objects.get(pk=first.pk).edit({"venue": "Annalen"}, actor=NOBODY, version=1),
    )
    assert "".join(order()) == "EditedA"
    at_once(
        lambda: SelectedWork.objects.get(pk=first.pk).edit({"venue": "Later"}, actor=NOBODY, version=2),
        lambda: SelectedWork.objects.get(pk=first.pk).remove(actor=NOBODY),
    )
    first.refresh_from_db()
    assert first.venue == "Later"
    assert first.removed_at


def test_two_removals_are_one() -> None:
    work = make.work(make.author())
    assert sorted(at_once(*[lambda: SelectedWork.objects.get().remove(actor=NOBODY)] * 3)) == [False, False, True]
    assert Entry.objects.about(work).count() == 1
