"""Hostile and odd input, through the importer and the page into a real parser: nothing of it runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.archives import write_hostile
from tests.browser.served import NewFolder, Served, served
from tests.browser.watch import Watch
from tests.outside import module
from wiki.markup.errors import MarkupError
from wiki.markup.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

PER_PAGE = 500
# Parsing what was parsed must give the same again, or a later reader of the HTML sees something else than we cleaned.
PROSE = """
[...document.querySelectorAll(".comment, .bio")].map(element => {
  const prose = element.matches(".prose") ? element : element.querySelector(".prose"), once = prose.innerHTML;
  prose.innerHTML = once;
  const twice = prose.innerHTML;
  prose.innerHTML = twice;
  return {id: element.id, html: once, stable: once === twice && twice === prose.innerHTML};
})
"""


def importable(text: str) -> bool:
    """Whether an archive may hold this text as a comment; one that may not would have the whole archive refused."""
    try:
        render(text, prefix="c-")
        text.encode()
    except (MarkupError, UnicodeEncodeError):
        return False
    return "\0" not in text and not text.isspace() and text != ""


@pytest.fixture(scope="session")
def texts(corpora: Path) -> list[str]:
    attacks = [case["input"] for case in json.loads((corpora / "xss.json").read_text(encoding="utf-8"))]
    odd = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    dear = [make(600) for make in module(corpora / "pathological.py").CASES.values()]
    return [text for text in [*attacks, *odd, *dear] if importable(text)]


@pytest.fixture(scope="session")
def hostile(new_folder: NewFolder, texts: list[str]) -> Iterator[Served]:
    """A site whose author wrote nothing else."""
    folder = new_folder("hostile")
    archive = write_hostile(folder / "archive", texts)
    with served(folder, "--import", str(archive), COMMENTS_PER_PAGE=str(PER_PAGE)) as site:
        yield site


def whole_list(page: Page) -> Iterator[str]:
    """Open each part of the list; gives the address of each once it is there."""
    page.goto("/")
    yield page.url
    while (more := page.get_by_role("link", name="Load More")).count():
        with page.expect_navigation():
            page.goto(str(more.evaluate("link => link.href")))
        yield page.url


@pytest.mark.parametrize("policy", [True, False], ids=["with our policy", "without it"])
def test_nothing_of_it_runs(
    new_context: CreateContextCallback, hostile: Served, texts: list[str], policy: bool
) -> None:
    context = new_context(base_url=hostile.address, bypass_csp=not policy)
    watch = Watch(hostile.address).over(context)
    page = context.new_page()
    count = 0
    for _ in whole_list(page):
        count += page.locator(".part .comment").count()
        assert page.locator("main script, main style, main iframe, body > script").count() == 0
        assert page.evaluate("window.__hit") is None
        page.mouse.move(600, 400)
    assert count == len(texts) > 800
    assert watch.nothing(), watch


def test_nothing_active_is_left_and_parsing_again_changes_nothing(
    new_context: CreateContextCallback, hostile: Served, corpora: Path
) -> None:
    judge = module(corpora / "unsafe.py")
    page = new_context(base_url=hostile.address).new_page()
    found, unstable = [], []
    for _ in whole_list(page):
        for comment in page.evaluate(PROSE):
            if active := judge.active(comment["html"], id_prefix=f"{comment['id']}-"):
                found.append((comment["id"], active))
            if not comment["stable"]:
                unstable.append(comment["id"])
    assert found == []
    assert unstable == []


def test_a_hostile_title_does_nothing_on_a_comment_s_own_page(
    new_context: CreateContextCallback, hostile: Served
) -> None:
    context = new_context(base_url=hostile.address, bypass_csp=True)
    watch = Watch(hostile.address).over(context)
    page = context.new_page()
    for number in range(180, 260, 4):
        page.goto(f"/comments/attack-{number}/")
        assert page.locator("main script, head script:not([src])").count() == 0
    assert watch.nothing(), watch
