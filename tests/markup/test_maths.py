from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.markup.hostile import html
from wiki.markup.fences import unclosed
from wiki.markup.mathml import tamed
from wiki.markup.maths import refusal

ROOT = Path(__file__).resolve().parents[2]


def test_it_works() -> None:
    formula = '<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>'
    assert html("$x^2$") == f"<p>{formula}</p>\n"
    assert '<math alttext="x" display="block"><mi>x</mi></math>' in html("$$x$$")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("paid $5 for *this* and got $6 back", "paid $5 for <em>this</em> and got $6 back"),
        ("from $5 or *so*,$6", "from $5 or <em>so</em>,$6"),
        ("$1-$2-$3-$4-$5-$6", "$1-$2-$3-$4-$5-$6"),
        ("$1$1$1$1$1$1$1$1$1", "$1$1$1$1$1$1$1$1$1"),
        (r"\$5 and \$6", "$5 and $6"),
    ],
)
def test_prices_are_no_formulas(source: str, shown: str) -> None:
    assert html(source) == f"<p>{shown}</p>\n"


def test_a_bad_formula_is_shown_with_the_reason() -> None:
    found = html(r"$\nosuch<x$")
    assert '<code class="math-error" title="0: Unknown command' in found
    assert r"$\nosuch&lt;x$</code>" in found


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("x" * 2001, "2001 characters"),
        ("{" * 101 + "}" * 101, "101 groups"),
        (r"\left(" * 60 + r"\begin{matrix}" * 30, "groups"),
        ("[" * 7, "opens 7 brackets"),
        (r"\newcommand\a{\sqrt\a}\a", "commands of its own"),
        (r"\def\a{x}", "commands of its own"),
        (r"\let\a\sqrt", "commands of its own"),
    ],
)
def test_what_could_harm_the_converter_is_not_given_to_it(latex: str, reason: str) -> None:
    assert reason in (refusal(latex) or "")


@pytest.mark.parametrize(
    "latex",
    [
        r"f(x) = \frac{(a+b)^{2}}{\sqrt[3]{(c)}} \left( \sum_{i=1}^n g(x_i) \right)" + "+P(\\alpha)" * 30,
        r"[0,1) \cup ]a,b[",
        r"\bigl( x \bigr) \lfloor y \rfloor \{ z \mid \lvert w \rvert < 1 \}" * 8,
        r"\begin{align} f(x) &= (a) \\ &= (b) \\ &= \langle c \rangle \end{align}",
        r"(x_1)(x^2)(\hat x)" * 5,
        r"\leftarrow \defeq \letter",
    ],
)
def test_ordinary_formulas_are_not_refused(latex: str) -> None:
    assert refusal(latex) is None


@pytest.mark.parametrize(
    "unit",
    ["(", r"\{", r"\lfloor ", "⟨", r"\bigl(", r"(\hat)", r"(\frac x)", r"(\frac{x})", "(_)", r"(\text{)}", "(%)\n",
     r"(\xrightarrow[\x])", r"(\begin{matrix})\end{matrix}", r"(\middle)", "({]", r"\lfloor[x]"],
)  # fmt: skip
def test_brackets_that_nothing_closes_are_counted(unit: str) -> None:
    assert unclosed(unit * 10) >= 10


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 1500 + "}" * 1500,
        r"\left(" * 1500,
        r"\sqrt" * 2000,
        r"\newcommand\a{" + r"\bm" * 600 + r"\a}\a",
        "[" * 60,
        "(" * 1000,
    ],
)
def test_no_formula_kills_the_process_or_holds_it_up(latex: str) -> None:
    program = (
        "import sys, threading; threading.stack_size(2 * 1024 * 1024)\n"
        "from tests.markup.hostile import html\n"
        "thread = threading.Thread(target=lambda: print(html(sys.stdin.read())))\n"
        "thread.start(); thread.join()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=f"${latex}$",
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert 'class="math-error"' in done.stdout


def test_the_dearest_formulas_allowed_are_cheap() -> None:
    began = time.process_time()
    for latex in ("[" * 6 + "x+" * 900, r"\sqrt" * 390, r"\pmod" * 6 + "x" * 900, "(" * 6 + r"\pmod" * 6 + "x" * 900):
        html(f"${latex}$")
    assert time.process_time() - began < 2


def test_styles_become_classes() -> None:
    found = html(r"$$\begin{align}a&=b\end{align}$$ $\color{red}\boxed{x}$")
    assert " style=" not in found
    assert '<mtd class="math-right math-flush-right">' in found
    assert '<mrow class="math-red"><mrow class="math-box">' in found


def test_no_html_stands_in_a_formula() -> None:
    found = html(r"$\text{a \textbf{b} <i>}$ $\begin{equation}x\label{q}\end{equation}\eqref{q}$")
    assert "<mtext>b</mtext>" in found
    assert "<b>" not in found
    assert "&lt;i&gt;" in found
    assert " id=" not in found
    assert tamed("<mtext><b>a</b></mtext>") == "<mtext>a</mtext>"
    assert "href" not in found


def test_threads_may_share_the_converter() -> None:
    source = r"$$\begin{align}a&=b\\c&=d\end{align}$$ $\label{x}$"
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(html, [source] * 200))) == 1


@pytest.mark.parametrize(
    ("source", "frame"),
    [("$$x$$", "math-display"), ("$" + "+".join("x" * 40) + "$", "math-long"), ("$x + y$", None)],
    ids=["on its own", "long in a line", "short in a line"],
)
def test_a_formula_that_may_be_wide_stands_in_a_frame_that_the_keyboard_reaches(source: str, frame: str | None) -> None:
    found = html(source)
    assert ("tabindex" in found) == bool(frame)
    assert not frame or re.search(rf'<span (?=[^>]*class="{frame}")[^>]*tabindex="0"[^>]*><math', found)
