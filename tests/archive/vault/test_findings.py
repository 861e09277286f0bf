from __future__ import annotations

from collections import Counter

from wiki.archive.vault.findings import Findings


def test_where_there_is_nothing_to_tell_nothing_is_told() -> None:
    assert str(Findings()) == ""


def test_everything_is_told() -> None:
    findings = Findings(
        refused=["a.md: No."], missing=Counter(gone=2, lost=1), others=Counter({".pdf": 1}), comments=1, queries=2
    )
    assert str(findings) == (
        "Left out:\n"
        "  a.md: No.\n"
        "3 links lead to pages that are not here: gone (2), lost (1).\n"
        "1 file is neither Markdown nor a picture that can be kept: .pdf (1).\n"
        "Comments (%%…%% or <!--…-->) kept out of the text, for you alone: 1.\n"
        "Dataview queries, shown as code: 2."
    )


def test_long_lists_are_cut_and_say_so() -> None:
    findings = Findings(ambiguous=[f"n.md, line {line}" for line in range(150)], missing=Counter(map(str, range(9))))
    lines = str(findings).splitlines()
    assert lines[101] == "  … and 50 more."
    assert lines[-1].endswith("0 (1), 1 (1), 2 (1), 3 (1), 4 (1), ….")
