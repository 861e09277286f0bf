"""The people whom BibTeX names, in the parts by which they are sorted and cited."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names

from wiki.works.bibtex import decoded
from wiki.works.tidying import line

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So many of a work's people are kept, and so much of a name; decoding takes time in proportion.
MOST = 100
LONGEST = 300
#: Stands for the people who are not named.
OTHERS = "et al."


class Person(TypedDict, total=False):
    """Somebody's family and given names; or a literal name, which has no such parts, like a company's."""

    family: str
    given: str
    literal: str


def people(text: str) -> list[Person]:
    """The people of an author's or editor's field; a name that cannot be split is literally what was written."""
    names = split_multiple_persons_names(text)
    return plain([person(name) for name in names[:MOST]] + [Person(literal=OTHERS)] * (len(names) > MOST))


def person(name: str) -> Person:
    """One name in its parts, its LaTeX as it was."""
    if name == "others":
        return Person(literal=OTHERS)
    if is_one_group(name):
        return Person(literal=name)
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return Person(literal=name)
    if not parts.last:
        return Person(literal=name)
    given = ", ".join(" ".join(words) for words in (parts.first, parts.jr) if words)
    return Person(family=" ".join(parts.von + parts.last), given=given)


def is_one_group(name: str) -> bool:
    """Whether braces hold a name together from its beginning to its end."""
    depths = [0]
    for sign in name:
        depths.append(depths[-1] + (sign == "{") - (sign == "}"))
    return name.startswith("{") and name.endswith("}") and all(before for before, _ in list(pairwise(depths))[1:])


def plain(persons: Sequence[Person]) -> list[Person]:
    """The same people, their LaTeX decoded; nobody whose name shows nothing."""
    written = {f"{n} {part}": str(text) for n, person in enumerate(persons) for part, text in person.items()}
    said = {name: line(text, LONGEST) for name, text in decoded(written, LONGEST, keep_mathematics=False).items()}
    found: list[Person] = []
    for n, person in enumerate(persons):
        if "literal" in person:
            found.append(Person(literal=said[f"{n} literal"]))
        else:
            found.append(Person(family=said[f"{n} family"], given=said[f"{n} given"]))
    return [person for person in found if person.get("literal") or person.get("family")]


def named(names: str) -> list[Person]:
    """The people of a line in which names are said one after another, first names first."""
    return [said(name) for name in names.replace(" and ", ", ").split(", ") if name.strip(" ,")][:MOST]


def said(name: str) -> Person:
    """One name as one says it: its last word is the family's."""
    words = name.strip(" ,").rsplit(" ", 1)
    if name.strip() == OTHERS or len(words) == 1:
        return Person(literal=words[-1] if len(words) == 1 else OTHERS)
    return Person(family=words[1], given=words[0])
