"""Readers in the admin, in a real browser: who is blocked, and blocking them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.queued import cookies_of_moderator
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_access import each_look
from tests.browser.test_admin import LOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.test_access import Look

LIST = "/admin/moderation/person/"
PEOPLE = """
from itertools import count
from tests import make
make.numbers = count(1000)
from django.utils import timezone
from tests.moderation.deciding import reader, waiting
from tests.moderation.flags import blocked
from wiki.moderation.models import Person
eve = blocked(reader(name="Eve Moriarty"), told="It attacks a person, and attacks them again. " * 8)
for number in range(3):
    waiting(eve, posted_at=timezone.now(), body=f"Remark {number}.")
blocked(reader(name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"), days=None)
blocked(reader(name="Long ago"), days=-3)
Person.objects.create(author=reader(name="\\u0645\\u062d\\u0645\\u062f"), trusted_at=timezone.now())
print("eve", eve.pk)
"""


@pytest.fixture(scope="module")
def place(new_folder: NewFolder) -> Iterator[tuple[Served, Any, str]]:
    """The demo with some readers, the cookies of somebody who moderates, and one reader's number."""
    with served(new_folder("people")) as site:
        made = site.run("shell", "--command", PEOPLE)
        assert made.returncode == 0, made.stderr
        number = next(line for line in made.stdout.splitlines() if line.startswith("eve ")).split()[1]
        yield site, cookies_of_moderator(site), number


@each_look
def test_a_reader_is_found_and_blocked_anew(
    new_context: CreateContextCallback,
    place: tuple[Served, Any, str],
    examine: Callable[[Page], list[str]],
    look: Look,
) -> None:
    site, cookies, number = place
    page = new_context(base_url=site.address, storage_state=cookies, **look).new_page()
    found: list[object] = []
    page.goto(LIST)
    found += [*examine(page), *page.evaluate(LOW)]
    page.goto(f"{LIST}{number}/change/")
    page.get_by_text("What they said last").wait_for()
    found += [*examine(page), *page.evaluate(LOW)]
    page.get_by_role("button", name="Block…", exact=True).click()
    page.get_by_role("heading", name="Block?").wait_for()
    page.get_by_text("Everyone can read it in the log.").wait_for()
    found += [*examine(page), *page.evaluate(LOW)]
    page.get_by_role("button", name="Block", exact=True).click()
    page.get_by_text("Write a reason.").wait_for()
    found += examine(page)
    page.get_by_label("Reason").fill("It goes on.")
    page.get_by_role("button", name="Block", exact=True).click()
    page.get_by_text("1 blocked.").wait_for()
    assert page.get_by_role("link", name="Undo…").is_visible()
    page.get_by_role("link", name="Undo…").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 is again what it was.").wait_for()
    assert found == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_wider_than_the_screen(
    new_context: CreateContextCallback, place: tuple[Served, Any, str], screen: str
) -> None:
    site, cookies, number = place
    page = new_context(base_url=site.address, storage_state=cookies, viewport=SCREENS[screen]).new_page()
    for path in (f"{LIST}{number}/change/", LIST):
        page.goto(path)
        width, widest = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
        assert widest <= width
