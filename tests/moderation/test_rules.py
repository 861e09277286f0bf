"""Words and domains on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.moderation.admitting import case, known, reasons, say
from wiki.authors.models import Author
from wiki.comments.states import State
from wiki.moderation import rules
from wiki.moderation.models import Rule
from wiki.moderation.said import Said

if TYPE_CHECKING:
    from pytest_django import Settings


def breaks(body: str, *texts: str, kind: str = "word") -> list[str]:
    """Those of the rules that a text breaks."""
    listed = [Rule(kind=kind, text=rules.kept_as(kind, text)) for text in texts]
    return [rule.text for rule in rules.broken(Said(Author(), body), listed)]


@pytest.mark.django_db
def test_it_works() -> None:
    Rule.objects.create(kind="word", text="casino", points=5)
    Rule.objects.create(kind="domain", text="evil.example", points=10)
    author = known()
    assert say(author, "Occasional inn.").state == State.PUBLISHED
    assert reasons(say(author, "My CASINO.")) == {"list": 5}
    assert say(author, "See www.evil.example.").state == State.SPAM


@pytest.mark.django_db
def test_the_name_is_read_with_all_that_its_bearer_says() -> None:
    author = known(name="Best Casino, www.evil.example")
    Rule.objects.create(kind="word", text="casino", points=5)
    Rule.objects.create(kind="domain", text="evil.example", points=2)
    said = say(author, "Occasional inn.")
    assert said.state == State.PENDING
    assert {reason["why"]: reason["points"] for reason in case(said).reasons} == {
        "The name of its author says “casino”, which is on the list of words.": 5,
        "The name of its author says “evil.example”, which is on the list of domains.": 2,
    }


@pytest.mark.django_db
def test_what_stands_in_the_text_and_in_the_name_speaks_against_it_once() -> None:
    Rule.objects.create(kind="word", text="casino", points=5)
    said = say(known(name="Casino"), "My casino.")
    assert [reason["why"] for reason in case(said).reasons] == ["It says “casino”, which is on the list of words."]


@pytest.mark.django_db
def test_the_end_of_a_name_is_not_beside_the_text() -> None:
    Rule.objects.create(kind="word", text="cheap pills", points=5)
    assert say(known(name="Cheap"), "Pills of wisdom.").state == State.PUBLISHED


@pytest.mark.parametrize(
    ("body", "rule", "is_broken"),
    [
        ("The casino.", "Casino", True),
        ("The cas*in*o.", "casino", True),
        ("The CASINÓ!", "casino", True),
        ("The ca\u200bsino.", "casino", True),
        ("The casinos.", "casino", False),
        ("Recasino.", "casino", False),
        ("Buy   cheap\npills now", "cheap pills", True),
        ("cheap, pills", "cheap pills", True),
        ("cheap and pills", "cheap pills", False),
        ("pills cheap", "cheap pills", False),
        ("`casino`", "casino", True),
        ("> casino", "casino", True),
        ("See [this](https://best-casino.example/)", "casino", True),
        ("这里有赌博网站", "赌博", True),
        ("这里没有", "赌博", False),
        ("a.b", "a.b", True),
        ("[casino]: x", "casino", True),
        ("|a|\n|-|\n|b|casino|", "casino", True),
        ('[x](/y "casino")', "casino", True),
        ("end\n\nstart", "start end", False),
        ("The cаsinо.", "casino", True),
        ("The СASINΟ.", "casino", True),
        ("The ᴄᴀsɪɴᴏ.", "casino", True),
        ("cheаp pills", "cheap pills", True),
        ("The кaзино.", "Казино", True),
        ("Не сор!", "cop", False),
        ("САСАО", "cacao", False),
        ("of 3 μm, IFNγ and kΩ", "um", False),
        ("casin0", "casino", False),
        ("cаsino", "cаsino", True),
        ("casino", "cаsino", False),
    ],
)
def test_words_are_found_whole_and_beside_each_other(body: str, rule: str, is_broken: bool) -> None:
    assert bool(breaks(body, rule)) == is_broken


@pytest.mark.parametrize(
    ("body", "is_broken"),
    [
        ("https://evil.example", True),
        ("https://evil.example.", True),
        ("https://EVIL.example./x", True),
        ("[x](https://a.b.evil.example/)", True),
        ("[x][1]\n\n[1]: https://evil.example", True),
        ("![x](https://evil.example/a.png)", True),
        ("evil.example", True),
        ("`evil.example`", True),
        ("me@evil.example", True),
        ("<me@evil.example>", True),
        ("[x](https:\\\\evil.example)", True),
        ("[x](https://good.example@evil.example)", True),
        ("[x](https://evil%2eexample)", True),
        ("[x](https://evil.example.good.example)", False),
        ("https://notevil.example", False),
        ("https://evil.example.org", False),
        ("https://good.example/evil.example", True),
        ("evil example", False),
        ("[evil.example]: x", True),
        ("ev*il*.exa**mple**", True),
        ("[x]\n\n[x]: https:/evil.example", True),
    ],
)
def test_domains_are_found_with_all_below_them(body: str, is_broken: bool) -> None:
    assert bool(breaks(body, "evil.example", kind="domain")) == is_broken


def test_domains_of_other_scripts_are_found_in_either_spelling() -> None:
    for rule in ("bücher.example", "BÜCHER.example", "xn--bcher-kva.example", "https://bücher.example/"):
        for body in ("https://bücher.example", "[x](https://xn--bcher-kva.example/)", "bücher.example"):
            assert breaks(body, rule, kind="domain") == ["xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("word", "  Cheap   PILLS ", "cheap pills"),
        ("word", "naïve", "naive"),
        ("domain", "https://user@www.Evil.example:443/path", "www.evil.example"),
        ("domain", "*.evil.example", "evil.example"),
        ("domain", "evil.example/path", "evil.example"),
        ("domain", ".evil.example.", "evil.example"),
    ],
)
def test_a_rule_is_kept_in_one_spelling(kind: str, typed: str, kept: str) -> None:
    assert rules.kept_as(kind, typed) == kept
    assert not rules.refusal(kind, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *(("word", typed) for typed in (".", " ", "", "\u200b", "a", "É", "!?", "x" * 101, "x" * 200, "a b " * 10)),
        *(("domain", typed) for typed in (".", "", "com", "evil", "a b.example", "1.2.3.4", "-a.example", "localhost")),
        *(("domain", typed) for typed in ("x" * 200, "[::1]", "https://", "(.*).example", "a." * 60 + "b")),
    ],
)
def test_what_would_catch_all_or_nothing_is_refused_kindly(kind: str, typed: str) -> None:
    refusal = rules.refusal(kind, typed)
    assert refusal.endswith(".")
    assert refusal[0].isupper()


@pytest.mark.parametrize("typed", ["wiki.example.org", "https://wiki.example.org/", "example.org"])
def test_the_site_itself_cannot_be_put_on_the_list(settings: Settings, typed: str) -> None:
    settings.SITE_URL = "https://wiki.example.org"
    assert rules.refusal("domain", typed) == "This site itself stands there."
    assert not rules.refusal("domain", "other.example.org")


@pytest.mark.django_db
def test_a_text_that_breaks_very_many_is_told_of_a_few() -> None:
    Rule.objects.bulk_create(Rule(kind="word", text=f"word{number}", points=1) for number in range(50))
    spam = say(known(), " ".join(f"word{number}" for number in range(50)))
    assert spam.state == State.SPAM
    assert len(case(spam).reasons) == rules.MOST_NAMED


def test_of_two_rules_that_look_alike_the_one_that_is_meant_is_named() -> None:
    assert breaks("cаsino", "cаsino", "casino") == ["cаsino"]
    assert breaks("casino", "cаsino", "casino") == ["casino"]


def test_very_many_rules_cost_no_more_than_a_few() -> None:
    many = [Rule(kind="word", text=f"word{number} more") for number in range(5_000)]
    assert [rule.text for rule in rules.broken(Said(Author(), "word77 more " * 5_000), many)] == ["word77 more"]
