"""A profile edited on the site: text, lists, photo; by mouse, keyboard and touch, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_keyboard import walk
from tests.browser.watch import Watch
from tests.media import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

EDIT, PHOTO, VERSIONS = "/account/profile/", "/account/profile/photo/", "/account/profile/versions/"
CONTROLS = """
[...document.querySelectorAll("a[href], button, summary, input, textarea, [tabindex='0']")]
  .filter(element => element.checkVisibility() && element.tabIndex >= 0).length
"""
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])

#: Opens a page of the desk in a new context, made with these options of Playwright's.
Open = Callable[..., "Page"]


@pytest.fixture
def at(new_context: CreateContextCallback, desk: Served, owner: Any) -> Iterator[Open]:
    """Opens a page of the desk; nothing may happen there behind the author's back."""
    watches = []

    def opened(path: str = EDIT, **options: Any) -> Page:
        context = new_context(base_url=desk.address, storage_state=owner, **options)
        watches.append(Watch(desk.address).over(context))
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for watch in watches:
        # A conflict is an error to the browser.
        assert [error for error in watch.errors if "409" not in error and "403" not in error] == []
        assert watch.strangers == watch.dialogs == []


def save(page: Page) -> None:
    """Press the button that is seen."""
    page.locator("button.strong").click()


def lines(page: Page) -> list[str]:
    """What stands under "Previously" in the form."""
    fields = page.locator("[data-rows=previously] ol input").all()
    return [field.input_value() for field in fields]


def fill_lines(page: Page, *wanted: str) -> None:
    """Have exactly these lines under "Previously" in the form."""
    from playwright.sync_api import expect

    rows = page.locator("[data-rows=previously] ol > li")
    for left in range(rows.count() - 1, -1, -1):
        rows.first.get_by_role("button", name="Remove").click()
        expect(rows).to_have_count(left)
    for number, words in enumerate(wanted, start=1):
        page.get_by_role("button", name="Add a line to “Previously”").click()
        expect(rows).to_have_count(number)
        rows.nth(number - 1).locator("input").fill(words)


def focus_is_on(page: Page, verb: str) -> None:
    """Wait until a button that does this has the focus, which a new page gives only when it is drawn."""
    page.locator(f"button[value$='-{verb}']:focus").wait_for()


@BOTH
def test_what_is_edited_is_on_the_first_page_at_once(at: Open, scripts: bool) -> None:
    page = at(java_script_enabled=scripts)
    page.get_by_label("Name").fill("Augusta Ada King")
    page.get_by_label("Biography").fill("I wrote *Note G*.")
    button = page.get_by_role("button", name="Preview")
    if button.is_visible():  # where scripts run, the preview comes of itself
        button.click()
    page.locator(".preview em", has_text="Note G").wait_for()
    page.get_by_label("ORCID iD").fill("https://orcid.org/0000-0002-1694-233x")
    save(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Augusta Ada King"
    assert page.locator(".bio em").inner_text() == "Note G"
    assert page.get_by_role("link", name="ORCID").get_attribute("href") == "https://orcid.org/0000-0002-1694-233X"
    page.get_by_role("link", name="Edit the profile").click()
    assert page.get_by_label("ORCID iD").input_value() == "0000-0002-1694-233X"


@BOTH
@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_lines_are_added_moved_and_removed(at: Open, scripts: bool, way: str) -> None:
    page = at(java_script_enabled=scripts, has_touch=True)

    def press(name: str) -> None:
        button = page.get_by_role("button", name=name)
        button.focus()
        with nullcontext() if scripts else page.expect_navigation():
            if way == "keyboard":
                page.keyboard.press("Enter")
            else:
                button.tap() if way == "touch" else button.click()

    fill_lines(page, "One", "Two")
    press("Add a line to “Previously”")
    page.locator("[data-rows=previously] ol > li").nth(2).locator("input").fill("Three")
    press("Move “Two” up")
    press("Move “Three” up")
    assert lines(page) == ["Two", "Three", "One"]
    focus_is_on(page, "up")
    press("Move “Two” down")
    assert lines(page) == ["Three", "Two", "One"]
    focus_is_on(page, "down")
    press("Remove “Two”")
    assert lines(page) == ["Three", "One"]
    focus_is_on(page, "remove")
    save(page)
    page.locator(".facts").get_by_text("Three, One").wait_for()
    page.goto(EDIT)
    assert lines(page) == ["Three", "One"]


@BOTH
def test_the_button_that_was_pressed_can_be_pressed_again(at: Open, scripts: bool) -> None:
    from playwright.sync_api import expect

    page = at(java_script_enabled=scripts)
    fill_lines(page, "One", "Two", "Three", "Four")
    page.locator("[data-rows=previously] ol > li").last.get_by_role("button").first.focus()
    for _ in range(4):  # once more than there is room
        focus_is_on(page, "up")
        with nullcontext() if scripts else page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("button:focus")).to_have_count(1)
    assert lines(page) == ["Four", "One", "Two", "Three"]
    assert page.locator("[data-rows=previously] [role=status]").inner_text() == "It can go no further."


