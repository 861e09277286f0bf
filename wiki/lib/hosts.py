"""The hosts that are named in addresses and in words, in one spelling, however they try to hide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

#: A longer one is no host.
LONGEST = 253
#: A browser passes over these, and takes a backslash for a slash.
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]+")
_SCHEME = re.compile(r"(?:https?:/*|//+)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:", re.IGNORECASE)
_END = re.compile(r"[/?#]")
_PORT = re.compile(r":\d*\Z")
#: What parts the labels of a host, for a browser.
_STOPS = re.compile("[.\u3002\uff0e\uff61]")
#: Words that hold a stop; it cannot try one word twice.
_DOTTED = re.compile("[\\w.\u3002\uff0e\uff61\u00ad\u200b-\u200d\u2060\ufeff-]+")


def host_of(address: str) -> str:
    """The host to which an address leads, in one spelling; nothing where it leads to none."""
    seen = address.isascii() and address.isprintable() and " " not in address
    bare = (address if seen else _UNSEEN.sub("", address)).replace("\\", "/")
    if found := _MAIL.match(bare):
        return spelled(bare[found.end() :].partition("?")[0].rpartition("@")[2])
    if found := _SCHEME.match(bare):
        return spelled(_PORT.sub("", _END.split(bare[found.end() :], maxsplit=1)[0].rpartition("@")[2]))
    return ""


def spelled(host: str) -> str:
    """A host in small letters, each label as DNS knows it, without a stop at either end; nothing where it is none."""
    if len(host) > 3 * LONGEST:
        return ""
    plain = host.lower()
    if not host.isascii() or "%" in host:
        plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", unquote(host))).casefold()
    labels = [label(part) for part in _STOPS.split(plain) if part]
    found = ".".join(labels)
    return found if found and all(labels) and len(found) <= LONGEST else ""


def label(part: str) -> str:
    """One label as DNS knows it."""
    if part.isascii():
        return part
    return f"xn--{part.encode('punycode').decode()}"  # by the codec for it, which is far slower, it would be the same


def named_in(words: str) -> Iterator[str]:
    """What in these words may be a host, since it has a stop within."""
    for found in dict.fromkeys(_DOTTED.findall(words)):
        if len(found) <= LONGEST and _STOPS.search(found.strip(".")) and (host := spelled(found)) and "." in host:
            yield host


def above(host: str) -> Iterator[str]:
    """The host, and every domain that it is below."""
    while host:
        yield host
        host = host.partition(".")[2]
