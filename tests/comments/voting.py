"""Vote over the wire in tests, in each of the three forms."""

from __future__ import annotations

import html
import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

from django.test import Client

from tests import make
from wiki.comments.models import Comment

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

JSON = "application/json"
PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
#: By its name, what is added to the address and what is accepted.
FORMS = {"json": ("", JSON), "part": ("?part=1", PAGE), "page": ("", PAGE)}
SUMS = ("karma", "karma_votes", "agreement", "agreement_votes", "held")

networks = count(1)


def address(comment: Comment, verb: str = "vote") -> str:
    return f"/comments/{comment.public_id}/{verb}/"


def back_to(comment: Comment) -> str:
    return f"/comments/{comment.public_id}/#c-{comment.public_id}"


def browser(**options: Any) -> Client:
    """A browser that nobody knows yet, in a network of its own."""
    number = next(networks)
    return Client(REMOTE_ADDR=f"127.{number // 256}.{number % 256}.1", **options)


def reader() -> Client:
    """Somebody who is signed in."""
    client = browser()
    client.force_login(make.user())
    return client


def press(client: Client, comment: Comment, value: object = 1, axis: object = "karma", **options: Any) -> Response:
    """Send a form, and ask for JSON."""
    headers = {"accept": JSON} | options.pop("headers", {})
    told = {"axis": axis, "value": value}
    return client.post(address(comment), told, headers=headers, **options)


def send(client: Client, comment: Comment, body: object, form: str = "json") -> Response:
    """Send JSON, as text or as what it says, and ask for one of the three forms."""
    query, accept = FORMS[form]
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    where = address(comment) + query
    return client.post(where, text, content_type=JSON, headers={"accept": accept})


def sums(*numbers: int) -> dict[str, object]:
    """What JSON says of a tally."""
    return dict(zip(SUMS, numbers, strict=True))


def words(text: bytes) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.decode())).split())


def buttons(text: bytes) -> list[tuple[str, str, str]]:
    """Each button of the page's own forms: its look, its value, and whether it is pressed."""
    return re.findall(r'<button class="([^"]+)" name="value" value="([^"]+)" aria-pressed="(\w+)"', text.decode())
