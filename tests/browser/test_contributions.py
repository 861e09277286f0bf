"""What an author did for the wiki, part by part without leaving their profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Open

EDITS = "#wiki .changed"
PARTS = "[...document.querySelectorAll('.changes.part')]"


def test_it_works(open_at: Open) -> None:
    page = open_at("/authors/guest/")
    assert page.locator(EDITS).count() == 10
    page.get_by_role("link", name="Load More of the wiki").focus()
    page.keyboard.press("Enter")
    page.locator(EDITS).nth(11).wait_for()
    assert page.evaluate(f"{PARTS}.findIndex(part => part.contains(document.activeElement))") == 1
    assert page.get_by_role("link", name="Load More of the wiki").count() == 0
    assert page.url.endswith("/authors/guest/")


def test_without_the_script_it_is_an_ordinary_link(open_at: Open) -> None:
    page = open_at("/authors/guest/", java_script_enabled=False)
    page.get_by_role("link", name="Load More of the wiki").click()
    page.wait_for_url("**edits=**")
    assert page.locator(EDITS).count() == 2
    page.get_by_role("link", name="Newer wiki contributions").click()
    page.locator(EDITS).nth(9).wait_for()


def test_where_the_site_does_not_answer_the_link_is_followed(open_at: Open) -> None:
    page = open_at("/authors/guest/")
    page.route("**part=edits*", lambda route: route.abort())
    page.get_by_role("link", name="Load More of the wiki").click()
    page.wait_for_url("**edits=**")
    assert page.locator(EDITS).count() == 2
