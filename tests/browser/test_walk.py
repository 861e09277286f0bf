"""One author's first day, from the link to a comment restored; and the same edits again with JavaScript off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.served import NewFolder, Served, served
from tests.browser.test_editor import PASTE
from tests.browser.test_passkeys import add_a_passkey, authenticator, come_by_link, opened, sign_out
from tests.media import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback


@pytest.fixture
def demo(new_folder: NewFolder) -> Iterator[Served]:
    """A site of the walk's own, with the demo's profile, works and comments."""
    with served(new_folder("walk")) as site:
        yield site


def public(page: Page, site: Served) -> str:
    """What a visitor reads on the first page now."""
    reader = page.context.browser.new_context(base_url=site.address)  # type: ignore[union-attr]
    try:
        tab = reader.new_page()
        tab.goto("/")
        return tab.locator("main").inner_html()
    finally:
        reader.close()


def save(page: Page, name: str = "Save") -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).last.click()


def edit_the_bio(page: Page, words: str) -> None:
    """Write another biography, and see it in the preview before it is saved."""
    page.goto("/account/profile/")
    page.locator("#id_bio").fill(words)
    button = page.get_by_role("button", name="Preview")
    if button.is_visible():  # where scripts run, the preview comes of itself
        button.click()
    page.locator(".preview strong", has_text="weave").wait_for()
    save(page)


def reorder_by_keyboard(page: Page) -> None:
    """Move the first work down by the keyboard alone; the focus stays on its button, for the next press."""
    page.goto("/account/works/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").endswith(" down"):
            break
    focused = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.wait_for_url("**moved=**")
    assert page.evaluate("document.activeElement.innerText") == focused


def titles(page: Page, site: Served) -> list[str]:
    """The works that a visitor sees, in their order."""
    return re.findall(r"<h3>(.*?)</h3>", public(page, site))


def write_a_comment(page: Page, words: str) -> str:
    page.goto("/account/comments/new/")
    page.get_by_label("Your comment").fill(words)
    save(page, "Publish")
    return page.url


def edit_in_two_tabs(page: Page, address: str) -> None:
    """Save one text in each of two tabs: the later one is shown both, and keeps its own."""
    other = page.context.new_page()
    for tab, words in ((page, "as this tab says"), (other, "as the other says")):
        tab.goto(f"{address}edit/")
        tab.get_by_label("Your comment").fill(words)
    save(other)
    other.wait_for_url(address)
    save(page)
    assert page.get_by_role("heading", level=1).inner_text() == "This was saved meanwhile"
    assert any("other" in words for words in page.locator(".diff del").all_inner_texts())
    assert page.get_by_label("Your comment").input_value() == "as this tab says"
    save(page, "Save mine")


def delete_and_restore(page: Page, site: Served, address: str) -> None:
    page.goto(f"{address}delete/")
    save(page, "Delete")
    assert "as this tab says" not in public(page, site)
    page.goto("/account/comments/deleted/")
    page.get_by_role("button", name="Restore “as this tab says”").click()


def edits(page: Page, site: Served, words: str) -> None:
    """Every edit of the walk, each looked for on the public page at once."""
    edit_the_bio(page, f"I **weave** {words}.")
    assert f"I <strong>weave</strong> {words}." in public(page, site)
    before = titles(page, site)
    reorder_by_keyboard(page)
    assert titles(page, site) == [before[1], before[0], *before[2:]]
    address = write_a_comment(page, "said first")
    assert "said first" in public(page, site)
    edit_in_two_tabs(page, address)
    assert "as this tab says" in public(page, site)
    delete_and_restore(page, site, address)
    assert "as this tab says" in public(page, site)


def paste_a_picture(page: Page) -> None:
    page.goto("/account/profile/")
    page.locator("#id_bio").fill("")
    page.evaluate(PASTE, ["#id_bio", list(pictures.encoded("PNG", (60, 40))), "paste"])
    page.locator("[data-status]", has_text="Write what it shows").wait_for()
    page.keyboard.type("A loom")
    page.locator("[data-shown]").get_by_alt_text("A loom").wait_for()
    save(page)


def test_the_first_day(new_context: CreateContextCallback, demo: Served) -> None:
    page, watch = opened(new_context, demo)
    authenticator(page)
    come_by_link(page, demo)
    add_a_passkey(page)
    sign_out(page)
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Account", exact=True).wait_for()
    edits(page, demo, "by day")
    paste_a_picture(page)
    assert 'alt="A loom"' in public(page, demo)
    watch.errors = [error for error in watch.errors if "409" not in error]  # a conflict's status, which is meant
    assert watch.nothing(), watch


def test_the_same_with_javascript_off(new_context: CreateContextCallback, demo: Served) -> None:
    page, watch = opened(new_context, demo, java_script_enabled=False)
    come_by_link(page, demo)
    edits(page, demo, "by night")
    assert watch.strangers == []
