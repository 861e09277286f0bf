"""The editor of Markdown: preview, pictures, keys, drafts, phones, and no script at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, served
from tests.browser.watch import Watch
from tests.media import pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page, Route
    from pytest_playwright import CreateContextCallback

PATH = "/editing/"
PASTE = """([selector, bytes, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "x.png", { type: "image/png" }));
  const event = name === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""
ADD = """() => {
  const copy = document.querySelector("#id_note").closest("[data-editor]").cloneNode(true);
  for (const name of ["data-mended", "data-drafted"]) copy.removeAttribute(name);
  const field = copy.querySelector("textarea");
  for (const name of ["data-markdownx-init", "data-asked", "data-drafted"]) field.removeAttribute(name);
  field.id = "id_later"; field.name = "later"; field.value = "";
  document.querySelector("#texts").append(copy);
}"""


@pytest.fixture(scope="module")
def desk(new_folder: NewFolder) -> Iterator[Served]:
    """The demo, with a page to write on."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.editing_settings"}
    with served(new_folder("desk"), **settings) as site:
        yield site


@pytest.fixture
def write(new_context: CreateContextCallback, desk: Served, owner: Any) -> Iterator[Callable[..., Page]]:
    """Opens the page to write on; nothing may happen there behind the writer's back."""
    watches = []

    def opened(path: str = PATH, **options: Any) -> Page:
        context = new_context(base_url=desk.address, storage_state=owner, **options)
        watches.append(Watch(desk.address).over(context))
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for watch in watches:
        # A failed request is an error to the browser, and markdownx prints its empty answer too.
        assert [error for error in watch.errors if not re.match(r"Failed to load resource|\s*\(", error)] == []
        assert watch.strangers == watch.dialogs == []


def bio(page: Page) -> Locator:
    return page.locator("#id_bio")


def shown(page: Page, name: str = "bio") -> Locator:
    return page.locator(f"[data-editor]:has(#id_{name}) [data-shown]")


def status(page: Page, name: str = "bio") -> Locator:
    return page.locator(f"[data-editor]:has(#id_{name}) [data-status]")


def says(page: Page, words: str) -> None:
    status(page).filter(has_text=words).wait_for()


def test_the_preview_follows_what_is_typed(write: Callable[..., Page]) -> None:
    page = write()
    assert shown(page).locator("em").inner_text() == "old"
    bio(page).fill("A **new** text")
    shown(page).locator("strong", has_text="new").wait_for()
    assert page.get_by_role("heading", name="Preview").count() == 2
    assert page.get_by_label("Biography").get_attribute("id") == "id_bio"


def test_tab_leads_out_of_the_field_and_back(write: Callable[..., Page]) -> None:
    page = write()
    bio(page).focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "id_bio"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "id_bio"
    assert bio(page).input_value() == "*old*"


def test_a_late_answer_never_covers_a_newer_one(write: Callable[..., Page]) -> None:
    page = write()
    page.wait_for_load_state("networkidle")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "first" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/account/preview/**", hold)
    bio(page).fill("first")
    page.wait_for_timeout(800)
    bio(page).fill("second")
    shown(page).get_by_text("second").wait_for()
    assert held
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    assert shown(page).inner_text().strip() == "second"


@pytest.mark.parametrize("answer", [{"status": 500, "body": "<h1>Oh no</h1>"}, {"status": 200, "body": "[]"}])
def test_an_error_is_a_sentence_and_the_last_preview_stays(write: Callable[..., Page], answer: Any) -> None:
    page = write()
    page.wait_for_load_state("networkidle")
    page.route("**/account/preview/**", lambda route: route.fulfill(content_type="text/html", **answer))
    bio(page).fill("more")
    says(page, "not to be had")
    assert shown(page).inner_text().strip() == "old"
    page.unroute("**/account/preview/**")
    page.route("**/account/preview/**", lambda route: route.abort())
    bio(page).fill("more and more")
    says(page, "could not be fetched")


def test_a_refusal_is_a_sentence(write: Callable[..., Page]) -> None:
    page = write()
    bio(page).fill("> " * 200 + "deep")
    status(page).filter(has_text=re.compile(r"\w+ \w+.*\.")).wait_for()
    assert shown(page).inner_text().strip() == "old"


@pytest.mark.parametrize("way", ["paste", "drop", "button"])
def test_a_picture_comes_by_paste_by_drop_and_by_button(write: Callable[..., Page], way: str) -> None:
    page = write()
    content = pictures.encoded("PNG", (60, 40))
    bio(page).fill("")
    if way == "button":
        file = {"name": "x.png", "mimeType": "image/png", "buffer": content}
        page.locator("[data-editor]:has(#id_bio) input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    else:
        page.evaluate(PASTE, ["#id_bio", list(content), way])
    says(page, "Write what it shows")
    assert re.fullmatch(r"!\[\]\(/media/[a-z2-7]{26}\.png\)", bio(page).input_value())
    page.keyboard.type("A wheel")
    shown(page).get_by_alt_text("A wheel").wait_for()
    assert shown(page).locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 60
    page.goto("/account/images/")
    assert page.locator(".pictures img").first.is_visible()
    page.locator(".pictures a").first.click()
    page.wait_for_url("**/media/*.png")
    assert page.locator("img").evaluate("image => image.naturalWidth") == 60


def test_a_refused_picture_is_a_sentence_and_nothing_is_typed(write: Callable[..., Page]) -> None:
    page = write()
    page.evaluate(PASTE, ["#id_bio", list(b"words"), "paste"])
    says(page, "This is not a picture")
    page.route("**/images/upload/", lambda route: route.fulfill(status=500, body="<h1>Oh no</h1>"))
    page.evaluate(PASTE, ["#id_bio", list(b"words"), "paste"])
    says(page, "could not be sent")
    assert bio(page).input_value() == "*old*"
    assert bio(page).evaluate("field => getComputedStyle(field).opacity") == "1"


