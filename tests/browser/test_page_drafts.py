"""What is typed into a page's form: kept on the site by window, or said not to be; and never lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import Served

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route
    from pytest_playwright import CreateContextCallback

NEW = "/wiki/new/"
SAVE = "**/wiki/drafts/save/"
KEPT_HERE = "Not saved here, but kept in this browser."


@pytest.fixture
def tab(new_context: CreateContextCallback, desk: Served, owner: Any) -> Page:
    """A tab of the owner's."""
    return new_context(base_url=desk.address, storage_state=owner).new_page()


def write(page: Page, title: str, text: str) -> str:
    """Make a page, and return its address."""
    page.goto(NEW)
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Make the page").last.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    return page.url


def open_form(page: Page, address: str) -> None:
    """Open the form of a page, and wait until its scripts run."""
    page.goto(f"{address}edit/")
    page.wait_for_load_state("networkidle")


def typed(page: Page, text: str) -> None:
    page.get_by_label("Text", exact=True).fill(text)


def says(page: Page, words: str) -> None:
    """Wait until the form says so."""
    page.locator("[data-kept], [data-not-kept], [data-other]").filter(has_text=words).wait_for()


def forget_here(page: Page) -> None:
    """Let this browser forget its own copy."""
    page.evaluate("localStorage.clear()")


def test_what_is_typed_is_kept_and_offered_again(tab: Page) -> None:
    address = write(tab, "Kept", "one two")
    open_form(tab, address)
    typed(tab, "one three")
    says(tab, "Not saved yet")
    says(tab, "Saved as a draft at")
    forget_here(tab)
    tab.goto(f"{address}edit/")
    assert tab.get_by_label("Text", exact=True).input_value() == "one two"
    tab.get_by_role("link", name="See what differs").click()
    assert tab.get_by_label("Text", exact=True).input_value() == "one three"
    assert tab.locator("ins").first.inner_text().split() == ["added:", "three"]
    tab.get_by_role("button", name="Save", exact=True).last.click()
    tab.wait_for_url(address)
    tab.goto(f"{address}edit/")
    assert tab.get_by_text("You have an unsaved draft").count() == 0


def test_a_draft_is_discarded(tab: Page) -> None:
    address = write(tab, "Discarded", "one")
    open_form(tab, address)
    typed(tab, "two")
    says(tab, "Saved as a draft at")
    open_form(tab, address)
    tab.get_by_role("button", name=re.compile("Discard it")).click()
    tab.wait_for_url("**/wiki/drafts/")
    open_form(tab, address)
    assert tab.get_by_text("You have an unsaved draft").count() == 0


@pytest.mark.parametrize("fails", ["with an error", "with a page", "without an answer"])
def test_a_site_that_fails_is_never_said_to_have_saved(tab: Page, fails: str) -> None:
    address = write(tab, f"Fails {fails}", "one")
    answers: dict[str, Callable[[Route], None]] = {
        "with an error": lambda route: route.fulfill(status=500, content_type="application/json", body='{"at": "now"}'),
        "with a page": lambda route: route.fulfill(status=200, content_type="text/html", body="Saved"),
        "without an answer": lambda route: route.abort(),
    }
    tab.route(SAVE, answers[fails])
    open_form(tab, address)
    typed(tab, "two")
    says(tab, KEPT_HERE)
    assert tab.locator("[data-kept]").inner_text() == ""
    tab.unroute(SAVE)
    typed(tab, "two three")
    says(tab, "Saved as a draft at")
    assert tab.locator("[data-not-kept]").inner_text() == ""
    open_form(tab, address)
    tab.get_by_role("button", name="Restore what you typed").click()
    assert tab.get_by_label("Text", exact=True).input_value() == "two three"


def test_a_site_that_hangs_is_not_said_to_have_saved(tab: Page) -> None:
    address = write(tab, "Hangs", "one")
    held: list[Route] = []
    tab.route(SAVE, lambda route: held.append(route))
    open_form(tab, address)
    tab.clock.install()
    typed(tab, "two")
    tab.clock.run_for(2500)
    assert tab.locator("[data-kept]").inner_text() == "Not saved yet"
    assert "two" in tab.evaluate("Object.values(localStorage).join()")
    for route in held:
        route.abort()


def test_a_session_that_ended_keeps_the_text_in_the_browser_and_offers_it_after_signing_in(
    tab: Page, desk: Served
) -> None:
    address = write(tab, "Ended", "one")
    open_form(tab, address)
    cookies = tab.context.cookies()
    tab.context.clear_cookies(name=re.compile("session"))
    typed(tab, "two")
    says(tab, KEPT_HERE)
    says(tab, "Sign in again in another tab.")
    tab.context.add_cookies(cookies)  # type: ignore[arg-type]
    open_form(tab, address)
    tab.get_by_role("button", name="Restore what you typed").click()
    assert tab.get_by_label("Text", exact=True).input_value() == "two"


def test_two_tabs_are_two_drafts_and_each_is_told_of_the_other(tab: Page) -> None:
    address = write(tab, "Two tabs", "one")
    other = tab.context.new_page()
    for page in (tab, other):
        open_form(page, address)
    typed(tab, "from the first")
    says(tab, "Saved as a draft at")
    typed(other, "from the second")
    says(other, "Another window has a draft of this")
    link = other.locator("[data-other] a").get_attribute("href")
    assert link
    third = tab.context.new_page()
    third.goto(link)
    assert third.get_by_label("Text", exact=True).input_value() == "from the first"
    third.goto("/wiki/drafts/")
    assert third.get_by_text("from the first").count() == 1
    assert third.get_by_text("from the second").count() == 1


def test_a_save_right_after_a_key_leaves_no_draft_behind(tab: Page) -> None:
    address = write(tab, "Quick", "one")
    open_form(tab, address)
    typed(tab, "two")
    tab.get_by_role("button", name="Save", exact=True).last.click()
    tab.wait_for_url(address)
    tab.wait_for_timeout(2500)
    tab.goto(f"{address}edit/")
    assert tab.get_by_text("You have an unsaved draft").count() == 0
    assert tab.locator("[data-draft]").is_hidden()
