"""Where two changes of a page's head meet, field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wiki.pages.content import Content, meet

BASE_ALONE = Content("Rings", "one\n\ntwo")
BASE = Content("Rings", "one\n\ntwo", tags=("algebra", "old"), aliases=("Ring",), status="draft")


def test_fields_that_only_one_changed_are_taken_from_both() -> None:
    mine = Content("Rings", "ONE\n\ntwo", ("algebra", "old", "new"), ("Ring",), status="finished")
    theirs = Content("On rings", "one\n\ntwo", ("algebra",), ("Ring", "Annulus"), status="draft")
    meeting = meet(BASE, mine, theirs)
    assert meeting.clashes == ()
    assert meeting.content == Content(
        "On rings", "ONE\n\ntwo", ("algebra", "new"), ("Ring", "Annulus"), status="finished"
    )


@pytest.mark.parametrize("name", ["title", "status", "confidence", "superseded_by", "cite_key"])
def test_a_field_that_both_changed_in_two_ways_is_a_clash_and_mine_stands(name: str) -> None:
    mine, theirs = (replace(BASE_ALONE, **{name: value}) for value in ("mine", "theirs"))  # type: ignore[arg-type]
    meeting = meet(BASE_ALONE, mine, theirs)
    assert meeting.clashes == (name,)
    assert getattr(meeting.content, name) == "mine"


def test_the_same_change_of_a_field_is_no_clash() -> None:
    changed = Content("Rings", "one\n\ntwo", confidence="likely")
    assert meet(BASE_ALONE, changed, changed).clashes == ()


def test_a_tag_is_kept_once_and_an_alias_is_never_the_title() -> None:
    tidied = Content("Rings", "a\r\nb\r\n", tags=("Algebra", " algebra ", ""), aliases=("RINGS", "Annulus")).tidied()
    assert (tidied.tags, tidied.aliases, tidied.body) == (("Algebra",), ("Annulus",), "a\nb")


def test_what_a_revision_keeps_says_the_same_again() -> None:
    assert Content.of(BASE.title, BASE.body, BASE.head) == BASE
    assert Content("Rings").head == {}
