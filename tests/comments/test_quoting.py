from __future__ import annotations

from wiki.comments.quoting import quoted


def test_it_works() -> None:
    assert quoted("One *word*.\n\nTwo.") == "> One *word*.\n>\n> Two.\n\n"


def test_a_quotation_is_quoted_too() -> None:
    assert quoted("> Before.\n\nAfter.") == "> > Before.\n>\n> After.\n\n"


def test_of_a_very_long_text_it_is_the_beginning() -> None:
    found = quoted("A line.\n" * 10_000)
    assert len(found) < 6000
    assert found.endswith("> A line.\n> …\n\n")
    assert quoted("x" * 10_000).endswith("x\n> …\n\n")
