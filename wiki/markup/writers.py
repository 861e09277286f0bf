"""Which function writes which kind of node."""

from __future__ import annotations

from wiki.markup import (
    blocks,
    callouts,
    citations,
    code,
    footnotes,
    images,
    inline,
    links,
    lists,
    maths,
    tables,
    wikilinks,
)
from wiki.markup.inline import block, fixed, wrap
from wiki.markup.paragraphs import paragraph

WRITERS = {
    "BlockQuote": block("blockquote"),
    "Callout": callouts.callout,
    "CalloutTitle": callouts.title,
    "Citation": citations.citation,
    "Code": inline.code,
    "CodeBlock": code.block,
    "DefinitionList": block("dl"),
    "DefinitionListDefinition": wrap("<dd>", "</dd>\n"),
    "DefinitionListTitle": wrap("<dt>", "</dt>\n"),
    "DisplayMath": maths.display,
    "Embed": wikilinks.link,
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
    "Mark": wrap("<mark>", "</mark>"),
    "Paragraph": paragraph,
    "Rule": fixed("<hr>\n"),
    "Strikethrough": inline.struck,
    "Strong": wrap("<strong>", "</strong>"),
    "Table": tables.table,
    "TaskListMarker": lists.task,
    "Text": inline.text,
    "Unplaced": blocks.unplaced,
    "WikiLink": wikilinks.link,
}
