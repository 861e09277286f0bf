"""Print figures so that they can be read."""

from __future__ import annotations


def table(title: str, head: list[str], rows: list[list[str]], notes: str = "") -> None:
    """A title, a line of headings, the rows below them in columns, and what is to be known about them."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    print(f"\n{title}\n{'=' * len(title)}")
    for name, *values in [head, *rows]:
        figures = [value.rjust(width) for value, width in zip(values, widths[1:], strict=True)]
        print("  ".join([name.ljust(widths[0]), *figures]).rstrip())
    print(notes, end="\n" if notes else "", flush=True)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def kilobytes(count: float) -> str:
    return f"{count / 1024:.1f} KB"


def megabytes(count: float) -> str:
    return f"{count / 1024 / 1024:.0f} MB"
