"""What a reader sees when the server is away, refuses or breaks in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Route

    from tests.browser.conftest import Open


def away(route: Route) -> None:
    route.abort("connectionrefused")


def broken(route: Route) -> None:
    route.fulfill(status=500, body="<h1>Something broke</h1>")


def gone(route: Route) -> None:
    route.fulfill(status=404, body="<h1>Not here</h1>")


@pytest.mark.parametrize("answer", [away, broken, gone])
def test_load_more_follows_the_plain_link_when_the_part_does_not_come(
    open_at: Open, answer: Callable[[Route], None]
) -> None:
    page = open_at("/")
    page.route("**/*part=1*", answer)
    with page.expect_navigation():
        page.get_by_role("link", name="Load More").click()
    assert page.url.endswith("#comments")
    assert "?cursor=" in page.url
    assert page.locator(".comment").first.get_attribute("id") == "c-remark-21"


def test_load_more_is_a_link_where_htmx_did_not_arrive(open_at: Open) -> None:
    page = open_at("/")
    page.route("**/htmx*.js", away)
    page.reload()
    with page.expect_navigation():
        page.get_by_role("link", name="Load More").click()
    assert page.locator(".comment").first.get_attribute("id") == "c-remark-21"
