from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet

_NUMBER = re.compile(rb"\s*(\d{1,9})")


def list_of_items(sheet: Sheet, node: Node) -> None:
    """A list; each item of a numbered one shows the number that its writer gave it."""
    name = sheet.named(node)
    if node.value is None:
        _items(sheet, node, f"<ul{name}>", "</ul>")
    else:
        start = f' start="{node.value}"' if node.value != 1 else ""
        _items(sheet, node, f"<ol{name}{start}>", "</ol>")


def task(sheet: Sheet, node: Node) -> None:
    """A box that shows whether a task is done."""
    state = 'checked aria-label="done"' if node.value else 'aria-label="to do"'
    sheet.write(f'<input type="checkbox" disabled {state}> ')


def _items(sheet: Sheet, node: Node, before: str, after: str) -> None:
    sheet.write(f"{before}\n")
    expected = node.value
    for item in node.children:
        given = _given(sheet, item, node.value, expected)
        sheet.write(f"<li{sheet.named(item)}{_task_class(item)}{_value(given, expected)}>")
        sheet.children(item)
        sheet.write("</li>\n")
        expected = given + 1 if given is not None else None
    sheet.write(f"{after}\n")


def _given(sheet: Sheet, item: Node, first: int | None, expected: int | None) -> int | None:
    """The item's number: the typed one, unless its writer left the counting to us by repeating the first."""
    found = _NUMBER.match(sheet.source, item.start) if first is not None else None
    return int(found[1]) if found and int(found[1]) != first else expected


def _value(given: int | None, expected: int | None) -> str:
    return "" if given == expected else f' value="{given}"'


def _task_class(item: Node) -> str:
    first = item.children[:1]
    if first and first[0].kind == "Paragraph":
        first = first[0].children[:1]
    return ' class="task"' if first and first[0].kind == "TaskListMarker" else ""
