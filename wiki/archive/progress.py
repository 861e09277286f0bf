"""Show how far a long import has come, where somebody watches."""

from __future__ import annotations

from collections.abc import Iterable

from tqdm import tqdm


def bar(names: list[str]) -> Iterable[str]:
    """The same names, with a bar on standard error while they are walked, if that is a terminal."""
    return tqdm(names, desc="Files", unit="", disable=None, leave=False)
