from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.archive.archives import archive, comment, run
from wiki.markup.rendering import Rendered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """The renderer has its own tests."""
    monkeypatch.setattr("wiki.comments.models.render", lambda source, **_how: Rendered(source, source, [], []))


def many(root: Path, count: int, body: str = "A remark.") -> Path:
    """An archive of comments, some dated, some answers to earlier ones, in files numbered from zero."""
    texts = {}
    for number in range(count):
        told = {"posted": f"2024-01-01T00:{number // 60 % 60:02}:{number % 60:02}Z"} if number % 2 else {}
        told |= {"parent": f"{number // 2:05}"} if number % 5 == 4 else {}
        texts[f"{number:05}"] = comment(f"{body} {number}", **told)
    return archive(root, **texts)


def queries(path: Path) -> int:
    with CaptureQueriesContext(connection) as captured:
        run(path)
    return len(captured)


@pytest.mark.parametrize("again", ["", "changed", "unchanged"])
def test_queries_grow_by_batch_and_not_by_comment(tmp_path: Path, again: str) -> None:
    counts = []
    for count in (500, 1000):
        with transaction.atomic():
            path = many(tmp_path / str(count), count)
            if again:
                run(path)
            if again == "changed":
                many(path, count, "Changed.")
            counts.append(queries(path))
            transaction.set_rollback(True)
    assert counts[1] - counts[0] <= 500 / 11  # SQLite takes a thousand values a statement: 22 comments, 47 tallies


def peak(path: Path) -> int:
    """The most memory, in bytes, that an import takes at any moment."""
    tracemalloc.start()
    run(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_no_text_is_held_for_longer_than_its_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.archive.batches.MOST_COMMENTS", 100)
    peaks = []
    for name, count in (("warm", 10), ("small", 300), ("large", 1500)):
        with transaction.atomic():
            peaks.append(peak(many(tmp_path / name, count, "word " * 1000)))
            transaction.set_rollback(True)
    assert (peaks[2] - peaks[1]) / 1200 < 1500  # a text has five thousand bytes
