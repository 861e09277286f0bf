"""One reply's whole way: a reader makes an account and says it, it is held, let through, mailed, flagged, restored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.mailbox import Mailbox, words_of
from tests.browser.queued import cookies_of_moderator
from tests.browser.served import NewFolder, Served, served
from tests.browser.talk import told
from tests.browser.test_sign_up import type_the_code
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from playwright.sync_api import BrowserContext, Page
    from pytest_playwright import CreateContextCallback

    Examine = Callable[[Page], list[str]]

AUTHOR = "ada@example.org"
HOST = "/wiki/engines/"
SAID = "It might compose music of any degree of complexity."
QUEUE = "/admin/moderation/case/"
WAITS = "Waits for a moderator; only you see it."
BEGIN = """
from accounts.models import User
from tests import make
from wiki.comments.answering import answer
owner = User.objects.owner()
ada = make.primary(user=owner, name="Ada")
page = make.page(ada, title="Engines", body="What they might do.")
answer(page, ada, "It weaves algebraic patterns.", actor=owner)
"""
#: Says how many mails are held back still, and lets the two minutes pass for the worker that is at work.
HASTEN = """
from django.utils import timezone
from tests.notices.telling import pass_time
from wiki.notices.models import Notice
print(Notice.objects.filter(due_at__gt=timezone.now(), sent_at=None).count())
pass_time()
"""
PACE = """
from accounts.models import User
from wiki.notices.paces import pace_of
print(pace_of(User.objects.owner()))
"""


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def town(new_folder: NewFolder, mailbox: Mailbox) -> Iterator[Served]:
    """A site that sends mail and believes one proxy, with a page on which its author said something."""
    folder = new_folder("town")
    options = ("--blank", "--owner", AUTHOR)
    with served(folder, *options, EMAIL_URL=mailbox.url, TRUSTED_PROXY_COUNT="1") as site:
        told(site, BEGIN)
        yield site


def reply_as_somebody_new(context: BrowserContext, mailbox: Mailbox, reply: str, name: str) -> Page:
    """Press a link that says so as a visitor, make an account on the way, and say something; where that is shown."""
    email = f"{name}@example.org".lower()
    page = context.new_page()
    page.goto(HOST)
    page.get_by_role("link", name=reply, exact=True).click()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Go on", exact=True).click()
    type_the_code(page, mailbox.code_to(email), "Make the account")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your reply").fill(SAID)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("A moderator looks at a new reader's first replies")
    expect(page.get_by_text(WAITS)).to_be_visible()
    return page


def path_of(page: Page) -> str:
    """The address of the comment that is open, as everyone would ask for it."""
    path = urlsplit(page.url).path
    assert path.startswith("/comments/")
    return path


def is_gone(site: Served, path: str) -> bool:
    """Whether a visitor finds it neither on the page nor at its own address, and is told it is not there."""
    return SAID not in site.get(HOST).text and site.get(path).status == 404


def is_there(site: Served, path: str) -> bool:
    """Whether a visitor reads it in both places."""
    return SAID in site.get(HOST).text and SAID in site.get(path).text


def approve(office: Page) -> None:
    """Let it through from the queue."""
    office.goto(QUEUE)
    row = office.locator("[data-row]").filter(has_text=SAID).filter(has_text="Grace")
    row.locator("[data-verb=approve]").click()
    office.get_by_text("1 approved.").wait_for()


def the_mail_comes_after_two_minutes(site: Served, mailbox: Mailbox) -> EmailMessage:
    """What the author is sent of it by the worker that the site runs itself."""
    assert not [letter for letter in mailbox.letters if AUTHOR in str(letter["To"])]
    assert told(site, HASTEN) == ["1"]
    return mailbox.to(AUTHOR)


def one_click_ends_such_mails(site: Served, letter: EmailMessage) -> None:
    """Send what a mail program sends from its own button, as RFC 8058 has it."""
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(rf"<{re.escape(site.address)}(/unsubscribe/[^>]+)>", letter["List-Unsubscribe"].strip())
    assert found
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = site.ask("POST", found[1], "List-Unsubscribe=One-Click", headers)
    assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
    assert told(site, PACE) == ["never"]


def storm(new_context: CreateContextCallback, site: Served, path: str) -> Page:
    """Three visitors from three networks flag it; the page that the last of them is shown."""
    for number in range(1, 4):
        assert is_there(site, path)
        behind = {"X-Forwarded-For": f"203.0.{number}.7"}
        page = new_context(base_url=site.address, extra_http_headers=behind).new_page()
        page.goto(HOST)
        page.get_by_role("link", name="Flag this comment by Grace").click()
        page.get_by_label("It is unkind or attacks somebody").check()
        page.get_by_role("button", name="Flag it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. A moderator will look at it.")
    return page


def undo_what_the_flags_did(office: Page) -> None:
    """Find in the log what was done when the flags were enough, and undo it."""
    office.goto("/admin/log/entry/")
    office.get_by_role("link", name="Undo…").first.click()
    office.get_by_text("Flagged from 3 networks.").wait_for()
    office.get_by_role("button", name="Undo").click()
    office.get_by_text("1 is again what it was.").wait_for()


def test_a_reply_is_held_approved_mailed_flagged_away_and_restored(
    new_context: CreateContextCallback, town: Served, mailbox: Mailbox, examine: Examine
) -> None:
    context = new_context(base_url=town.address)
    watch = Watch(town.address).over(context)
    reader = reply_as_somebody_new(context, mailbox, "Reply to Ada", "Grace")
    path = path_of(reader)
    assert is_gone(town, path)
    office = new_context(base_url=town.address, storage_state=cookies_of_moderator(town)).new_page()
    approve(office)
    assert is_there(town, path)
    reader.goto(HOST)
    expect(reader.get_by_text(SAID)).to_be_visible()
    expect(reader.get_by_text(WAITS)).to_have_count(0)

    letter = the_mail_comes_after_two_minutes(town, mailbox)
    assert SAID in words_of(letter)
    assert f"{town.address}{path}" in words_of(letter)
    one_click_ends_such_mails(town, letter)

    flagger = storm(new_context, town, path)
    assert is_gone(town, path)
    expect(flagger.get_by_text("Until then nobody else reads it.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text(WAITS)).to_be_visible()
    assert watch.nothing(), watch
    found = [*examine(reader), *examine(flagger)]  # what no other test of the browser comes by
    undo_what_the_flags_did(office)
    found += examine(office)
    assert is_there(town, path)
    reader.reload()
    expect(reader.get_by_text(WAITS)).to_have_count(0)
    assert not found, "\n".join(found)


def test_without_javascript_a_reader_comes_as_far(
    new_context: CreateContextCallback, town: Served, mailbox: Mailbox
) -> None:
    page = reply_as_somebody_new(
        new_context(base_url=town.address, java_script_enabled=False), mailbox, "Reply", "Emmy"
    )
    path = path_of(page)
    assert town.get(path).status == 404
    page.goto(HOST)
    expect(page.locator("article.comment").filter(has_text=WAITS)).to_contain_text(SAID)
