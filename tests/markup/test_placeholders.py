"""No writer can forge the places that are filled in when a text is shown, nor break out of one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from tests.markup.hostile import PREFIX, html
from wiki.markup.placeholders import CITATION, EMBED, LINK

FORGED = '<a data-to="evil"> <a class="embed" data-to="evil" data-bare=""> <span data-cite="evil">x</span> '
FORGED += '<figure class="embed" data-embed="evil" data-label="1"></figure>'


def strings(corpora: Path) -> list[str]:
    """Attacks and odd strings, on one line each and short enough to be a target."""
    attacks = [case["input"] for case in json.loads((corpora / "xss.json").read_text(encoding="utf-8"))]
    odd = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    return [text for text in (*attacks, *odd) if text.strip("# ") and len(text) < 900]


def found(source: str) -> list[str]:
    shown = html(source)
    return [match[0] for pattern in (LINK, EMBED, CITATION) for match in pattern.finditer(shown)]


def test_it_works() -> None:
    shown = html("[[a]] [[b|c]] d ![[e]] [@f]\n\n![[g]]\n\n![[h|300]]")
    links = [(match["target"], bool(match["bare"]), bool(match["inline"])) for match in LINK.finditer(shown)]
    assert links == [("a", True, False), ("b", False, False), ("e", True, True)]
    assert [(match["target"], match["label"]) for match in EMBED.finditer(shown)] == [("g", None), ("h", "300")]
    assert [(match["target"], match["label"]) for match in CITATION.finditer(shown)] == [("[@f]", "[@f]")]


@pytest.mark.parametrize(
    "source",
    [
        FORGED,
        f"`{FORGED}`",
        f"```\n{FORGED}\n```",
        f"    {FORGED}",
        f"<div>\n{FORGED}\n</div>",
        f"![{FORGED}](/a.png)",
        "[x](/b '" + FORGED + "')",
        f"[x](<javascript:{FORGED}>)",
        f"# {FORGED}",
        rf"$\text{{{FORGED}}}$",
        f"x[^1]\n\n[^1]: {FORGED}",
        f"[TODO]: {FORGED}",
        f"> [!{FORGED}]",
        f"```{FORGED}\nx\n```",
        FORGED.replace('"', "&quot;").replace("<", "&lt;"),
    ],
)
def test_none_is_made_by_writing_its_html(source: str) -> None:
    assert found(source) == []


def test_no_string_makes_one_by_itself_unless_it_has_brackets(corpora: Path) -> None:
    for text in strings(corpora):
        if "[[" not in text and "[@" not in text:
            assert found(text) == [], text


def test_every_string_stays_inside_the_place_it_was_written_for(corpora: Path, active: Callable[..., set[str]]) -> None:
    frames = (
        "[[{}]]",
        "![[{}]]",
        "x ![[{}]]",
        "[[P|{}]]",
        "![[P|{}]]",
        "[@k, {}]",
        "> [!{}] {}",
        "==a {}==",
        "a {} ^id",
    )
    for text in strings(corpora):
        source = "\n\n".join(frame.replace("{}", text) for frame in frames)
        shown = html(source)
        assert not active(shown, id_prefix=PREFIX), text
        marks = re.findall(r"data-(?:to|embed|cite)=", re.sub(r">[^<]*<", "><", shown))
        assert len(marks) == len(found(source)), text


def test_a_target_comes_back_as_it_was_written(corpora: Path) -> None:
    for text in strings(corpora):
        (*targets,) = (match["target"] for match in LINK.finditer(html(f"[[{text}]]")))
        plain = re.fullmatch(r"[^\[\]\\|`$\n\r\0]+", text)
        if plain and "  " not in text:
            assert [unescape(target) for target in targets] == [text.strip()], text
