"""Read a feed as programs do."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree

from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"


class Entry(NamedTuple):
    """What an entry says."""

    id: str
    title: str
    link: str
    author: str
    html: str
    updated: str


class Feed(NamedTuple):
    """What a feed says."""

    id: str
    title: str
    links: dict[str, str]
    updated: str
    entries: list[Entry]


def feed(address: str) -> Feed:
    """The feed at this address, which has to be well-formed."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314  # of our own making
    links = {link.get("rel", ""): link.get("href", "") for link in root.findall(f"{ATOM}link")}
    entries = [entry(found) for found in root.findall(f"{ATOM}entry")]
    return Feed(said(root, "id"), said(root, "title"), links, said(root, "updated"), entries)


def entry(found: ElementTree.Element) -> Entry:
    """One entry."""
    link = found.find(f"{ATOM}link")
    author = found.find(f"{ATOM}author")
    assert link is not None
    assert author is not None
    names = ("title", "summary", "updated")
    title, html, updated = (said(found, name) for name in names)
    return Entry(said(found, "id"), title, link.get("href", ""), said(author, "name"), html, updated)


def said(element: ElementTree.Element, name: str) -> str:
    """The words of an element inside this one."""
    return element.findtext(f"{ATOM}{name}", "")
