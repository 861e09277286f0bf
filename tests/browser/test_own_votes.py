"""One's own votes in a real browser: without an account, into one, out of it again, and gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import LOOKS, LOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.browser.served import Served
    from tests.browser.test_access import Look


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_browser_goes_into_an_account_and_out_of_it(
    open_at: Open, site: Served, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = open_at("/comments/remark-01/vote/", **look)
    found: list[object] = []

    def press(name: str) -> None:
        page.get_by_role("main").get_by_role("button", name=name).first.click()

    def seen(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        found.extend([*examine(page), *page.evaluate(LOW)])

    press("Worth reading")
    page.goto("/votes/")
    seen("Your votes")
    page.get_by_role("link", name="Erase them").click()
    seen("Erase your 1 vote?")
    page.goto(site.login_link())
    press("Sign in")
    expect(page.get_by_role("status")).to_contain_text("1 vote of this browser does not count: it is on your own text")
    found.extend(examine(page))
    page.goto("/votes/")
    seen("Your votes")
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    seen("You are signed out")
    page.get_by_role("link", name="See what this browser voted").click()
    press("This was not me")
    expect(page.get_by_role("status")).to_contain_text("are apart again")
    seen("Your votes")
    page.get_by_role("link", name="Erase them").click()
    press("Erase")
    expect(page.get_by_role("status")).to_contain_text("Your votes are erased")
    assert found == []
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"] == "voter"] == []