def test_a_field_that_came_later_works_too(write: Callable[..., Page]) -> None:
    page = write()
    page.wait_for_load_state("networkidle")
    page.evaluate(ADD)
    page.locator("#id_later[data-markdownx-init]").wait_for()
    page.locator("#id_later").fill("*late*")
    shown(page, "later").locator("em", has_text="late").wait_for()


def test_what_was_typed_is_offered_after_a_reload_and_never_put_in_by_itself(write: Callable[..., Page]) -> None:
    page = write()
    bio(page).fill("not saved yet")
    page.get_by_label("Title").fill("a title too")
    page.reload()
    assert bio(page).input_value() == "*old*"
    page.get_by_role("button", name="Restore what you typed").click()
    assert bio(page).input_value() == "not saved yet"
    assert page.get_by_label("Title").input_value() == "a title too"
    page.goto(f"{PATH}?version=2")
    assert "saved anew since" in page.locator("[data-draft] span").first.inner_text()
    page.get_by_role("button", name="Forget it").click()
    page.reload()
    assert page.locator("[data-draft]").first.is_hidden()


def test_a_save_forgets_the_draft_and_a_refused_one_keeps_it(write: Callable[..., Page]) -> None:
    page = write()
    bio(page).fill("kept")
    page.get_by_label("Title").fill("refuse me")
    page.get_by_role("button", name="Save").click()
    assert bio(page).input_value() == "kept"
    page.goto(PATH)
    assert page.get_by_role("button", name="Restore what you typed").is_visible()
    bio(page).fill("saved")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/account/images/")
    page.goto(PATH)
    assert page.locator("[data-draft]").first.is_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft|'))") == []


def test_signing_out_forgets_every_draft(write: Callable[..., Page]) -> None:
    page = write()
    bio(page).fill("mine")
    assert page.evaluate("localStorage.length") == 1
    # Only the browser's half: the test keeps its session for the others.
    page.route("**/logout/", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_function("() => localStorage.length === 0")


def test_it_works_without_a_script(write: Callable[..., Page]) -> None:
    page = write(java_script_enabled=False)
    bio(page).fill("A *preview*")
    page.get_by_role("button", name="Preview").first.click()
    assert shown(page).locator("em").inner_text() == "preview"
    assert bio(page).input_value() == "A *preview*"
    assert page.locator("[data-upload]").first.is_hidden()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/account/images/")


def test_a_picture_can_be_added_described_and_removed_without_a_script(write: Callable[..., Page]) -> None:
    page = write("/account/images/add/", java_script_enabled=False)
    file = {"name": "x.gif", "mimeType": "image/gif", "buffer": pictures.moving("GIF", [100, 100])}
    page.get_by_label("Picture").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add the picture").click()
    page.wait_for_url("**/account/images/")
    row = page.locator(".pictures > li").first
    row.get_by_label("What it shows").fill("Two colours")
    row.get_by_role("button", name="Save the description").click()
    page.locator(".pictures > li").first.get_by_alt_text("Two colours").wait_for()
    page.locator(".pictures > li").first.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    page.wait_for_url("**/account/images/")
    assert page.get_by_alt_text("Two colours").count() == 0


def test_on_a_phone_nothing_stands_out_and_axe_finds_nothing(write: Callable[..., Page]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = write(viewport=SCREENS["phone"])
    for path in (PATH, "/account/images/", "/account/images/add/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
