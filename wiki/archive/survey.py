"""The first pass over an archive's comments: that no id comes twice, and where each stands in the list."""

from __future__ import annotations

from wiki.archive.comments import read_place, read_public_id
from wiki.archive.fields import Fields
from wiki.archive.places import BELOW_ALL_DATES, places
from wiki.archive.sources import Source
from wiki.archive.twins import Once
from wiki.comments.models import Comment
from wiki.comments.states import place_of


def survey(source: Source, names: list[str]) -> dict[str, int]:
    """The place of the comment in each of these files; refuses an id that comes twice."""
    once = Once("id")
    anchors: list[int | None] = []
    for name in names:
        document = source.read(name)
        once.check(document, read_public_id(document))
        anchors.append(read_anchor(Fields(document)))
    return dict(zip(names, beside_present(list(once.files), anchors), strict=True))


def read_anchor(fields: Fields) -> int | None:
    """The place that a file gives or that its date gives it, or none."""
    posted, place = fields.moment("posted"), read_place(fields)
    return place_of(posted) if place is None and posted else place


def beside_present(public_ids: list[str], anchors: list[int | None]) -> list[int]:
    """A place for each comment, where an undated one that is here already keeps the place it has."""
    here = dict(Comment.objects.filter(posted_at=None).values_list("public_id", "place"))
    pairs = zip(public_ids, anchors, strict=True)
    known = [here.get(public_id) if anchor is None else anchor for public_id, anchor in pairs]
    return places(known, below=min([BELOW_ALL_DATES, *here.values()]))
