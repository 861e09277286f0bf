"""The names by which a work is known elsewhere, however they were pasted."""

from __future__ import annotations

import re
from urllib.parse import unquote

#: Longer than this is no such name; looking for one in it would take time.
LONGEST = 300
BEFORE_DOI = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)
DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
BEFORE_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|format)/|arxiv:\s*", re.IGNORECASE
)
AFTER_ARXIV = re.compile(r"\.pdf$|\s*\[[\w.-]+\]$")
ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?", re.ASCII)


def bare_doi(pasted: str) -> str:
    """The DOI in what was pasted, an address or with a prefix; nothing where there is none."""
    text = pasted.strip()[: LONGEST + 1]
    before = BEFORE_DOI.match(text)
    if before:
        text = text[before.end() :]
        text = unquote(text) if "doi.org" in before[0].lower() else text
    return text if len(text) <= LONGEST and DOI.fullmatch(text) and text.isprintable() else ""


def bare_arxiv(pasted: str) -> str:
    """The arXiv id in what was pasted, new or old, an address or with a prefix; nothing where there is none."""
    text = pasted.strip()[: LONGEST + 1]
    if before := BEFORE_ARXIV.match(text):
        text = text[before.end() :]
    text = AFTER_ARXIV.sub("", text)
    return text if ARXIV.fullmatch(text) else ""
