"""A discussion in the browser: folding, what is new since last time, more replies, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, served
from tests.browser.talk import TALKED, say_more, write_talk
from tests.browser.test_access import LOW, SMALL, each_look
from tests.browser.test_layout import TOO_WIDE, WIDTHS
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.conftest import Open
    from tests.browser.test_access import Look

SHOWN = ".comment[id]"
#: A part of two hundred comments takes a while on a busy machine.
SLOW = 20_000
FOCUS = "document.activeElement.id"


@pytest.fixture(scope="module")
def talk(new_folder: NewFolder) -> Iterator[tuple[Served, list[str]]]:
    """A site with a page on which three hundred comments were said, and the addresses of two deep ones."""
    with served(new_folder("talk")) as site:
        yield site, write_talk(site, 300)


@pytest.fixture
def at(new_context: CreateContextCallback, talk: tuple[Served, list[str]]) -> Open:
    """Opens a path of that site."""

    def opened(path: str, **options: Any) -> Page:
        page = new_context(base_url=talk[0].address, **options).new_page()
        page.goto(path)
        return page

    return opened


def visited(page: Page) -> None:
    """Come back as on another visit: `reload` would do too, were it not the same as going back."""
    page.goto("/privacy/")
    page.goto(TALKED)


def test_it_works(at: Open) -> None:
    page = at(TALKED)
    first = page.locator(".reply > details").first
    inner = first.locator(SHOWN).nth(1)
    expect(inner).to_be_visible()
    first.locator("summary").first.press("Enter")
    expect(inner).to_be_hidden()
    page.reload()
    expect(inner).to_be_hidden()
    first.locator("summary").first.click()
    expect(inner).to_be_visible()
    page.reload()
    expect(inner).to_be_visible()
    assert page.evaluate("localStorage.getItem('commonplace:folded')") == "[]"


def test_what_it_keeps_may_be_nonsense_and_goes_with_time(at: Open) -> None:
    page = at(TALKED)
    fold = page.locator("[data-fold]").first
    for nonsense in ("", "[", "null", "7", '{"a": 1}', '[["x"]]', "[null]"):
        for name in ("folded", "read"):
            page.evaluate(f"value => localStorage.setItem('commonplace:{name}', value)", nonsense)
        visited(page)
        expect(fold).to_have_attribute("open", "")
    key = fold.get_attribute("data-fold")
    for age, is_open in ((1, False), (91, True)):
        kept = f"JSON.stringify([['{key}', 1, Date.now() - {age} * 86400e3]])"
        page.evaluate(f"localStorage.setItem('commonplace:folded', {kept})")
        visited(page)
        assert fold.evaluate("fold => fold.open") is is_open


def test_it_folds_without_a_script(at: Open) -> None:
    page = at(TALKED, java_script_enabled=False)
    first = page.locator(".reply > details").first
    first.locator("summary").first.click()
    expect(first.locator(SHOWN).first).to_be_hidden()
    expect(page.locator("[data-next-new]")).to_be_hidden()
    page.get_by_role("link", name="More replies").click()
    expect(page.get_by_role("link", name="From the beginning")).to_be_visible()


def test_more_replies_come_without_leaving_the_page(at: Open) -> None:
    page = at(TALKED)
    before = page.locator(SHOWN).count()
    assert before == 200
    page.get_by_role("link", name="More replies").click()
    expect(page.locator(".part")).to_have_count(2, timeout=SLOW)
    expect(page.get_by_role("link", name="More replies")).to_have_count(0)
    assert page.locator(SHOWN).count() > before
    assert page.evaluate(FOCUS) == page.locator(".part").last.locator(SHOWN).first.get_attribute("id")
    found = page.evaluate("[...document.querySelectorAll('.comment[id]')].map(comment => comment.id)")
    assert len(found) == len(set(found))


def test_a_link_to_a_folded_comment_unfolds_what_it_stands_in(at: Open) -> None:
    page = at(TALKED)
    first = page.locator(".reply > details").first
    inner = first.locator(SHOWN).nth(1)
    anchor = inner.get_attribute("id")
    first.locator("summary").first.click()
    page.goto("/privacy/")
    page.goto(f"{TALKED}#{anchor}")
    expect(inner).to_be_visible()


def test_what_is_new_is_marked_and_one_press_leads_from_one_to_the_next(
    at: Open, talk: tuple[Served, list[str]]
) -> None:
    page = at(TALKED)
    expect(page.locator("[data-next-new]")).to_be_hidden()
    page.locator(".reply > details > summary").first.click()
    new = say_more(talk[0], "first, first.page")
    visited(page)
    assert page.locator("summary .new").all_text_contents() == ["new"], "the other is on the next part"
    page.keyboard.press("n")
    assert page.evaluate(FOCUS) == f"c-{new[0]}"
    expect(page.locator(f"#c-{new[0]}")).to_be_in_viewport()
    page.keyboard.press("n")
    expect(page.locator(f"#c-{new[1]}")).to_be_focused(timeout=SLOW)
    expect(page.locator("summary .new")).to_have_count(2)
    page.get_by_role("link", name="Next new").click()
    expect(page.locator("[data-new-said]")).to_have_text("That was the last new reply here.")
    visited(page)
    expect(page.locator("summary .new")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.locator("[data-new-said]")).to_have_text("There is nothing new here.")


def test_what_is_new_on_another_part_alone_is_led_to(at: Open, talk: tuple[Served, list[str]]) -> None:
    page = at(TALKED)
    new = say_more(talk[0], "first.page")[0]
    visited(page)
    expect(page.locator("summary .new")).to_have_count(0)
    page.get_by_role("link", name="Next new").click()
    expect(page.locator(f"#c-{new}")).to_be_focused(timeout=SLOW)


def test_what_is_new_in_a_thread_that_goes_on_elsewhere_is_marked_here_and_there(
    at: Open, talk: tuple[Served, list[str]]
) -> None:
    page = at(TALKED)
    new = say_more(talk[0], "deep")[0]
    visited(page)
    page.keyboard.press("n")
    link = page.get_by_role("link", name="Continue this thread").and_(page.locator(":focus"))
    expect(link).to_contain_text("new")
    link.press("Enter")
    page.wait_for_url("**/comments/**")
    expect(page.locator("summary .new")).to_have_count(1)
    page.keyboard.press("n")
    expect(page.locator(f"#c-{new}")).to_be_focused()
    visited(page)
    expect(page.locator(".deeper .new")).to_have_count(0)


def test_votes_are_cast_in_it(at: Open) -> None:
    page = at(TALKED)
    comment = page.locator(SHOWN).nth(3)
    comment.get_by_role("button", name="Karma: vote up").click()
    expect(comment.locator(".number").first).to_have_text("1")
    page.reload()
    expect(comment.get_by_role("button", name="Karma: vote up")).to_have_attribute("aria-pressed", "true")


@each_look
def test_axe_finds_nothing_and_all_of_it_fits(
    at: Open, talk: tuple[Served, list[str]], examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = at("/privacy/", **look)
    watch = Watch(talk[0].address).over(page.context)
    found: list[Any] = []
    for path in (*talk[1], TALKED):
        page.goto(path)
        found += examine(page)
        found += page.evaluate(SMALL)
        if look["viewport"] == SCREENS["phone"]:
            found += page.evaluate(LOW)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                found += page.evaluate(TOO_WIDE) or []
            page.set_viewport_size(look["viewport"])
    assert found == []
    assert watch.nothing(), watch
