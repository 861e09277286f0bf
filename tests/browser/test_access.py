"""Everybody can read it: axe, sizes, motion, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.pages import public

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, ViewportSize
    from pytest_playwright import CreateContextCallback

    from tests.browser.conftest import Open
    from tests.browser.served import Served


class Look(TypedDict):
    """A screen and its colours, as Playwright takes them."""

    viewport: ViewportSize
    color_scheme: Literal["light", "dark"]


# The colours are the same on every screen and the sizes in every colour, so two looks show all of both.
LOOKS: dict[str, Look] = {
    "phone, light": {"viewport": SCREENS["phone"], "color_scheme": "light"},
    "laptop, dark": {"viewport": SCREENS["laptop"], "color_scheme": "dark"},
}
each_look = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
LOW = """
[...document.querySelectorAll(".bar a, .bar button, main button, .button, .sorts a, .work .links a, summary")]
  .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 43.9)
  .map(element => [element.textContent.trim(), element.getBoundingClientRect().height])
"""
# Formulas and raised figures are set smaller by every typesetter.
SMALL = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, size = parseFloat(getComputedStyle(parent).fontSize);
    const told = walker.currentNode.data.trim() && parent.checkVisibility() && !parent.closest("math, sup, script");
    if (told && size < 13) found.push([size, parent.outerHTML.slice(0, 80)]);
  }
  return found;
}"""


@each_look
def test_axe_finds_nothing_on_any_page(
    open_at: Open, site: Served, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = open_at("/robots.txt", **look)
    found: list[str] = []
    for path in [*public(site).values(), site.login_link()]:
        page.goto(path)
        found += examine(page)
    assert not found, "\n".join(found)


@each_look
def test_axe_finds_nothing_after_signing_in(
    open_at: Open, session: Any, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = open_at("/", storage_state=session, **look)
    assert page.get_by_role("button", name="Sign out").is_visible()
    found = examine(page)
    for path in ("/wiki/analytical-engine/", "/wiki/of-the-owner-alone/"):
        page.goto(path)
        found += examine(page)
    assert not found, "\n".join(found)


@each_look
def test_axe_finds_nothing_on_the_demo(
    new_context: CreateContextCallback, demo_site: Served, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = new_context(base_url=demo_site.address, **look).new_page()
    page.goto("/")
    assert not (found := examine(page)), "\n".join(found)


def test_what_is_pressed_is_large_enough_for_a_thumb(open_at: Open, site: Served, session: Any) -> None:
    page = open_at("/", viewport=SCREENS["phone"], storage_state=session)
    low: dict[str, list[Any]] = {}
    for path in [*public(site).values(), site.login_link()]:
        page.goto(path)
        low |= {path: page.evaluate(LOW)}
    assert {path: found for path, found in low.items() if found} == {}


def test_no_text_is_smaller_than_thirteen_pixels(open_at: Open, site: Served) -> None:
    page = open_at("/", viewport=SCREENS["phone"])
    found = []
    for path in public(site).values():
        page.goto(path)
        found += page.evaluate(SMALL)
    assert found == []


def test_nothing_moves_for_whoever_asks_for_stillness(open_at: Open) -> None:
    page = open_at("/", reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(element => {
             const style = getComputedStyle(element);
             const moves = style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
             return moves || style.scrollBehavior === "smooth";
           }).map(element => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_paper_gets_the_text_and_nothing_to_press(open_at: Open) -> None:
    page = open_at("/", color_scheme="dark")
    page.emulate_media(media="print")
    for selector in (".bar", ".sorts", ".more", ".skip"):
        assert page.locator(selector).first.is_hidden(), selector
    assert page.locator(".comment").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
