"""What an entry of BibTeX says of a work."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock, String

from wiki.works.accents import unaccented
from wiki.works.identifiers import bare_arxiv, bare_doi

LARGEST = 64 * 1024
LONGEST_AUTHORS = 1000
#: A text longer or deeper than this is taken as it stands: decoding takes time and stack in proportion.
LONGEST_LINE = 4 * 1024
LONGEST_ABSTRACT = 8 * 1024
DEEPEST_DECODED = 30
KINDS = {
    **dict.fromkeys(("article", "inproceedings", "conference"), "paper"),
    **dict.fromkeys(("incollection", "inbook"), "chapter"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    "book": "book",
    "software": "code",
}
#: Without any of these a text says what it says, its braces apart, and need not be decoded.
LATEX = re.compile(r"[\\$~`]|''|--|<<|>>")
VENUES = ("journal", "journaltitle", "booktitle", "school", "institution", "publisher")
NO_ENTRY = "There is no BibTeX entry in this. One begins like @article{name, …"
UNREAD = (
    "The entry that begins on line {begins} cannot be read past line {ends}. "
    "Look for a comma, brace or quotation mark that is missing there or before."
)
TWICE = "The entry that begins on line {begins} has a field twice. Take one of them out."
NO_COMMA = "A comma is missing after the field that begins on line {line}."

# What they would log are the words of whoever pastes.
for name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


class BibtexError(Exception):
    """There is no entry to take; the message says where to look."""


class Reading(NamedTuple):
    """What the first entry says, by the names of a work's fields, and how many entries there are."""

    fields: dict[str, str]
    entries: int


def read(text: str) -> Reading:
    """The first entry of a text, as plain words; raises BibtexError."""
    found = [block for block in parse_string(text).blocks if is_entry(block)]
    match found:
        case [Entry() as first, *_]:
            if open_field := next(filter(runs_on, first.fields), None):
                raise BibtexError(NO_COMMA.format(line=(open_field.start_line or 0) + 1))
            return Reading(work_fields(first), len(found))
        case [ParsingFailedBlock() as failed, *_]:
            raise BibtexError(refusal(failed))
    raise BibtexError(NO_ENTRY)


def runs_on(field: Field) -> bool:
    """Whether a field holds the next one too, since no comma stands between them."""
    return field.enclosing == "no-enclosing" and bool(re.search(r"[}\"]\s*[\w-]+\s*=", str(field.value)))


def is_entry(block: Block) -> bool:
    """Whether this is an entry, or would be one if it could be read; a macro that is defined twice is none."""
    if isinstance(block, ParsingFailedBlock):
        return not isinstance(block.ignore_error_block, String)
    return isinstance(block, Entry)


def refusal(failed: ParsingFailedBlock) -> str:
    """Where an entry begins that cannot be read, and where reading it stopped; its lines are counted from 1."""
    begins = (failed.start_line or 0) + 1
    if isinstance(failed, DuplicateFieldKeyBlock):
        return TWICE.format(begins=begins)
    return UNREAD.format(begins=begins, ends=begins + (failed.raw or "").rstrip().count("\n"))


def work_fields(entry: Entry) -> dict[str, str]:
    """What an entry says, by the names of a work's fields; only what it does say."""
    said = {field.key.lower(): str(field.value) for field in reversed(entry.fields)}
    kind = KINDS.get(entry.entry_type.lower(), "")
    found = {**lines(said), **identifiers(said), "kind": kind, "abstract": abstract(said)}
    return {name: value for name, value in found.items() if value}


def lines(said: dict[str, str]) -> dict[str, str]:
    """The fields of a work that are words in one line."""
    written = {
        "title": said.get("title", ""),
        "authors": shortened(", ".join(authors(said.get("author", ""))), LONGEST_LINE),
        "venue": next((said[name] for name in VENUES if said.get(name)), ""),
        "year": said.get("year") or year_of(said.get("date", "")),
    }
    plain = decoded(written, LONGEST_LINE, keep_mathematics=False)
    found = {name: " ".join(text.split()) for name, text in plain.items()}
    return found | {"authors": shortened(found["authors"], LONGEST_AUTHORS)}


