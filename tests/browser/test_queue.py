"""A moderator's day in a browser: by keys, by buttons, on a phone, and without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.queued import FIFTY, cookies_of_moderator, fill
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_access import each_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.test_access import Look

QUEUE = "/admin/moderation/case/"
ADDRESS = re.compile(r"/admin/moderation/case/$")
FOCUSED = "document.activeElement.querySelector('h2')?.textContent.trim()"


@pytest.fixture(scope="module")
def queued(new_folder: NewFolder) -> Iterator[Served]:
    """The demo, on a site of its own; nothing waits there yet."""
    with served(new_folder("queue")) as site:
        yield site


@pytest.fixture(scope="module")
def moderator(queued: Served) -> Any:
    """The cookies of somebody who moderates."""
    return cookies_of_moderator(queued)


@pytest.fixture
def enter(watched_at: Callable[..., Page], queued: Served, moderator: Any) -> Callable[..., Page]:
    """Opens a page of the admin for the moderator."""
    return lambda path=QUEUE, **options: watched_at(queued, moderator, path, **options)


def test_an_empty_queue_says_so_and_then_it_is_worked_by_keys_alone(enter: Callable[..., Page], queued: Served) -> None:
    page = enter()
    page.get_by_text("Nothing waits for a decision.").wait_for()
    fill(queued, 4)
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == "Cheap Rolex"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("j")
    second = page.evaluate(FOCUSED)
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == "Cheap Rolex"
    page.keyboard.press("x")
    assert page.get_by_text("With those ticked (1):").is_visible()
    page.keyboard.press("s")
    page.get_by_text("1 marked as spam.").wait_for()
    assert page.evaluate(FOCUSED) == second
    page.keyboard.press("h")
    page.get_by_role("heading", name="Hide?").wait_for()
    page.get_by_label("Reason").fill("It is hard jam.")
    page.keyboard.press("Enter")
    page.get_by_text("1 hidden.").wait_for()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Keys").is_hidden()
    page.get_by_label("Search").press_sequentially("jka")
    assert page.get_by_label("Search").input_value() == "jka"


def test_what_is_hidden_is_gone_at_once_and_an_undo_from_the_log_brings_it_back(enter: Callable[..., Page]) -> None:
    page = enter()
    row = page.locator("[data-row]").filter(has_text="Remark 0 of many.")
    row.locator("[data-verb=approve]").click()
    page.get_by_text("1 approved.").wait_for()
    page.goto("/admin/comments/comment/?q=Remark 0 of many")
    page.get_by_role("link", name="Remark 0 of many.").click()
    page.get_by_role("button", name="Hide…").click()
    page.get_by_label("Reason").fill("A try.")
    page.get_by_role("button", name="Hide", exact=True).click()
    page.get_by_text("1 hidden.").wait_for()
    page.goto("/admin/log/entry/")
    page.get_by_role("link", name="Undo…").first.click()
    page.get_by_text("An undo takes back 1 of 1.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 is again what it was.").wait_for()
    page.get_by_text("state: published → hidden").wait_for()


def test_it_works_without_a_script(enter: Callable[..., Page]) -> None:
    page = enter(java_script_enabled=False)
    assert page.get_by_role("button", name="Keys").is_hidden()
    for words in ("Remark 1 of many.", "Remark 2 of many."):
        page.locator("[data-row]").filter(has_text=words).get_by_role("checkbox").check()
    page.get_by_role("group", name="With those that are ticked").get_by_role("button", name="Approve…").click()
    assert page.get_by_text("It is about 2 comments.").is_visible()
    page.get_by_role("button", name="Approve", exact=True).click()
    assert page.get_by_text("2 approved.").is_visible()
    page.get_by_role("link", name="Undo…").first.click()
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_text("2 are again what they were.").is_visible()


def test_what_somebody_else_decided_meanwhile_is_left(enter: Callable[..., Page]) -> None:
    one, other = enter(), enter()
    for page, verb in ((one, "approve"), (other, "spam")):
        row = page.locator("[data-row]").filter(has_text="Remark 3 of many.")
        row.locator(f"[data-verb={verb}]").click()
    other.get_by_text("Nothing was done; 1 was changed or decided by somebody else meanwhile and was left.").wait_for()


@each_look
def test_axe_finds_nothing_and_nothing_stands_out(
    enter: Callable[..., Page], examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = enter(**look, watched=False)
    found: list[str] = []

    def looked_at(name: str) -> None:
        found.extend(examine(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name} is too wide")
        assert page.locator("h1").count() == 1, name

    first = page.locator("[data-row] a", has_text="The case").first.get_attribute("href")
    decision = "/admin/moderation/decision/1/"
    for path in (QUEUE, f"{QUEUE}?show=decided", str(first), f"{decision}change/", f"{decision}undo/", f"{QUEUE}?q=no"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        looked_at(path)
    page.goto(QUEUE)
    page.locator("[data-row]").first.get_by_role("button", name="Block…").click()
    page.wait_for_load_state("networkidle")
    looked_at("the page that asks")
    page.goto(QUEUE)
    page.get_by_role("button", name="Keys").click()
    looked_at("the keys")
    assert not found, "\n".join(found)


def test_a_queue_of_fifty_fits_a_phone(enter: Callable[..., Page], queued: Served) -> None:
    assert queued.run("shell", "--command", FIFTY).returncode == 0
    page = enter(viewport=SCREENS["phone"])
    assert page.locator("[data-row]").count() == 50
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="Tick all").click()
    assert page.get_by_text("With those ticked (50):").is_visible()
