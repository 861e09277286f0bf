"""Replying in a browser: a reader with no name yet, and words that are selected to be quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENS
from tests.running import link_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.served import Served

READER = "from accounts.models import User; User.objects.create_user('reader@example.org')"
SELECT = """words => {
  const range = document.createRange();
  range.selectNodeContents(words);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Served) -> Any:
    """The cookies of somebody who has just made an account."""
    assert site.run("shell", "-c", READER).returncode == 0
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto(link_in(site.run("login_link", "reader@example.org").stdout))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/link/" not in url)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def comment(site: Served) -> str:
    """The address of a comment of the profile."""
    found = re.search(r'class="when"[^>]* href="(/comments/[^"/]+/)"', site.get("/").text)
    assert found
    return found[1]


def opened(new_context: CreateContextCallback, site: Served, path: str, **options: Any) -> Page:
    page = new_context(base_url=site.address, **options).new_page()
    page.goto(path)
    return page


def test_words_that_are_selected_begin_a_reply(
    new_context: CreateContextCallback, site: Served, reader: Any, comment: str
) -> None:
    page = opened(new_context, site, comment, storage_state=reader)
    words = page.locator("article.comment .prose").first
    words.evaluate(SELECT)
    said = page.evaluate("getSelection().toString()").strip().split("\n")[0]
    page.get_by_role("link", name="Quote in a reply").click()
    page.wait_for_url(f"**{comment}reply/")
    field = page.get_by_label("Your reply")
    expect(field).to_have_value(re.compile("^" + re.escape(f"> {said}")))
    page.reload()
    expect(field).to_have_value("")


def test_nothing_is_offered_where_nothing_is_selected(
    new_context: CreateContextCallback, site: Served, reader: Any, comment: str
) -> None:
    page = opened(new_context, site, comment, storage_state=reader)
    words = page.locator("article.comment .prose").first
    words.evaluate(SELECT)
    expect(page.get_by_role("link", name="Quote in a reply")).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.get_by_role("link", name="Quote in a reply")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_form_can_be_read_and_used_by_everyone(
    new_context: CreateContextCallback,
    site: Served,
    reader: Any,
    comment: str,
    examine: Callable[[Page], list[str]],
    screen: str,
    scheme: str,
) -> None:
    look = {"viewport": SCREENS[screen], "color_scheme": scheme}
    page = opened(new_context, site, f"{comment}reply/", storage_state=reader, **look)
    expect(page.get_by_label("Your name")).to_be_visible()
    assert examine(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Your name").fill("Ada\u200b")
    page.get_by_label("Your reply").fill("# Loud\n\nAnd *calm*.")
    expect(page.get_by_role("group", name="Preview").locator("strong")).to_have_text("Loud")
    page.get_by_role("button", name="Reply").click()
    expect(page.get_by_text("Your name has a sign that cannot be seen at place 4. Delete it.")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_have_value("# Loud\n\nAnd *calm*.")
    assert examine(page) == []


def test_a_reader_without_javascript_replies_and_waits(
    new_context: CreateContextCallback, site: Served, reader: Any, comment: str
) -> None:
    page = opened(new_context, site, f"{comment}reply/?quote=1", storage_state=reader, java_script_enabled=False)
    field = page.get_by_label("Your reply")
    expect(field).to_have_value(re.compile("^> "))
    page.get_by_label("Your name").fill("Grace")
    field.fill("> What you said.\n\nYes.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("group", name="Preview").locator("blockquote")).to_have_text("What you said.")
    page.get_by_role("button", name="Reply").click()
    expect(page.get_by_role("status").first).to_contain_text("A moderator looks at a new reader's first replies")
    expect(page.get_by_text("Waits for a moderator; only you see it.")).to_be_visible()
    page.goto(page.url)
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("heading", name="Edit a reply")).to_be_visible()
