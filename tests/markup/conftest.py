"""The corpora's Python files, and one way to render a text in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.outside import module


@pytest.fixture(scope="session")
def active(corpora: Path) -> Callable[..., set[str]]:
    """Says what is still active in a piece of HTML."""
    found: Callable[..., set[str]] = module(corpora / "unsafe.py").active
    return found


@pytest.fixture(scope="session")
def pathological(corpora: Path) -> ModuleType:
    """Markdown that is cheap to send and dear to render."""
    return module(corpora / "pathological.py")
