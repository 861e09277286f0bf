"""Which function writes which kind of node."""

from __future__ import annotations

from wiki.markup import blocks, code, footnotes, images, inline, links, lists, maths, tables
from wiki.markup.inline import fixed, wrap

WRITERS = {
    "BlockQuote": wrap("<blockquote>\n", "</blockquote>\n"),
    "Code": inline.code,
    "CodeBlock": code.block,
    "DefinitionList": wrap("<dl>\n", "</dl>\n"),
    "DefinitionListDefinition": wrap("<dd>", "</dd>\n"),
    "DefinitionListTitle": wrap("<dt>", "</dt>\n"),
    "DisplayMath": maths.display,
    "Emphasis": wrap("<em>", "</em>"),
    "FootnoteDefinition": footnotes.definition,
    "FootnoteReference": footnotes.reference,
    "HardBreak": fixed("<br>\n"),
    "Heading": blocks.heading,
    "HtmlBlock": blocks.html_block,
    "Image": images.image,
    "InlineHtml": inline.literal,
    "InlineMath": maths.inline,
    "Link": links.link,
    "List": lists.list_of_items,
    "Paragraph": wrap("<p>", "</p>\n"),
    "Rule": fixed("<hr>\n"),
    "Strikethrough": inline.struck,
    "Strong": wrap("<strong>", "</strong>"),
    "Table": tables.table,
    "TaskListMarker": lists.task,
    "Text": inline.text,
    "Unplaced": blocks.unplaced,
}
