"""The profile of a real researcher, as a reader gets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.served import Served

MOST_REQUESTS = 9
MOST_BYTES = 60 * 1024
# Each piece of prose that holds no other, with what it stands in.
BLOCKS = """
[...document.querySelectorAll(".comment .prose")].flatMap(prose => [...prose.querySelectorAll("p, li")]
  .filter(block => !block.querySelector("p"))
  .map(block => [block.closest("blockquote") ? "quotation" : block.closest("li") ? "item" : "words", block.innerText]))
"""
KINDS = {"> ": "quotation", "- ": "item", "* ": "item"}


@pytest.fixture
def page(new_context: CreateContextCallback, seed_site: Served) -> Page:
    return new_context(base_url=seed_site.address).new_page()


@pytest.fixture
def original(seed: Path) -> list[str]:
    """The lines of the original page."""
    text = (seed.parent / "profile.txt").read_text(encoding="utf-8").removesuffix("Load More")
    return [tidy(line) for line in text.splitlines() if tidy(line)]


def tidy(text: str) -> str:
    """A line with its bullet off and its blanks made one each."""
    return " ".join(text.replace("•", " ").split())


def kinds(seed: Path) -> list[str]:
    """What each line of the archive's comments is."""
    bodies = [path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in sorted((seed / "comments").iterdir())]
    lines = [line for body in bodies for line in body.splitlines() if line.strip(" >")]
    return [KINDS.get(line[:2], "words") for line in lines]


def test_the_first_view_is_light(page: Page, pytestconfig: pytest.Config) -> None:
    answered: list[dict[str, Any]] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda answer: answered.append(answer))
    page.goto("/", wait_until="networkidle")
    carried = sum(int(answer["encodedDataLength"]) for answer in answered)
    pytestconfig.get_terminal_writer().line(f"\nthe seed's first view: {len(answered)} requests, {carried:,} bytes")
    assert 3 <= len(answered) <= MOST_REQUESTS
    assert 0 < carried <= MOST_BYTES


def test_who_it_is_and_the_works_come_in_the_original_s_order(page: Page, original: list[str]) -> None:
    page.goto("/")
    shown = tidy(page.locator("main").inner_text())
    top = original[: original.index("Wiki Contributions") + 1]
    # "Name (pronouns) (address)", "Previously: …" and "See: “…" are fields here, with labels for punctuation.
    pieces = [piece for line in top for piece in re.split(r"[()“:]", line) if tidy(piece)]
    place = 0
    for piece in map(tidy, pieces):
        place = shown.find(piece, place)
        assert place >= 0, piece
        place += len(piece)


def test_the_comments_are_the_original_s_to_the_letter(page: Page, original: list[str], seed: Path) -> None:
    page.goto("/")
    blocks = page.evaluate(BLOCKS)
    assert [tidy(text) for _, text in blocks] == original[original.index("Wiki Contributions") + 1 :]
    assert [kind for kind, _ in blocks] == kinds(seed)
