"""Tie imported comments to what they answer, once all of them are here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from wiki.archive.errors import ArchiveError
from wiki.comments.models import Comment

SIZE = 500


class Answer(NamedTuple):
    """What a comment answers, or an empty id, and where in the archive it says so."""

    parent: str
    name: str
    line: int | None


def tie(answers: dict[str, Answer]) -> None:
    """Give each of these comments its parent; refuses an answer to nothing, and answers that run in a circle."""
    if not answers:
        return
    above: dict[str, str | None] = dict(Comment.objects.values_list("public_id", "parent__public_id"))
    refuse_circles(answers, above)
    for public_ids in chunks(answers):
        tops = {public_id: topmost(public_id, above) for public_id in public_ids}
        named = {*public_ids, *tops.values(), *(answers[public_id].parent for public_id in public_ids)}
        rows = Comment.objects.only("public_id").in_bulk(list(named), field_name="public_id")
        for public_id in public_ids:
            rows[public_id].parent = rows.get(answers[public_id].parent)
            rows[public_id].thread = rows[tops[public_id]] if rows[public_id].parent else None
        Comment.objects.bulk_update([rows[public_id] for public_id in public_ids], ["parent", "thread"])
    above.clear()
    Comment.objects.rethread()


def topmost(public_id: str, above: dict[str, str | None]) -> str:
    """The comment with which the thread of this one begins."""
    while parent := above[public_id]:
        public_id = parent
    return public_id


def refuse_circles(answers: dict[str, Answer], above: dict[str, str | None]) -> None:
    """Refuse these answers if one is to a comment that is not here, or comes back to itself on the way up."""
    for child, answer in answers.items():
        if answer.parent and answer.parent not in above:
            problem = f"It answers {answer.parent}, which is not in the archive or here. Add it, or take `parent` out."
            raise ArchiveError(problem, name=answer.name, line=answer.line)
        above[child] = answer.parent
    ended: set[str] = set()
    for child, answer in answers.items():
        way: set[str] = set()
        here: str | None = child
        while here and here not in ended:
            if here in way:
                problem = "Its `parent` leads back to itself. Take `parent` out of one on the way."
                raise ArchiveError(problem, name=answer.name, line=answer.line)
            way.add(here)
            here = above[here]
        ended |= way


def chunks(public_ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in lists of `SIZE`."""
    walk = iter(public_ids)
    while chunk := list(islice(walk, SIZE)):
        yield chunk
