"""What leads to a page, part by part without leaving the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

PLACES = ".place"
FOCUSED = "document.activeElement.closest('.backlinks')?.querySelectorAll('.place').length ?? 0"


def load_more(page: Page, until: int) -> None:
    page.get_by_role("link", name="Load More").click()
    page.locator(PLACES).nth(until - 1).wait_for()


def test_it_works(open_at: Open) -> None:
    page = open_at("/wiki/note-g/backlinks/")
    assert page.locator(PLACES).count() == 20
    load_more(page, until=40)
    assert page.evaluate(FOCUSED) == 20
    load_more(page, until=52)
    assert page.get_by_role("link", name="Load More").count() == 0
    assert page.url.endswith("/wiki/note-g/backlinks/")


def test_without_the_script_it_is_an_ordinary_link(open_at: Open) -> None:
    page = open_at("/wiki/note-g/backlinks/", java_script_enabled=False)
    page.get_by_role("link", name="Load More").click()
    page.wait_for_url("**cursor=**")
    assert page.locator(PLACES).count() == 20
    assert page.get_by_role("link", name="Note G").is_visible()


def test_where_the_site_does_not_answer_the_link_is_followed(open_at: Open) -> None:
    page = open_at("/wiki/note-g/backlinks/")
    page.route("**part=1*", lambda route: route.abort())
    page.get_by_role("link", name="Load More").click()
    page.wait_for_url("**cursor=**")
