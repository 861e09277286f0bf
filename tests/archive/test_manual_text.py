"""What the manual says: all of the markup is used in it, it leads nowhere that is not there, and its screens exist."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from wiki.archive.manual import PLACE, documents, put_manual
from wiki.markup import placeholders
from wiki.markup.callouts import LOOKS
from wiki.markup.rendering import render
from wiki.pages.models import Page
from wiki.pages.reading import read
from wiki.pages.revisions import TOP

pytestmark = pytest.mark.django_db
LOST = "red-link|missing-link|section-missing|unknown-key"
#: How the name begins of what is not there, only to show what becomes of it.
EXAMPLE = re.compile(r"(?:An |@|comment:)?example", re.IGNORECASE)
#: By what each feature of the markup is known in stored HTML.
FEATURES = {
    "a link": placeholders.LINK.pattern,
    "a link in its writer's words": r'<a data-to="[^"]*">',
    "a link to a block": r'data-to="[^"]*#\^',
    "an embed": placeholders.EMBED.pattern,
    "an embed in a line": r'<a class="embed" data-to=',
    "a citation": placeholders.CITATION.pattern,
    "a heading": r'<h2 id="',
    "a smaller heading": r'<h3 id="',
    "stress": "<em>",
    "importance": "<strong>",
    "struck words": "<del>",
    "marked words": "<mark>",
    "code in a line": "<code>",
    "a block of code": r'<figure class="code">',
    "coloured code": r'<code class="language-python"><span class="',
    "a bare address": r'<a [^>]*href="https://example\.org/"[^>]*>https://example\.org/</a>',
    "a break": "<br>",
    "a rule": "<hr>",
    "a list": "<ul>",
    "a numbered list": "<ol>",
    "a task that is done": r'<input type="checkbox" disabled(?:="")? checked',
    "a task to do": r'aria-label="to do"',
    "terms": "<dl>",
    "a table": r'<div class="table"',
    "a column that keeps right": 'class="align-right"',
    "a column that keeps to the middle": 'class="align-centre"',
    "a quotation": "<blockquote",
    "a callout that is folded": "<details>",
    "a callout that can be folded": "<details open",
    "a footnote": 'class="footnotes"',
    "a named block": r'id="(?:b-)?\^?by-name"',
    "a figure": r'<figure class="picture"[^>]*><img [^>]*alt="[^"]+"[^>]*><figcaption>',
    "a formula in a line": r"<math(?! [^>]*display=)",
    "a formula of its own": 'class="math-display"',
} | {f"a callout that looks like {look}": f"callout callout-{look}" for look in sorted(LOOKS)}


@pytest.fixture
def pages() -> list[Page]:
    """The manual's pages."""
    put_manual()
    return list(Page.objects.filter(shipped=True).whole())


def painted(page: Page) -> str:
    """What a visitor reads on it."""
    return read(page, page.latest, AnonymousUser()).html


@pytest.fixture(scope="module")
def stored() -> str:
    """The HTML that is stored of all pages."""
    return "".join(render(document.body, prefix="", top=TOP).html for document in documents(PLACE))


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_of_the_markup_is_used(stored: str, feature: str) -> None:
    assert re.search(FEATURES[feature], stored)


def test_whatever_leads_nowhere_says_that_it_is_an_example(pages: list[Page]) -> None:
    lost = re.compile(
        r'<(?:a|span)[^>]* class="[^"]*(?:red-link|missing-link|section-missing|unknown-key)[^>]*>([^<]*)<'
    )
    found = [words for page in pages for words in lost.findall(painted(page))]
    assert len(found) >= 5
    for words in found:
        assert EXAMPLE.match(words.removeprefix("Manual: Links#")), words


def test_an_embed_that_cannot_be_shown_is_an_example(pages: list[Page]) -> None:
    asked = [unescape(hole["target"]) for page in pages for hole in placeholders.EMBED.finditer(page.latest.html)]
    html = "".join(map(painted, pages))
    assert html.count('class="embed-missing"') == sum(bool(EXAMPLE.match(target)) for target in asked) == 1
    assert html.count("<figcaption>From ") == len(asked) - 1
    assert "embed-left" not in html


def test_nothing_that_it_shows_was_misread(pages: list[Page]) -> None:
    for page in pages:
        assert "math-error" not in page.latest.html
        assert "unplaced" not in page.latest.html
        assert not re.search(r"\[\^|\*\*|\[!", re.sub(r"<code.*?</code>", "", page.latest.html, flags=re.DOTALL)), page


def test_every_address_of_this_site_that_it_names_is_there(pages: list[Page], client: Client) -> None:
    links = r'(?:href|src)="(/[^"#?]*)'
    named = {address for page in pages for address in re.findall(links, painted(page))} - {"/wiki/new/"}
    assert {"/wiki/drafts/", "/account/bibliography/import/", "/votes/"} <= named
    for address in named:
        assert client.get(address).status_code in (200, 302), address


def test_each_page_is_found_from_its_contents(pages: list[Page]) -> None:
    contents = next(page for page in pages if page.slug == "manual-contents")
    for page in pages:
        assert page == contents or f'href="{page.get_absolute_url()}"' in painted(contents)


@pytest.mark.parametrize("path", sorted((PLACE / "pages").iterdir()), ids=lambda path: path.stem)
def test_a_page_is_short_and_called_as_what_it_is(path: Path) -> None:
    text = path.read_text()
    assert text.startswith('---\ntitle: "Manual: ')
    assert 40 <= len(text.splitlines()) <= 180
