"""A whole site for the browser: set up, served and ended with the commands of the README."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.running import Site, link_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Makes a folder whose name begins so, with a site laid out in it.
NewFolder = Callable[[str], Path]


class Served(Site):
    """A site that is being served."""

    @property
    def address(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://localhost:{self.port}"

    def login_link(self) -> str:
        """The path of a fresh one-time link for the owner."""
        return link_in(self.run("login_link").stdout)

    def second_part(self) -> str:
        """The path that the first page's "Load More" leads to."""
        found = re.search(r'rel="next" href="(\?[^"#]+)', self.get("/").text)
        assert found, "the first page has no more to load"
        return "/" + found[1].replace("&amp;", "&")


@contextmanager
def served(folder: Path, *options: str, **environment: str) -> Iterator[Served]:
    """A new site with its data in the folder; Ctrl-C ends it, and it must then end well."""
    site = Served(folder / "data", **environment)
    try:
        process = site.up(*options)
        yield site
        site.stop(process)
    finally:
        site.end()


def cookies_of_owner(browser: Browser, site: Served) -> Any:
    """The cookies of a site's owner, who has signed in with a one-time link."""
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto(site.login_link())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/link/" not in url)
    state = context.storage_state()
    context.close()
    return state
