"""Each small check by itself: what it speaks against, and what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests import make
from tests.moderation.admitting import facts, known, reader
from wiki.comments.states import State
from wiki.moderation import checks
from wiki.moderation.cases import open_case
from wiki.moderation.said import Said

pytestmark = pytest.mark.django_db


def points(check: Any, body: str = "Well said.", *, author: Any = None, **told: Any) -> int:
    """How much one check speaks against this."""
    who, is_known = author or reader(), told.pop("known", False)
    said = Said(who, body, facts(**told), known=is_known, comment=told.pop("comment", None))
    found = list(check(said))
    assert all(reason["why"].endswith(".") for reason in found)
    return sum(reason["points"] for reason in found)


def test_a_trap_that_is_filled_is_spam_by_itself() -> None:
    assert points(checks.trap, trap="https://evil.example") == 10
    assert points(checks.trap) == 0


@pytest.mark.parametrize(("seconds", "found"), [(None, 5), (-4.0, 5), (0.0, 5), (2.99, 5), (3.0, 0), (86_000.0, 0)])
def test_a_form_is_not_filled_in_at_once(seconds: float | None, found: int) -> None:
    assert points(checks.haste, seconds=seconds) == found


def test_an_edit_may_be_quick() -> None:
    author = known()
    said = Said(author, "Well said!", facts(seconds=0.5), comment=make.comment(author))
    assert not list(checks.haste(said))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("No link at all.", 0),
        ("One: https://a.example/x", 2),
        ("[One](https://a.example) and <https://b.example>", 2),
        ("https://a.example https://b.example https://c.example", 5),
        ("[a](https://a.example) [a](https://a.example) ![a](https://a.example/a.png)", 5),
        ("[a][1] [b][1] [c][1]\n\n[1]: //a.example", 5),
        ("To [[A page]], [here](/wiki/a/), [there](#there) and http://localhost:8000/wiki/b/.", 0),
        ("`https://a.example https://b.example https://c.example`", 0),
        ("Write to <ada@a.example>, <ada@b.example> or <ada@c.example>.", 5),
    ],
)
def test_links_of_somebody_new_are_looked_at(body: str, found: int) -> None:
    assert points(checks.links, body) == found
    assert points(checks.links, body, known=True) == 0


def led(links: int, *, sites: int) -> str:
    """A text with so many links to so many other sites."""
    return " ".join(f"https://site{number % sites}.example/{number}" for number in range(links))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (led(9, sites=1), 0),
        (led(10, sites=1), 5),
        (led(4, sites=4), 0),
        (led(5, sites=5), 5),
        (led(9, sites=4), 0),
        (led(30, sites=30), 5),
        ("http://localhost:8000/wiki/a/ " * 30, 0),
    ],
)
def test_very_many_links_are_looked_at_whoever_sends_them(body: str, found: int) -> None:
    assert points(checks.links, body, known=True) == found


def test_it_is_said_how_many_links_and_why_that_matters() -> None:
    def why(body: str, **told: Any) -> list[str]:
        return [reason["why"] for reason in checks.links(Said(reader(), body, **told))]

    new = "and nothing else of this reader was let through yet."
    assert why(led(1, sites=1)) == [f"It has a link to another site, {new}"]
    assert why(led(3, sites=3)) == [f"It has 3 links to 3 other sites, {new}"]
    assert why(led(3, sites=1)) == [f"It has 3 links to another site, {new}"]
    many = "which are many for a reader whom nobody trusts yet."
    assert why(led(12, sites=2), known=True) == [f"It has 12 links to 2 other sites, {many}"]
    assert why(led(10, sites=1), known=True) == [f"It has 10 links to another site, {many}"]


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ("", 0),
        ("published published published", 0),
        ("published published published hidden", 0),
        ("published published hidden", 5),
        ("published published spam", 5),
        ("hidden", 5),
        ("pending pending deleted", 0),
        ("hidden pending pending pending pending pending", 5),
        (" ".join(["spam"] * 6 + ["published"] * 20), 0),
        (" ".join(["published"] * 20 + ["spam"] * 6), 5),
        (" ".join(["published"] * 20 + ["spam"] * 5), 0),
    ],
)
def test_much_that_was_put_away_lately_speaks_against_a_reader(states: str, found: int) -> None:
    author = reader()
    for state in states.split():
        make.comment(author, state=State(state))
    make.comment(reader(), state=State.SPAM)
    for _ in range(5):  # about which nobody has decided
        open_case(make.comment(author, state=State.SPAM), reasons=[], held=True)
    assert points(checks.history, author=author) == found
