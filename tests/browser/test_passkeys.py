"""The owner's way in, from the first link to a passkey, in a browser that has an authenticator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_access import LOW, each_look
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, CDPSession, Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.test_access import Look

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WAYS_IN = ("login/", "signup/", "link/no-such-token/")
PAGES = (
    "",
    "welcome/",
    "email/",
    "password/change/",
    "reauthenticate/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/reauthenticate/",
    "2fa/webauthn/reauthenticate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "sessions/",
)
MAILED = ("login/", "login/code/", "password/reset/", "password/reset/done/", "password/reset/key/1-gone/")
PASSWORD = "a horse on the moon"


@pytest.fixture
def home(new_folder: NewFolder) -> Iterator[Served]:
    """A site of the test's own, whose owner has not signed in yet."""
    with served(new_folder("home"), "--blank") as site:
        yield site


def authenticator(page: Page) -> CDPSession:
    """Give the browser of this page an authenticator that agrees to everything."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return wire


def come_by_link(page: Page, site: Served) -> None:
    page.goto(site.login_link())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/welcome/")


def add_a_passkey(page: Page) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/account/2fa/recovery-codes/")


def set_a_password(page: Page) -> None:
    page.get_by_role("link", name="Set a password").click()
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()


def sign_in_by_password(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("owner@localhost")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("link", name="Sign in", exact=True).wait_for()


def opened(new_context: CreateContextCallback, site: Served, **how: object) -> tuple[Page, Watch]:
    context: BrowserContext = new_context(base_url=site.address, **how)  # type: ignore[arg-type]
    watch = Watch(site.address).over(context)
    return context.new_page(), watch


def test_by_link_then_a_passkey_then_by_passkey(new_context: CreateContextCallback, home: Served) -> None:
    page, watch = opened(new_context, home)
    authenticator(page)
    come_by_link(page, home)
    add_a_passkey(page)
    sign_out(page)
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Account", exact=True).click()
    assert page.get_by_role("heading", name="Your account").is_visible()
    assert watch.nothing(), watch


def test_a_password_needs_the_passkey_too(
    new_context: CreateContextCallback, home: Served, examine: Callable[[Page], list[str]]
) -> None:
    page, watch = opened(new_context, home)
    authenticator(page)
    come_by_link(page, home)
    set_a_password(page)
    page.goto("/account/welcome/")
    add_a_passkey(page)
    sign_out(page)
    sign_in_by_password(page)
    page.wait_for_url("**/account/2fa/authenticate/")
    assert not (found := examine(page)), "\n".join(found)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Account", exact=True).wait_for()
    assert watch.nothing(), watch


def test_a_passkey_that_was_not_used_is_told_on_the_page(new_context: CreateContextCallback, home: Served) -> None:
    page, watch = opened(new_context, home)
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"isUserVerified": False}})
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used.").wait_for(timeout=90_000)
    assert watch.nothing(), watch


@each_look
def test_axe_finds_nothing_on_any_account_page_and_all_is_large_enough_for_a_thumb(
    new_context: CreateContextCallback, home: Served, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page, watch = opened(new_context, home, **look)
    authenticator(page)
    found: list[object] = []

    def looked_at(path: str) -> None:
        page.goto(f"/account/{path}")
        found.extend(examine(page))
        low = page.evaluate(LOW) if look["viewport"] == SCREENS["phone"] else []
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found.extend([f"{path} is low: {low}"] * bool(low) + [f"{path} is too wide"] * wide)
        assert page.locator("h1").count() == 1, path

    for path in WAYS_IN:
        looked_at(path)
    come_by_link(page, home)
    add_a_passkey(page)
    for path in PAGES:
        looked_at(path)
    for verb in ("Rename", "Remove"):
        page.goto("/account/2fa/webauthn/")
        looked_at(str(page.get_by_role("link", name=verb).get_attribute("href")).removeprefix("/account/"))
    assert not found, "\n".join(map(str, found))
    watch.errors = [error for error in watch.errors if "410" not in error]
    assert watch.nothing(), watch


def test_without_javascript_a_password_is_all_it_takes(new_context: CreateContextCallback, home: Served) -> None:
    page, _watch = opened(new_context, home, java_script_enabled=False)
    come_by_link(page, home)
    set_a_password(page)
    sign_out(page)
    sign_in_by_password(page)
    page.get_by_role("link", name="Account", exact=True).wait_for()


@each_look
def test_axe_finds_nothing_where_mail_goes_out(
    new_folder: NewFolder, new_context: CreateContextCallback, examine: Callable[[Page], list[str]], look: Look
) -> None:
    with served(new_folder("unread"), "--blank", EMAIL_URL="smtp://localhost:9") as site:
        page, watch = opened(new_context, site, **look)
        found: list[str] = []
        for path in MAILED:
            page.goto(f"/account/{path}")
            assert page.locator("h1").count() == 1, path
            found += examine(page)
    assert not found, "\n".join(found)
    assert watch.nothing(), watch
