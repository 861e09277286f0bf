"""Adding a work on the site."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from django.test import Client

from tests import make
from tests.works.signed_in import LIST, NEW, author_at_desk, no_author, page, titles
from wiki.authors.models import Author
from wiki.log.models import Entry
from wiki.works.forms import WorkForm
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db

WHOLE = {
    "title": "Idealtheorie in Ringbereichen",
    "kind": "paper",
    "url": "https://example.org/ideals",
    "authors": "Emmy Noether",
    "venue": "Mathematische Annalen",
    "year": "1921",
    "doi": "10.1007/BF01464225",
    "arxiv": "1401.2577",
    "pdf": "https://example.org/ideals.pdf",
    "code": "https://example.org/ideals.git",
    "slides": "https://example.org/ideals.html",
    "abstract": "Of *ideals*.",
    "bibtex": "@article{noether1921,\n  year = 1921\n}",
}
LINES = ("title", "kind", "authors", "venue", "year", "url", "doi", "arxiv", "pdf", "code", "slides")


def test_it_works() -> None:
    client, author = author_at_desk()
    make.work(author, title="Earlier")
    response = client.post(NEW, WHOLE)
    work = SelectedWork.objects.get(title=WHOLE["title"])
    assert response["Location"] == f"{LIST}?saved=idealtheorie-in-ringbereichen"
    assert "saved" in response.cookies
    assert {name: getattr(work, name) for name in WHOLE} == WHOLE
    assert titles(author) == ["Earlier", WHOLE["title"]]
    text = page(Client())
    for words in (WHOLE["title"], "Mathematische Annalen", "Of <em>ideals</em>.", "https://doi.org/10.1007/BF01464225"):
        assert words in text
    entry = Entry.objects.about(work).get()
    assert (entry.verb, entry.actor_id, entry.before, entry.after) == ("added", author.user_id, {}, {"version": 1})


def test_a_title_is_enough() -> None:
    client, author = author_at_desk()
    client.post(NEW, {"title": "Alone"})
    assert titles(author) == ["Alone"]


@pytest.mark.parametrize("title", ["北京", "!!!", "ملاحظات", "İstanbul", "x" * 300, "a-" * 150])
def test_the_address_is_made_of_any_title_and_is_one_s_own(title: str) -> None:
    client, _ = author_at_desk()
    for _ in range(3):
        assert client.post(NEW, {"title": title}).status_code == 302
    slugs = list(SelectedWork.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == 3
    for slug in slugs:
        assert client.get(f"{LIST}{slug}/edit/").status_code == 200


@pytest.mark.parametrize(
    ("name", "pasted", "kept"),
    [
        ("doi", "https://doi.org/10.1000/182", "10.1000/182"),
        ("doi", "http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi", "https://doi.org/10.1016%2FS0021", "10.1016/S0021"),
        ("doi", " DOI: 10.1000/a(b)c ", "10.1000/a(b)c"),
        ("doi", "doi.org/10.1000/182", "10.1000/182"),
        ("arxiv", "https://arxiv.org/abs/2401.00001v2", "2401.00001v2"),
        ("arxiv", "http://arxiv.org/pdf/2401.00001.pdf", "2401.00001"),
        ("arxiv", "arXiv:math/0211159", "math/0211159"),
        ("arxiv", "arXiv:0704.0001 [math.CO]", "0704.0001"),
        ("arxiv", "math.GT/0309136", "math.GT/0309136"),
    ],
)
def test_identifiers_are_taken_as_they_are_pasted(name: str, pasted: str, kept: str) -> None:
    client, _ = author_at_desk()
    client.post(NEW, {"title": "T", name: pasted})
    assert getattr(SelectedWork.objects.get(), name) == kept


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("title", "", "Give the work a title."),
        ("title", "\u200b \u2060", "Give the work a title."),
        ("title", "t" * 301, "Use at most 300 characters; these are 301."),
        ("kind", "t" * 61, "Use at most 60 characters; these are 61."),
        ("authors", "t" * 1001, "Use at most 1000 characters"),
        ("venue", "t" * 301, "Use at most 300 characters"),
        ("year", "t" * 21, "Use at most 20 characters"),
        ("url", "javascript:alert(1)", "https://"),
        ("pdf", "https://a b", "https://"),
        ("code", "ftp://example.org", "https://"),
        ("slides", "https://[", "https://"),
        ("url", "https://example.org/" + "x" * 2000, "Use at most 2000 characters"),
        ("doi", "11.1000/182", "A DOI looks like"),
        ("doi", "10.1000/18 2", "A DOI looks like"),
        ("doi", "10.1000/" + "8" * 200, "Use at most 200 characters"),
        ("arxiv", "2401", "An arXiv number looks like"),
        ("arxiv", "https://example.org/2401.00001", "An arXiv number looks like"),
        ("abstract", "x" * 70_000, "Shorten it"),
        ("abstract", "NUL \x00", "cannot be kept"),
        ("abstract", "> " * 200 + "deep", "Take some"),
        ("bibtex", "x" * 70_000, "Shorten it"),
        ("bibtex", "ö" * 40_000, "Shorten it"),
        ("bibtex", "NUL \x00", "control character"),
        *((name, "NUL \x00 here", "control character") for name in LINES),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_will_not_do_is_refused_kindly_and_is_still_in_the_form(name: str, typed: str, sentence: str) -> None:
    client, _ = author_at_desk()
    response = client.post(NEW, {"title": "Kept title", "abstract": "Kept words.", name: typed})
    text = html.unescape(response.content.decode())
    assert response.status_code == 200
    assert sentence in text
    assert typed.replace("\x00", "\ufffd").strip()[:40] in text.replace("\x00", "\ufffd")
    assert name == "title" or 'value="Kept title"' in text
    assert name == "abstract" or "Kept words." in text
    assert not SelectedWork.objects.exists()


def test_naughty_strings_are_kept_or_refused_in_every_field(corpora: Path) -> None:
    client, _ = author_at_desk()
    for string in json.loads((corpora / "naughty_strings.json").read_text())["strings"]:
        sent = dict.fromkeys(WorkForm.NAMES, string)
        assert client.post(NEW, sent).status_code in (200, 302)
        assert client.post(NEW, {"title": string, "venue": string, "bibtex": string}).status_code in (200, 302)
    for path in (LIST, "/"):
        assert "<script>alert" not in client.get(path).content.decode()
    assert SelectedWork.objects.count() > 100


def test_a_text_from_right_to_left_is_kept_and_shown_apart() -> None:
    client, _ = author_at_desk()
    client.post(NEW, {"title": "\u202eملاحظات\u202c", "authors": "نويتر"})
    work = SelectedWork.objects.get()
    assert (work.title, work.authors) == ("ملاحظات", "نويتر")
    assert 'dir="auto">ملاحظات</a>' in page(Client())


def test_a_script_is_text() -> None:
    client, _ = author_at_desk()
    evil = "<script>alert(1)</script>"
    client.post(NEW, {"title": evil, "bibtex": evil, "abstract": evil, "kind": evil})
    for path in ("/", LIST):
        assert "<script>alert" not in client.get(path).content.decode()


def test_a_preview_shows_what_the_page_would_and_saves_nothing() -> None:
    client, _ = author_at_desk()
    text = client.post(NEW, WHOLE | {"preview": "abstract"}).content.decode()
    assert "Of <em>ideals</em>." in text
    assert 'value="Mathematische Annalen"' in text
    assert not SelectedWork.objects.exists()


def test_its_bibtex_fills_in_what_is_empty_and_saves_nothing() -> None:
    client, _ = author_at_desk()
    entry = '@article{a, title = {Theirs}, author = {Noether, Emmy}, journal = "Annalen", year = 1921}'
    text = html.unescape(client.post(NEW, {"bibtex": entry, "title": "Mine", "fill": "1"}).content.decode())
    for value in ("Mine", "Emmy Noether", "Annalen", "1921", "paper"):
        assert f'value="{value}"' in text
    assert "Filled in: Authors, Venue, Kind, Year. Nothing is saved yet." in text
    assert entry in text
    assert "Give the work a title." not in text
    assert not SelectedWork.objects.exists()


def test_its_bibtex_writes_over_what_is_there_when_asked() -> None:
    client, _ = author_at_desk()
    typed = {"bibtex": "@misc{a, title = {Theirs}}", "title": "Mine", "fill": "1"}
    assert "Nothing was filled in" in client.post(NEW, typed).content.decode()
    text = client.post(NEW, typed | {"replace": "on"}).content.decode()
    assert 'value="Theirs"' in text
    assert "Mine" not in text
    assert " checked" not in text


def test_of_several_entries_the_first_is_taken_and_said_to_be() -> None:
    client, _ = author_at_desk()
    entries = "@misc{a, title = {One}}\n@misc{b, title = {Two}}"
    text = client.post(NEW, {"bibtex": entries, "fill": "1"}).content.decode()
    assert 'value="One"' in text
    assert "There are 2 entries; this is the first." in text


@pytest.mark.parametrize(
    ("bibtex", "sentence"),
    [
        ("", "There is no BibTeX entry in this."),
        ("{" * 10_000, "There is no BibTeX entry in this."),
        ("\n@misc{a,\n title = {One", "The entry that begins on line 2 cannot be read"),
        ("@misc{a, title = {" + "x" * 70_000 + "}}", "Shorten it"),
        ("@misc{a, title = {\x00}}", "control character"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_bibtex_that_cannot_be_read_is_told_and_nothing_is_lost(bibtex: str, sentence: str) -> None:
    client, _ = author_at_desk()
    text = html.unescape(client.post(NEW, {"bibtex": bibtex, "venue": "Typed", "fill": "1"}).content.decode())
    assert sentence in text
    assert 'class="errorlist" role="status"' in text
    assert bibtex[:40].replace("\x00", "") in text.replace("\x00", "")
    assert 'value="Typed"' in text


def test_a_stranger_is_asked_to_sign_in_and_loses_no_words() -> None:
    assert Client().get(NEW).status_code == 302
    response = Client().post(NEW, {"title": "T", "abstract": "An hour's work."})
    assert response.status_code == 403
    assert "An hour&#x27;s work." in response.content.decode()
    assert not SelectedWork.objects.exists()


def test_a_user_who_is_no_author_may_not_add() -> None:
    assert no_author().get(NEW).status_code == 403
    assert no_author().post(NEW, WHOLE).status_code == 403
    assert not SelectedWork.objects.exists()


def test_an_author_who_is_not_listed_adds_nothing() -> None:
    client, author = author_at_desk()
    Author.objects.filter(pk=author.pk).update(listed=False)
    assert client.post("/account/works/new/", {"title": "Unlisted."}).status_code == 403
    assert not SelectedWork.objects.exists()
