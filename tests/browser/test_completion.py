"""Links and citations that are offered while somebody types them: by keys, by a click, and in every editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import Served, cookies_of_owner
from tests.browser.test_page_drafts import NEW, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page
    from pytest_playwright import CreateContextCallback


@pytest.fixture(scope="module")
def owner(browser: Browser, desk: Served) -> Any:
    """The cookies of its owner, who has written two pages."""
    cookies = cookies_of_owner(browser, desk)
    context = browser.new_context(base_url=desk.address, storage_state=cookies)
    page = context.new_page()
    write(page, "Ring theory", "# Ideals\n\nWords.\n\n# Modules\n")
    write(page, "Rings of Saturn", "Ice.")
    context.close()
    return cookies


@pytest.fixture
def tab(new_context: CreateContextCallback, desk: Served, owner: Any) -> Page:
    """The form of a new page."""
    page = new_context(base_url=desk.address, storage_state=owner).new_page()
    page.goto(NEW)
    page.wait_for_load_state("networkidle")
    return page


def editor(page: Page) -> Locator:
    return page.locator("#id_body")


def types(page: Page, text: str, offered: int) -> None:
    """Type this at the end, and wait until so much is offered."""
    editor(page).press_sequentially(text)
    page.wait_for_function("number => document.querySelectorAll('[role=option]').length === number", arg=offered)


def test_a_title_is_taken_by_enter(tab: Page) -> None:
    types(tab, "See [[ring", 3)
    options = tab.get_by_role("option")
    assert "Ring theory" in options.first.inner_text()
    assert options.first.get_attribute("aria-selected") == "true"
    assert editor(tab).get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert "3 to choose from" in tab.locator("[data-offered]").first.inner_text()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert editor(tab).input_value() == "See [[Rings of Saturn]]"
    assert tab.get_by_role("listbox").count() == 0
    tab.keyboard.type(".")
    assert editor(tab).input_value() == "See [[Rings of Saturn]]."


def test_a_heading_is_taken_by_tab_and_an_embed_is_a_link_too(tab: Page) -> None:
    types(tab, "![[Ring theory#", 2)
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Tab")
    assert editor(tab).input_value() == "![[Ring theory#Modules]]"


def test_escape_closes_and_the_keys_are_the_editor_s_again(tab: Page) -> None:
    types(tab, "[[ring", 3)
    tab.keyboard.press("Escape")
    assert tab.get_by_role("listbox").count() == 0
    assert editor(tab).get_attribute("aria-activedescendant") is None
    tab.keyboard.press("Enter")
    assert editor(tab).input_value() == "[[ring\n"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") != "id_body"


def test_a_click_takes_it_and_one_step_back_gives_the_typed_words_again(tab: Page) -> None:
    types(tab, "[[saturn", 2)
    tab.get_by_role("option").first.click()
    assert editor(tab).input_value() == "[[Rings of Saturn]]"
    tab.keyboard.press("Control+z")
    assert editor(tab).input_value() == "[[saturn"


def test_what_is_nowhere_is_offered_to_be_made_last(tab: Page) -> None:
    types(tab, "[[ring thing", 1)
    tab.get_by_role("option", name="Create “ring thing”").wait_for()
    tab.keyboard.press("Enter")
    assert editor(tab).input_value() == "[[ring thing]]"


def test_brackets_that_stand_there_already_are_used(tab: Page) -> None:
    editor(tab).fill("[[]] after")
    editor(tab).evaluate("field => { field.focus(); field.setSelectionRange(2, 2); }")
    types(tab, "saturn", 2)
    tab.keyboard.press("Enter")
    assert editor(tab).input_value() == "[[Rings of Saturn]] after"


def test_a_key_of_the_bibliography_is_offered_after_an_at_sign(tab: Page) -> None:
    editor(tab).press_sequentially("[@")
    options = tab.get_by_role("option")
    options.first.wait_for()
    key = (options.first.inner_text()).split()[0]
    tab.keyboard.press("Enter")
    assert editor(tab).input_value() == f"[@{key}]"


def test_the_comment_editor_offers_links_too(tab: Page) -> None:
    tab.goto("/account/comments/new/")
    tab.wait_for_load_state("networkidle")
    types(tab, "[[ring", 3)
    tab.keyboard.press("Enter")
    assert editor(tab).input_value() == "[[Ring theory]]"


@pytest.mark.parametrize("screen", list(SCREENS))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_is_within_the_screen_and_can_be_used_by_everyone(
    new_context: CreateContextCallback,
    desk: Served,
    owner: Any,
    examine: Callable[[Page], list[str]],
    screen: str,
    scheme: Any,
) -> None:
    page = new_context(
        base_url=desk.address, storage_state=owner, viewport=SCREENS[screen], color_scheme=scheme
    ).new_page()
    page.goto(NEW)
    page.wait_for_load_state("networkidle")
    types(page, "Words that lead far to the right of [[ring", 3)
    box = page.get_by_role("listbox").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SCREENS[screen]["width"]
    assert examine(page) == []
