"""Many things a few at a time, so that what is made of them takes little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")

MOST_CHARACTERS = 1024 * 1024


def batches(things: Iterable[Thing], most: int, size: Callable[[Thing], int]) -> Iterator[list[Thing]]:
    """The things in lists that are small in number and in their characters together."""
    batch: list[Thing] = []
    characters = 0
    for thing in things:
        batch.append(thing)
        characters += size(thing)
        if len(batch) == most or characters > MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
