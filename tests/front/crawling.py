"""Every address of the site, of everything that there is, with what may be asked for there."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.front.secrets import HIDDEN, World, word
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.pages.models import PageSlug
from wiki.works.entries import Entry
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

ONE, NUMBERS = ["1"], ["1", "2", "3"]


def slugs() -> list[str]:
    """Of every page, of what it was called, of its other names, and of one that is not there."""
    aliases = [word(f"{name} alias") for name in HIDDEN]
    return [*PageSlug.objects.values_list("slug", flat=True), *aliases, "nowhere"]


def tags() -> list[str]:
    return ["open", *(word(f"{name} tag") for name in (*HIDDEN, "before", "suppressed"))]


def authors() -> list[str]:
    """Of all but the one whose name is a secret where they saved something; a page of their own says it."""
    return list(Author.objects.exclude(name=word("editor suppressed")).values_list("slug", flat=True))


def column(model: type, name: str) -> Callable[[], list[str]]:
    """What rows say there, as text."""
    return lambda: [str(value) for value in model.objects.values_list(name, flat=True)]  # type: ignore[attr-defined]


#: What may stand in an address in place of each parameter; the longest beginning that fits counts.
EXAMPLES: dict[tuple[str, str], Callable[[], list[str]]] = {
    ("wiki/", "slug"): slugs,
    ("wiki/tags/", "tag"): tags,
    ("wiki/", "number"): lambda: NUMBERS,
    ("wiki/", "old"): lambda: ["1", "2"],
    ("wiki/", "new"): lambda: ["2", "3"],
    ("authors/", "slug"): authors,
    ("comments/", "public_id"): column(Comment, "public_id"),
    ("works/", "slug"): column(SelectedWork, "slug"),
    ("wiki/", "page"): slugs,
    ("works/", "work"): column(SelectedWork, "slug"),
    ("account/works/", "slug"): column(SelectedWork, "slug"),
    ("account/bibliography/", "number"): column(Entry, "pk"),
    ("media/", "name"): lambda: [f"{'a' * 26}.png"],
    ("account/images/", "name"): lambda: [f"{'a' * 26}.png"],
    ("account/notices/", "pk"): lambda: ONE,
    ("unsubscribe/", "token"): lambda: ["no-such-token"],
    ("account/link/", "token"): lambda: ["no-such-token"],
    ("account/", "provider"): lambda: ["orcid", "github", "nobody"],
    ("account/sessions/", "pk"): lambda: ONE,
    ("account/2fa/webauthn/keys/", "pk"): lambda: ONE,
    ("account/password/reset/key/", "uidb36"): lambda: ONE,
    ("account/password/reset/key/", "key"): lambda: ["no-such-key"],
}
#: What else may be asked for at an address.
VARIANTS: dict[str, list[str]] = {
    "front:profile": ["part=1", "edits=x", "sort=top"],
    "front:page": [f"from={word('draft title')}"],
    "front:reply": ["quote=1"],
    "front:backlinks": ["kind=linked", "kind=embedded", "kind=cited"],
    "pages:diff": ["view=inline"],
    "pages:compare": ["from=1&to=2", "since=2020-01-01"],
    "pages:edit": ["revision=1", "revision=2", "draft=1"],
    "pages:new": [f"title={word('draft title')}", "title=Door draft", "draft=1"],
    "pages:find": [
        *("q=", "q=q", "q=Door", "q=Door draft%23", "q=Door locked%23Place", "q=comment:", "q=work:", "cite=1&q="),
        *(f"q={word(f'{name} {field}')}" for name in HIDDEN for field in ("title", "alias", "heading")),
        *(f"q={word(f'{name} title')}" for name in ("before", "suppressed")),
    ],
}


class Address(NamedTuple):
    """Where to ask, and the name of the pattern that answers there."""

    name: str
    path: str


def patterns(
    resolver: URLResolver, route: str = "", room: str = "", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, list[str]]]:
    """Each pattern but the admin's: its name, its whole route, and its parameters."""
    for pattern in resolver.url_patterns:
        whole, parameters = route + str(pattern.pattern), (*above, *named(pattern))
        if isinstance(pattern, URLPattern):
            yield f"{room}{pattern.name}", whole, list(parameters)
        elif pattern.namespace != "admin":
            yield from patterns(pattern, whole, f"{pattern.namespace}:" if pattern.namespace else room, parameters)


