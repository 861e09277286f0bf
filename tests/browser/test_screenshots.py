"""Pictures of the main pages in `.screenshots/`, for people to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import SCREENS
from tests.running import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.served import Served

TALLEST = 4000
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FOLDER = ROOT / ".screenshots"
PAGES = {
    "demo": ("demo_site", "/"),
    "seed": ("seed_site", "/"),
    "odd": ("site", "/"),
    "comment": ("site", "/comments/remark-01/"),
    "everything": ("site", "/comments/remark-02/"),
    "not-found": ("site", "/nowhere/"),
}


def top(page: Page) -> FloatRect:
    """The page, or as much of its top as anybody looks at."""
    width, height = page.evaluate("[innerWidth, document.scrollingElement.scrollHeight]")
    return {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", [*PAGES, "sign-in"])
def test_a_picture_is_taken(
    request: pytest.FixtureRequest, new_context: CreateContextCallback, name: str, screen: str
) -> None:
    fixture, path = PAGES.get(name, ("site", ""))
    site: Served = request.getfixturevalue(fixture)
    page = new_context(base_url=site.address, viewport=SCREENS[screen]).new_page()
    page.goto(path or site.login_link())
    FOLDER.mkdir(exist_ok=True)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        picture = FOLDER / f"{name}-{screen}-{scheme}.png"
        page.screenshot(path=picture, full_page=True, clip=top(page))
        assert picture.stat().st_size > 5_000