@BOTH
def test_a_link_is_added_with_its_address(at: Open, scripts: bool) -> None:
    page = at(java_script_enabled=scripts)
    page.get_by_role("button", name="Add a line to “See”").click()
    row = page.locator("[data-rows=see] ol > li").last
    row.get_by_label("What it is").fill("My notebook")
    row.get_by_label("Its address").fill("javascript:alert(1)")
    row.get_by_label("My own account").check()
    save(page)
    row = page.locator("[data-rows=see] ol > li").last
    assert "Begin the address with https://" in row.inner_text()
    assert row.get_by_label("My own account").is_checked()
    page.locator("[value='javascript:alert(1)']:focus").wait_for()
    row.get_by_label("Its address").fill("https://example.org/notebook")
    save(page)
    link = page.get_by_role("link", name="My notebook")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://example.org/notebook", "me")
    page.goto(EDIT)
    page.get_by_role("button", name="Remove “My notebook”").click()
    save(page)
    assert page.get_by_role("link", name="My notebook").count() == 0


@BOTH
def test_enter_in_a_field_saves(at: Open, scripts: bool) -> None:
    page = at(java_script_enabled=scripts)
    fill_lines(page, "Below", "Above")
    page.get_by_label("Pronouns").fill("she")
    page.get_by_label("Pronouns").press("Enter")
    page.wait_for_url(lambda url: "/account/" not in url)
    assert page.locator(".facts").get_by_text("Below, Above").count() == 1


def test_with_javascript_lines_move_without_a_reload_and_it_is_said(at: Open) -> None:
    page = at()
    page.evaluate("window.unreloaded = true")
    fill_lines(page, "One", "Two", "Three")
    page.get_by_role("button", name="Move “Three” up").click()
    status = page.locator("[data-rows=previously] [role=status]")
    status.get_by_text("Moved to place 2 of 3.").wait_for()
    page.get_by_role("button", name="Remove “One”").click()
    status.get_by_text("Removed. Nothing is saved yet.").wait_for()
    page.locator("[data-rows=previously] ol input").first.fill("Thirty")
    assert page.get_by_role("button", name="Move “Thirty” down").count() == 1
    assert page.evaluate("window.unreloaded")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_there_is_room_for_fifty_lines(at: Open) -> None:
    page = at()
    fill_lines(page)
    for _ in range(51):
        page.get_by_role("button", name="Add a line to “Previously”").click()
    assert len(lines(page)) == 50
    page.get_by_text("There is room for 50 lines.").wait_for()


@BOTH
def test_two_tabs_see_both_texts_and_lose_neither(at: Open, scripts: bool) -> None:
    page = at(java_script_enabled=scripts)
    fill_lines(page, "At first")
    page.get_by_label("Biography").fill("The first text.")
    save(page)
    page.goto(EDIT)
    other = page.context.new_page()
    other.goto(EDIT)
    other.get_by_label("Biography").fill("What one tab says.")
    save(other)
    page.get_by_label("Biography").fill("What the other tab says.")
    fill_lines(page, "Later")
    save(page)
    assert page.get_by_role("heading", level=1).inner_text() == "This was saved meanwhile"
    assert page.get_by_label("Biography").input_value() == "What the other tab says."
    assert lines(page) == ["Later"]
    assert "one" in page.locator(".diff del").all_inner_texts()[0]
    assert "At first" in " ".join(page.locator(".difference").all_inner_texts())
    page.get_by_role("button", name="Save mine").last.click()
    page.goto(VERSIONS)
    text = page.locator("main").text_content() or ""
    assert all(said in text for said in ("The first text.", "What one tab says.", "What the other tab says."))


def test_what_is_typed_outlives_a_reload_and_a_refused_save(at: Open) -> None:
    page = at()
    page.get_by_label("Biography").fill("Typed and not saved.")
    page.reload()
    page.get_by_role("button", name="Restore what you typed").click()
    page.get_by_label("Name").fill("\u200b")
    save(page)
    page.get_by_text("Write the name that you go by.").wait_for()
    assert page.get_by_label("Biography").input_value() == "Typed and not saved."
    page.get_by_label("Name").fill("Ada")
    save(page)
    page.goto(EDIT)
    assert not page.get_by_role("button", name="Restore what you typed").is_visible()


