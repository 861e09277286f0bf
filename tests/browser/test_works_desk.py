"""Selected work: added from BibTeX, edited, reordered, removed and brought back, with JavaScript and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import Served
from tests.browser.test_keyboard import tab_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page
    from pytest_playwright import CreateContextCallback

LIST = "/account/works/"
NEW = "/account/works/new/"
ENTRY = r"""@article{turing1950,
  title = {Computing {M}achinery and Intelligence},
  author = {Turing, Alan M. and G{\"o}del, Kurt},
  journal = {Mind},
  year = {1950}
}"""
LONG = "Überlange Titel " * 18 + "enden spät"
FOCUSED = "document.activeElement.textContent.trim()"
CONTEXTS: dict[str, dict[str, bool]] = {"with JavaScript": {}, "without": {"java_script_enabled": False}}


@pytest.fixture(params=list(CONTEXTS.values()), ids=list(CONTEXTS))
def tab(request: pytest.FixtureRequest, new_context: CreateContextCallback, desk: Served) -> Page:
    """A tab of a signed-in owner."""
    page = new_context(base_url=desk.address, **request.param).new_page()
    page.goto(desk.login_link())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def order(page: Page) -> list[str]:
    """The titles on the public page."""
    page.goto("/")
    return page.locator(".work h3").all_inner_texts()


def add(page: Page, title: str) -> str:
    """Add a work after the others, and return the page's sentence about it."""
    page.goto(NEW)
    page.get_by_label("Title").fill(title)
    button(page, "Add it").click()
    return page.locator("#told").inner_text()


def edit(page: Page, title: str) -> None:
    page.goto(LIST)
    page.get_by_role("link", name=f"Edit “{title}”").click()


def test_bibtex_fills_in_a_work_and_the_public_page_shows_it_at_once(tab: Page) -> None:
    tab.goto(NEW)
    tab.get_by_label("Venue").fill("Typed before")
    tab.get_by_label("Paste BibTeX").fill(ENTRY)
    button(tab, "Fill in from BibTeX").click()
    assert tab.get_by_label("Title").input_value() == "Computing Machinery and Intelligence"
    assert tab.get_by_label("Authors").input_value() == "Alan M. Turing, Kurt Gödel"
    assert tab.get_by_label("Venue").input_value() == "Typed before"
    assert tab.get_by_label("Paste BibTeX").input_value() == ENTRY
    button(tab, "Add it").click()
    assert tab.locator("#told").inner_text() == "“Computing Machinery and Intelligence” is saved."
    assert order(tab)[-1] == "Computing Machinery and Intelligence"
    work = tab.locator(".work").last
    assert "Alan M. Turing, Kurt Gödel" in work.inner_text()
    work.locator("summary").click()
    assert work.locator("pre").inner_text() == ENTRY


def test_enter_in_a_field_saves_and_asks_for_nothing_else(tab: Page, request: pytest.FixtureRequest) -> None:
    title = f"By Enter {request.node.callspec.id}"
    tab.goto(NEW)
    tab.get_by_label("Title").fill(title)
    tab.get_by_label("Title").press("Enter")
    assert tab.locator("#told").inner_text() == f"“{title}” is saved."


def test_an_edit_is_on_the_public_page_at_once(tab: Page, request: pytest.FixtureRequest) -> None:
    title = f"Draft {request.node.callspec.id}"
    add(tab, title)
    edit(tab, title)
    tab.get_by_label("Abstract").fill("With *stress*.")
    tab.get_by_label("Its page").fill("https://example.org/page")
    button(tab, "Save").click()
    tab.goto("/")
    work = tab.locator(".work").filter(has_text=title)
    work.locator("summary").click()
    assert work.locator("em").inner_text() == "stress"
    assert work.get_by_role("link", name=title, exact=True).get_attribute("href") == "https://example.org/page"


def test_two_tabs_see_both_and_lose_neither(tab: Page, request: pytest.FixtureRequest) -> None:
    title = f"Twice {request.node.callspec.id}"
    add(tab, title)
    other = tab.context.new_page()
    for page in (tab, other):
        edit(page, title)
    other.get_by_label("Year").fill("1950")
    other.get_by_label("Abstract").fill("What one tab says.")
    button(other, "Save").click()
    tab.get_by_label("Abstract").fill("What the other tab says.")
    button(tab, "Save").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "This was saved meanwhile"
    assert tab.get_by_label("Abstract").input_value() == "What the other tab says."
    assert "one" in tab.locator(".diff del").all_inner_texts()[0]
    assert tab.locator(".difference").first.inner_text().split() == [
        "Year",
        "Saved",
        "1950",
        "In",
        "your",
        "form",
        "nothing",
    ]
    button(tab, "Save mine").click()
    tab.goto("/")
    work = tab.locator(".work").filter(has_text=title)
    assert "What the other tab says." in (work.text_content() or "")


def test_works_are_reordered_by_keyboard_alone(tab: Page, request: pytest.FixtureRequest) -> None:
    title = f"By keyboard {request.node.callspec.id}"
    add(tab, title)
    total = len(order(tab))
    tab.goto(LIST)
    tab_to(tab, f"[action='{LIST}{title.lower().replace(' ', '-')}/move/'] [value=up]")
    for place in (total - 1, total - 2):
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        assert tab.locator("#told").inner_text() == f"“{title}” is now {place} of {total}."
        assert tab.evaluate(FOCUSED) == f"↑Move “{title}” up"
    assert order(tab).index(title) == total - 3


def test_at_the_end_the_keyboard_goes_on_from_the_other_button(tab: Page) -> None:
    first, second = order(tab)[:2]
    tab.goto(LIST)
    button(tab, f"Move “{second}” up").focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert order(tab)[:2] == [second, first]
    tab.go_back()
    assert tab.evaluate(FOCUSED) == f"↓Move “{second}” down"
    assert button(tab, f"Move “{second}” up").is_disabled()


@pytest.mark.parametrize(
    "tab",
    [{"has_touch": True, "viewport": SCREENS["phone"]}, CONTEXTS["without"] | {"has_touch": True}],
    ids=["touch", "touch without"],
    indirect=True,
)
def test_works_are_reordered_by_touch(tab: Page) -> None:
    first, second = order(tab)[:2]
    tab.goto(LIST)
    with tab.expect_navigation():
        button(tab, f"Move “{first}” down").tap()
    assert order(tab)[:2] == [second, first]


@pytest.mark.parametrize("tab", [{"viewport": SCREENS["phone"]}], ids=["phone"], indirect=True)
def test_the_button_to_go_on_with_is_in_sight(tab: Page) -> None:
    for number in range(4):
        add(tab, f"Far down {number}")
    tab.goto(LIST)
    with tab.expect_navigation():
        button(tab, "Move “Far down 3” up").click()
    box = button(tab, "Move “Far down 3” up").bounding_box()
    assert box
    assert 0 <= box["y"] <= SCREENS["phone"]["height"] - box["height"]


def test_what_is_removed_comes_back(tab: Page, request: pytest.FixtureRequest) -> None:
    title = f"Hasty {request.node.callspec.id}"
    add(tab, title)
    before = order(tab)
    tab.goto(LIST)
    tab.get_by_role("link", name=f"Remove “{title}”").click()
    button(tab, "Remove").click()
    assert tab.locator("#told").inner_text() == f"“{title}” is off your page. It is kept below."
    assert title not in order(tab)
    tab.goto(LIST)
    button(tab, f"Restore “{title}”").click()
    assert order(tab) == before


def test_the_way_to_the_list_stands_on_the_owner_s_page_alone(tab: Page, new_context: CreateContextCallback) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Edit selected work").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "Your selected work"
    visitor = new_context(base_url=tab.url.split("/account")[0]).new_page()
    visitor.goto("/")
    assert visitor.get_by_role("link", name="Edit selected work").count() == 0


@pytest.mark.parametrize("tab", [{"viewport": SCREENS["phone"]}], ids=["phone"], indirect=True)
def test_a_title_of_three_hundred_characters_fits_a_phone(tab: Page) -> None:
    for title in (LONG, "x" * 300):
        add(tab, title)
    for path in ("/", LIST, f"{LIST}{'x' * 100}/edit/", f"{LIST}{'x' * 100}/remove/"):
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


@pytest.mark.parametrize("tab", [{}, {"viewport": SCREENS["phone"], "color_scheme": "dark"}], ids=str, indirect=True)
def test_axe_finds_nothing_at_the_desk(tab: Page, examine: Callable[[Page], list[str]]) -> None:
    add(tab, "For axe")
    found: list[str] = []
    slug = re.findall(r"works/([\w-]+)/move/", tab.content())[-1]
    for path in ("/", LIST, f"{LIST}?moved={slug}&to=up", NEW, f"{LIST}{slug}/edit/", f"{LIST}{slug}/remove/"):
        tab.goto(path)
        found += examine(tab)
    for make in (refused, unread, filled, clash):
        make(tab, slug)
        found += examine(tab)
    tab.goto(f"{LIST}{slug}/remove/")
    button(tab, "Remove").click()
    found += examine(tab)
    assert not found, "\n".join(found)


def refused(page: Page, slug: str) -> None:
    """A form in which much will not do."""
    page.goto(f"{LIST}{slug}/edit/")
    for label in ("Title", "Authors", "Year", "Its page", "DOI", "arXiv", "Abstract", "Paste BibTeX"):
        page.get_by_label(label).fill("x" * 70_000)
    button(page, "Save").click()
    assert page.locator(".errorlist").count() >= 8


def unread(page: Page, slug: str) -> None:
    """BibTeX that cannot be read."""
    page.goto(f"{LIST}{slug}/edit/")
    page.get_by_label("Paste BibTeX").fill("@article{broken")
    button(page, "Fill in from BibTeX").click()
    assert "cannot be read" in page.locator("#bibtex-told").inner_text()


def filled(page: Page, slug: str) -> None:
    """BibTeX that was read."""
    page.goto(f"{LIST}{slug}/edit/")
    page.get_by_label("Paste BibTeX").fill(ENTRY)
    page.get_by_label("Write over what is filled in already").check()
    button(page, "Fill in from BibTeX").click()
    assert "Filled in" in page.locator("#bibtex-told").inner_text()


def clash(page: Page, slug: str) -> None:
    """Two edits of one work."""
    other = page.context.new_page()
    for tab, said in ((page, "One"), (other, "Other")):
        tab.goto(f"{LIST}{slug}/edit/")
        tab.get_by_label("Abstract").fill(f"{said} text.")
        tab.get_by_label("Year").fill(said)
    button(other, "Save").click()
    other.wait_for_url("**/works/?saved=**")
    button(page, "Save").click()
    assert page.get_by_role("heading", level=1).inner_text() == "This was saved meanwhile"
