"""Read, load more, open a comment, come back: with a mouse and with JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.archives import COMMENTS, IN_THE_MIDDLE

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.browser.conftest import Open

COMMENT = ".part .comment"
FOCUSED = "document.activeElement.id"
TOP = "selector => document.querySelector(selector).getBoundingClientRect().top"
LAST_COMMENT = f"c-remark-{COMMENTS}"


def load_more(page: Page, *, until: int) -> None:
    page.get_by_role("link", name="Load More").click()
    page.locator(COMMENT).nth(until - 1).wait_for()


def in_view(page: Page, selector: str) -> None:
    """Wait until an element stands in the window."""
    page.wait_for_function(
        """selector => {
          const box = document.querySelector(selector)?.getBoundingClientRect();
          return box && box.top >= -1 && box.top < innerHeight;
        }""",
        arg=selector,
        timeout=5000,
    )


def test_load_more_appends_in_place_and_puts_the_part_in_the_address(open_at: Open) -> None:
    page = open_at("/")
    documents: list[Request] = []
    page.on("request", lambda request: documents.append(request) if request.is_navigation_request() else None)
    load_more(page, until=40)
    assert re.search(r"/\?cursor=[^&#]+$", page.url)
    assert page.evaluate(FOCUSED) == "c-remark-21"
    first = page.url
    load_more(page, until=COMMENTS)
    assert page.url != first
    assert page.evaluate(FOCUSED) == "c-remark-41"
    assert page.get_by_role("link", name="Load More").count() == 0
    assert page.locator(COMMENT).first.get_attribute("id") == "c-remark-01"
    assert documents == []


def test_loading_more_does_not_move_what_is_being_read(open_at: Open) -> None:
    page = open_at("/")
    page.locator("#c-remark-20").scroll_into_view_if_needed()
    page.get_by_role("link", name="Load More").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    load_more(page, until=40)
    assert page.evaluate("scrollY") == before


def test_back_from_a_comment_s_own_page_returns_to_the_comment(open_at: Open) -> None:
    page = open_at("/")
    load_more(page, until=40)
    part = page.url
    load_more(page, until=COMMENTS)
    comment = f"#c-{IN_THE_MIDDLE}"
    page.locator(f"{comment} .when").scroll_into_view_if_needed()
    before = page.evaluate(TOP, comment)
    page.locator(f"{comment} .when").click()
    page.wait_for_url(f"**/comments/{IN_THE_MIDDLE}/")
    page.go_back()
    assert page.url == f"{part}{comment}"
    in_view(page, comment)
    assert abs(page.evaluate(TOP, comment) - before) < 2, "it stands where it stood"


def test_back_from_a_footnote_returns_to_where_it_was_referred_to(open_at: Open) -> None:
    page = open_at("/")
    reference = "#c-remark-02 .footnote-reference a"
    page.locator(reference).first.click()
    in_view(page, "#c-remark-02 .footnotes li")
    page.go_back()
    in_view(page, reference)


def test_back_from_a_heading_of_the_page_keeps_the_comments_that_were_loaded(open_at: Open) -> None:
    page = open_at("/")
    load_more(page, until=40)
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Work").click()
    page.wait_for_url("**#work")
    page.go_back()
    page.wait_for_timeout(300)
    assert page.locator(COMMENT).count() == 40
    assert page.locator(".head").count() == 1


def test_a_part_opened_cold_says_what_is_newer_and_what_follows(open_at: Open) -> None:
    page = open_at("/")
    load_more(page, until=40)
    cold = open_at(page.url)
    assert cold.locator(COMMENT).count() == 20
    assert cold.locator(COMMENT).first.get_attribute("id") == "c-remark-21"
    load_more(cold, until=25)
    assert cold.locator(COMMENT).last.get_attribute("id") == LAST_COMMENT
    cold.get_by_role("link", name="Newer").click()
    cold.locator("#c-remark-01").wait_for()


def test_the_order_can_be_turned_and_parts_keep_it(open_at: Open) -> None:
    page = open_at("/")
    page.get_by_role("link", name="Old", exact=True).click()
    page.wait_for_url("**/?sort=old#comments")
    # The undated one keeps its place among its neighbours in this order too.
    assert page.locator(COMMENT).first.get_attribute("id") == LAST_COMMENT
    load_more(page, until=40)
    assert "sort=old" in page.url
    assert page.locator(COMMENT).nth(20).get_attribute("id") == "c-remark-25"
