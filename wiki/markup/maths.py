from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from math_core import LatexError, LatexToMathML

from wiki.markup.fences import unclosed
from wiki.markup.mathml import tamed
from wiki.markup.prices import priced

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet

#: The converter recurses, and a formula too deep kills the whole process; within these bounds it was never seen to.
LONGEST = 2000
MOST_GROUPS = 100
MOST_EXPANSIONS = 6
MOST_UNCLOSED = 6
#: A formula in a line that was written in so many characters fits on a phone.
WIDEST = 60
_GROUP = re.compile(r"\{|\\left(?![A-Za-z])|\\begin(?![A-Za-z])")
#: A command defined by the formula can expand to any depth.
_DEFINITION = re.compile(r"\\(?:(?:re)?newcommand|providecommand|[gex]?def|let|futurelet)(?![A-Za-z])")
#: Shared: it keeps no state between formulas, so threads may use it at once.
_CONVERTER = LatexToMathML(fancy_error=False, max_expansions=MOST_EXPANSIONS)


def inline(sheet: Sheet, node: Node) -> None:
    """A formula in a line, or the words of a price that looks like one."""
    if priced(sheet.source, node.end):
        sheet.text(sheet.source[node.start : node.end].decode())
    else:
        _formula(sheet, node, marks="$", display=False)


def display(sheet: Sheet, node: Node) -> None:
    """A formula on a line of its own."""
    _formula(sheet, node, marks="$$", display=True)


def _formula(sheet: Sheet, node: Node, *, marks: str, display: bool) -> None:
    reason = refusal(node.value)
    if reason is None:
        try:
            sheet.write(_mathml(node.value, display=display))
            return
        except LatexError as error:
            reason = str(error)
    sheet.write(f'<code class="math-error" title="{escape(reason)}">')
    sheet.text(f"{marks}{node.value}{marks}")
    sheet.write("</code>")


def refusal(latex: str) -> str | None:
    """Why a formula is not given to the converter, or none if it may be."""
    if len(latex) > LONGEST:
        return f"This formula is {len(latex)} characters long; at most {LONGEST} can be shown."
    groups = len(_GROUP.findall(latex))
    if groups > MOST_GROUPS:
        return f"This formula has {groups} groups; at most {MOST_GROUPS} can be shown."
    brackets = unclosed(latex)
    if brackets > MOST_UNCLOSED:
        return f"This formula opens {brackets} brackets that it does not close; at most {MOST_UNCLOSED} can be shown."
    if _DEFINITION.search(latex):
        return "A formula cannot define commands of its own."
    return None


def _mathml(latex: str, *, display: bool) -> str:
    mathml = tamed(_CONVERTER.convert_with_local_state(latex, displaystyle=display))
    html = mathml.replace("<math", f'<math alttext="{escape(latex)}"', 1)
    # A wide formula scrolls in a frame of its own, which the keyboard must be able to reach.
    if display:
        return f'<span class="math-display" tabindex="0">{html}</span>'
    return f'<span class="math-long" tabindex="0">{html}</span>' if len(latex) > WIDEST else html
