"""The bibliography in tests."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from wiki.works.entries import Entry
from wiki.works.facts import facts
from wiki.works.files import read_all

LIST = "/account/bibliography/"
IMPORT = "/account/bibliography/import/"
NOBODY = AnonymousUser()


def entry(bibtex: str) -> Entry:
    """An entry of the bibliography, of this BibTeX."""
    (found,) = read_all(bibtex).found
    row = Entry()
    row.say(found.key, found.bibtex, facts(found.block))
    row.save()
    return row


def article(key: str, author: str = "", year: str = "", title: str = "", more: str = "") -> Entry:
    """An article of which this is known."""
    said = {"author": author, "year": year, "title": title}
    return entry(f"@article{{{key}, {', '.join(f'{name} = {{{text}}}' for name, text in said.items())}, {more}}}")
