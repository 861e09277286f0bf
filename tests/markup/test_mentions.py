from __future__ import annotations

import re

import pytest

from wiki.markup.errors import MarkupError
from wiki.markup.mentions import LONGEST, Mention
from wiki.markup.rendering import render


def mentions(source: str) -> list[Mention]:
    return render(source, prefix="p-").mentions


def sentences(source: str) -> list[str]:
    return [found.sentence for found in mentions(source)]


def test_it_works() -> None:
    source = "# One\n\nWords. See [[P#H|*this*]] first.\n\n## Two\n\n![[Q]]\n\n- as [@k, p. 3; @l] says"
    assert mentions(source) == [
        Mention("link", "P#H", "See this first.", "One"),
        Mention("embed", "Q", "Q", "One › Two"),
        Mention("cite", "k", "as [@k, p. 3; @l] says", "One › Two"),
        Mention("cite", "l", "as [@k, p. 3; @l] says", "One › Two"),
    ]


def test_they_are_in_the_order_of_the_text_with_footnotes_where_they_were_written() -> None:
    source = "[^1]: [[a]]\n\n[[b]] [^1] ![[c]]\n\n| [[d]] |\n|--|\n| [[e]] |\n"
    source += "\n1. [[f]]\n   - [[g]]\n\n   [[h]]\n\nt\n: [[i]]"
    assert [found.target for found in mentions(source)] == list("abcdefghi")


@pytest.mark.parametrize("source", ["[[]]", "`[[a]]`", r"\[[a]]", "```\n[@a] ![[b]]\n```", "[x [@a]](/b)"])
def test_what_is_no_link_is_no_mention(source: str) -> None:
    assert mentions(source) == []


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("One. Two [[P]] two! Three.", "Two P two!"),
        ('He said "no." Then [[P]]? Yes.', "Then P?"),
        ("See e.g. [[page]] for 3.5 of it. Next.", "See e.g. page for 3.5 of it."),
        ("一。二[[P]]二！三。", "二P二！"),
        ("「一。」二[[P]]？三", "二P？"),
        ("पहला। दूसरा [[P]]। तीसरा", "दूसरा P।"),
        ("Ask [[Dr. Who]] or [x. Y](/z) or `a. B`. End.", "Ask Dr. Who or x. Y or a. B."),
        ("[[P]]", "P"),
        ("one\ntwo   *[[P]]*\nthree", "one two P three"),
        ("A. B\n\nC [[P]] d", "C P d"),
        ("- one. Two\n- three [[P]]\n\n  four", "three P"),
        ("| a. B | c [[P]] d |\n|--|--|", "c P d"),
        ("[[x]] <img onerror=y> & z", "x <img onerror=y> & z"),
        ("a ![w](/p.png) [[P]] $x^2$", "a w P x^2"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_say(source: str, sentence: str) -> None:
    assert sentences(source)[0] == sentence


@pytest.mark.parametrize(("before", "after"), [(1000, 1000), (0, 1000), (1000, 0), (140, 140), (250, 250)])
def test_a_long_sentence_is_cut_around_the_mention(before: int, after: int) -> None:
    (found,) = sentences(f"{'b' * before} [[Page]] {'a' * after}")
    assert " Page " in f" {found} "
    assert LONGEST - 2 < len(found) <= LONGEST or "…" not in found
    assert found.startswith("…") == (before >= 250)
    assert found.endswith("…") == (after >= 250)


@pytest.mark.parametrize("sign", ["e\u0301", "👩‍👩‍👧", "👍🏽", "🇳🇱", "한", "❤️", "षि"])
def test_no_sign_is_cut_in_two(sign: str) -> None:
    for shift in range(12):
        (found,) = sentences(f"{'x' * shift}{sign * 200} [[P]] {sign * 200}")
        assert re.sub("[…xP ]", "", found).replace(sign, "") == ""


def test_marks_piled_up_without_end_are_cut_all_the_same() -> None:
    (found,) = sentences(f"[[P]] e{chr(0x301) * 1000}")
    assert LONGEST - 2 < len(found) <= LONGEST


def test_the_path_has_what_stands_above_and_no_more() -> None:
    source = "[[a]]\n\n# One *x*\n\n### Three\n\n[[b]]\n\n## Two [[c]]\n\n[[d]]\n\n# [[e]]\n\n> # q\n>\n> [[f]]"
    assert [found.path for found in mentions(source)] == [
        "",
        "One x › Three",
        "One x",
        "One x › Two c",
        "",
        "e",
    ]


def test_a_long_path_is_cut() -> None:
    (found,) = mentions(f"# {'a' * 200}\n\n## {'b' * 200}\n\n[[P]]")
    assert len(found.path) == LONGEST
    assert found.path.endswith("b…")


def test_more_than_can_be_kept_are_refused_in_words() -> None:
    with pytest.raises(MarkupError, match="more than 10,000 links, embeds and citations"):
        mentions("[[a]] " * 10_001)
