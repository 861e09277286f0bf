"""The list of what can be cited."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.queries import captured
from tests.works.bibliography import IMPORT, LIST, NOBODY, article
from tests.works.signed_in import LIST as WORKS
from tests.works.signed_in import another, author_at_desk, no_author, page
from wiki.works.bibliography import A_PART
from wiki.works.entries import OFFERED, Entry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = author_at_desk()
    assert "There is nothing in it yet." in page(client, LIST)
    older = article("lovelace1843", "Lovelace, Ada and Charles Babbage", "1843", "Notes", "journal = {Memoirs}")
    make.work(author, title="Ideals", slug="ideals")
    text = page(client, LIST)
    assert text.index("ideals") < text.index("lovelace1843"), "the newest stands first"
    for words in ("Lovelace, Ada and Babbage, Charles", "Notes", "Memoirs", "1843", "Selected work", "n.d."):
        assert words in text
    assert f"{LIST}{older.pk}/edit/" in text
    assert f"{LIST}{older.pk}/remove/" in text
    assert f"{WORKS}ideals/edit/" in text, "a work says itself how it is cited"
    assert text.count("/remove/") == 1
    assert IMPORT in text


def test_another_s_work_is_listed_and_is_not_theirs_to_edit() -> None:
    _, author = author_at_desk()
    make.work(author, title="Ideals", slug="ideals")
    text = page(another(), LIST)
    assert "Ideals" in text
    assert f"{WORKS}ideals/edit/" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("GÖDEL", ["godel1931"]),
        ("go\u0308del sätze", ["godel1931"]),
        ("1843", ["lovelace1843"]),
        ("memoirs ada", ["lovelace1843"]),
        ("lovelace 1931", []),
        ("%", []),
        ("_", ["godel1931", "lovelace1843"]),
        ("  ", ["godel1931", "lovelace1843"]),
        ("\x00", ["godel1931", "lovelace1843"]),
        ("x" * 5000, []),
    ],
)
def test_it_finds_what_has_all_of_the_words_whatever_their_case(asked: str, found: list[str]) -> None:
    client, _ = author_at_desk()
    article("lovelace1843", "Lovelace, Ada", "1843", "Notes", "journal = {Memoirs}")
    article("godel1931", r"G{\"o}del, Kurt", "1931", "Über formal unentscheidbare Sätze")
    text = client.get(LIST, {"q": asked}).content.decode()
    assert [key for key in ("godel1931", "lovelace1843") if key in text] == found
    assert bool(found) != ("Nothing in the bibliography has all of these words." in text)


def test_it_is_paged_and_a_search_goes_on_in_the_next_part() -> None:
    client, _ = author_at_desk()
    for number in range(A_PART + 1):
        article(f"a{number:03}", "Lovelace, Ada")
        article(f"b{number:03}", "Babbage, Charles")
    last = Entry.objects.get(key="a001")
    text = page(client, f"{LIST}?q=lovelace")
    assert f'rel="next" href="?q=lovelace&cursor=a{last.pk}.{last.pk}"' in text
    rest = page(client, f"{LIST}?q=lovelace&cursor=a{last.pk}.{last.pk}")
    assert "a000" in rest
    assert "b000" not in rest
    assert 'rel="prev"' in rest


@pytest.mark.parametrize("cursor", ["x", "a1.2", "a1", f"a{2**70}.{2**70}"])
def test_what_is_no_place_in_the_list_is_not_found(cursor: str) -> None:
    client, _ = author_at_desk()
    assert client.get(f"{LIST}?cursor={cursor}").status_code == 404


@pytest.mark.parametrize("query", ["removed=1", "saved=x", "saved=99999999999999999999", "saved=%00", "restored=-1"])
def test_nothing_is_told_that_is_not_so(query: str) -> None:
    client, _ = author_at_desk()
    article("a")
    assert 'role="status"' not in page(client, f"{LIST}?{query}")


def test_what_is_removed_or_belongs_to_a_work_that_is_is_not_listed() -> None:
    client, author = author_at_desk()
    article("gone").remove(actor=NOBODY)
    make.work(author, slug="off").remove(actor=NOBODY)
    assert "There is nothing in it yet." in page(client, LIST)


def test_however_many_there_are_it_takes_the_same_queries_and_fetches_no_long_text() -> None:
    client, author = author_at_desk()
    counts = []
    for many in (2, 10):
        for number in range(many):
            article(f"e{many}-{number}")
            make.work(author, abstract="Long.")
        with captured() as sql:
            client.get(LIST)
        counts.append(len(sql))
        assert not [query for query in sql if '"works_entry"."bibtex"' in query]
        assert not [query for query in sql if '"abstract' in query]
    assert counts[0] == counts[1]


def test_what_somebody_types_is_completed_by_the_first_that_match_in_one_query() -> None:
    for number in range(OFFERED + 5):
        article(f"k{number:02}", "Lovelace, Ada")
    article("a", "Lovelace, Ada").remove(actor=NOBODY)
    with captured() as sql:
        keys = [entry.key for entry in Entry.objects.matching("LOVE k")]
    assert keys == [f"k{number:02}" for number in range(OFFERED)]
    assert len(sql) == 1


def test_a_script_is_text() -> None:
    client, _ = author_at_desk()
    article("a", "<script>alert(1)</script>", "<script>", "<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"{LIST}?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in client.get(LIST).content.decode()


def test_those_who_write_here_have_it_and_nobody_else() -> None:
    article("mine", title="Shared")
    assert Client().get(LIST).status_code == 302
    assert no_author().get(LIST).status_code == 403
    client, _ = author_at_desk()
    assert "Shared" in page(client, LIST)
    assert "Shared" in page(another(), LIST)
    assert client.post(LIST).status_code == 405
    assert LIST in page(client, WORKS)
    assert LIST in page(client, "/account/")
