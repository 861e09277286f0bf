"""An author's own comments: written, edited in two tabs, deleted and brought back, with JavaScript and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.served import Served

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

NEW = "/account/comments/new/"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def tab(request: pytest.FixtureRequest, new_context: CreateContextCallback, desk: Served) -> Page:
    """A tab of a signed-in owner."""
    page = new_context(base_url=desk.address, java_script_enabled=request.param).new_page()
    page.goto(desk.login_link())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def write(page: Page, text: str) -> str:
    """Publish a comment, and return its address."""
    page.goto(NEW)
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Publish").click()
    return page.url


def test_what_is_written_is_on_the_first_page_at_once(tab: Page) -> None:
    tab.goto(NEW)
    tab.get_by_label("Your comment").fill("Written with *stress*.")
    button = tab.get_by_role("button", name="Preview")
    if button.is_visible():  # where scripts run, the preview comes of itself
        button.click()
    assert tab.locator(".preview em").inner_text() == "stress"
    tab.get_by_role("button", name="Publish").click()
    tab.goto("/")
    assert tab.locator(".comment em").first.inner_text() == "stress"


def test_two_tabs_see_both_texts_and_lose_neither(tab: Page) -> None:
    address = write(tab, "The first text.")
    other = tab.context.new_page()
    for page in (tab, other):
        page.goto(f"{address}edit/")
    other.get_by_label("Your comment").fill("What one tab says.")
    other.get_by_role("button", name="Save").click()
    tab.get_by_label("Your comment").fill("What the other tab says.")
    tab.get_by_role("button", name="Save").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "This was saved meanwhile"
    assert tab.get_by_label("Your comment").input_value() == "What the other tab says."
    assert "one" in tab.locator(".diff del").all_inner_texts()[0]
    tab.get_by_role("button", name="Save mine").click()
    tab.goto(f"{address}versions/")
    text = tab.locator("main").text_content() or ""
    assert all(said in text for said in ("The first text.", "What one tab says.", "What the other tab says."))


def test_what_is_deleted_comes_back(tab: Page, request: pytest.FixtureRequest) -> None:
    words = f"Hasty words {request.node.callspec.id}."
    address = write(tab, words)
    tab.goto(f"{address}delete/")
    tab.get_by_role("button", name="Delete").click()
    tab.goto("/")
    assert tab.get_by_text(words).count() == 0
    tab.goto("/account/comments/deleted/")
    tab.get_by_role("button", name=f"Restore “{words}”").click()
    tab.goto("/")
    assert tab.get_by_text(words).count() == 1


@pytest.mark.parametrize("tab", [True], indirect=True)  # axe is a script
def test_axe_finds_nothing_at_the_desk(tab: Page, examine: Callable[[Page], list[str]]) -> None:
    address = write(tab, "For axe.\n\n- a list")
    found: list[str] = []
    for path in (NEW, f"{address}edit/", f"{address}versions/", f"{address}delete/", "/account/comments/deleted/"):
        tab.goto(path)
        found += examine(tab)
    assert not found, "\n".join(found)
