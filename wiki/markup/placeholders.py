"""What stands in stored HTML for what only the moment of showing knows: where links lead, what is embedded and cited.

No writer of a text can make these by hand: their `<` and `>` are always escaped, in attributes as well.
"""

from __future__ import annotations

import re
from html import escape

#: The opening tag of a link; `bare` where its writer gave no label, `inline` where it embeds amid words.
LINK = re.compile(r'<a(?P<inline> class="embed")? data-to="(?P<target>[^"]*)"(?P<bare> data-bare="")?>')
#: A whole embed that stands alone.
EMBED = re.compile(r'<figure class="embed" data-embed="(?P<target>[^"]*)"(?: data-label="(?P<label>[^"]*)")?></figure>')
#: A whole group of citations, brackets and all.
CITATION = re.compile(r'<span data-cite="(?P<target>[^"]*)">(?P<label>[^<]*)</span>')


def link(target: str, *, is_bare: bool, is_embed: bool) -> str:
    """The opening tag of a link by title."""
    kind = ' class="embed"' if is_embed else ""
    bare = ' data-bare=""' if is_bare else ""
    return f'<a{kind} data-to="{escape(target)}"{bare}>'


def embed(target: str, label: str) -> str:
    """What is embedded alone, with what its writer asked for it."""
    asked = f' data-label="{escape(label)}"' if label else ""
    return f'<figure class="embed" data-embed="{escape(target)}"{asked}></figure>\n'


def citation(raw: str) -> str:
    """The opening tag of a group of citations."""
    return f'<span data-cite="{escape(raw)}">'
