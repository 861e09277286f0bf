"""How to cite a work, as BibTeX, for everyone."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.queries import captured
from tests.works.bibliography import NOBODY, article
from wiki.works.files import read_all

pytestmark = pytest.mark.django_db
BIBTEX = "@article{noether1921,\n  title = {Ideals}\n}"


def test_it_works(client: Client) -> None:
    make.work(make.author(), slug="ideals", bibtex=BIBTEX)
    response = client.get("/works/ideals.bib")
    assert response.content.decode() == f"{BIBTEX}\n"
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ideals.bib"'


def test_without_bibtex_of_its_own_it_is_made_from_what_the_work_says(client: Client) -> None:
    author = make.author(name="Emmy Noether")
    make.work(author, slug="理想", title="50% {of} \\ $1 & #_~^", year="1921", venue="Annalen")
    response = client.get("/works/理想.bib")
    (found,) = read_all(response.content.decode()).found
    assert found.key == "理想"
    assert "author = {{Emmy Noether}}" in found.bibtex
    assert "filename*=utf-8''%E7%90%86%E6%83%B3.bib" in response["Content-Disposition"]


def test_bibtex_that_cannot_be_read_is_not_handed_on(client: Client) -> None:
    make.work(make.author(), slug="ideals", title="Ideals", bibtex="@misc{broken, title = {<script>")
    assert client.get("/works/ideals.bib").content.decode().startswith("@misc{ideals,")


def test_a_work_that_was_removed_has_none_nor_has_what_is_no_work(client: Client) -> None:
    make.work(make.author(), slug="gone").remove(actor=NOBODY)
    article("entry")
    for slug in ("gone", "none", "entry"):
        assert client.get(f"/works/{slug}.bib").status_code == 404
    assert client.post("/works/gone.bib").status_code == 405


def test_it_takes_one_query(client: Client) -> None:
    make.work(make.author(), slug="ideals")
    with captured() as sql:
        client.get("/works/ideals.bib")
    assert len(sql) == 1
