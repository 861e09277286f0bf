"""A page of the wiki: made from a red link, edited in two tabs, deleted and brought back; with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import Served
from tests.browser.test_access import each_look
from tests.browser.test_page_drafts import NEW, typed, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.test_access import Look


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def tab(request: pytest.FixtureRequest, new_context: CreateContextCallback, desk: Served, owner: Any) -> Page:
    """A tab of the owner's."""
    options = {"base_url": desk.address, "storage_state": owner, "java_script_enabled": request.param}
    return new_context(**options).new_page()


def save(page: Page, name: str = "Save") -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def name_of(tab: Page, request: pytest.FixtureRequest) -> str:
    """A title that no other test has."""
    return str(request.node.name).replace("[", " ").replace("]", "")


def test_a_page_is_made_from_a_red_link_and_edited(tab: Page, request: pytest.FixtureRequest) -> None:
    title = name_of(tab, request)
    address = write(tab, title, f"See [[{title} too]].")
    tab.get_by_role("link", name=f"{title} too").click()
    assert tab.get_by_label("Title", exact=True).input_value() == f"{title} too"
    typed(tab, "Known now.")
    save(tab, "Make the page")
    tab.goto(address)
    tab.get_by_role("link", name=f"{title} too").click()
    assert tab.get_by_text("Known now.").count() == 1


def test_two_tabs_lose_nothing(tab: Page, request: pytest.FixtureRequest) -> None:
    address = write(tab, name_of(tab, request), "one two.\n\nthree.")
    other = tab.context.new_page()
    texts = ((tab, "ONE two.\n\nthree."), (other, "one two.\n\nthree!"))
    for page, text in texts:
        page.goto(f"{address}edit/")
        typed(page, text)
    for page, _ in texts:
        save(page)
        page.wait_for_url(address)
    assert other.get_by_text("Your change and theirs are both in it now.").count() == 1
    other.get_by_role("link", name="See what your save changed").click()
    other.wait_for_url(f"{address}diff/2..3/")
    assert other.locator("ins", has_text="!").count() >= 1


def test_a_clash_shows_both_texts_and_the_later_one_is_saved_on_top(tab: Page, request: pytest.FixtureRequest) -> None:
    address = write(tab, name_of(tab, request), "one two.")
    other = tab.context.new_page()
    texts = ((other, "uno two."), (tab, "ONE two."))
    for page, text in texts:
        page.goto(f"{address}edit/")
        typed(page, text)
    for page, _ in texts:
        save(page)
    tab.get_by_role("heading", name="This was saved meanwhile").wait_for()
    assert tab.get_by_label("The text that is saved").input_value() == "uno two."
    assert tab.get_by_label("Text", exact=True).input_value() == "ONE two."
    save(tab, "Save mine")
    tab.wait_for_url(address)
    assert tab.get_by_text("ONE two.").count() == 1


def test_a_page_is_deleted_and_brought_back(tab: Page, request: pytest.FixtureRequest) -> None:
    title = name_of(tab, request)
    address = write(tab, title, "one")
    tab.goto(f"{address}delete/")
    save(tab, "Delete")
    tab.get_by_role("button", name=f"Restore “{title}”").click()
    tab.wait_for_url(address)


@each_look
def test_axe_finds_nothing_where_pages_are_written(
    new_context: CreateContextCallback,
    desk: Served,
    owner: Any,
    examine: Callable[[Page], list[str]],
    look: Look,
) -> None:
    page = new_context(base_url=desk.address, storage_state=owner, **look).new_page()
    address = write(page, f"For axe, {look['color_scheme']}", "one [[two]]\n\n- three\n\n" + "Words.\n\n" * 200)
    other = page.context.new_page()
    found: list[str] = []
    for path in (NEW, f"{address}edit/", f"{address}state/", f"{address}delete/", "/wiki/find/?q=axe"):
        page.goto(path)
        found += examine(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    for one, text in ((other, "uno"), (page, "un")):
        one.goto(f"{address}edit/")
        typed(one, text)
        one.locator("[data-kept]").filter(has_text="Saved as a draft").wait_for()
    page.goto("/wiki/drafts/")
    found += examine(page)
    page.goto(f"{address}edit/")
    found += examine(page)
    page.get_by_role("link", name="See what differs").first.click()
    found += examine(page)
    save(other)
    other.wait_for_url(address)
    save(page)
    page.get_by_role("heading", name="This was saved meanwhile").wait_for()
    found += examine(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not found, "\n".join(found)
