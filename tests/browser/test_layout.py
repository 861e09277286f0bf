"""Nothing is wider than the window, and nothing goes wrong unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.pages import public
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from pytest_playwright import CreateContextCallback

    from tests.browser.conftest import Open
    from tests.browser.served import Served

WIDTHS = (320, 390, 768, 1280)
REFUSED = "Failed to load resource: the server responded with a status of 4"
TOO_WIDE = """() => {
  const width = document.scrollingElement.scrollWidth;
  if (width <= innerWidth) return null;
  const isWide = element => element.getBoundingClientRect().right > innerWidth;
  const wide = [...document.querySelectorAll("main *")].filter(isWide);
  return [width, wide.slice(0, 3).map(element => element.outerHTML.slice(0, 100))];
}"""


def test_no_page_scrolls_sideways(open_at: Open, site: Served, demo_site: Served) -> None:
    page = open_at("/")
    found = {}
    for path in [*public(site).values(), site.login_link(), f"{demo_site.address}/"]:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[path, width] = page.evaluate(TOO_WIDE)
    assert {place: wide for place, wide in found.items() if wide} == {}


def test_text_at_twice_its_size_still_fits(open_at: Open) -> None:
    page = open_at("/", viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate(TOO_WIDE) is None


def test_no_page_says_an_error_or_meets_the_policy_or_asks_another_host(
    new_context: CreateContextCallback, site: Served
) -> None:
    context = new_context(base_url=site.address)
    watch = Watch(site.address).over(context)
    page = context.new_page()
    for path in [*public(site).values(), site.login_link()]:
        page.goto(path)
        page.wait_for_load_state()
    page.goto("/")
    page.get_by_role("link", name="Load More").click()
    page.locator("#c-remark-40").wait_for()
    # A browser tells of each page that is answered with an error; two of these are meant to be.
    watch.errors = [error for error in watch.errors if not error.startswith(REFUSED)]
    assert watch.nothing(), watch
