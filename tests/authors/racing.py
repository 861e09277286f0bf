"""Saves of one profile from two threads that start together, for a site's own process and database."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

from django.db import connection

from tests import make
from wiki.authors.models import Author, BioVersion, Link
from wiki.lib.conflicts import ConflictError


def at_once(save: Callable[[str], object]) -> dict[str, list[str]]:
    """Save "one" and "two" at one moment: which was taken, which told of a conflict, and which met something else."""
    gate = threading.Barrier(2)
    told: dict[str, list[str]] = {"taken": [], "told": [], "lost": []}

    def run(bio: str) -> None:
        gate.wait()
        try:
            save(bio)
            told["taken"].append(bio)
        except ConflictError as conflict:
            told["told" if conflict.current.bio in {"one", "two"} - {bio} else "lost"].append(bio)
        except Exception as error:
            told["lost"].append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(bio,)) for bio in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def edits() -> None:
    """Two edits of a profile at once, ten times; print what became of each."""
    for _ in range(10):
        author = make.author(user=make.user(), bio="at first")
        told = at_once(lambda bio, pk=author.pk: edit(pk, bio))  # type: ignore[misc]
        author.refresh_from_db()
        links = [link.title for link in author.links.all()]
        kept = [row.body for row in BioVersion.objects.filter(author=author)]
        print(json.dumps(told | {"bio": author.bio, "version": author.version, "links": links, "kept": kept}))  # noqa: T201


def edit(pk: int, bio: str) -> None:
    """Save this text over the first version."""
    author = Author.objects.select_related("user").get(pk=pk)
    assert author.user
    author.edit({"bio": bio}, [Link(title=bio)], actor=author.user, version=1)


def beginnings() -> None:
    """Two first profiles of a site at once; print what became of them."""
    owner = make.owner()
    told = at_once(lambda bio: Author.objects.begin(owner, {"name": "Emmy", "bio": bio}, []))
    print(json.dumps(told | {"bio": Author.objects.get().bio}))  # noqa: T201
