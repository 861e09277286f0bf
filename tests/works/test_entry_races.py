"""Two at once on the bibliography, on a database where two can be at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests import make
from tests.races import at_once, need_two_at_once, slow
from tests.works.bibliography import NOBODY, article
from wiki.log.models import Entry as LogEntry
from wiki.works import carrying, importing
from wiki.works.entries import Entry
from wiki.works.facts import facts
from wiki.works.files import read_all
from wiki.works.importing import take
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db(transaction=True)
SAME = "@article{same, title = {The same}}"


@pytest.fixture(autouse=True)
def _time_to_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads before writing takes long over it, so that two who do not wait for each other do meet."""
    need_two_at_once()
    monkeypatch.setattr(importing, "known", slow(importing.known))
    monkeypatch.setattr(carrying, "make_room", slow(carrying.make_room))


def imported(text: str) -> Any:
    return take(read_all(text), actor=NOBODY)


def test_two_who_add_the_same_file_add_it_once() -> None:
    text = "".join(f"@misc{{k{number}, title = {{T}}}}\n" for number in range(20))
    reports = at_once(*[lambda: imported(text)] * 3)
    assert sorted(len(report.added) for report in reports) == [0, 0, 20]
    assert sorted(len(report.unchanged) for report in reports) == [0, 20, 20]
    assert Entry.objects.count() == LogEntry.objects.count() == 20


def test_two_works_with_one_key_get_a_key_each() -> None:
    authors = [make.author(), make.author(), make.author()]
    at_once(
        *(
            lambda n=n, author=author: SelectedWork.objects.add(
                author, {"title": f"Work {n}", "bibtex": SAME}, actor=NOBODY
            )
            for n, author in enumerate(authors)
        )
    )
    keys = set(Entry.objects.values_list("key", flat=True))
    assert len(keys) == 3
    assert "same" in keys
    assert keys < {"same", "work-0", "work-1", "work-2"}


def test_a_work_and_a_file_with_one_key_leave_it_to_the_work() -> None:
    author = make.author()
    for _ in range(3):
        Entry.objects.all().delete()
        SelectedWork.objects.all().delete()
        results = at_once(
            lambda: SelectedWork.objects.add(author, {"title": "Work", "bibtex": SAME}, actor=NOBODY),
            lambda: imported(SAME + "\n@misc{other, title = {T}}"),
        )
        assert not [result for result in results if isinstance(result, Exception)]
        assert Entry.objects.get(folded="same").work
        assert Entry.objects.count() == 2


def test_of_two_edits_from_one_version_one_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Entry, "say", slow(Entry.say))
    entry = article("a", title="One")
    (two,), (three,) = (read_all(f"@misc{{a, title = {{{title}}}}}").found for title in ("Two", "Three"))
    results = at_once(
        *(
            lambda f=f: Entry.objects.get().edit(f.key, f.bibtex, facts(f.block), actor=NOBODY, version=1)
            for f in (two, three)
        )
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "NoneType"]
    entry.refresh_from_db()
    assert entry.version == 2
