"""A selected work as a file: `works/NN-slug.md`, where NN is its position."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from django.utils.text import slugify

from wiki.archive.fields import Fields
from wiki.archive.front_matter import Document
from wiki.works.models import SelectedWork

LARGEST_ABSTRACT = 64 * 1024
NUMBERED = re.compile(r"(?:(\d{1,6})-)?(.+)", re.ASCII)
SHORT = {"kind": 60, "authors": 1000, "venue": 300, "year": 20, "doi": 200, "arxiv": 40}
ADDRESSES = ("url", "pdf", "code", "slides")
NAMES = ("title", "slug", "position", *SHORT, *ADDRESSES, "bibtex", "abstract", "extra")


def read_work(document: Document) -> dict[str, Any]:
    """What the file says, as values of the row's own fields."""
    fields = Fields(document)
    numbered = NUMBERED.fullmatch(PurePosixPath(document.name).stem)
    slug = slugify(numbered[2], allow_unicode=True)[:120] if numbered else ""
    if not numbered or not slug:
        raise document.error("The name of this file must be like 01-title-of-the-work.md.")
    return {
        "title": fields.required_line("title", 300),
        "slug": slug,
        "position": int(numbered[1] or 0),
        **{name: fields.line(name, longest) for name, longest in SHORT.items()},
        **{name: fields.address(name) for name in ADDRESSES},
        "bibtex": fields.text("bibtex", LARGEST_ABSTRACT),
        "abstract": fields.body(LARGEST_ABSTRACT),
        "extra": fields.rest(),
    }


def work_fields(work: SelectedWork) -> dict[str, Any]:
    """What a file of this row would say: the same shape as `read_work` gives."""
    return {name: getattr(work, name) for name in NAMES}


def fill_work(work: SelectedWork, fields: dict[str, Any]) -> None:
    """Put the file's values into the row; nothing is saved."""
    for name in NAMES:
        setattr(work, name, fields[name])
