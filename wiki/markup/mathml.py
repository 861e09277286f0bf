"""Makes math_core's MathML fit our policy: no inline style, no HTML inside, only elements that all browsers know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENTS = (
    "math mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt msub msubsup msup "
    "mtable mtd mtext mtr munder munderover"
)
ELEMENTS = frozenset(_ELEMENTS.split())
#: All tags but those that may stay as they are.
_TAG = re.compile(rf'<(?!/?(?:{"|".join(ELEMENTS)})>)(/?)([a-z]+)((?: [a-z-]+="[^"]*")*) ?(/?)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_COLOURS = {
    "#FF0000": "red",
    "#0000FF": "blue",
    "#00FF00": "green",
    "#00FFFF": "cyan",
    "#FF00FF": "magenta",
    "#FFFF00": "yellow",
    "#FF8000": "orange",
    "#BF0040": "purple",
    "#BF8040": "brown",
    "#808080": "grey",
}
_STYLES = {
    "text-align:left": "math-left",
    "text-align:right": "math-right",
    "padding-left:0": "math-flush-left",
    "padding-right:0": "math-flush-right",
    "padding-top:0": "math-flush-top",
    "padding-bottom:0": "math-flush-bottom",
    "padding-left:1em": "math-apart",
    "padding-top:0.1667em": "math-raised",
    "width:100%": "math-wide",
    "width:50%": "math-half",
    "width:7.5%": "math-margin",
    "margin-left:-0.16666667em": "math-closer",
    **{f"border-{side}:0.05em solid currentcolor": f"math-line-{side}" for side in ("left", "right", "top")},
    **{f"border-{side}:0.05em dashed currentcolor": f"math-dash-{side}" for side in ("left", "right", "top")},
    **{f"color:{value}": f"math-{name}" for value, name in _COLOURS.items()},
}
_ENCLOSURES = {
    "box": "math-box",
    "actuarial": "math-actuarial",
    "phasorangle": "math-phasor",
    "updiagonalstrike": "math-strike-up",
    "downdiagonalstrike": "math-strike-down",
}
CLASSES = frozenset({*_STYLES.values(), *_ENCLOSURES.values()})


def tamed(mathml: str) -> str:
    """The same formula with classes of ours for styles, and the words of any HTML in it without its tags."""
    return _TAG.sub(_tag, mathml)


def _tag(found: re.Match[str]) -> str:
    close, name, attributes, empty = found.groups()
    name = "mrow" if name == "menclose" else name
    if name not in ELEMENTS:
        return ""
    return f"<{close}{name}{_attributes(attributes)}{empty}>"


def _attributes(text: str) -> str:
    kept, classes = "", list[str]()
    for name, value in _ATTRIBUTE.findall(text):
        if name == "style":
            classes += _from_style(value)
        elif name == "notation":
            classes += [_ENCLOSURES[word] for word in value.split() if word in _ENCLOSURES]
        elif name not in ("class", "id", "href"):
            kept += f' {name}="{value}"'
    return f'{kept} class="{" ".join(classes)}"' if classes else kept


def _from_style(style: str) -> Iterator[str]:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        known = _STYLES.get(f"{name.strip()}:{value.strip()}")
        if known:
            yield known
