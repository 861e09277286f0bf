"""Citations and references as HTML: every word that comes from outside is escaped, here and nowhere else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from wiki.lib.addresses import is_web_address
from wiki.works.style import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wiki.works.groups import Item
    from wiki.works.style import Called

UNKNOWN = "The bibliography has no entry with this key"


def plain(words: str) -> str:
    """Words as they are."""
    return escape(words)


def link(address: str, words: str) -> str:
    """Words that lead somewhere."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def cited(item: Item, called: Called, anchor: str) -> str:
    """One thing in a group: whose it is, and the year, which leads to the list."""
    return f"{escape(called.label)}, {link(f'#{quote(anchor)}', called.year)}{located(item)}"


def unknown(item: Item) -> str:
    """One thing in a group that the bibliography does not have."""
    return f'<span class="unknown-key" title="{UNKNOWN}">@{escape(item.written)}</span>{located(item)}'


def located(item: Item) -> str:
    """Where in a thing to look, as it was written."""
    return f", {escape(item.locator)}" if item.locator else ""


def group(pieces: Iterable[str]) -> str:
    """The whole of a group."""
    return f"({'; '.join(pieces)})"


def reference(called: Called, url: str) -> str:
    """A line of the list; its title leads to what carries the key, or else to where the thing is."""
    entry = called.entry
    people = listed(entry.people)
    # Nobody's work is listed by its title, which is no more than its key where it has none.
    head = f'<span dir="auto">{escape(people)}</span> ({escape(called.year)}) ' if people else ""
    tail = "" if people else f" ({escape(called.year)})"
    return f"{head}{titled(entry.title or entry.key, url or entry.url)}{tail}.{appeared(called)}{found(called)}"


def titled(title: str, url: str) -> str:
    """A title, leading somewhere if there is where."""
    is_safe = is_web_address(url) or (url.startswith("/") and not url.startswith("//"))
    return f'<cite dir="auto">{link(url, title) if is_safe else escape(title)}</cite>'


def appeared(called: Called) -> str:
    """Where it appeared: venue, volume and number, pages, publisher."""
    entry = called.entry
    issue = entry.volume + (f"({entry.number})" if entry.number else "")
    pages = f"pp. {entry.pages}" if entry.pages and not entry.pages.isdigit() else entry.pages and f"p. {entry.pages}"
    publisher = "" if entry.publisher == entry.venue else entry.publisher
    words = ", ".join(part for part in (entry.venue, issue, pages, publisher) if part)
    return f' <span dir="auto">{escape(words)}.</span>' if words else ""


def found(called: Called) -> str:
    """Its DOI, which leads there."""
    doi = called.entry.doi
    return " " + link(f"https://doi.org/{quote(doi, safe='/')}", f"doi:{doi}") if doi else ""
