"""The footnotes of a part of a text: those that it refers to and no others, numbered from one."""

from __future__ import annotations

import re

OPENING, CLOSING = '<section class="footnotes">\n<ol>\n', "</ol>\n</section>\n"
_REFERENCE = re.compile(
    r'<sup class="footnote-reference"><a id="(?P<prefix>[^"]*)fnref-(?P<note>\d+)-(?P<time>\d+)"'
    r' href="#[^"]*"(?P<title>[^>]*)>\[\d+\]</a></sup>'
)
_WAY_BACK = re.compile(
    r' ?<a class="footnote-back" href="#[^"]*?fnref-(?P<note>\d+)-(?P<time>\d+)"'
    r' aria-label="(?P<words>[^"]* )\d+">(?P<sign>[^<]*)</a>'
)


def with_notes(html: str, whole: str) -> str:
    """A part of a whole text, and under it the notes that it refers to."""
    first = _REFERENCE.search(html)
    if first is None:
        return html
    prefix = first["prefix"]
    notes = _notes(whole, prefix)
    numbers = _numbers(html, notes)
    both = f"{html}{OPENING}{''.join(notes[note] for note in numbers)}{CLOSING}"
    times = {(found["note"], found["time"]) for found in _REFERENCE.finditer(both)}

    def reference(found: re.Match[str]) -> str:
        number = numbers.get(found["note"], found["note"])
        return (
            f'<sup class="footnote-reference"><a id="{prefix}fnref-{number}-{found["time"]}"'
            f' href="#{prefix}fn-{number}"{found["title"]}>[{number}]</a></sup>'
        )

    def way_back(found: re.Match[str]) -> str:
        if (found["note"], found["time"]) not in times:
            return ""
        number = numbers[found["note"]]
        href = f"#{prefix}fnref-{number}-{found['time']}"
        return f' <a class="footnote-back" href="{href}" aria-label="{found["words"]}{number}">{found["sign"]}</a>'

    numbered = _start(prefix).sub(lambda found: f'<li id="{prefix}fn-{numbers[found[1]]}">', both)
    return _WAY_BACK.sub(way_back, _REFERENCE.sub(reference, numbered))


def _start(prefix: str) -> re.Pattern[str]:
    return re.compile(rf'<li id="{re.escape(prefix)}fn-(\d+)">')


def _notes(whole: str, prefix: str) -> dict[str, str]:
    """The text's notes by number."""
    section = whole[whole.rfind(OPENING) : whole.rfind(CLOSING)]
    starts = list(_start(prefix).finditer(section))
    ends = [*(start.start() for start in starts[1:]), len(section)]
    return {start[1]: section[start.start() : end] for start, end in zip(starts, ends, strict=True)}


def _numbers(html: str, notes: dict[str, str]) -> dict[str, int]:
    """The notes that this refers to, and the notes that those refer to, in the order of the references."""
    numbers: dict[str, int] = {}
    waiting = [html]
    while waiting:
        for found in _REFERENCE.finditer(waiting.pop(0)):
            if found["note"] in notes and found["note"] not in numbers:
                numbers[found["note"]] = len(numbers) + 1
                waiting.append(notes[found["note"]])
    return numbers
