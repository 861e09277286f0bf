"""The name that a reader goes by: one line, in which whatever stands there can be seen."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wiki.authors.models import Author
from wiki.lib.kinds import is_shunned
from wiki.lib.lines import BLANKS, BREAKS

LONGEST = 60
#: Marks on one letter: accents of the Latin kind, and all together, of which some scripts need more.
ACCENTS, MARKS = 2, 4
#: By category: controls, formats (what is of no width, what turns the direction), halves of signs, nobody's signs.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
#: Marks that show nothing by themselves, and what makes a picture of the sign before.
UNSEEN_MARKS = BLANKS | frozenset("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f\ufffd")
JOINERS, PICTURE, VIRAMA = "\u200c\u200d", "\ufe0f", 9

EMPTY = "Write the name that you want to be known by here."
BROKEN = "Write your name on one line."
HEAPED = "There are more marks on one letter of your name than anybody can read. Take some away."
WORDLESS = "Write a name with at least one letter or number."
DOUBLE = "This looks like the name of somebody who writes this site. Choose another, or add something to it."
SHUNNED = "This name cannot be used here. Choose another."


class NameField(forms.CharField):
    """A name for what a reader says here; one that looks like an author's, or that a room shuns, is refused."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Everyone sees it beside what you write here. You can change it at any time."
        attrs = {"dir": "auto", "autocomplete": "nickname"}
        usual = {"label": "Your name", "help_text": help_text, "widget": forms.TextInput(attrs=attrs)}
        super().__init__(**{**usual, "error_messages": {"required": EMPTY}, **kwargs})

    def clean(self, value: Any) -> str:
        """The name with one kind of space; raises ValidationError in words that say what to do."""
        name = unicodedata.normalize("NFC", str(value or "")).strip()
        if why := refusal(name):
            raise ValidationError(why)
        name = spaced(name)
        if Author.objects.known_as(Author(name=name).seen_as()).exists():
            raise ValidationError(DOUBLE)
        if is_shunned(name):
            raise ValidationError(SHUNNED)
        return name


def spaced(name: str) -> str:
    """The name with one plain space wherever there is any."""
    return " ".join(name.split())


def refusal(name: str) -> str:
    """Why nobody can go by this name; nothing where they can."""
    if not name:
        return EMPTY
    if BREAKS.search(name):
        return BROKEN
    if len(name) > LONGEST:
        return f"Use at most {LONGEST} characters for your name; these are {len(name)}."
    for at in range(len(name)):
        if is_hidden(name, at):
            return f"Your name has a sign that cannot be seen at place {at + 1}. Delete it."
    return refused_signs(name)


def refused_signs(name: str) -> str:
    """Why this cannot be a name, all of whose signs can be seen."""
    if is_heaped(name):
        return HEAPED
    return "" if any(sign.isalnum() for sign in name) else WORDLESS


def is_hidden(name: str, at: int) -> bool:
    """Whether the sign at this place shows nothing, and is not needed for how its neighbours look."""
    sign = name[at]
    if sign in JOINERS or is_selector(sign):
        return not is_needed(sign, name[at - 1] if at else "", name[at + 1 : at + 2])
    return sign in UNSEEN_MARKS or unicodedata.category(sign) in HIDDEN


def is_selector(sign: str) -> bool:
    """Whether this chooses how the sign before it is drawn."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def is_needed(sign: str, before: str, after: str) -> bool:
    """Whether a joiner or selector does what it is for: in Persian and Indian words, and in pictures."""
    if sign in JOINERS and before and unicodedata.combining(before) == VIRAMA:
        return True
    if is_picture(before):
        return sign == PICTURE or (sign == JOINERS[1] and is_picture(after))
    return sign == JOINERS[0] and is_arabic(before) and is_arabic(after)


def is_picture(sign: str) -> bool:
    """Whether this is a sign of a picture, or what it is coloured by."""
    return sign == PICTURE or (sign != "" and unicodedata.category(sign) in {"So", "Sk"})


def is_arabic(sign: str) -> bool:
    """Whether this is a letter of the Arabic script."""
    return sign.isalpha() and unicodedata.name(sign, "").startswith("ARABIC")


def is_heaped(name: str) -> bool:
    """Whether some letter bears more marks than any script needs."""
    accents = marks = 0
    for sign in name:
        if unicodedata.category(sign)[0] != "M" or is_selector(sign):
            accents = marks = 0
            continue
        marks += 1
        accents += unicodedata.name(sign, "").startswith("COMBINING")
        if accents > ACCENTS or marks > MARKS:
            return True
    return False
