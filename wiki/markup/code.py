from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wiki.markup.colouring import language

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet


def block(sheet: Sheet, node: Node) -> None:
    """A block of code under all that its writer said of it; coloured if its language is known and it is short."""
    info = "" if node.value == "Indented" else node.value["Fenced"]
    known = language(info)
    caption = f"<figcaption>{escape(info, quote=False)}</figcaption>" if info else ""
    name = f' class="language-{known}"' if known else ""
    sheet.write(f'<figure class="code">{caption}<pre tabindex="0"><code{name}>')
    text = "".join(child.value for child in node.children)
    painted = sheet.palette.coloured(text, known) if known else None
    if painted is None:
        sheet.text(text)
    else:
        sheet.write(painted)
    sheet.write("</code></pre></figure>\n")
