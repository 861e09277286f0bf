from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wiki.markup.colouring import language

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet


#: What turns the direction of the text around it, so that code reads otherwise than it runs.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown(code: str) -> str:
    """The code with the number of each sign that would turn its order in the sign's stead."""
    return _TURNS.sub(lambda found: f"[U+{ord(found[0]):04X}]", code)


def block(sheet: Sheet, node: Node) -> None:
    """A block of code under all that its writer said of it; coloured if its language is known and it is short."""
    info = "" if node.value == "Indented" else node.value["Fenced"]
    known = language(info)
    caption = f"<figcaption>{escape(info, quote=False)}</figcaption>" if info else ""
    name = f' class="language-{known}"' if known else ""
    sheet.write(f'<figure class="code"{sheet.named(node)}>{caption}<pre tabindex="0"><code{name}>')
    text = shown("".join(child.value for child in node.children))
    painted = sheet.palette.coloured(text, known) if known else None
    if painted is None:
        sheet.text(text)
    else:
        sheet.write(painted)
    sheet.write("</code></pre></figure>\n")
