from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.links.shelf import Shelf
from tests.outside import module
from wiki.links.linkable import LINKABLE


def shelved(kind: str, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf(kind)
    monkeypatch.setitem(LINKABLE, kind, shelf.linkable())
    return shelf


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An empty wiki."""
    return shelved("page", monkeypatch)


@pytest.fixture
def comments(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """No comments yet."""
    return shelved("comment", monkeypatch)


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """No works yet."""
    return shelved("work", monkeypatch)


@pytest.fixture(scope="session")
def active(corpora: Path) -> Callable[..., set[str]]:
    """Says what is still active in a piece of HTML."""
    found: Callable[..., set[str]] = module(corpora / "unsafe.py").active
    return found
