"""Flagging a comment, and the log of what moderators decided, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENS
from tests.browser.test_access import LOOKS, LOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.browser.served import Served
    from tests.browser.test_access import Look

DECISIONS = """
from wiki.moderation.models import Decided, Decision
from wiki.comments.models import Comment
remark = Comment.objects.get(public_id="remark-01")
for verb, count, reason in (
    ("approve", 1, ""),
    ("hide", 2, "It attacks a person " + "and attacks them again " * 12),
    ("hold", 1, "Flagged from 3 networks."),
    ("trust", 1, ""),
    ("block", 1, "x" * 300),
):
    decision = Decision.objects.create(verb=verb, count=count, reason=reason)
    if verb == "approve":
        Decided.objects.create(decision=decision, kind="comments.comment", target_id=remark.pk)
    if verb == "block":
        after = {"blocked_until": "2999-03-03T00:00:00+00:00"}
        Decided.objects.create(decision=decision, kind="moderation.person", target_id=1, after=after)
decision.undone_at = decision.made_at
decision.save()
"""


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_visitor_flags_a_comment_and_takes_it_back(
    open_at: Open, examine: Callable[[Page], list[str]], look: Look
) -> None:
    page = open_at("/comments/remark-03/flag/", **look)
    found: list[object] = []

    def look_at() -> None:
        found.extend([*examine(page), *page.evaluate(LOW)])

    look_at()
    page.get_by_role("button", name="Flag it").click()
    page.get_by_label("It is unkind or attacks somebody").check()
    page.get_by_label("In your own words").fill("The second line.")
    look_at()
    page.get_by_role("button", name="Flag it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. A moderator will look at it.")
    look_at()
    page.get_by_role("link", name="change what you said").click()
    expect(page.get_by_role("status")).to_contain_text("You flagged this on")
    expect(page.get_by_label("It is unkind or attacks somebody")).to_be_checked()
    look_at()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your flag is taken back.")
    look_at()
    assert found == []


@pytest.fixture(scope="module")
def decided(site: Served) -> None:
    """Some decisions have been made."""
    site.run("shell", "-c", DECISIONS)


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_log_is_for_everyone(open_at: Open, examine: Callable[[Page], list[str]], look: Look) -> None:
    page = open_at("/", **look)
    page.get_by_role("contentinfo").get_by_role("link", name="Log of moderation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log of moderation")
    expect(page.get_by_role("listitem").first).to_contain_text("Blocked 1 reader, until 3 March 2999")
    assert [*examine(page), *page.evaluate(LOW)] == []
    page.get_by_role("link", name="the comment").click()
    expect(page).to_have_url(f"{page.url.split('/comments')[0]}/comments/remark-01/")


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("path", ["/log/", "/comments/remark-03/flag/"])
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_wider_than_the_screen(open_at: Open, path: str, screen: str) -> None:
    page = open_at(path, viewport=SCREENS[screen])
    width, widest = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    assert widest <= width
