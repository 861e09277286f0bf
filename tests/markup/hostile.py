"""`python ../shared/corpora/pathological.py tests.markup.hostile:html` times our renderer."""

from __future__ import annotations

from wiki.markup.rendering import render

PREFIX = "c-0001-"


def html(text: str) -> str:
    """The HTML of a text."""
    return render(text, prefix=PREFIX).html
