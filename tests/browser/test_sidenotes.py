"""Footnotes stand beside what they are about where there is room, and at the end of the text where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

HOST = "/wiki/analytical-engine/"
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 1000, "height": 800}
PLACES = """() => [...document.querySelectorAll("[data-notes] > .footnotes > ol > li")].map(note => {
  const mark = document.querySelector(`.footnote-reference a[href="#${note.id}"]`).getBoundingClientRect();
  const box = note.getBoundingClientRect(), text = note.closest("[data-notes]").getBoundingClientRect();
  return {top: box.top, bottom: box.bottom, mark: mark.top, left: box.left, right: box.right,
          start: text.left, end: text.right, foot: text.bottom};
})"""


def places(page: Page) -> list[dict[str, float]]:
    page.wait_for_timeout(200)
    found: list[dict[str, float]] = page.evaluate(PLACES)
    assert len(found) == 3
    return found


def test_it_works(open_at: Open) -> None:
    first, second, third = places(open_at(HOST, viewport=WIDE))
    assert first["left"] > first["end"]
    assert first["right"] <= WIDE["width"]
    assert abs(first["top"] - first["mark"]) < 12
    assert second["top"] >= first["bottom"]
    assert abs(third["top"] - third["mark"]) < 12


def test_they_follow_when_the_text_moves(open_at: Open) -> None:
    page = open_at(HOST, viewport=WIDE)
    before = places(page)
    page.evaluate("document.querySelector('.prose p').append(' and on'.repeat(200))")
    after = places(page)
    assert after[2]["top"] > before[2]["top"] + 100
    assert abs(after[2]["top"] - after[2]["mark"]) < 12


@pytest.mark.parametrize("how", [{"viewport": NARROW}, {"viewport": WIDE, "java_script_enabled": False}])
def test_without_room_or_the_script_they_stand_at_the_end(open_at: Open, how: dict[str, Any]) -> None:
    page = open_at(HOST, **how)
    box = page.locator("[data-notes] > .footnotes").bounding_box()
    last = page.locator("[data-notes] > p").last.bounding_box()
    assert box
    assert last
    assert box["y"] >= last["y"] + last["height"]
    assert box["height"] > 60


def test_beside_a_text_from_right_to_left_they_cover_nothing(open_at: Open) -> None:
    page = open_at("/wiki/المحرك-التحليلي/", viewport=WIDE)
    page.wait_for_timeout(200)
    note = page.locator("[data-notes] > .footnotes > ol > li").bounding_box()
    text = page.locator("[data-notes]").bounding_box()
    assert note
    assert text
    assert note["x"] >= text["x"] + text["width"]
