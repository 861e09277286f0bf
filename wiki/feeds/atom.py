"""Atom that every reader of feeds takes, and that stays the same to the byte until something changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from wiki.lib.addresses import absolute

#: What stands in a text and cannot in XML.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: When a feed in which nothing stands was changed.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """One thing that a feed tells, with its HTML; the address has no host."""

    id: str
    title: str
    url: str
    html: str
    author: str
    at: datetime


class Feed(Atom1Feed):
    """A feed that says when its newest entry was changed, and never what time it is."""

    def latest_post_date(self) -> datetime:
        """When what is told last was written."""
        return max((item["updateddate"] for item in self.items), default=NEVER)


def feed(name: str, title: str, *, url: str, own: str, entries: Iterable[Entry]) -> HttpResponse:
    """A feed of these entries about what is read at `url`, at its `own` address."""
    made = Feed(
        title=legible(title),
        link=absolute(url),
        description="",
        language="en",
        feed_url=absolute(own),
        feed_guid=tag_uri(name),
    )
    for entry in entries:
        made.add_item(**item(entry))
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def item(entry: Entry) -> dict[str, Any]:
    """The entry as Django's generator takes it."""
    return {
        "title": legible(entry.title),
        "link": absolute(entry.url),
        "description": legible(entry.html),
        "unique_id": tag_uri(entry.id),
        "author_name": legible(entry.author),
        "pubdate": entry.at,
        "updateddate": entry.at,
    }


def tag_uri(name: str) -> str:
    """A name that stays when addresses do not: nobody else has this host in the year that it is of."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{quote(name)}"


def legible(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
