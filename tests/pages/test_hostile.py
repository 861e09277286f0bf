"""Hostile and odd text in every field of a page's form: taken, or refused in a sentence, and never more than text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from django.test import Client

from tests.moderation.staff import give_second_factor
from tests.outside import module
from tests.pages.writing import NEW, owner, sent
from wiki.pages.models import Page, Revision

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from django.http import HttpResponse

pytestmark = pytest.mark.django_db
#: A file of this site.
OWN = re.compile(r"/[^/]")
#: Of so many texts one is tried in each field; the renderer's own tests try all of them.
EVERY = 24
LISTS = (
    *("/", "/wiki/", "/wiki/recent/", "/wiki/tags/", "/wiki/wanted/", "/wiki/orphans/", "/wiki/broken/"),
    *("/wiki/drafts/", "/wiki/find/?q=", "/admin/pages/page/", "/admin/pages/revision/"),
)


@pytest.fixture(scope="session")
def texts(corpora: Path) -> list[str]:
    attacks = [case["input"] for case in json.loads((corpora / "xss.json").read_text(encoding="utf-8"))]
    odd = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    return [text for text in [*attacks, *odd] if text.isprintable() or "\n" in text][::EVERY]


@pytest.fixture
def judge(corpora: Path) -> Callable[[HttpResponse], set[str]]:
    """Says what of an answer's `main` is active, and every script of the answer that is no file of ours."""
    active = module(corpora / "unsafe.py").active

    def judged(response: HttpResponse) -> set[str]:
        text = response.content.decode()
        found: set[str] = active(text.split("<main", 1)[1].rsplit("</main>", 1)[0])
        tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
        inline = [one for one in tree.iter("script") if (one.text or "").strip() or not OWN.match(one.get("src", ""))]
        return found | {"script of theirs" for _ in inline}

    return judged


def forms(text: str) -> list[dict[str, Any]]:
    """The forms in which a text is sent: in every field; in those that take any; and in each of the others alone."""
    anywhere = {"body": text, "summary": text[:300], "superseded_by": text[:200]}
    narrow = ("title", "tags", "aliases", "cite_key")
    return [
        anywhere | dict.fromkeys(narrow, text),
        {"title": "Plain", "aliases": text} | anywhere,
        {"title": text[:200], "body": "Text."},
        {"title": "Tagged", "body": "Text.", "tags": text.replace(",", " ")[:60]},
    ]


def take(client: Client, fields: dict[str, Any]) -> HttpResponse:
    """The answer to a new page's form; one page of a name is enough, so the next takes another."""
    number = Page.objects.count()
    if "title" in fields and fields["title"] in ("Plain", "Tagged"):
        fields["title"] += f" {number}"
    return client.post(NEW, sent(**fields, state="published", window=f"window-{number}"))  # type: ignore[return-value]


def test_it_is_taken_or_refused_and_does_nothing(texts: list[str], judge: Callable[[HttpResponse], set[str]]) -> None:
    client, author = owner()
    usual = judge(take(client, {"title": "", "body": "Text."}))
    taken = 0
    for text in texts:
        for fields in forms(text):
            answer = take(client, fields)
            assert answer.status_code in {200, 302, 409}, (text, fields)
            if answer.status_code == 302:
                taken += 1
                answer = Client().get(answer["Location"])  # type: ignore[assignment]
                assert answer.status_code == 200, text
                assert judge(answer) <= PLAIN, text
            else:
                assert judge(answer) <= usual, text
    assert taken > len(texts)
    assert Revision.objects.count() == Page.objects.count() == taken
    assert author.user
    author.user.is_superuser = author.user.is_staff = True
    author.user.save()
    give_second_factor(author.user)
    lists(client, judge)


#: What a page that is read has by itself.
PLAIN: set[str] = set()


def lists(client: Client, judge: Callable[[HttpResponse], set[str]]) -> None:
    """Each list of pages, as whoever may see them all sees it; the first of so many, and the screens of one."""
    page = Page.objects.latest("pk")
    found = page.get_absolute_url()
    for address in (*LISTS, f"{found}history/", f"{found}edit/", f"{found}backlinks/", f"/admin/pages/page/{page.pk}/"):
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 404}, address
        assert "script of theirs" not in judge(answer), address  # type: ignore[arg-type]
