from __future__ import annotations


class MarkupError(ValueError):
    """A refusal to render, in words that the writer of the text can act on."""
