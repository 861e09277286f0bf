"""Vote on a comment: by mouse, keyboard and touch, and what a reader sees when the site says no or is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.archives import IN_THE_MIDDLE, write_reading
from tests.browser.conftest import SCREENS
from tests.browser.served import NewFolder, Served, cookies_of_owner, served
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page, Request, Route
    from pytest_playwright import CreateContextCallback

    from tests.browser.conftest import Open

UP, DOWN, AGREE = "Karma: vote up", "Karma: vote down", "Agreement: agree"
STRONGLY = "Karma: strongly vote up"
AWAY = "The site could not be reached. Your vote was not saved. Try again."
TOP = "selector => document.querySelector(selector).getBoundingClientRect().top"


@pytest.fixture(scope="module")
def site(new_folder: NewFolder) -> Iterator[Served]:
    """A site of its own, whose comments are voted on; each test has comments of its own."""
    folder = new_folder("votes")
    with served(folder, "--import", str(write_reading(folder / "archive"))) as site:
        yield site


@pytest.fixture(scope="module")
def session(browser: Browser, site: Served) -> Any:
    """The cookies of this site's owner, who has signed in."""
    return cookies_of_owner(browser, site)


def tally(page: Page, number: int) -> Locator:
    return page.locator(f"#c-remark-{number:02} [data-tally]")


def button(where: Locator, name: str) -> Locator:
    return where.get_by_role("button", name=name, exact=True)


def karma(where: Locator) -> str:
    return where.locator(".number").first.inner_text()


def pressed(where: Locator) -> list[str | None]:
    """The names of the buttons that are pressed."""
    return [found.get_attribute("aria-label") for found in where.locator("[aria-pressed=true]").all()]


def heard(page: Page, words: str) -> None:
    """Wait until the live region says so."""
    page.locator("[data-votes-said]", has_text=words).wait_for(state="attached")


def recalled(page: Page, go: Callable[[], object]) -> None:
    """Go, and wait for the page to be told this browser's votes."""
    with page.expect_response("**/votes/mine/*"):
        go()
    page.locator("[data-tally] [aria-pressed]").first.wait_for()


def test_a_press_votes_and_a_second_press_takes_it_back(open_at: Open) -> None:
    page = open_at("/")
    where = tally(page, 6)
    button(where, UP).click()
    heard(page, "Your vote is counted. Karma 1, 1 vote.")
    assert (karma(where), pressed(where)) == ("1", [UP])
    button(where, UP).click()
    heard(page, "Your vote is taken back. Karma 0, 0 votes.")
    assert (karma(where), pressed(where)) == ("0", [])
    recalled(page, page.reload)
    assert (karma(where), pressed(where)) == ("0", [])


def test_the_two_axes_are_voted_on_apart(open_at: Open) -> None:
    page = open_at("/comments/remark-08/")
    where = page.locator("[data-tally]")
    button(where, DOWN).click()
    button(where, AGREE).click()
    heard(page, "Karma −1, 1 vote. Agreement 1, 1 vote.")
    assert pressed(where) == [DOWN, AGREE]


@pytest.mark.parametrize(("number", "key"), [(10, "Enter"), (11, "Space")])
def test_a_key_votes_and_the_focus_stays(open_at: Open, number: int, key: str) -> None:
    page = open_at("/")
    where = tally(page, number)
    button(where, DOWN).focus()
    page.keyboard.press("Tab")
    page.keyboard.press(key)
    heard(page, "Karma 1, 1 vote.")
    assert pressed(where) == [UP]
    assert page.evaluate("document.activeElement.ariaLabel") == UP


def test_a_finger_votes_on_what_is_large_enough_for_it(open_at: Open) -> None:
    page = open_at("/", viewport=SCREENS["phone"], has_touch=True, is_mobile=True)
    where = tally(page, 12)
    button(where, AGREE).tap()
    heard(page, "Agreement 1, 1 vote.")
    for found in where.get_by_role("button").all():
        box = found.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_a_double_click_is_one_vote(open_at: Open) -> None:
    page = open_at("/")
    where = tally(page, 13)
    button(where, UP).dblclick()
    heard(page, "Karma 1, 1 vote.")
    assert pressed(where) == [UP]


def test_of_quick_changes_the_last_stands_and_none_overtakes_another(open_at: Open) -> None:
    page = open_at("/")
    where, under_way, most = tally(page, 14), [0], [0]

    def slowly(route: Route) -> None:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        page.wait_for_timeout(150)
        under_way[0] -= 1
        route.continue_()

    page.route("**/vote/?part=1", slowly)
    for name in (UP, DOWN, UP, DOWN):
        button(where, name).click()
    heard(page, "Karma −1, 1 vote.")
    recalled(page, page.reload)
    assert (karma(where), pressed(where), most) == ("−1", [DOWN], [1])


