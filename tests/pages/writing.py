"""Who writes on the site, and the forms that they send."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import make
from wiki.authors.models import Author
from wiki.pages.models import Page

NEW = "/wiki/new/"


def owner() -> tuple[Client, Author]:
    """The site's owner, signed in."""
    author = make.primary(user=make.user())
    return signed_in(author), author


def co_author() -> tuple[Client, Author]:
    """Somebody else who writes here, signed in."""
    author = make.author(user=make.user())
    return signed_in(author), author


def reader() -> Client:
    """Somebody who has an account and does not write here."""
    client = Client()
    client.force_login(make.user())
    return client


def signed_in(author: Author) -> Client:
    """A client of this author's."""
    client = Client()
    assert author.user
    client.force_login(author.user)
    return client


def address(page: Page, what: str = "edit") -> str:
    """Where something is done with a page."""
    return reverse(f"pages:{what}", args=[page.slug])


def sent(page: Page | None = None, /, **fields: Any) -> dict[str, Any]:
    """A form as a browser sends it that was opened on what the page says now."""
    began = {"title": "", "body": "", "state": "draft", "version": 0, "was": ""}
    if page:
        content = page.latest.content
        began = {"title": content.title, "body": content.body, "state": page.state, "version": page.number}
        began |= {"tags": ", ".join(content.tags), "aliases": "\n".join(content.aliases), "was": page.state}
    return began | {"window": "window-one"} | fields


def text_of(response: Any) -> str:
    """What a page says, without entities."""
    return html.unescape(response.content.decode())


def without_token(response: Any) -> str:
    """The same without what is new in every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text_of(response))


def box(response: Any, name: str = "body") -> str:
    """What stands in a text area."""
    found = re.search(rf'<textarea name="{name}"[^>]*>\n?(.*?)</textarea>', response.content.decode(), re.DOTALL)
    assert found, f"there is no text area {name}"
    return html.unescape(found[1])


def value(response: Any, name: str) -> str:
    """What stands in a field of one line, seen or not."""
    found = re.search(rf'<input [^>]*name="{name}"[^>]*>', response.content.decode())
    assert found, f"there is no field {name}"
    told = re.search(r'value="([^"]*)"', found[0])
    return html.unescape(told[1]) if told else ""
