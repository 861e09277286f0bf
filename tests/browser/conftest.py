"""Tests in a real browser, against the whole site as `up` serves it; last of all, and skipped without Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.archives import write_reading
from tests.browser.served import Served, cookies_of_owner, served
from tests.browser.watch import Watch
from tests.browser.wiki import write_wiki
from tests.running import Site, lay

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize
    from pytest_playwright import CreateContextCallback

    from tests.browser.served import NewFolder

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium")
# Without these it does not start as root, or calls its makers, which a closed network refuses again and again.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "laptop": {"width": 1280, "height": 800}}
# Off in axe until it is asked for, and asked for by WCAG 2.2.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"

#: Opens a path of a site in a new context, made with these options of Playwright's.
Open = Callable[..., "Page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder and put them last: Playwright leaves an event loop running, beside which Django
    refuses to ask the database."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker("browser")
        if missing := why_not():
            item.add_marker(pytest.mark.skip(reason=missing))
    items[:] = [item for item in items if HERE not in item.path.parents] + ours


def why_not() -> str:
    """What keeps the browser tests from running here, or nothing."""
    if find_spec("playwright") is None or find_spec("pytest_playwright") is None:
        return 'there is no Playwright here: pip install -e ".[dev]"'
    return "" if CHROMIUM else "there is no chromium on this machine's PATH"


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory: pytest.TempPathFactory, laid_out: Site) -> NewFolder:
    """Makes a folder in which a site begins with its tables and static files."""

    def made(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        lay(laid_out, folder / "data")
        return folder

    return made


@pytest.fixture(scope="module")
def desk(new_folder: NewFolder) -> Iterator[Served]:
    """A site of each file's own, since the tests in it change it."""
    with served(new_folder("desk")) as site:
        yield site


@pytest.fixture(scope="module")
def owner(browser: Browser, desk: Served) -> Any:
    """The cookies of that site's owner."""
    return cookies_of_owner(browser, desk)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def site(new_folder: NewFolder) -> Iterator[Served]:
    """A site with an ordinary profile and wiki that have every odd thing in them."""
    folder = new_folder("reading")
    with served(folder, "--import", str(write_reading(folder / "archive"))) as site:
        write_wiki(site)
        yield site


@pytest.fixture(scope="session")
def demo_site(new_folder: NewFolder) -> Iterator[Served]:
    """A site as a newcomer first sees it."""
    with served(new_folder("demo")) as site:
        yield site


@pytest.fixture(scope="session")
def seed_site(new_folder: NewFolder, seed: Path) -> Iterator[Served]:
    """A site with the profile of a real researcher."""
    with served(new_folder("seed"), "--import", str(seed)) as site:
        yield site


@pytest.fixture
def open_at(new_context: CreateContextCallback, site: Served) -> Open:
    """Opens a path of the ordinary site."""

    def opened(path: str, **options: Any) -> Page:
        page = new_context(base_url=site.address, **options).new_page()
        page.goto(path)
        return page

    return opened


@pytest.fixture
def watched_at(new_context: CreateContextCallback) -> Iterator[Callable[..., Page]]:
    """Opens a path of a site for whoever has these cookies; nothing may happen there behind its reader's back."""
    watches = []

    def opened(site: Served, cookies: Any, path: str, *, watched: bool = True, **options: Any) -> Page:
        context = new_context(base_url=site.address, storage_state=cookies, **options)
        if watched:
            watches.append(Watch(site.address).over(context))
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for watch in watches:
        assert watch.nothing(), watch


@pytest.fixture(scope="session")
def session(browser: Browser, site: Served) -> Any:
    """The cookies of the ordinary site's owner, who has signed in with a one-time link."""
    return cookies_of_owner(browser, site)


@pytest.fixture(scope="session")
def examine() -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page, with everything unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def examined(page: Page) -> list[str]:
        page.evaluate(UNFOLD)
        found = axe.run(page, options=RULES).response["violations"]
        return [
            f"{page.url} {rule['id']}: {node['target']} {node['html'][:120]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return examined
