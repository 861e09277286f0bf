"""Pages of the wiki for the browser to read: what each kind of text looks like, and what is long, odd or empty."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

if TYPE_CHECKING:
    from tests.running import Site

ENGINE = """The **Analytical Engine** was to be a general computer, moved by steam.[^steam] Its plan is described in
[[Note G]], and [[Nobody wrote this]] says more. Two things set it apart from the [[Difference Engine|older machine]]:
it could be told what to do, and it could be told to do otherwise.[^cards]

![[Note G#What it computes]]

## The mill

Numbers were brought from the *store* to the mill, worked upon, and returned. See [[#The store]], and what was
[[comment:remark-07|said of it]].[^again]

> [!note] On words
> The store is what is now called memory, and the mill a processor.

### Carriage

The carriage of tens was to be *anticipated*, so that a sum of fifty digits takes no longer than one of two.

## The store

| part | holds |
|:---|---:|
| column | 40 digits |
| store | 1000 columns |

## What became of it

It was never built. ![[Note G]]

[^steam]: Or by hand, for want of steam. A note may be longer than the line that it is about, and then it pushes the one
    after it down, which is all that can be done in a margin.
[^cards]: By cards, as a loom is.
[^again]: This one stands close to none of the others.
"""
NOTE = """A note by the translator, longer than what it is a note to.

## What it computes

The numbers of Bernoulli, one from those before it.[^first]

[^first]: The first program, some say.
"""
LONG_TITLE = "What would have to be the case for a machine of wheels to anticipate every carriage in a sum " * 2
LONG_ADDRESS = f"/wiki/{slugify(LONG_TITLE)[:108].strip('-')}/"
FIFTY = "\n\n".join(f"{'#' * (number % 3 + 2)} Part {number}\n\nSee [[Note G]]." for number in range(50))
WIKI: list[dict[str, Any]] = [
    {"title": "Note G", "body": NOTE, "tags": ["Machines"]},
    {
        "title": "Analytical Engine",
        "body": ENGINE,
        "tags": ["Machines", "History of computing"],
        "status": "in progress",
        "confidence": "highly likely",
        "superseded_by": "[[Note G]]",
    },
    {"title": LONG_TITLE.strip(), "body": "## " + LONG_TITLE + "\n\n" + "x" * 300 + "\n\n## B\n\n## C\n\ny"},
    {"title": "المحرك التحليلي", "body": "## المخزن\n\nكان [[Note G]] آلة.[^1]\n\n## ب\n\n## ت\n\nنص.\n\n[^1]: حاشية."},
    {"title": "Fifty headings", "body": FIFTY},
    {"title": "Empty", "body": ""},
    {"title": "Of the owner alone", "body": "Not yet. See [[Note G]].", "state": "draft"},
]
WRITE = """
import json, sys
from wiki.authors.models import Author
from wiki.pages.content import Content
from wiki.pages.models import Page
from wiki.pages.saving import Hand
author = Author.objects.primary()
for said in json.loads({pages!r}):
    state = said.pop("state", "published")
    for name in ("tags",):
        said[name] = tuple(said.get(name, ()))
    Page.objects.begin(Content(**said), state=state, hand=Hand(author, author.user))
guest = Hand(Author.objects.get(slug="guest"), author.user, summary="A line more")
page = Page.objects.begin(Content("Of a guest", "Line 1."), state="published", hand=guest)
for number in range(2, 13):
    page.revise(Content("Of a guest", f"Line {{number}}."), base=page.number, hand=guest)
"""


def write_wiki(site: Site) -> None:
    """Write these pages as the site's owner would."""
    answer = site.run("shell", "-v", "0", "-c", WRITE.format(pages=json.dumps(WIKI)))
    assert answer.returncode == 0, answer.stderr