def named(pattern: URLPattern | URLResolver) -> list[str]:
    """The parameters of a pattern, which a library may have written as a regular expression."""
    return list(pattern.pattern.converters or pattern.pattern.regex.groupindex)


def example(route: str, parameter: str) -> list[str]:
    """What may stand in place of a parameter; a pattern without an example fails whoever asks."""
    plain = route.replace("^", "")
    fitting = [begin for begin, name in EXAMPLES if name == parameter and plain.startswith(begin)]
    assert fitting, f"Say in EXAMPLES what may stand for {parameter!r} in {plain!r}."
    return EXAMPLES[max(fitting, key=len), parameter]()


def plain_addresses(only: str = "") -> Iterator[Address]:
    """Every address outside the admin, or those of one beginning."""
    for name, route, parameters in patterns(get_resolver()):
        if route.startswith(only) and not name.endswith("None"):  # what a library gave no name only leads on
            values = [example(route, parameter) for parameter in parameters]
            for chosen in itertools.product(*values):
                yield Address(name, reverse(name, kwargs=dict(zip(parameters, chosen, strict=True))))


def addresses() -> Iterator[Address]:
    """The same, with what else may be asked for there."""
    for name, path in plain_addresses():
        yield Address(name, path)
        for query in VARIANTS.get(name, []):
            yield Address(name, f"{path}?{query}")


def office(world: World) -> Iterator[Address]:
    """The admin's lists, what is found in them, and the screens of rows."""
    asked = [
        word(name) for name in ("draft title", "locked body", "suppressed body", "before summary", "on-draft reader")
    ]
    yield Address("admin", "/admin/")
    for model in admin.site._registry:
        listed = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for query in ("", *(f"?q={found}" for found in asked), "?kind=pages.page", "?kind=pages.revision", "?p=2"):
            yield Address("admin", f"{listed}{query}")
        for pk in model._default_manager.order_by("-pk").values_list("pk", flat=True)[:12]:
            yield Address("admin", f"{listed}{pk}/change/")
            yield Address("admin", f"{listed}{pk}/history/")


def told(response: HttpResponse) -> str:
    """All that an answer says, in its headers and cookies too, as a reader would decode it."""
    body = b"".join(response) if response.streaming else response.content
    head = " ".join([*map(str, response.headers.values()), response.cookies.output()])
    return unquote(html.unescape(f"{head} {body.decode(errors='replace')}")).casefold()


class Crawler:
    """Somebody's browser, whose every request comes from another address, so that no limit is met."""

    def __init__(self, client: Client) -> None:
        self.client, self.count = client, itertools.count()

    def ask(self, path: str, method: str = "get", **extra: str) -> HttpResponse:
        """The answer, which is never a failure nor a refusal for having asked too often."""
        number = next(self.count)
        extra["REMOTE_ADDR"] = f"198.18.{number // 250}.{number % 250}"
        response: HttpResponse = getattr(self.client, method)(path, **extra)
        assert response.status_code not in {429, 500}, path
        return response

    def found(self, addresses: Iterator[Address], words: set[str]) -> dict[str, set[str]]:
        """By address, which of these words its answer tells that were not in the address itself."""
        seen = {}
        for _name, path in addresses:
            answers = [told(self.ask(path))]
            if path.startswith("/wiki/find/"):
                answers.append(told(self.ask(path, HTTP_ACCEPT="application/json")))
            asked = unquote(path).casefold()
            if leaks := {one for one in words if one not in asked and any(one in answer for answer in answers)}:
                seen[path] = leaks
        return seen