def test_lines_that_were_added_and_moved_come_back_with_the_rest(at: Open) -> None:
    page = at()
    fill_lines(page, "Erlangen", "Bryn Mawr", "Göttingen")
    page.get_by_role("button", name="Move “Göttingen” up").click()
    page.locator("#id_pronouns").fill("she")
    page.locator("#id_email_public").set_checked(not page.locator("#id_email_public").is_checked())
    shown = page.locator("#id_email_public").is_checked()
    page.reload()
    assert "Göttingen" not in lines(page)
    page.get_by_role("button", name="Restore what you typed").click()
    assert lines(page) == ["Erlangen", "Göttingen", "Bryn Mawr"]
    assert page.locator("#id_pronouns").input_value() == "she"
    assert page.locator("#id_email_public").is_checked() == shown
    save(page)
    page.goto("/")
    assert "Erlangen, Göttingen, Bryn Mawr" in page.locator(".facts").inner_text()


@BOTH
def test_what_is_typed_outlives_a_lost_session(at: Open, scripts: bool) -> None:
    page = at(java_script_enabled=scripts)
    page.get_by_label("Biography").fill("Typed in a long evening.")
    fill_lines(page, "A line", "Another line")
    page.context.clear_cookies()
    save(page)
    typed = page.locator("main textarea").all()
    assert {"Typed in a long evening.", "A line", "Another line"} <= {field.input_value() for field in typed}


@BOTH
def test_a_photo_is_sent_shown_and_taken_off(at: Open, scripts: bool) -> None:
    page = at(PHOTO, java_script_enabled=scripts, viewport=SCREENS["phone"])
    file = {"name": "me.png", "mimeType": "image/png", "buffer": pictures.encoded(size=(400, 200))}
    page.get_by_label("Picture").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("What it shows").fill("Ada at a desk")
    page.get_by_role("button", name="Show this photo").click()
    for screen in SCREENS.values():
        page.set_viewport_size(screen)
        page.goto("/")
        photo = page.get_by_role("img", name="Ada at a desk")
        assert photo.evaluate("image => image.complete && image.naturalWidth") == 400
        box = photo.bounding_box()
        assert box
        assert box["width"] == box["height"] == 128
    page.goto(PHOTO)
    page.get_by_role("button", name="Take the photo off the page").click()
    page.get_by_role("button", name="Ada at a desk").first.click()
    assert page.locator("[aria-current]").count() == 1
    page.get_by_role("button", name="Take the photo off the page").click()
    page.goto("/")
    assert page.locator(".photo").count() == 0


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_nothing_stands_out(at: Open, examine: Callable[[Page], list[str]], screen: str) -> None:
    page = at(viewport=SCREENS[screen])
    fill_lines(page, "One", "")
    page.get_by_role("button", name="Add a line to “See”").click()
    found = examine(page)
    page.get_by_label("Name").fill("")
    page.get_by_label("Name").evaluate("field => field.removeAttribute('required')")
    save(page)
    page.get_by_text("Write the name that you go by.").wait_for()
    found += examine(page)
    page.get_by_label("Name").fill("Ada")
    page.locator("[name=version]").evaluate("field => field.value = 0")
    save(page)
    assert page.get_by_role("heading", level=1).inner_text() == "This was saved meanwhile"
    found += examine(page)
    for path in (EDIT, VERSIONS, PHOTO, "/"):
        page.goto(path)
        found += examine(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert not found, "\n".join(found)


@BOTH
@pytest.mark.parametrize("path", [EDIT, PHOTO, VERSIONS])
def test_tab_comes_to_every_control_in_the_order_in_which_it_is_read(at: Open, scripts: bool, path: str) -> None:
    page = at(path, java_script_enabled=scripts, viewport=SCREENS["laptop"])
    if path == EDIT:
        fill_lines(page, "One", "Two")
        save(page)
        page.goto(path)
    stops = walk(page)
    assert len(stops) == page.evaluate(CONTROLS)
    jumps = [
        (before["name"], after["name"])
        for before, after in pairwise(stops)
        if not (after["bottom"] > before["top"] + 4 or after["left"] >= before["left"])
    ]
    assert jumps == []
    assert [stop["name"] for stop in stops if stop["outline"] < 2] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_the_owner_of_a_blank_site_writes_the_first_profile(
    new_context: CreateContextCallback, new_folder: NewFolder
) -> None:
    with served(new_folder("blank"), "--blank") as site:
        page = new_context(base_url=site.address, java_script_enabled=False).new_page()
        page.goto(site.login_link())
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.goto("/")
        page.get_by_role("link", name="Write the profile").click()
        page.get_by_label("Name").fill("Emmy Noether")
        fill_lines(page, "Erlangen")
        save(page)
        assert re.fullmatch(rf"{site.address}/", page.url)
        assert page.get_by_role("heading", level=1).inner_text() == "Emmy Noether"
        assert page.locator(".facts").get_by_text("Erlangen").count() == 1
