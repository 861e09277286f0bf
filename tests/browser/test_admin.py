"""The admin in a browser: entered with a passkey, and worked by whoever moderates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, served
from tests.browser.test_access import each_look
from tests.browser.test_passkeys import add_a_passkey, authenticator, come_by_link, sign_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.test_access import Look

COMMENTS = "/admin/comments/comment/"
VOTES = "/admin/comments/commentvote/"
PAGES = (
    "/admin/",
    COMMENTS,
    f"{COMMENTS}?q=engine",
    f"{COMMENTS}1/change/",
    f"{COMMENTS}1/history/",
    "/admin/authors/author/",
    "/admin/authors/author/1/change/",
    "/admin/authors/author/1/history/",
    "/admin/authors/author/add/",
    "/admin/works/selectedwork/",
    "/admin/works/selectedwork/1/change/",
    "/admin/works/selectedwork/add/",
    "/admin/accounts/user/",
    "/admin/accounts/user/1/change/",
    "/admin/accounts/user/add/",
    "/admin/log/entry/",
    "/admin/log/entry/1/change/",
    VOTES,
    f"{VOTES}?state=held",
    f"{VOTES}1/change/",
    f"{VOTES}bursts/",
    f"{VOTES}judge/?verb=discount&voter=1",
    "/admin/votes/judgement/",
    "/admin/votes/judgement/1/change/",
    "/admin/votes/judgement/1/undo/",
)
#: Twelve browsers, of which most of one network are held, come to one comment at once; one vote is discounted.
CAST = """
from accounts.models import User
from tests.votes.casting import browser, cast
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes.judging import judge
comment = Comment.objects.get(pk=2)
for number in range(12):
    cast(comment, browser("0123456789abcdef" if number % 2 else ""), 1)
judge("discount", CommentVote.objects.filter(pk=2), actor=User.objects.get(), reason="Only a try.")
"""
# In the text of a table or a sentence a link may be as low as its line.
LOW = """
[...document.querySelectorAll("#content :is(a, button, input, select), #header :is(a, button)")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 23.9)
  .filter(one => !["checkbox", "file", "hidden"].includes(one.type) && !one.closest("p, label, th, td, .readonly"))
  .map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def office(new_folder: NewFolder) -> Iterator[Served]:
    """The demo, on a site of its own, with votes."""
    with served(new_folder("office")) as site:
        cast = site.run("shell", "--command", CAST)
        assert cast.returncode == 0, cast.stderr
        yield site


@pytest.fixture(scope="module")
def owner(browser: Browser, office: Served) -> Any:
    """The cookies of its owner, who came by a link, was sent to set a passkey up, and came again with it."""
    context = browser.new_context(base_url=office.address)
    page = context.new_page()
    authenticator(page)
    come_by_link(page, office)
    page.goto("/admin/")
    page.wait_for_url("**/account/2fa/")
    assert page.get_by_text("a password alone does not open it").is_visible()
    page.goto("/account/welcome/")
    add_a_passkey(page)
    sign_out(page)
    page.goto(COMMENTS)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"**{COMMENTS}")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def enter(watched_at: Callable[..., Page], office: Served, owner: Any) -> Callable[..., Page]:
    """Opens a page of the admin for the owner."""
    return lambda path="/admin/", **options: watched_at(office, owner, path, **options)


def choose(page: Page, verb: str, words: str) -> None:
    """Tick the comment that says so, and ask for this to be done."""
    page.goto(COMMENTS)
    page.get_by_role("row").filter(has_text=words).get_by_role("checkbox").check()
    page.get_by_role("group", name="With those that are ticked").get_by_role("button", name=f"{verb}…").click()


def test_a_comment_is_found_hidden_with_a_reason_and_approved_again(enter: Callable[..., Page]) -> None:
    page = enter(COMMENTS)
    page.get_by_label("Search").fill("schoolmistress")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**q=schoolmistress**")
    assert page.locator("#result_list tbody tr").count() == 1
    choose(page, "Hide", "A schoolmistress in Leeds")
    page.get_by_role("heading", name="Hide?").wait_for()
    page.get_by_role("button", name="Hide", exact=True).click()
    page.get_by_text("Write a reason.").wait_for()
    page.get_by_label("Reason").fill("Only a try.")
    page.get_by_role("button", name="Hide", exact=True).click()
    page.get_by_text("1 hidden.").wait_for()
    page.goto("/")
    assert page.get_by_text("A schoolmistress in Leeds").count() == 0
    choose(page, "Approve", "A schoolmistress in Leeds")
    page.get_by_role("button", name="Approve", exact=True).click()
    page.goto("/")
    assert page.get_by_text("A schoolmistress in Leeds").count() == 1


