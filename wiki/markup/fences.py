"""Counts the brackets that a formula opens and never closes.

math_core reads on from each one to the end before it takes it for a plain sign, so that each doubles its work: thirty
`[` take it a quarter of a minute. A bracket that is a command's argument (`\\hat)`) closes nothing, so arguments count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPTION = r"(?:sqrt|x[A-Za-z]+)\s*\[[A-Za-z0-9+-]*\]"
_FENCE = r"(?:left|right|middle|[Bb]igg?l)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)"
_TOKEN = re.compile(rf"%[^\n]*|\\{_FENCE}|\\{_OPTION}|\\[A-Za-z]+|\\.|.", re.DOTALL)
_IGNORED = re.compile(r"%.*|\s|\\[,;:!> ]|~|'|\\q?quad", re.DOTALL)
_BEGIN = re.compile(r"\{|\\left(?![A-Za-z]).*|\\begin", re.DOTALL)
_END = re.compile(r"\}|\\right(?![A-Za-z]).*|\\end", re.DOTALL)
_UNREAD = 10_000
_CELL = frozenset({"&", "\\\\", "\\cr"})
_OPENER = re.compile(
    r"[(\[⁅⁽₍⌈⌊〈❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼]|\\\{|\\[Bb]igg?l.*"
    r"|\\(?:l(?:[ab]|l)?(?:angle|ang|brac[ek]|bracket|corner|parenthesis|paren|ceil|floor|group|moustache|vert)"
    r"|lAngle|lBrace|lVert|ulcorner|mathopen)",
    re.DOTALL,
)
_CLOSER = re.compile(r"[)\]]|\\\}|\\r(?:angle|brace|brack|ceil|floor|vert|Vert)")
_ONE = re.compile(
    r"[\^_]|\\(?:sqrt|x(?!i$)[A-Za-z]+)(?:\s*\[.*\])?|\\(?:[oO]ver[a-z]+|under[a-z]+|wide[a-z]+|text[a-z]*|math[a-z]+"
    r"|[hv]?phantom|d+ot|[bx]?cancel|[Bb]ra|[Kk]et|[Bb]raket|[Ss]et|acute|angl|bar|boxed|breve|check|cramped|eqref|grave"
    r"|hat|operatorname|phase|tilde|vec)"
)
_TWO = re.compile(r"\\(?:[dtc]?frac|[dt]?binom|overset|underset|stackrel)")
_FOUR = re.compile(r"\\(?:prescript|sideset|mathchoice|genfrac)")


@dataclass(slots=True)
class _Group:
    open: int = 0
    arguments: int = 0


def unclosed(latex: str) -> int:
    """How many brackets of a formula nothing closes in the group or cell in which they stand, or more."""
    done, groups = 0, [_Group()]
    for sign in _TOKEN.findall(latex):
        group = groups[-1]
        if _BEGIN.fullmatch(sign):
            group.arguments = max(group.arguments - 1, 0)
            groups.append(_Group())
        elif _END.fullmatch(sign) and len(groups) > 1:
            done += groups.pop().open
        elif sign in _CELL:
            done += group.open
            groups[-1] = _Group()
        elif not _IGNORED.fullmatch(sign):
            _read(group, sign)
    return done + sum(group.open for group in groups)


def _read(group: _Group, sign: str) -> None:
    is_argument = group.arguments > 0
    if _CLOSER.fullmatch(sign) and not is_argument:
        group.open = max(group.open - 1, 0)
    elif _OPENER.fullmatch(sign):
        group.open += 1
    # What an optional argument holds is not read: whatever follows it may be the true one.
    group.arguments += _arguments(sign) + (_UNREAD if sign == "[" else -1) * is_argument


def _arguments(sign: str) -> int:
    arities = ((_ONE, 1), (_TWO, 2), (_FOUR, 4))
    return next((arity for pattern, arity in arities if pattern.fullmatch(sign)), 0)
