"""What a link leads to, at a glance: for the pointer and the keyboard, never in anybody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from playwright.sync_api import Locator, Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.conftest import Open
    from tests.browser.served import Served

HOST = "/wiki/analytical-engine/"
LATE = 700


@pytest.fixture
def page(open_at: Open) -> Page:
    return open_at(HOST)


def link(page: Page, words: str = "Note G") -> Locator:
    return page.locator(".prose").get_by_role("link", name=words, exact=True).first


def glance(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def asked(page: Page) -> list[str]:
    """The glances that the page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "/glance/" in request.url else None)
    return found


def test_it_works(page: Page) -> None:
    link(page).hover()
    glance(page).wait_for()
    assert "Note G" in glance(page).inner_text()
    assert "A note by the translator" in glance(page).inner_text()
    assert link(page).get_attribute("aria-describedby") == glance(page).get_attribute("id")


def test_a_pointer_that_passes_over_asks_nothing(page: Page) -> None:
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(60_000)
    requests = asked(page)
    link(page).hover()
    page.clock.run_for(290)
    page.locator("h1").hover()
    page.clock.run_for(LATE)
    assert requests == []
    link(page).hover()
    with page.expect_request("**/glance/"):
        page.clock.run_for(310)


def test_each_target_is_asked_for_once(page: Page) -> None:
    requests = asked(page)
    for _ in range(3):
        link(page).hover()
        glance(page).wait_for()
        page.locator("h1").hover()
        glance(page).wait_for(state="detached")
    assert [url.split("/wiki/")[1] for url in requests] == ["note-g/glance/"]


def test_the_keyboard_has_it_too(page: Page) -> None:
    link(page).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    glance(page).wait_for()
    page.keyboard.press("Tab")
    glance(page).wait_for(state="detached")


def test_sent_away_by_escape_it_stays_away_until_one_comes_back(page: Page) -> None:
    link(page).hover()
    glance(page).wait_for()
    page.keyboard.press("Escape")
    assert glance(page).count() == 0
    box = link(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 6)
    page.wait_for_timeout(LATE)
    assert glance(page).count() == 0
    page.locator("h1").hover()
    link(page).hover()
    glance(page).wait_for()


def test_escape_before_it_came_keeps_it_from_coming(page: Page) -> None:
    link(page).hover()
    page.keyboard.press("Escape")
    page.wait_for_timeout(LATE)
    assert glance(page).count() == 0


def test_the_pointer_may_go_to_it_and_read(page: Page) -> None:
    link(page).hover()
    glance(page).wait_for()
    glance(page).hover()
    page.wait_for_timeout(LATE)
    assert glance(page).is_visible()
    page.locator("h1").hover()
    glance(page).wait_for(state="detached")


def test_a_finger_follows_the_link_at_once(open_at: Open) -> None:
    page = open_at(HOST, has_touch=True, viewport={"width": 390, "height": 844})
    requests = asked(page)
    link(page).tap()
    page.wait_for_url("**/wiki/note-g/")
    assert requests == []
    assert glance(page).count() == 0


def test_after_back_there_is_none(page: Page) -> None:
    link(page).hover()
    glance(page).wait_for()
    link(page).click()
    page.wait_for_url("**/wiki/note-g/")
    page.mouse.move(5, 5)
    page.go_back()
    page.wait_for_timeout(LATE)
    assert glance(page).count() == 0


def test_what_leads_nowhere_or_to_this_page_has_none(page: Page) -> None:
    requests = asked(page)
    for words in ("Nobody wrote this", "The store", "[1]"):
        link(page, words).hover()
        page.wait_for_timeout(LATE)
    assert requests == []
    assert glance(page).count() == 0


def test_where_the_site_does_not_answer_the_link_is_a_link(page: Page) -> None:
    page.route("**/glance/", lambda route: route.abort())
    link(page).hover()
    page.wait_for_timeout(LATE)
    assert glance(page).count() == 0
    link(page).click()
    page.wait_for_url("**/wiki/note-g/")


@pytest.mark.parametrize("width", [320, 1280])
def test_it_stays_inside_the_window_and_axe_finds_nothing(
    open_at: Open, examine: Callable[[Page], list[str]], width: int
) -> None:
    page = open_at("/wiki/fifty-headings/", viewport={"width": width, "height": 400})
    last = page.locator(".prose").get_by_role("link", name="Note G").last
    last.hover()
    glance(page).wait_for()
    box = glance(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 400
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert not examine(page)


def test_it_breaks_no_rule_of_the_policy(new_context: CreateContextCallback, site: Served) -> None:
    context = new_context(base_url=site.address)
    watch = Watch(site.address).over(context)
    page = context.new_page()
    page.goto(HOST)
    link(page).hover()
    glance(page).wait_for()
    assert watch.nothing(), watch


def test_a_draft_is_shown_to_who_writes_here(open_at: Open, session: Any) -> None:
    page = open_at("/wiki/note-g/", storage_state=session)
    page.evaluate(
        "document.querySelector('.prose').insertAdjacentHTML('beforeend', "
        "'<a class=draft-link href=/wiki/of-the-owner-alone/>x</a>')"
    )
    link(page, "x").hover()
    glance(page).wait_for()
    assert "Draft" in glance(page).inner_text()
