"""Hostile and odd words on their way in: none is an error, and none costs much."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.moderation.admitting import host, known, reader, say
from tests.outside import module
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.markup.errors import MarkupError
from wiki.moderation import checks, repeats, rules
from wiki.moderation.admission import let_in
from wiki.moderation.models import Case, Rule
from wiki.moderation.said import Said
from wiki.moderation.scoring import judge

#: CPU seconds for the largest text, on a machine that does other things too; see the benchmark for what it takes.
MOST = 0.5
RULES = [
    *(Rule(kind="word", text=f"word{number} and more", points=1) for number in range(500)),
    *(Rule(kind="word", text=f"thing{number}", points=1) for number in range(500)),
    *(Rule(kind="domain", text=f"evil{number}.example", points=1) for number in range(1_000)),
]


def cost(body: str) -> float:
    """The CPU seconds that it takes to look at a text in every way that needs no database."""
    began = time.process_time()
    said = Said(Author(), body)
    try:
        list(checks.links(said))
        rules.broken(said, RULES)
        repeats.sample_of(said)
    except MarkupError:
        pass
    return time.process_time() - began


DEAR = {
    "links": "[a](https://a.example/x)",
    "hosts": "evil1.example ",
    "addresses": "https://a.example ",
    "words": "word1 and more ",
    "one word": "a",
    "stops": "a.",
    "percent": "[a](https://%65%2e%65)",
    "idna": "ü.example ",
    "long labels": f"{'ü' * 60}.example ",
    "quotes": "> a\n\nb\n\n",
    "marks": "a\u0301\u0316",
    "ligatures": "\ufdfa",
    "unspaced": "赌博",
    "unseen": "a\u200b",
    "definitions": "[a]: //a.example\n\n[a]\n\n",
    "mail": "<a@a.example> ",
    "ats": "https://a@",
}


@pytest.mark.alone
@pytest.mark.parametrize("unit", DEAR.values(), ids=DEAR)
def test_the_largest_text_costs_little_and_half_of_it_half(unit: str) -> None:
    body = unit * (Comment.LARGEST // len(unit.encode()))
    cost("warm")
    whole = cost(body)
    assert whole < MOST
    half = min(cost(body[: len(body) // 2]) for _ in range(3))
    assert min(whole, cost(body)) < 3.5 * half + 0.01


@pytest.mark.alone
def test_dear_markdown_costs_little(corpora: Path) -> None:
    for name, made in module(corpora / "pathological.py").CASES.items():
        assert cost(made(Comment.LARGEST)) < 3 * MOST, name


@pytest.mark.django_db
@pytest.mark.unlike
def test_every_odd_and_every_hostile_text_comes_in_or_is_refused(corpora: Path) -> None:
    odd = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    attacks = [case["input"] for case in json.loads((corpora / "xss.json").read_text(encoding="utf-8"))]
    author, to = known(), host()
    Rule.objects.create(kind="word", text="script", points=1)
    Rule.objects.create(kind="domain", text="evil.example", points=1)
    taken = 0
    for body in [*odd, *attacks]:
        try:
            said = say(author, body.replace("\0", "") or " ", to=to)  # which no form lets through
        except MarkupError:
            continue
        taken += 1
        assert said.state in {State.PUBLISHED, State.PENDING, State.SPAM}
        assert (said.state == State.PUBLISHED) != Case.objects.filter(comment=said).exists()
    assert taken > 0.95 * len([*odd, *attacks])


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["", "\0", "\u202e" * 300, "x" * 100_000, "<script>alert(1)</script>"])
def test_what_a_browser_says_of_itself_and_what_fills_the_trap_harm_nothing(told: str) -> None:
    said = say(reader(), agent=told, address=told, trap=told)
    assert said.state == (State.SPAM if told else State.PENDING)


@pytest.mark.django_db
def test_a_text_of_five_thousand_links_is_taken_for_what_it_is() -> None:
    author = reader()
    words = Said(author, "[a](//a.example) " * 3_800, None)
    said = let_in(host(), words, judge(words), actor=author.user, form_key="")  # type: ignore[arg-type]
    assert said.state == State.PENDING
    assert Case.objects.get(comment=said).score == 5
