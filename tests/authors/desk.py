"""An author at the form of their profile, as a browser fills it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from django.test import Client

from tests import make
from wiki.authors.models import Author

if TYPE_CHECKING:
    from django.http import HttpResponse

ADDRESS = "/account/profile/"


def at_desk(**fields: Any) -> tuple[Client, Author]:
    """A client that is signed in, and the author whose account it is."""
    author = make.primary(user=make.user(), **({"name": "Emmy Noether"} | fields))
    return signed_in(author.user), author


def signed_in(user: Any) -> Client:
    """A client in which this user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def form(**fields: Any) -> dict[str, Any]:
    """What a browser sends of a profile that has a name alone; name what is otherwise."""
    return {"name": "Emmy Noether", "pronouns": "", "email": "", "orcid": "", "bio": "", "version": 1} | fields


def places(*lines: str) -> dict[str, str]:
    """The lines under "Previously" as a browser sends them."""
    return {f"previously-{key}-line": line for key, line in enumerate(lines, start=1)}


def links(*lines: tuple[str, str]) -> dict[str, str]:
    """The lines under "See:" as a browser sends them."""
    told: dict[str, str] = {}
    for key, (title, url) in enumerate(lines, start=1):
        told |= {f"see-{key}-title": title, f"see-{key}-url": url}
    return told


def text(response: HttpResponse | Any) -> str:
    """The page as it is read."""
    return unescape(response.content.decode())


def values(page: str, name: str) -> list[str]:
    """What stands in the inputs of a page whose names match, in order; the blank line apart."""
    page = re.sub(r"<template>.*?</template>", "", page, flags=re.DOTALL)
    inputs = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    return [(re.search(r'value="([^"]*)"', told) or ["", ""])[1] for told in inputs]
