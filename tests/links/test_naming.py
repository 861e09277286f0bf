"""Names given and taken: none leads to a name, and each reference follows the page that bears the name it wants."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from django.db import transaction

from tests.races import at_once, need_two_at_once
from wiki.links.keys import key
from wiki.links.models import Name, Reference
from wiki.links.naming import NameTakenError, call, mend

pytestmark = pytest.mark.django_db


def names(target: int) -> dict[str, str]:
    return dict(Name.objects.filter(target=target).values_list("label", "kind"))


def refer(title: str, **fields: object) -> Reference:
    """A reference to a page by a name of it."""
    target = Name.objects.targets({key(title)}).get(key(title))
    usual = {"source_kind": "page", "source": 900, "kind": "page", "wanted": key(title), "label": title}
    return Reference.objects.create(**{**usual, "target": target, **fields})


def led(reference: Reference) -> int | None:
    reference.refresh_from_db()
    return reference.target


def test_it_works() -> None:
    call(1, "Analytical Engine", ["Babbage's machine"])
    assert names(1) == {"Analytical Engine": "title", "Babbage's machine": "alias"}


def test_a_title_that_a_page_had_leads_to_it_still() -> None:
    call(1, "Engine")
    call(1, "Analytical Engine")
    call(1, "The Analytical Engine")
    assert names(1) == {"The Analytical Engine": "title", "Analytical Engine": "former", "Engine": "former"}


def test_a_page_can_be_called_as_before_again() -> None:
    for title in ("Engine", "Machine", "Engine"):
        call(1, title)
    assert names(1) == {"Engine": "title", "Machine": "former"}


def test_a_change_of_case_alone_leaves_no_former_name() -> None:
    call(1, "the engine")
    call(1, "The Engine")
    assert names(1) == {"The Engine": "title"}


def test_an_alias_can_become_the_title_and_the_title_an_alias() -> None:
    call(1, "Engine", ["Machine"])
    call(1, "Machine", ["Engine"])
    assert names(1) == {"Machine": "title", "Engine": "alias"}


def test_an_alias_that_is_left_out_is_a_name_no_more() -> None:
    call(1, "Engine", ["Machine"])
    reference = refer("Machine")
    call(1, "Engine")
    assert names(1) == {"Engine": "title"}
    assert led(reference) is None


def test_what_wanted_a_name_leads_to_the_page_that_gets_it() -> None:
    references = [refer("Engine"), refer("MACHINE")]
    call(1, "engine", ["Machine"])
    assert [led(reference) for reference in references] == [1, 1]


def test_what_wants_something_else_of_the_same_key_is_left_alone() -> None:
    other = refer("engine", kind="work")
    call(1, "Engine")
    assert led(other) is None


@pytest.mark.parametrize(("title", "aliases"), [("Engine", []), ("Mill", ["engine"]), ("Mill", ["MACHINE"])])
def test_a_name_of_another_page_is_refused_and_that_page_told(title: str, aliases: Sequence[str]) -> None:
    call(1, "Engine", ["Machine"])
    for taking in (False, True):
        with pytest.raises(NameTakenError) as refused:
            call(2, title, aliases, taking=taking)
        assert refused.value.name.target == 1
    assert names(2) == {}


def test_a_former_name_of_another_page_is_taken_only_on_purpose() -> None:
    call(1, "Engine")
    reference = refer("Engine")
    call(1, "Analytical Engine")
    with pytest.raises(NameTakenError) as refused:
        call(2, "Engine")
    assert refused.value.name.kind == "former"
    assert led(reference) == 1

    call(2, "Engine", taking=True)
    assert names(1) == {"Analytical Engine": "title"}
    assert names(2) == {"Engine": "title"}
    assert led(reference) == 2


def test_two_pages_can_change_names_with_each_other_on_purpose() -> None:
    call(1, "A")
    call(2, "B")
    to_a, to_b = refer("A"), refer("B")
    call(1, "C")
    call(2, "A", taking=True)
    call(1, "B", taking=True)
    assert (led(to_a), led(to_b)) == (2, 1)
    assert (names(1), names(2)) == ({"B": "title", "C": "former"}, {"A": "title"})


def test_however_pages_are_renamed_each_name_is_one_page_s_and_each_link_follows_it() -> None:
    chance = random.Random(1843)  # noqa: S311
    titles = [f"Title {number}" for number in range(8)]
    references = {title: refer(title) for title in titles}
    for step in range(200):
        page = chance.randrange(1, 6)
        before = list(Name.objects.order_by("pk").values())
        try:
            with transaction.atomic():
                call(page, chance.choice(titles), chance.sample(titles, chance.randrange(3)), taking=step % 2 == 0)
        except NameTakenError:
            assert list(Name.objects.order_by("pk").values()) == before
        bearers = dict(Name.objects.values_list("key", "target"))
        assert {title: led(reference) for title, reference in references.items()} == {
            title: bearers.get(key(title)) for title in titles
        }
        had_title = Name.objects.filter(kind="title").values_list("target", flat=True)
        assert sorted(had_title) == sorted(set(bearers.values())), "each named page has one title"


def test_a_reference_is_broken_while_its_page_has_no_such_part() -> None:
    call(1, "Engine")
    mill, store, whole = refer("Engine", part="mill"), refer("Engine", part="store"), refer("Engine")
    mend(1, {"mill"})
    assert [Reference.objects.get(pk=one.pk).broken for one in (mill, store, whole)] == [False, True, False]
    mend(1, {"store"})
    assert [Reference.objects.get(pk=one.pk).broken for one in (mill, store, whole)] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_one_gets_it_and_the_other_is_told() -> None:
    need_two_at_once()
    got = at_once(*(lambda page=page: call(page, "Foo" if page % 2 else "foo") for page in range(8)))
    assert got.count(None) == 1
    assert {type(one) for one in got if one is not None} == {NameTakenError}
    assert Name.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_pages_that_ask_for_each_other_s_names_at_once_are_both_answered() -> None:
    need_two_at_once()
    call(1, "A")
    call(2, "B")
    for _ in range(5):
        got = at_once(lambda: call(1, "A", ["B"]), lambda: call(2, "B", ["A"]))
        assert {type(one) for one in got} == {NameTakenError}
