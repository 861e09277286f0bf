"""The whole of the page by keyboard alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

PRESSABLE = "a[href], button, summary, input:enabled, [tabindex='0']"
EXPECTED = f"""
[...document.querySelectorAll(`{PRESSABLE}`)].filter(element => element.checkVisibility()).length
"""
FOCUSED = """pressable => {
  const element = document.activeElement, box = element.getClientRects()[0], style = getComputedStyle(element);
  const outline = style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0;
  if (element === document.body) return null;
  return {name: element.textContent.trim().slice(0, 40), left: box.left, right: box.right, top: box.top + scrollY,
          bottom: box.bottom + scrollY, outline, seen: box.bottom > 0 && box.top < innerHeight,
          pressable: element.matches(pressable)};
}"""


class Stop(TypedDict):
    """An element that Tab came to, and where it stands on the page."""

    name: str
    left: float
    right: float
    top: float
    bottom: float
    outline: float
    seen: bool
    pressable: bool


def walk(page: Page) -> list[Stop]:
    """Press Tab until the page ends."""
    stops: list[Stop] = []
    while len(stops) < 500:
        page.keyboard.press("Tab")
        stop: Stop | None = page.evaluate(FOCUSED, PRESSABLE)
        if stop is None or (stops and stop == stops[0]):
            break
        stops.append(stop)
    return stops


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(500):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_tab_comes_first_to_the_way_past_the_bar_which_leads_to_the_text(open_at: Open) -> None:
    page = open_at("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box() == page.evaluate(
        "(({x, y, width, height}) => ({x, y, width, height}))(document.querySelector('.skip').getBoundingClientRect())"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_tab_comes_to_everything_in_the_order_in_which_it_is_read(open_at: Open) -> None:
    page = open_at("/", viewport={"width": 1280, "height": 800})
    stops = walk(page)
    assert [stop["name"] for stop in stops[:5]] == ["Skip to the text", stops[1]["name"], "Work", "Wiki", "Comments"]
    assert stops[1]["name"].startswith("Wilhelmina")
    # Chromium stops at what scrolls, too.
    assert len([stop for stop in stops if stop["pressable"]]) == page.evaluate(EXPECTED)
    # What comes next stands lower, or further on in the line or the next column.
    jumps = [
        (before["name"], after["name"])
        for before, after in pairwise(stops)
        if not (after["bottom"] > before["top"] + 4 or after["left"] >= before["left"])
    ]
    assert jumps == []


def test_the_focus_is_always_seen(open_at: Open) -> None:
    for width in (390, 1280):
        page = open_at("/", viewport={"width": width, "height": 800})
        stops = walk(page)
        assert [stop["name"] for stop in stops if stop["outline"] < 2] == []
        assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_enter_loads_more_and_the_focus_goes_on_from_there(open_at: Open) -> None:
    page = open_at("/")
    page.get_by_role("link", name="Load More").focus()
    page.keyboard.press("Enter")
    page.locator("#c-remark-40").wait_for()
    assert page.evaluate("document.activeElement.id") == "c-remark-21"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.comment').id") == "c-remark-21"


def test_what_is_folded_opens_by_keyboard(open_at: Open) -> None:
    page = open_at("/")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    assert page.locator("details[open] .prose").is_visible()


def test_a_wide_table_scrolls_by_keyboard(open_at: Open) -> None:
    page = open_at("/", viewport={"width": 390, "height": 844})
    frame = page.locator("#c-remark-05 .table")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0", timeout=3000)
