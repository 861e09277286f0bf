"""What changed since a reader was here last, which their browser alone remembers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Open

HOST = "/wiki/analytical-engine/"
LINE = "[data-since]"


def revised(route: Route) -> None:
    """Answer with the page as it will be after one more revision."""
    response = route.fetch()
    body = re.sub(r'data-number="(\d+)"', lambda found: f'data-number="{int(found[1]) + 1}"', response.text())
    route.fulfill(response=response, body=body)


def test_it_works(open_at: Open) -> None:
    page = open_at(HOST)
    line = page.locator(LINE)
    expect(line).to_be_hidden()
    number = int(line.get_attribute("data-number") or 0)
    page.reload()
    expect(line).to_be_hidden()
    page.route(f"**{HOST}", revised)
    page.reload()
    link = page.get_by_role("link", name="Changed since your last visit")
    expect(link).to_have_attribute("href", f"{HOST}diff/{number}..{number + 1}/")
    page.reload()
    expect(line).to_be_hidden()


def test_what_it_keeps_may_be_nonsense(open_at: Open) -> None:
    page = open_at(HOST)
    for nonsense in ("", "[", "null", "7", '{"analytical-engine": "x"}'):
        page.evaluate("value => localStorage.setItem('commonplace:seen', value)", nonsense)
        page.reload()
        expect(page.locator(LINE)).to_be_hidden()
    assert page.evaluate("localStorage.getItem('commonplace:seen')").startswith('{"analytical-engine":')
