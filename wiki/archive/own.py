"""All that the site keeps of one person, as an archive that they can take with them."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import default_storage

from wiki.archive.own_account import account_facts, flags_made, notices_had
from wiki.archive.own_comments import AT_ONCE, write_comments
from wiki.archive.writing import Writer
from wiki.authors.models import Author, BioVersion
from wiki.comments.sources import iso, said
from wiki.comments.votes_file import votes_file
from wiki.lib.addresses import absolute
from wiki.media.models import Image
from wiki.pages.models import Draft, Page, Revision
from wiki.pages.sources import circumstances, page_fields
from wiki.votes.casters import of_user
from wiki.works.models import SelectedWork
from wiki.works.sources import work_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User

#: What everyone may see on a profile, as `author.md` calls it.
PROFILE = ("name", "slug", "pronouns", "email", "orcid", "previously")


def write_own(user: User, file: IO[bytes]) -> None:
    """Write everything of this person's into the file: an archive that an import of another site can read."""
    writer = Writer(file)
    writer.facts("account.json", account_facts(user))
    writer.add("votes.json", (part.encode() for part in votes_file(of_user(user))))
    writer.rows("flags.json", flags_made(user))
    writer.rows("notices.json", notices_had(user))
    writer.rows("drafts.json", drafts_of(user))
    if author := Author.objects.filter(user=user).alone():
        write_author(writer, author)
        write_comments(writer, author)
        write_works(writer, author)
        write_revisions(writer, author, user)
    write_pictures(writer, user)
    writer.finish()


def write_author(writer: Writer, author: Author) -> None:
    """Who they are here, and what their biography said before."""
    told = {name: getattr(author, name) for name in PROFILE} | {"email_public": author.email_public}
    see = [
        said({"title": link.title, "url": link.url, "own": "true" if link.own else ""}) for link in author.links.all()
    ]
    writer.document("author.md", told | {"see": see}, author.bio)
    for version in BioVersion.objects.filter(author=author).order_by("number").iterator(AT_ONCE):
        name = f"author.versions/{version.number:04}.md"
        writer.document(name, {"replaced": iso(version.replaced_at)}, version.body)


def write_works(writer: Writer, author: Author) -> None:
    """Their selected work, in its order; what they took off their page has its number too."""
    for work in SelectedWork.objects.filter(author=author).order_by("position", "pk").iterator(AT_ONCE):
        told = work.extra | work_fields(work) | {"removed": iso(work.removed_at)}
        writer.document(f"works/{work.position:02}-{work.slug}.md", told, work.abstract)


def write_revisions(writer: Writer, author: Author, user: User) -> None:
    """What they wrote on pages that they may read, unless its text is suppressed; the pages themselves are shared."""
    rows = Revision.objects.filter(editor=author, text_suppressed=False, page__in=Page.objects.visible_to(user))
    for revision in rows.select_related("page", "editor").order_by("pk").iterator(1):
        name = f"pages/{revision.page.slug}.revisions/{revision.number:04}.md"
        writer.document(name, page_fields(revision.page, revision) | circumstances(revision), revision.body)


def drafts_of(user: User) -> Iterator[dict[str, Any]]:
    """What they were writing and did not save."""
    for draft in Draft.objects.filter(user=user).select_related("page").order_by("pk").iterator(1):
        page = draft.page.title if draft.page else ""
        yield {"page": page, "saved": iso(draft.saved_at), "fields": draft.fields}


def write_pictures(writer: Writer, user: User) -> None:
    """The pictures that they put here, and what each shows."""
    rows = Image.objects.of(user).order_by("pk")
    for image in rows.iterator(AT_ONCE):
        if default_storage.exists(image.name):
            with default_storage.open(image.name) as picture:
                writer.add(f"media/{image.name}", picture.chunks(), packed=False)
    writer.rows("media.json", map(picture_facts, rows.iterator(AT_ONCE)))


def picture_facts(image: Image) -> dict[str, str]:
    """What there is to know of a picture beside its file."""
    told = {"name": image.name, "shows": image.alt, "uploaded": iso(image.uploaded_at)}
    return told | {"address": absolute(image.get_absolute_url())}
