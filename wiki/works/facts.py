"""What an entry of BibTeX says, as the bibliography keeps it; and what a selected work says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiki.lib.addresses import is_web_address
from wiki.links.keys import key as folded
from wiki.works.bibtex import VENUES, decoded, identifiers, year_of
from wiki.works.identifiers import bare_doi
from wiki.works.people import named, people
from wiki.works.tidying import line

if TYPE_CHECKING:
    from bibtexparser.model import Entry as Block

    from wiki.works.models import SelectedWork

#: How much of each line is kept.
LONGEST = {"title": 1000, "venue": 500, "publisher": 300, "year": 20, "volume": 60, "number": 60, "pages": 60}
#: A text longer than this is taken as it stands: decoding takes time in proportion.
LONGEST_DECODED = 1024
#: What a work's own columns say where its BibTeX does not.
SHARED = ("title", "venue", "year", "doi", "url")


def facts(block: Block) -> dict[str, Any]:
    """What an entry says, as columns of the bibliography, its LaTeX decoded."""
    said = {field.key.lower(): str(field.value) for field in reversed(block.fields)}
    written = {
        **{name: said.get(name, "") for name in LONGEST},
        "venue": next((said[name] for name in VENUES if said.get(name)), ""),
        "year": said.get("year") or year_of(said.get("date", "")),
        "number": said.get("number") or said.get("issue", ""),
    }
    plain = decoded(written, LONGEST_DECODED, keep_mathematics=False)
    return {
        "kind": line(block.entry_type.lower(), 60) or "misc",
        "authors": people(said.get("author") or said.get("editor", "")),
        **{name: line(plain[name], longest) for name, longest in LONGEST.items()},
        **places(said),
    }


def places(said: dict[str, str]) -> dict[str, str]:
    """Where it is found; an address that may not become a link is left out."""
    found = identifiers(said)
    url = found["url"] or (f"https://arxiv.org/abs/{found['arxiv']}" if found["arxiv"] else "")
    return {"doi": bare_doi(found["doi"])[:200], "url": url if is_web_address(url) else ""}


def columns(key: str, bibtex: str, said: dict[str, Any]) -> dict[str, Any]:
    """All that an entry is kept as: its key, its BibTeX, what that says, and the words by which it is found."""
    names = [name for person in said["authors"] for name in person.values()]
    words = folded(" ".join([key, *names, said["title"], said["venue"], said["year"]]))
    return {"key": key, "folded": folded(key), "bibtex": bibtex, "words": words, **said}


def work_facts(work: SelectedWork, block: Block | None) -> dict[str, Any]:
    """What the work's BibTeX says, and its own columns what that leaves out."""
    said = facts(block) if block else dict.fromkeys(LONGEST, "") | {"kind": "misc", "authors": [], "doi": "", "url": ""}
    own = {name: said[name] or getattr(work, name) for name in SHARED}
    return said | own | {"authors": said["authors"] or named(work.authors)}
