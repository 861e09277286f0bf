"""Ask an address as somebody, and tell whether they were let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth import SESSION_KEY
from django.http import StreamingHttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase
    from django.test import Client

    from tests.permissions.people import Place

#: Where somebody is sent to show who they are.
DOORS = ("/account/login/", "/admin/login/", "/account/2fa/reauthenticate", "/account/reauthenticate")


class Screen(NamedTuple):
    """A pattern of the resolver: its name with its room's, and its parameters."""

    name: str
    parameters: tuple[str, ...]

    @property
    def things(self) -> tuple[str, ...]:
        """What it is asked about: what everyone may see, and what they may not."""
        if "public_id" in self.parameters:
            return "", "answer", "pending"
        of_page = self.name.startswith(("pages:", "feeds:", "front:page", "front:backlinks"))
        return (
            ("", "draft", "locked") if "page" in self.parameters or ("slug" in self.parameters and of_page) else ("",)
        )

    def path(self, place: Place, of: str = "") -> str:
        """Its address of the thing that is called so; KeyError where nobody has said what may stand in it."""
        known = [place.things.get(begin, {}) for begin in ("", *self.begins, *([of] if of else []))]
        values = {name: value for some in known for name, value in some.items()}
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})

    @property
    def begins(self) -> tuple[str, ...]:
        """Its room, and its name without what parts it from others about the same thing."""
        return self.name.partition(":")[0], self.name.partition("_")[0], self.name


def screens(resolver: URLResolver | None = None, room: str = "", above: tuple[str, ...] = ()) -> Iterator[Screen]:
    """Every pattern that has a name, but the admin's, which its registry lists."""
    for pattern in (resolver or get_resolver()).url_patterns:
        own = tuple(pattern.pattern.converters or pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield Screen(f"{room}{pattern.name}", (*above, *own))
        elif pattern.namespace != "admin":
            inside = f"{pattern.namespace}:" if pattern.namespace else room
            yield from screens(pattern, inside, (*above, *own))


def let_in(answer: HttpResponseBase, path: str, *, signed_in: bool) -> bool:
    """Whether the asker got past the door: a form with mistakes is inside; a way to sign in or to begin anew is not."""
    if answer.status_code in {301, 302}:
        begins_anew = answer["Location"] == path and not signed_in
        return not answer["Location"].startswith(DOORS) and not begins_anew
    return answer.status_code not in {401, 403, 404, 405, 410}


def looks(client: Client, path: str) -> bool:
    """Whether somebody may look there."""
    return told(client, client.get(path), path)


def acts(client: Client, path: str) -> bool:
    """Whether somebody may send the form of it, empty as it is here."""
    return told(client, client.post(path, {}), path)


def told(client: Client, answer: HttpResponseBase, path: str) -> bool:
    """Whether the asker was let in; a file is read to its end, which closes it, but not the database's connection."""
    inside = let_in(answer, path, signed_in=SESSION_KEY in client.session)
    if isinstance(answer, StreamingHttpResponse):
        b"".join(answer)
    return inside
