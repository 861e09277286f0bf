"""Taking one's things along and leaving, on every screen, with JavaScript and without."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_access import each_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.test_access import Look

EXPORT, DELETE = "/account/export/", "/account/delete/"
MAKE = """
from accounts.models import User
from wiki.authors.models import Author
from wiki.comments.models import Comment
user = User.objects.create_user("{email}", "a horse on the moon")
rosa = Author(user=user, name="Rosa", slug="{slug}", listed=False)
rosa.publish([])
Comment.objects.write(rosa, "What I said.", actor=user)
"""


@pytest.fixture(scope="module")
def home(new_folder: NewFolder) -> Iterator[Served]:
    """A site of its own, since people leave it."""
    with served(new_folder("leaving")) as site:
        yield site


def signed_in(context: Any, site: Served, name: str) -> Page:
    """A tab of a reader who has just signed in."""
    site.told(MAKE.format(email=f"{name}@example.org", slug=name))
    page: Page = context.new_page()
    page.goto("/account/login/")
    page.locator('input[name="login"]').fill(f"{name}@example.org")
    page.locator('input[name="password"]').fill("a horse on the moon")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    return page


@each_look
def test_both_pages_are_for_everybody(
    new_context: CreateContextCallback, home: Served, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = signed_in(new_context(base_url=home.address, **look), home, f"look{look['viewport']['width']}")
    found: list[str] = []
    for path in (EXPORT, DELETE):
        page.goto(path)
        found += examine(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Delete my account for good").click()
    assert page.get_by_text("Choose one of the two.").is_visible()
    assert page.get_by_text("Type the address of your account.").is_visible()
    found += examine(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_somebody_takes_their_things_and_leaves(
    new_context: CreateContextCallback, home: Served, tmp_path: Path, *, script: bool
) -> None:
    name = f"rosa{script}".lower()
    context = new_context(base_url=home.address, java_script_enabled=script, viewport=SCREENS["phone"])
    page = signed_in(context, home, name)
    page.goto("/account/")
    page.get_by_role("link", name="Export my data").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    waiting.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert any(b"What I said." in archive.read(one) for one in archive.namelist())
    page.goto(DELETE)
    page.get_by_label("Remove them.").check()
    page.get_by_label("Your e-mail address").fill("somebody@example.org")
    page.get_by_role("button", name="Delete my account for good").click()
    assert page.get_by_text("This is not the address of your account").is_visible()
    assert page.get_by_label("Remove them.").is_checked()
    page.get_by_label("Your e-mail address").fill(f"{name}@example.org")
    page.get_by_role("button", name="Delete my account for good").click()
    assert page.get_by_role("heading", name="Your account is deleted").is_visible()
    page.goto("/account/")
    assert "/account/login/" in page.url
