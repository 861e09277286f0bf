from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """Nobody has asked for anything within the last minute."""
    cache.clear()