def test_a_browser_s_first_votes_on_two_comments_at_once_are_of_one_voter(open_at: Open) -> None:
    page = open_at("/")
    first, second = tally(page, 2), tally(page, 3)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/vote/?part=1", slowly)
    button(first, UP).click()
    with page.expect_response("**/remark-03/vote/?part=1"):
        button(second, UP).click()
    recalled(page, page.reload)
    assert (pressed(first), pressed(second)) == ([UP], [UP])


def test_a_reload_and_load_more_show_one_s_own_votes(open_at: Open) -> None:
    page = open_at("/")
    page.get_by_role("link", name="Load More").click()
    button(tally(page, 22), UP).click()
    heard(page, "Karma 1, 1 vote.")
    page.goto("/")
    with page.expect_response("**/votes/mine/*remark-22*") as told:
        page.get_by_role("link", name="Load More").click()
    assert "remark-01," not in told.value.url, "each part is asked for once"
    tally(page, 22).locator("[aria-pressed=true]").wait_for()
    assert (karma(tally(page, 22)), pressed(tally(page, 22))) == ("1", [UP])


def test_who_never_voted_is_asked_nothing_and_given_no_cookie(open_at: Open) -> None:
    page = open_at("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.get_by_role("link", name="Load More").click()
    page.locator("#c-remark-40").wait_for()
    page.goto("/comments/remark-02/")
    button(page.locator("[data-tally]"), UP).hover()
    button(page.locator("[data-tally]"), AGREE).focus()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/vote" in url and "/static/" not in url] == []
    assert page.context.cookies() == []
    assert page.locator("[aria-pressed]").count() == 0, "nothing is known of their votes"


def test_a_press_that_is_refused_is_taken_back_and_says_why(open_at: Open) -> None:
    page = open_at("/")
    where, why = tally(page, 15), "That was very many votes. Wait a while, then go on."
    part = f'<p class="refused" role="alert">{why}</p>'
    page.route("**/vote/?part=1", lambda route: route.fulfill(status=429, content_type="text/html", body=part))
    button(where, UP).click()
    heard(page, why)
    assert where.locator(".refused").inner_text() == why
    assert (karma(where), pressed(where)) == ("0", [])
    page.unroute("**/vote/?part=1")
    button(where, UP).click()
    heard(page, "Karma 1, 1 vote.")
    assert where.locator(".refused").count() == 0


def away(route: Route) -> None:
    route.abort("connectionrefused")


def broken(route: Route) -> None:
    route.fulfill(status=500, body="<h1>Something broke</h1>")


@pytest.mark.parametrize("answer", [away, broken])
@pytest.mark.parametrize("at", ["**/vote/", "**/vote/?part=1"])
def test_a_press_that_does_not_arrive_is_taken_back_and_says_so(
    open_at: Open, answer: Callable[[Route], None], at: str
) -> None:
    page = open_at("/")
    where = tally(page, 16)
    page.route(at, answer)
    button(where, UP).click()
    heard(page, AWAY)
    assert where.locator(".refused").inner_text() == AWAY
    assert (karma(where), pressed(where)) == ("0", [])


def test_a_token_that_went_stale_is_fetched_anew(open_at: Open) -> None:
    page = open_at("/")
    button(tally(page, 17), UP).click()
    heard(page, "Karma 1, 1 vote.")
    page.context.clear_cookies(name="csrftoken")
    button(tally(page, 17), DOWN).click()
    heard(page, "Karma −1, 1 vote.")


def test_what_is_held_is_shown_and_its_caster_is_told_why(open_at: Open) -> None:
    for count in (1, 2):
        page = open_at("/")
        button(tally(page, 18), UP).click()
        heard(page, f"Karma {count},")
    page = open_at("/")
    where = tally(page, 18)
    button(where, UP).click()
    heard(page, "held for review: more than a few came from one network that day. Karma 2, 2 votes.")
    assert (karma(where), pressed(where)) == ("2", [UP])
    assert "1 held for review" in where.inner_text()
    assert "more than a few came from one network" in where.inner_text()


def test_somebody_signed_in_votes_strongly_with_a_button_of_its_own(open_at: Open, session: Any) -> None:
    page = open_at("/authors/guest/", storage_state=session)
    where = page.locator("[data-tally]")
    assert pressed(where) == []
    button(where, UP).focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == STRONGLY
    page.keyboard.press("Enter")
    heard(page, "Karma 2, 1 vote.")
    page.reload()
    assert (karma(where), pressed(where)) == ("2", [STRONGLY])


def test_strong_buttons_come_with_the_pointer_the_focus_or_a_vote(open_at: Open, session: Any) -> None:
    page = open_at("/authors/guest/", storage_state=session, viewport=SCREENS["laptop"])
    axis = page.locator("[data-vote]").nth(1)
    strong = axis.locator(".strong").first
    seen = "element => getComputedStyle(element).opacity"
    assert strong.evaluate(seen) == "0"
    axis.hover()
    assert strong.evaluate(seen) == "1"
    page.mouse.move(0, 0)
    assert strong.evaluate(seen) == "0"
    axis.locator("button").nth(1).focus()
    assert strong.evaluate(seen) == "1"
    button(axis, AGREE).click()
    heard(page, "Agreement 1, 1 vote.")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    assert strong.evaluate(seen) == "1"


def test_no_visitor_and_no_author_is_offered_what_they_may_not_press(open_at: Open, session: Any) -> None:
    assert open_at("/").locator("[data-tally] .strong").count() == 0
    assert open_at("/", storage_state=session).locator("[data-tally] button").count() == 0


def test_without_javascript_links_and_forms_lead_the_whole_way(open_at: Open) -> None:
    page = open_at("/", java_script_enabled=False)
    button(tally(page, 19), UP).click()
    page.wait_for_url("**/comments/remark-19/vote/?axis=karma&value=1")
    page.locator("form:has([value=karma]) button.strong").click()
    page.wait_for_url("**/comments/remark-19/#c-remark-19")
    assert karma(tally(page, 19)) == "1"
    button(tally(page, 19), UP).click()
    page.wait_for_url("**/comments/remark-19/vote/?axis=karma&value=1")
    page.locator("form:has([value=karma]) button[value='0']").click()
    page.wait_for_url("**/comments/remark-19/#c-remark-19")
    assert karma(tally(page, 19)) == "0"


def test_a_vote_is_a_form_where_the_script_did_not_arrive(open_at: Open) -> None:
    page = open_at("/")
    page.route("**/votes*.js", away)
    page.reload()
    button(tally(page, 20), DOWN).click()
    page.wait_for_url("**/comments/remark-20/vote/?axis=karma&value=-1")


def test_back_from_a_comment_that_was_voted_on_finds_its_place(open_at: Open) -> None:
    page = open_at("/")
    page.get_by_role("link", name="Load More").click()
    comment = f"#c-{IN_THE_MIDDLE}"
    button(page.locator(comment), UP).click()
    heard(page, "Karma 1, 1 vote.")
    page.locator(f"{comment} .when").scroll_into_view_if_needed()
    before = page.evaluate(TOP, comment)
    page.locator(f"{comment} .when").click()
    page.wait_for_url(f"**/comments/{IN_THE_MIDDLE}/")
    recalled(page, page.go_back)
    assert abs(page.evaluate(TOP, comment) - before) < 2
    assert pressed(page.locator(comment)) == [UP]


def edit_materially(site: Served, public_id: str) -> None:
    code = (
        "from wiki.comments.models import Comment\n"
        f"row = Comment.objects.get(public_id={public_id!r})\n"
        "row.edit('Other words altogether.', actor=row.author.user, version=row.version)"
    )
    done = site.run("shell", "-c", code)
    assert done.returncode == 0, done.stderr


def test_a_vote_from_before_an_edit_is_said_to_be_and_reaffirmed_with_one_press(open_at: Open, site: Served) -> None:
    page = open_at("/comments/remark-25/")
    where = page.locator("[data-tally]")
    button(where, UP).click()
    heard(page, "Karma 1, 1 vote.")
    edit_materially(site, "remark-25")
    recalled(page, page.reload)
    assert "1 of 1 vote is from before the edit." in page.locator("main").inner_text()
    assert "Your vote is from before the edit." in where.inner_text()
    button(where, "It still stands").click()
    heard(page, "Your vote is about the comment as it reads now.")
    assert where.locator(".before").count() == 0
    assert page.evaluate("document.activeElement.ariaLabel") == UP
    page.reload()
    assert "from before the edit" not in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_wrong_with_any_state_of_a_tally(
    open_at: Open, examine: Callable[[Page], list[str]], session: Any, scheme: str, screen: str
) -> None:
    page = open_at("/", color_scheme=scheme, viewport=SCREENS[screen])
    button(tally(page, 4), UP).click()
    heard(page, "Your vote")
    page.route("**/vote/?part=1", away)
    button(tally(page, 9), AGREE).click()
    heard(page, AWAY)
    assert examine(page) == []
    page = open_at("/authors/guest/", storage_state=session, color_scheme=scheme, viewport=SCREENS[screen])
    page.locator("[data-vote]").first.hover()
    assert examine(page) == []


def test_voting_meets_no_policy_and_asks_no_other_host(new_context: CreateContextCallback, site: Served) -> None:
    context = new_context(base_url=site.address)
    watch = Watch(site.address).over(context)
    page = context.new_page()
    page.goto("/comments/remark-03/")
    tokens: list[Request] = []
    page.on("request", lambda request: tokens.append(request) if request.url.endswith("/vote/") else None)
    button(page.locator("[data-tally]"), UP).click()
    heard(page, "Your vote is")  # kept: by now very many new browsers have voted from this network
    recalled(page, page.reload)
    assert watch.nothing(), watch
    assert len(tokens) == 1, "one is enough"