def test_a_comment_is_decided_about_without_a_script(enter: Callable[..., Page]) -> None:
    page = enter(f"{COMMENTS}2/change/", java_script_enabled=False)
    page.get_by_role("button", name="Mark as spam").click()
    assert page.get_by_text("1 marked as spam.").is_visible()
    page.get_by_role("button", name="Approve").click()
    page.goto(f"{COMMENTS}2/history/")
    assert page.get_by_text("marked as spam").is_visible()


def test_the_biography_is_edited_with_its_preview_and_what_was_typed_is_kept(enter: Callable[..., Page]) -> None:
    page = enter("/admin/authors/author/1/change/")
    bio = page.locator("#id_bio")
    shown = page.locator("[data-editor]:has(#id_bio) [data-shown]")
    bio.fill("A **new** text")
    shown.locator("strong", has_text="new").wait_for()
    page.reload()
    page.get_by_role("button", name="Restore what you typed").click()
    assert bio.input_value() == "A **new** text"
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/authors/author/")
    page.goto("/")
    assert page.locator(".bio strong").inner_text() == "new"
    page.goto("/admin/authors/author/1/change/")
    assert page.locator("[data-draft]").is_hidden()


def test_a_link_is_added_by_a_row_that_came_later(enter: Callable[..., Page]) -> None:
    page = enter("/admin/authors/author/1/change/")
    page.get_by_role("button", name="Add another Link").click()
    rows = page.locator(".dynamic-links")
    rows.last.get_by_label("Title").fill("A lecture")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/")
    assert page.get_by_text("A lecture").is_visible()


def test_the_user_of_an_author_is_found_by_typing(enter: Callable[..., Page]) -> None:
    page = enter("/admin/authors/author/add/")
    page.get_by_role("combobox", name="User").click()
    page.get_by_role("option", name="owner@localhost").wait_for()


def test_it_is_worked_by_keys_alone(enter: Callable[..., Page]) -> None:
    page = enter("/admin/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        if seen[-1] == "Comments":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{COMMENTS}")
    outline = (
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow"
    )
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(outline) != "nonenone", page.evaluate("document.activeElement.outerHTML")


def test_votes_are_decided_about_with_a_reason_and_it_is_undone(enter: Callable[..., Page]) -> None:
    page = enter(f"{VOTES}bursts/", java_script_enabled=False)
    page.get_by_role("link", name="Those from new browsers").click()
    page.get_by_role("group", name="All that this list shows").get_by_role("link", name="Discount…").click()
    assert page.get_by_text("It would change 11 votes of 11 voters on 1 comment.").is_visible()
    page.get_by_role("button", name="Discount").click()
    assert page.get_by_text("Write a reason.").is_visible()
    page.get_by_label("Reason").fill("One person.")
    page.get_by_role("button", name="Discount").click()
    assert page.get_by_text("11 discounted.").is_visible()
    page.goto(f"{VOTES}bursts/")
    assert page.get_by_text("There is none.").is_visible()
    page.goto("/admin/votes/judgement/")
    page.get_by_role("row").filter(has_text="One person.").get_by_role("link").click()
    page.get_by_role("link", name="Undo…").click()
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_text("11 votes are again what they were.").is_visible()


@each_look
def test_axe_finds_nothing_and_nothing_stands_out(
    enter: Callable[..., Page], examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = enter(**look, watched=False)  # axe makes style sheets of its own, which the policy refuses
    found: list[str] = []

    def looked_at(name: str) -> None:
        found.extend(examine(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name} is too wide")
        assert page.locator("h1").count() == 1, name

    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        looked_at(path)
    choose(page, "Hide", "A glossary for the impatient" if look["viewport"] == SCREENS["laptop"] else "Note G")
    looked_at("the page that asks")
    assert not found, "\n".join(found)


def test_what_is_pressed_on_a_phone_is_large_enough(enter: Callable[..., Page]) -> None:
    page = enter(viewport=SCREENS["phone"])
    found = {path: page.evaluate(LOW) for path in PAGES if page.goto(path)}
    low = [f"{path}: {one}" for path, ones in found.items() for one in ones]
    assert not low, "\n".join(low)