def identifiers(said: dict[str, str]) -> dict[str, str]:
    """The addresses and names by which a work is found; a DOI that is none stays, to be refused."""
    url, doi, eprint = (literal(said.get(name, "")) for name in ("url", "doi", "eprint"))
    archive = said.get("archiveprefix") or said.get("eprinttype") or "arxiv"
    return {
        "url": url,
        "doi": bare_doi(doi) or doi,
        "arxiv": bare_arxiv(eprint) if archive.lower() == "arxiv" else "",
    }


def abstract(said: dict[str, str]) -> str:
    """The abstract as Markdown that begins no line with the spaces that the entry is indented by."""
    plain = decoded({"abstract": said.get("abstract", "")}, LONGEST_ABSTRACT, keep_mathematics=True)["abstract"]
    return "\n".join(line.strip(" \t") for line in plain.split("\n")).strip()


def authors(text: str) -> list[str]:
    """People's names, first names first; a name that has no such parts stays as it was written."""
    return ["et al." if name == "others" else first_name_first(name) for name in split_multiple_persons_names(text)]


def first_name_first(name: str) -> str:
    """One name in the order in which it is said, its LaTeX as it was."""
    try:
        return str(parse_single_name_into_parts(name).merge_first_name_first)
    except InvalidNameError:
        return name


def shortened(names: str, longest: int) -> str:
    """As many names as there is room for, and word of the others."""
    if len(names) <= longest:
        return names
    ending = ", et al."
    whole, comma, _ = names[: longest - len(ending)].rpartition(", ")
    return whole + ending if comma else names


def year_of(date: str) -> str:
    """The year of a date that begins with one, else all of it."""
    return date[:4] if re.match(r"\d{4}(?:-|/|$)", date, re.ASCII) else date


def literal(text: str) -> str:
    """An address or a name as it is typed: without braces, and without the backslashes that LaTeX asks for."""
    inside = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", text.strip())
    return re.sub(r"[{}]", "", re.sub(r"\\([_%&#~$])", r"\1", inside)).strip()


def decoded(texts: dict[str, str], longest: int, *, keep_mathematics: bool) -> dict[str, str]:
    """The same texts as a reader would see them: accents made, braces gone; mathematics kept as typed if asked."""
    texts = {name: unaccented(text) for name, text in texts.items()}
    written = {name: text for name, text in texts.items() if LATEX.search(text) and is_decodable(text, longest)}
    fields = [Field(name, escaped(text)) for name, text in written.items()]
    if fields:
        decoder(keep_mathematics=keep_mathematics).transform(Library([Entry("misc", "decoded", fields)]))
    plain = {field.key: str(field.value).replace("\xa0", " ") for field in fields}
    return {name: plain.get(name, re.sub("[{}]", "", text)) for name, text in texts.items()}


@cache
def decoder(*, keep_mathematics: bool) -> LatexDecodingMiddleware:
    """What decodes LaTeX; it keeps nothing of one text for the next, and takes longer to make than to use."""
    return LatexDecodingMiddleware(keep_math_mode=keep_mathematics)


def escaped(text: str) -> str:
    """A text whose per cent signs, ampersands and lone dollars mean themselves, which LaTeX takes for its own."""
    signs = re.sub(r"(?<!\\)([%&])", r"\\\1", text)
    return signs if len(re.findall(r"(?<!\\)\$", signs)) % 2 == 0 else re.sub(r"(?<!\\)\$", r"\\$", signs)


def is_decodable(text: str, longest: int) -> bool:
    """Whether decoding a text takes no long time and no deep stack."""
    deepest = depth = 0
    for sign in re.findall(r"[{}\[\]]|\\[([]|\\begin", text):
        depth += -1 if sign in "}]" else 1
        deepest = max(deepest, depth)
    return len(text) <= longest and deepest <= DEEPEST_DECODED
