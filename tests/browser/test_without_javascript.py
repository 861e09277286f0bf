"""All of the reading, in a browser that runs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.archives import COMMENTS, IN_THE_MIDDLE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open


@pytest.fixture
def page(open_at: Open) -> Page:
    return open_at("/", java_script_enabled=False)


def shown(page: Page) -> list[str]:
    """The ids of the comments on the page."""
    return [str(comment.get_attribute("id")) for comment in page.locator(".comment").all()]


def follow(page: Page, name: str) -> None:
    """Press a link and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def test_load_more_is_a_link_and_newer_leads_back(page: Page) -> None:
    first = shown(page)
    follow(page, "Load More")
    assert "?cursor=" in page.url
    assert shown(page)[0] == "c-remark-21"
    follow(page, "Load More")
    assert shown(page)[-1] == f"c-remark-{COMMENTS}"
    assert page.get_by_role("link", name="Load More").count() == 0
    follow(page, "Newer")
    assert shown(page)[0] == "c-remark-21"
    follow(page, "Newer")
    assert shown(page) == first
    assert page.get_by_role("link", name="Newer").count() == 0


def test_a_comment_s_own_page_is_one_press_away_and_leads_back(page: Page) -> None:
    follow(page, "Load More")
    part = page.url
    page.locator(f"#c-{IN_THE_MIDDLE} .when").click()
    page.wait_for_url(f"**/comments/{IN_THE_MIDDLE}/")
    assert "This is remark 30" in page.locator("main").inner_text()
    page.go_back()
    assert page.url == part
    assert f"c-{IN_THE_MIDDLE}" in shown(page)


def test_the_order_can_be_turned_and_turned_back(page: Page) -> None:
    newest_first = shown(page)
    follow(page, "Old")
    assert shown(page)[0] == f"c-remark-{COMMENTS}"
    follow(page, "Load More")
    follow(page, "Older")
    assert shown(page)[0] == f"c-remark-{COMMENTS}"
    follow(page, "New")
    assert shown(page) == newest_first


def test_what_is_folded_opens(page: Page) -> None:
    folded = page.locator("details").first
    folded.locator("summary").click()
    assert folded.locator(".prose").is_visible()
