"""What one person said, as files of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiki.comments.models import Comment, CommentVersion
from wiki.comments.sources import comment_fields, iso, said
from wiki.comments.states import STANDING, place_of
from wiki.lib.addresses import absolute
from wiki.votes.abstract import Axis

if TYPE_CHECKING:
    from wiki.archive.writing import Writer
    from wiki.authors.models import Author
    from wiki.comments.votes import CommentTally

#: Rows that are held at once: a text has 64 KB at most.
AT_ONCE = 100


def write_comments(writer: Writer, author: Author) -> None:
    """Everything that they said and that still has words, in any state, and what it said before."""
    rows = Comment.objects.filter(author=author).exclude(body="").order_by("pk")
    names: dict[int, str] = {}
    joined = rows.select_related("author", "parent__author", "page", "work", "tally").defer("html", "parent__html")
    for comment in joined.iterator(AT_ONCE):
        names[comment.pk] = writer.free_name("comments", comment.public_id)
        writer.document(f"{names[comment.pk]}.md", own_fields(comment), comment.body)
    for version in CommentVersion.objects.filter(comment__in=rows).order_by("comment", "number").iterator(AT_ONCE):
        if name := names.get(version.comment_id):
            about = {"written": iso(version.written_at), "on": said({"title": version.on_title, "url": version.on_url})}
            writer.document(f"{name}.versions/{version.number:04}.md", about, version.body)


def own_fields(comment: Comment) -> dict[str, Any]:
    """What stands above one's own comment: also its state and why, and how it was received.

    What it answers here and is not one's own is elsewhere for whoever reads the archive, and so is told as such.
    """
    parent = comment.parent
    own = parent is not None and parent.author_id == comment.author_id and parent.body != ""
    fields = comment_fields(comment)
    timed = comment.posted_at and comment.place == place_of(comment.posted_at)
    told = {
        "place": "" if timed else str(comment.place),
        "state": "" if comment.state in STANDING else str(comment.state),
        "told": comment.told,
        "parent": parent.public_id if parent and own else "",
        "on": fields["on"] or host_of(comment),
        "context": fields["context"] or answered(comment),
        **received(comment.tally),
    }
    return {**comment.extra, **fields, **told}


def received(tally: CommentTally) -> dict[str, str]:
    """The sums of the votes, on the axes that had any."""
    axes = [axis.label for axis in Axis if getattr(tally, f"{axis.label}_votes")]
    return {name: str(getattr(tally, name)) for axis in axes for name in (axis, f"{axis}_votes")}


def host_of(comment: Comment) -> dict[str, str]:
    """The page or work that it was said on, where everyone may read that."""
    page, work = comment.page, comment.work
    if page and page.is_published:
        return {"title": page.title, "url": absolute(page.get_absolute_url())}
    if work and work.removed_at is None:
        return {"title": work.title, "url": absolute(work.get_absolute_url())}
    return {}


def answered(comment: Comment) -> dict[str, str]:
    """What it answers that somebody else said, where everyone may read that."""
    parent = comment.published_parent
    if parent is None or parent.author_id == comment.author_id:
        return {}
    told = {"author": parent.author.name, "excerpt": parent.excerpt, "permalink": absolute(parent.get_absolute_url())}
    return said(told)
