"""BibTeX made from what is known of an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wiki.works.people import OTHERS

if TYPE_CHECKING:
    from wiki.works.entries import Entry
    from wiki.works.people import Person

#: What LaTeX takes for its own, as it is typed to mean itself; no brace is left open or closed by it.
SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"$\lbrace$",
        "}": r"$\rbrace$",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)
#: Which of an entry's columns its BibTeX names otherwise, by its kind.
VENUE = {"article": "journal", "phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}
BEFORE_KEY = re.compile(r"(@(?!string)\w*[ \t]*[{(]\s*)[^,{}()]*", re.IGNORECASE)


def written(entry: Entry) -> str:
    """The entry as BibTeX."""
    kind = entry.kind if re.fullmatch(r"[a-z]+", entry.kind) else "misc"
    venue = VENUE.get(kind, "booktitle" if entry.volume or kind.startswith("in") else "howpublished")
    said = {
        "author": " and ".join(map(name, entry.people)),
        "title": f"{{{entry.title.translate(SIGNS)}}}" if entry.title else "",
        venue: entry.venue.translate(SIGNS),
        **{column: getattr(entry, column).translate(SIGNS) for column in ("publisher", "year", "volume", "number")},
        "pages": entry.pages.translate(SIGNS).replace("–", "--"),
        "doi": bare(entry.doi),
        "url": bare(entry.url),
    }
    lines = "".join(f",\n  {field} = {{{text}}}" for field, text in said.items() if text)
    return f"@{kind}{{{entry.key}{lines}\n}}"


def name(person: Person) -> str:
    """One name, so that reading it again parts it as it was."""
    if "literal" in person:
        return "others" if person["literal"] == OTHERS else f"{{{person['literal'].translate(SIGNS)}}}"
    family, given = person.get("family", "").translate(SIGNS), person.get("given", "").translate(SIGNS)
    first, _, junior = given.partition(", ")
    return ", ".join([f"{{{family}}}", *filter(None, (junior, first))])


def bare(address: str) -> str:
    """An address, whose signs mean themselves; a brace in it would end the field."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def with_key(bibtex: str, key: str) -> str:
    """The same entry under another key."""
    return BEFORE_KEY.sub(lambda match: f"{match[1]}{key}", bibtex, count=1)
