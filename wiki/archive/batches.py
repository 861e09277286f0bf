"""Import comments: two passes over the files, the first for their order, the second in batches, to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from wiki.archive.answers import Answer, tie
from wiki.archive.batching import batches
from wiki.archive.comments import comment_fields, fill_comment, read_comment, read_public_id, read_state
from wiki.archive.front_matter import Document
from wiki.archive.report import Due, Report
from wiki.archive.sources import Source
from wiki.archive.survey import survey
from wiki.authors.models import Author
from wiki.comments.models import Comment

MOST_COMMENTS = 500


def import_comments(
    source: Source, own: Author, report: Report, progress: Callable[[list[str]], Iterable[str]]
) -> None:
    """Add or change the comments of an archive, in memory that grows by a few words a comment."""
    names = source.inside("comments")
    writer = Writer(survey(source, names), report, own, {author.slug: author for author in Author.objects.all()})
    documents = (source.read(name) for name in progress(names))
    for some in batches(documents, MOST_COMMENTS, lambda document: len(document.body)):
        writer.write(some)
    tie(writer.answers)


@dataclass
class Writer:
    """Writes batches of comments, and remembers which ones are still to be tied to what they answer."""

    places: dict[str, int]
    report: Report
    own: Author
    authors: dict[str, Author]
    answers: dict[str, Answer] = field(default_factory=dict)

    def write(self, documents: list[Document]) -> None:
        """Add the new ones among these, change the changed ones, and mark those that came to agree."""
        present = self.present(documents)
        new: dict[Author, list[Comment]] = defaultdict(list)
        rows: dict[Due, list[Comment]] = defaultdict(list)
        for document in documents:
            fields = read_comment(document)
            author = self.author(document, fields)
            row = present.get(fields["public_id"]) or Comment(author=author, state=read_state(document))
            due = self.put(document, row, fields)
            (rows[due] if row.pk else new[author]).append(row)
        for author, comments in new.items():
            Comment.objects.publish_many(author, comments)
        Comment.objects.change_many(rows[Due.WHOLE])
        Comment.objects.bulk_update(rows[Due.MARK], ["source_hash"])

    def present(self, documents: list[Document]) -> dict[str, Comment]:
        """The rows that these files already have here, by id."""
        public_ids = [read_public_id(document) for document in documents]
        rows = Comment.objects.filter(public_id__in=public_ids).select_related("author", "parent", "tally")
        return {row.public_id: row for row in rows}

    def author(self, document: Document, fields: dict[str, Any]) -> Author:
        """Whom the file names, or else the archive's own; their name then stands in the fields."""
        slug = fields["author"] = fields["author"] or self.own.slug
        if slug not in self.authors:
            raise document.error(
                f"There is no author {slug!r} in the archive or here. Add authors/{slug}.md.", "author"
            )
        return self.authors[slug]

    def put(self, document: Document, row: Comment, fields: dict[str, Any]) -> Due:
        """Put what is due from the file into the row, unsaved."""
        if row.author.slug != fields["author"]:
            raise document.error(
                f"The id {row.public_id} belongs to a comment by {row.author} here. Give another.", "id"
            )
        moved = row.pk is not None and fields["place"] not in (None, row.place)
        due = self.report.judge(document.name, row, fields, lambda: comment_fields(row), moved=moved)
        if due is Due.WHOLE:
            row.place = self.places[document.name]
            if fields["parent"] != (row.parent.public_id if row.parent else ""):
                self.answers[fields["public_id"]] = Answer(
                    fields["parent"], document.name, document.lines.get("parent")
                )
            with document.rendering():
                fill_comment(row, fields)
        return due
