"""What a text refers to is kept in step with it, in few statements however much it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from tests.queries import captured
from wiki.links.linkable import LINKABLE, Linkable
from wiki.links.models import Reference
from wiki.links.naming import call, lead
from wiki.links.recording import MOST, publish, record
from wiki.markup.errors import MarkupError
from wiki.markup.mentions import Mention

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of which each has the part Mill and the block ^b1."""

    def parts(keys: Collection[int]) -> Mapping[int, Collection[str]]:
        return {number: {"mill", "^b1"} for number in keys}

    nothing = Linkable("page", lambda *_, **__: {}, lambda *_, **__: {}, parts)
    monkeypatch.setitem(LINKABLE, "page", nothing)


def link(target: str, sentence: str = "It is here.", kind: str = "link") -> Mention:
    return Mention(kind, target, sentence, "Engines › Mills")


def kept(source: int = 7) -> list[tuple[str, str, int | None, str]]:
    rows = Reference.objects.of("page", source).order_by("id")
    return list(rows.values_list("kind", "wanted", "target", "part"))


def test_it_works() -> None:
    call(1, "Engine")
    record("page", 7, [link("engine#Mill"), link("Nowhere", kind="embed")], public=True)
    columns = ("kind", "wanted", "label", "target", "part", "embed", "sentence", "path", "public")
    assert list(Reference.objects.of("page", 7).order_by("id").values_list(*columns)) == [
        ("page", "engine", "engine", 1, "mill", False, "It is here.", "Engines › Mills", True),
        ("page", "nowhere", "Nowhere", None, "", True, "It is here.", "Engines › Mills", True),
    ]


@pytest.mark.parametrize(
    ("mention", "row"),
    [
        (link("comment:AbC"), ("comment", "AbC", None, "")),
        (link("work:engine"), ("work", "engine", None, "")),
        (link("Lovelace1843", kind="cite"), ("cite", "lovelace1843", None, "")),
        (link("C##Syntax"), ("page", "c", 2, "syntax")),
        (link("F##Syntax"), ("page", "f#", 3, "syntax")),
        (link("D##Syntax"), ("page", "d", None, "syntax")),
        (link("C#"), ("page", "c#", None, "")),
        (link("Machine"), ("page", "machine", 2, "")),
        (link("Map.png", kind="embed"), ("page", "map.png", 4, "")),
    ],
)
def test_each_kind_of_mention_is_kept(mention: Mention, row: tuple[str, str, int | None, str]) -> None:
    call(2, "C", ["Machine"])
    call(3, "F#")
    call(4, "Map.png")
    record("page", 7, [mention], public=True)
    assert kept() == [row]


@pytest.mark.parametrize(
    "mention",
    [
        *(link("#Heading"), link("#^id"), link("comment:"), link("_"), link("pic.png"), link("pic.png", kind="embed")),
        *(link("_", kind="cite"), link("x" * 700)),
    ],
)
def test_what_leads_nowhere_else_is_not_kept(mention: Mention) -> None:
    record("page", 7, [mention], public=True)
    assert kept() == []


def test_two_links_in_one_sentence_are_one_reference() -> None:
    record("page", 7, [link("Engine"), link("Engine"), link("Engine", "Elsewhere.")], public=True)
    assert len(kept()) == 2


def test_a_reference_to_a_part_that_is_not_there_is_broken() -> None:
    call(1, "Engine")
    record("page", 7, [link(f"Engine#{part}") for part in ("MILL", "^b1", "Store", "^b2")], public=True)
    rows = Reference.objects.order_by("id").values_list("part", "broken")
    assert list(rows) == [("mill", False), ("^b1", False), ("store", True), ("^b2", True)]


def test_a_second_recording_changes_only_what_differs() -> None:
    record("page", 7, [link("A"), link("B"), link("C")], public=True)
    before = dict(Reference.objects.values_list("wanted", "id"))
    record("page", 7, [link("D"), link("C"), link("A")], public=True)
    after = dict(Reference.objects.values_list("wanted", "id"))
    assert after.keys() == {"a", "c", "d"}
    assert (after["a"], after["c"]) == (before["a"], before["c"])


def test_the_same_again_writes_nothing() -> None:
    call(1, "Engine")
    record("page", 7, [link("Engine"), link("B"), link("work:x")], public=True)
    with captured() as sql:
        record("page", 7, [link("Engine"), link("B"), link("work:x")], public=True)
    assert not [statement for statement in sql if not statement.startswith("SELECT")]


def test_what_has_been_led_elsewhere_is_the_same_reference() -> None:
    record("page", 7, [link("Engine")], public=True)
    row = Reference.objects.get()
    call(1, "Engine")
    record("page", 7, [link("Engine")], public=True)
    assert Reference.objects.get().pk == row.pk


def test_texts_of_one_number_and_two_kinds_are_apart() -> None:
    record("page", 7, [link("A")], public=True)
    record("comment", 7, [link("B")], public=True)
    record("page", 7, [], public=True)
    assert list(Reference.objects.values_list("source_kind", "wanted")) == [("comment", "b")]


def test_five_thousand_links_are_kept_by_ten_queries() -> None:
    for number in range(20):
        call(number, f"Page {number}")
    with captured() as sql:
        record("page", 7, [link(f"Page {number}#Mill") for number in range(5000)], public=True)
    assert len(sql) <= 10, sql
    with captured() as sql:
        record("page", 7, [link(f"Page {number}#Mill") for number in range(2500, 7500)], public=True)
    assert len(sql) <= 10, sql
    assert len(kept()) == 5000


def test_as_many_links_as_can_be_kept_are() -> None:
    record("page", 7, [link(f"Page {number}") for number in range(MOST)], public=True)
    assert Reference.objects.count() == MOST


def test_more_links_than_can_be_kept_are_refused_in_words() -> None:
    with pytest.raises(MarkupError, match="10,001 links in this text; at most 10,000 can be kept"):
        record("page", 7, [link("A")] * (MOST + 1), public=True)


def test_a_text_is_published_with_its_references() -> None:
    for number in (7, 8, 9):
        record("page", number, [link("A")], public=False)
    publish("page", [7, 9], public=True)
    assert sorted(Reference.objects.public().values_list("source", flat=True)) == [7, 9]
    publish("page", [7], public=False)
    assert list(Reference.objects.public().values_list("source", flat=True)) == [9]


def test_a_page_that_ten_thousand_texts_want_is_made_by_one_statement() -> None:
    record("page", 7, [link("Engine", f"Sentence {number}.") for number in range(5000)], public=True)
    with captured() as sql:
        lead(1, ["engine"])
    assert len(sql) == 1
    assert Reference.objects.to_page(1).count() == 5000
