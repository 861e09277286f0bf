"""A reader makes an account, signs out and comes back, with JavaScript and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.mailbox import Mailbox, words_of
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_access import LOW, each_look
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from pytest_playwright import CreateContextCallback

    from tests.browser.test_access import Look

KEYS = {f"{name}_{part}": "key" for name in ("ORCID", "GITHUB") for part in ("CLIENT_ID", "SECRET")}
PASSWORD = "a horse on the moon"
BACK = "/account/2fa/"
ACCOUNT = (
    *("", "email/", "password/set/", "2fa/", "3rdparty/", "sessions/", "name/"),
    *("notices/", "notifications/", "export/", "delete/"),
)


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def home(new_folder: NewFolder, mailbox: Mailbox) -> Iterator[Served]:
    """A site that sends mail, and has the keys of both providers."""
    with served(new_folder("home"), "--blank", EMAIL_URL=mailbox.url, **KEYS) as site:
        yield site


def ask_for_an_account(page: Page, email: str, password: str = "") -> None:
    page.goto(f"/account/login/?next={BACK}")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password, if you want one").fill(password)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("heading", name="Type the code").wait_for()


def type_the_code(page: Page, code: str, button: str) -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_reader_makes_an_account_and_comes_back(
    new_context: CreateContextCallback, home: Served, mailbox: Mailbox, script: bool
) -> None:
    email = f"reader-{script}@example.org".lower()
    context = new_context(base_url=home.address, java_script_enabled=script)
    watch = Watch(home.address).over(context)
    page = context.new_page()
    ask_for_an_account(page, email)
    type_the_code(page, "WRONG-111", "Make the account")
    page.get_by_text("This is not the code.").wait_for()
    type_the_code(page, mailbox.code_to(email), "Make the account")
    page.wait_for_url(f"**{BACK}")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/account/login/")
    page.get_by_role("link", name="Send me a sign-in code").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send the code").click()
    type_the_code(page, mailbox.code_to(email, number=2), "Go on")
    page.get_by_role("link", name="Account", exact=True).click()
    assert page.get_by_role("heading", name="Your account").is_visible()
    assert page.get_by_text(email).is_visible()
    assert page.get_by_role("heading", name="Your site").count() == 0
    assert watch.nothing(), watch


def test_whoever_has_an_account_sees_the_same_and_gets_another_mail(
    new_context: CreateContextCallback, home: Served, mailbox: Mailbox
) -> None:
    page = new_context(base_url=home.address).new_page()
    ask_for_an_account(page, "owner@localhost.example", PASSWORD)
    type_the_code(page, mailbox.code_to("owner@localhost.example"), "Make the account")
    page.wait_for_url(f"**{BACK}")
    again = new_context(base_url=home.address).new_page()
    ask_for_an_account(again, "owner@localhost.example")
    assert "You have one already" in words_of(mailbox.to("owner@localhost.example", number=2))


def test_the_keyboard_is_enough_and_meets_no_field_that_nobody_sees(
    new_context: CreateContextCallback, home: Served
) -> None:
    page = new_context(base_url=home.address).new_page()
    page.goto("/account/signup/")
    page.get_by_label("E-mail address").focus()
    met = []
    for _ in range(3):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))
    assert met[:2] == ["password1", "Go on"]
    assert "website" not in met


def test_the_policy_lets_a_form_lead_to_a_provider(new_context: CreateContextCallback, home: Served) -> None:
    context = new_context(base_url=home.address)
    context.route("https://github.com/**", lambda route: route.fulfill(body="GitHub asks"))
    page = context.new_page()
    for path, button in (("login", "Sign in with GitHub"), ("signup", "Go on with GitHub")):
        page.goto(f"/account/{path}/")
        page.get_by_role("button", name=button).click()
        page.wait_for_url("https://github.com/login/oauth/authorize**")


@each_look
def test_axe_finds_nothing_on_any_page_of_a_reader_and_all_is_large_enough_for_a_thumb(
    new_context: CreateContextCallback,
    home: Served,
    mailbox: Mailbox,
    examine: Callable[[Page], list[str]],
    look: Look,
) -> None:
    phone = look["viewport"] == SCREENS["phone"]
    email = f"axe-{look['color_scheme']}@example.org"
    page = new_context(base_url=home.address, **look).new_page()
    found: list[object] = []

    def looked_at(path: str) -> None:
        if path:
            page.goto(path)
        found.extend(examine(page))
        low = page.evaluate(LOW) if phone else []
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found.extend([f"{page.url} is low: {low}"] * bool(low) + [f"{page.url} is too wide"] * wide)
        assert page.locator("h1").count() == 1, page.url

    for path in ("login", "login/code", "signup", "3rdparty/login/cancelled", "inactive"):
        looked_at(f"/account/{path}/")
    ask_for_an_account(page, email)
    type_the_code(page, "WRONG-111", "Make the account")
    looked_at("")
    type_the_code(page, mailbox.code_to(email), "Make the account")
    page.wait_for_url(f"**{BACK}")
    for path in ACCOUNT:
        looked_at(f"/account/{path}")
    assert not found, "\n".join(map(str, found))
