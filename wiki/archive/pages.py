"""A page of the wiki as files: `pages/slug.md`, and what it said before as `pages/slug.revisions/NNNN.md`."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from django.utils.text import slugify

from wiki.archive.fields import Fields
from wiki.archive.front_matter import Document
from wiki.archive.report import Due
from wiki.links.keys import LONGEST, refusal
from wiki.pages.arriving import Arrival, arrival
from wiki.pages.content import LISTS, Content
from wiki.pages.fields import LONGEST_TAG, MOST
from wiki.pages.models import Page, Revision, State
from wiki.pages.revisions import SUPPRESSIBLE
from wiki.pages.saving import Hand
from wiki.pages.slugs import LONGEST_SLUG, RESERVED

#: What stands above a text beside its title and lists, and how long it may be.
SHORT = {"status": 60, "confidence": 60, "superseded_by": LONGEST, "cite_key": 100}
NUMBERED = re.compile(r"0*([1-9][0-9]{0,8})", re.ASCII)
LONGEST_SUMMARY = 300


def read_page(document: Document) -> dict[str, Any]:
    """What the file says of the page, in the shape of `page_fields`, and by which other names it was known."""
    fields = Fields(document)
    slug = PurePosixPath(document.name).stem
    if slug != slugify(slug, allow_unicode=True) or slug in RESERVED or len(slug) > LONGEST_SLUG:
        raise document.error("The name of this file must be like title-of-the-page.md.")
    state = fields.line("state", 20) or str(State.PUBLISHED)
    if state not in State.values:
        raise fields.error("state", "must be draft or published.")
    return {
        "slug": slug,
        **read_said(fields),
        "state": state,
        "locked": "true" if fields.yes("locked", unsaid=False) else "",
        "former": titles(fields, "former"),
        "addresses": fields.lines("addresses", LONGEST_SLUG),
        "revision": read_circumstances(fields),
        "extra": fields.rest(),
    }


def read_revision(document: Document) -> dict[str, Any]:
    """What the file says of one revision, in the shape of `revision_fields`."""
    fields = Fields(document)
    numbered = NUMBERED.fullmatch(PurePosixPath(document.name).stem)
    if not numbered:
        raise document.error("The name of this file must be a number, such as 0001.md.")
    return {"number": int(numbered[1]), **read_said(fields), **read_circumstances(fields)}


def read_said(fields: Fields) -> dict[str, Any]:
    """Title, text and the rest of what a revision says."""
    title = fields.required_line("title", LONGEST)
    if reason := refusal(title):
        raise fields.error("title", f"is not one that a page can have. {reason}")
    fields.body(Page.LARGEST)
    said = {
        "title": title,
        "body": fields.document.body.removeprefix("\n"),
        "tags": few(fields, "tags", fields.lines("tags", LONGEST_TAG)),
        "aliases": few(fields, "aliases", titles(fields, "aliases")),
        **{name: fields.line(name, longest) for name, longest in SHORT.items()},
    }
    return tidied(said)


def read_circumstances(fields: Fields) -> dict[str, Any]:
    """When, by whom and how a text came to be; an empty editor is the archive's own author."""
    suppressed = fields.lines("suppressed", 20)
    if not set(suppressed) <= set(SUPPRESSIBLE):
        raise fields.error("suppressed", f"must be a list of any of {', '.join(SUPPRESSIBLE)}.")
    return {
        "changed": fields.moment("changed"),
        "editor": fields.line("editor", 80),
        "summary": fields.line("summary", LONGEST_SUMMARY),
        "minor": "true" if fields.yes("minor", unsaid=False) else "",
        "public": "true" if fields.yes("public", unsaid=False) else "",
        "suppressed": suppressed,
    }


def titles(fields: Fields, key: str) -> list[str]:
    """A list of names that a page can have."""
    found = fields.lines(key, LONGEST)
    for title in found:
        if reason := refusal(title):
            raise fields.error(key, f"has {title!r}, which no page can be called. {reason}")
    return found


def few(fields: Fields, key: str, words: list[str]) -> list[str]:
    """The words, if there are no more than a page may have."""
    if len(words) > MOST:
        raise fields.error(key, f"has {len(words)} entries; at most {MOST} fit. Leave some out.")
    return words


def page_fields(page: Page) -> dict[str, Any]:
    """What a file of this page would say, but for its names and its history."""
    told = {"state": str(page.state), "locked": "true" if page.locked else "", "extra": page.extra}
    return said(page.latest.content) | told


def revision_fields(revision: Revision) -> dict[str, Any]:
    """What a file of this revision would say: the same shape as `read_revision` gives."""
    return {
        "number": revision.number,
        **said(revision.content),
        "changed": revision.written_at,
        "editor": revision.editor.slug,
        "summary": revision.summary,
        "minor": "true" if revision.minor else "",
        "public": "true" if revision.public else "",
        "suppressed": [part for part, hidden in revision.states().items() if hidden],
    }


def said(content: Content) -> dict[str, Any]:
    """What a revision says, in the types that a file has."""
    return {name: list(value) if name in LISTS else value for name, value in asdict(content).items()}


def content_of(fields: dict[str, Any]) -> Content:
    """What a file gives a page to say."""
    known = {name: fields[name] for name in said(Content("")) if name in fields}
    return Content(**known | {name: tuple(known.get(name, ())) for name in LISTS})


def tidied(fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields with the page's text and names as a page keeps them."""
    return fields | said(content_of(fields).tidied())


def save_page(page: Page, fields: dict[str, Any], due: Due, *, hand: Hand) -> list[Arrival]:
    """Let the page say what is due from the file; a new one is not saved but given back, to be written with others.

    Raises NameTakenError, CarriedError or MarkupError.
    """
    content, state = content_of(fields), State(fields["state"])
    told = {"source_hash": page.source_hash, "extra": fields["extra"]}
    if page.pk is None:
        return [arrival(content, state=state, hand=hand, **told)]
    if due is Due.WHOLE:
        page.revise(content, base=page.number, hand=hand)
        change = page.publish if state == State.PUBLISHED else page.unpublish
        change(actor=hand.actor)
    if due is not Due.NOTHING:
        Page.objects.filter(pk=page.pk).update(**told)
    return []
