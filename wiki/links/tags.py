"""The HTML that links become: every word and address in it is escaped here."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from urllib.parse import quote

from django.urls import reverse

from wiki.links.anchors import at
from wiki.links.linkable import Thing
from wiki.links.wanted import Wanted
from wiki.markup.parts import Part
from wiki.media.models import Image

NOT_AVAILABLE = '<p class="embed-missing">Not available.</p>'
_SIZE = re.compile(r"([1-9]\d{0,3})(?:x([1-9]\d{0,3}))?", re.ASCII)


def opened(thing: Thing, part: Part | None, *, gone: bool = False) -> str:
    """The opening tag of a link to something that the viewer may see; `gone` if not the part that was meant."""
    classes = ("draft-link" if thing.state else "link") + (" section-missing" if gone else "")
    told = "; ".join(word for word in (thing.state, "section missing" if gone else "") if word)
    title = f' title="{escape(told.capitalize())}"' if told else ""
    return f'<a href="{escape(at(thing.url, part))}" class="{classes}"{title}>'


def link(thing: Thing, part: Part | None, words: str, *, gone: bool = False) -> str:
    """A link with these words, which are HTML."""
    return f"{opened(thing, part, gone=gone)}{words}</a>"


def missing(reading: Wanted, words: str) -> str:
    """What stands for a link to nothing that the viewer may see: a way to make that page, or the words alone."""
    if reading.kind == "page":
        address = f"{_new_page()}?title={quote(reading.title, safe='')}"
        return f'<a href="{address}" class="red-link" rel="nofollow">{words}</a>'
    return f'<span class="missing-link">{words}</span>'


def embed(thing: Thing, part: Part | None) -> tuple[str, str]:
    """What stands before and after something embedded: a frame that says where it is from."""
    credit = f", {escape(thing.credit)}" if thing.credit else ""
    source = link(thing, part, escape(thing.title))
    return '<figure class="embed">\n', f"<figcaption>From {source}{credit}</figcaption></figure>"


def unshown(thing: Thing, part: Part | None, reason: str) -> str:
    """What stands for an embed that the viewer may see, but not here: a link with the reason."""
    return f'<p class="embed-left">{link(thing, part, escape(thing.title))} (not shown here: {escape(reason)})</p>'


def picture_link(image: Image, words: str) -> str:
    """A link to a picture with these words, which are HTML."""
    return f'<a href="{escape(image.get_absolute_url())}" class="link">{words}</a>'


def picture(image: Image, label: str) -> str:
    """A picture as wide, or wide and high, as its label says; any other label says what it shows."""
    size = _SIZE.fullmatch(label)
    width = int(size[1]) if size else image.width
    height = int(size[2]) if size and size[2] else max(1, round(image.height * width / image.width))
    alt = escape(image.alt if size or not label else label)
    address = escape(image.get_absolute_url())
    return f'<img src="{address}" alt="{alt}" width="{width}" height="{height}" loading="lazy">'


def framed(image: Image, label: str) -> str:
    """A picture that stands alone."""
    return f'<figure class="picture">{picture(image, label)}</figure>'


def no_picture(name: str) -> str:
    """What stands where a picture is missing."""
    return f'<p class="embed-missing">Picture not here: {escape(name)}</p>'


def plain(attribute: str | None) -> str:
    """What an attribute's value says."""
    return unescape(attribute or "")


@cache
def _new_page() -> str:
    return escape(reverse("pages:new"))
