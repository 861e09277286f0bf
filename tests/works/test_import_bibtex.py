"""Adding BibTeX: what is sound is in, the rest is told with its line, and a second time changes nothing."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import make
from tests.works.bibliography import IMPORT, LIST, NOBODY, article
from tests.works.signed_in import author_at_desk, no_author, page
from tests.works.test_bibtex import HOSTILE
from tests.works.test_files import BROKEN
from wiki.log.models import Entry as LogEntry
from wiki.works import importing
from wiki.works.bibliography_forms import LARGEST_FILE, MOST_ENTRIES, MOST_LATEX
from wiki.works.entries import Entry

pytestmark = pytest.mark.django_db
TWO = "@article{noether1921, title = {Ideals}, author = {Noether, Emmy}}\n@book{hilbert1899, title = {Grundlagen}}\n"


def sent(client: Client, **data: Any) -> str:
    """What is read after a form was sent."""
    response = client.post(IMPORT, data)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def report(text: str) -> list[int]:
    """How many were added, changed, left and not taken, as the page tells it."""
    found = re.search(r"(\d+) added, (\d+) changed, (\d+) as they were, (\d+) not taken", text)
    assert found, text
    return [int(number) for number in found.groups()]


def test_it_works() -> None:
    client, author = author_at_desk()
    assert "What is sound is taken" in page(client, IMPORT)
    text = sent(client, text=TWO)
    assert report(text) == [2, 0, 0, 0]
    assert "noether1921</code>" in text
    entry = Entry.objects.get(key="noether1921")
    assert (entry.title, entry.kind, entry.authors) == ("Ideals", "article", [{"family": "Noether", "given": "Emmy"}])
    assert entry.bibtex == TWO.splitlines()[0]
    assert "Grundlagen" in page(client, LIST)
    logged = LogEntry.objects.about(entry).get()
    assert (logged.verb, logged.actor_id, logged.after) == ("added", author.user_id, {"version": 1})


def test_a_file_does_as_well() -> None:
    client, _ = author_at_desk()
    text = sent(client, file=SimpleUploadedFile("all.bib", "\ufeff".encode() + TWO.replace("\n", "\r\n").encode()))
    assert report(text) == [2, 0, 0, 0]
    assert report(sent(client, text=TWO)) == [0, 0, 2, 0]


def test_a_second_time_changes_nothing_and_logs_nothing() -> None:
    client, _ = author_at_desk()
    sent(client, text=TWO + BROKEN)
    before = list(Entry.objects.order_by("pk").values())
    logged = LogEntry.objects.count()
    assert report(sent(client, text=TWO + BROKEN))[:3] == [0, 0, 4]
    assert list(Entry.objects.order_by("pk").values()) == before
    assert LogEntry.objects.count() == logged


def test_what_differs_changes_and_keeps_its_row() -> None:
    client, author = author_at_desk()
    sent(client, text=TWO)
    before = Entry.objects.get(key="noether1921")
    text = sent(client, text=TWO.replace("Ideals", "Rings").replace("noether", "Noether"))
    assert report(text) == [0, 1, 1, 0]
    after = Entry.objects.get(pk=before.pk)
    assert (after.key, after.title, after.version) == ("Noether1921", "Rings", 2)
    assert "rings" in after.words
    logged = LogEntry.objects.about(after).first()
    assert logged
    assert (logged.verb, logged.actor_id, logged.after) == ("edited", author.user_id, {"version": 2})


def test_of_a_broken_file_what_is_sound_is_in_and_the_rest_is_told_with_its_line() -> None:
    client, _ = author_at_desk()
    text = sent(client, text=BROKEN)
    assert report(text) == [3, 0, 0, 13]
    assert 'Line 5: <code dir="auto">no-comma</code>' in text
    assert "A comma is missing after the field that begins on line 6." in text
    assert 'Line 25: <code dir="auto">cut-off</code>' in text
    assert "@misc{cut-off, title = {One" in text, "what was pasted is still in the form"


def test_when_all_is_taken_the_form_is_empty_again() -> None:
    client, _ = author_at_desk()
    assert "title = {Ideals}" not in sent(client, text=TWO)


def test_what_was_removed_is_there_again() -> None:
    client, _ = author_at_desk()
    sent(client, text=TWO)
    entry = Entry.objects.get(key="noether1921")
    entry.remove(actor=NOBODY)
    assert report(sent(client, text=TWO)) == [0, 1, 1, 0]
    entry.refresh_from_db()
    assert entry.removed_at is None
    logged = LogEntry.objects.about(entry).first()
    assert logged
    assert logged.verb == "restored"


def test_a_key_of_a_work_stays_the_work_s_and_the_report_says_so() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="The work", bibtex="@article{noether1921, title = {Mine}}")
    text = sent(client, text="\n" + TWO)
    assert report(text) == [1, 0, 0, 1]
    assert 'Line 2: <code dir="auto">noether1921</code>' in text
    assert "The selected work “The work” has this key" in text
    work.entry.refresh_from_db()
    assert work.entry.title == "Mine"
    assert report(sent(client, text=work.entry.bibtex)) == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Paste some BibTeX, or choose a file of it."),
        ({"text": " \n "}, "Paste some BibTeX, or choose a file of it."),
        ({"text": "words"}, "There is no BibTeX entry in this."),
        ({"text": "NUL \x00"}, "control character"),
        ({"text": "@a{" * (MOST_ENTRIES + 1)}, "more than 10,000 entries"),
        ({"text": "@misc{a, title = {" + "$" * (MOST_LATEX + 1) + "}}"}, "more LaTeX in this"),
        ({"file": SimpleUploadedFile("a.bib", b"")}, "This file is empty."),
        ({"file": SimpleUploadedFile("a.bib", b"@misc{a, title = {\xff}}")}, "not in UTF-8"),
        ({"file": SimpleUploadedFile("a.bib", b"@misc{a, title = {\x00}}")}, "control character"),
        ({"file": SimpleUploadedFile("a.bib", b" " * (LARGEST_FILE + 1))}, "more than 8 MB"),
        ({"text": TWO, "file": SimpleUploadedFile("a.bib", TWO.encode())}, "one of the two"),
        ({"file": "no file"}, "Paste some BibTeX"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_will_not_do_is_refused_kindly(data: dict[str, Any], sentence: str) -> None:
    client, _ = author_at_desk()
    assert sentence in sent(client, **data)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bibtex_is_taken_or_told_of(text: str) -> None:
    client, _ = author_at_desk()
    sent(client, file=SimpleUploadedFile("a.bib", text.encode(errors="replace")))
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}download/").status_code == 200


def test_naughty_strings_are_taken_or_told_of(corpora: Path) -> None:
    client, _ = author_at_desk()
    strings = json.loads((corpora / "naughty_strings.json").read_text())["strings"]
    entries = [f"@misc{{k{n}, title = {{{s}}}, author = {{{s}}}, year = {{{s}}}}}" for n, s in enumerate(strings)]
    sent(client, text="\n".join(entries).replace("\x00", ""))
    sent(client, text="\n".join(f"@misc{{{s}, title = {{T}}}}" for s in strings).replace("\x00", ""))
    assert Entry.objects.count() > 100
    assert "<script>alert" not in client.get(LIST).content.decode()


def test_however_many_are_there_already_they_are_looked_up_together() -> None:
    client, _ = author_at_desk()
    many = "".join(f"@misc{{k{number}, title = {{T}}}}\n" for number in range(600))
    assert report(sent(client, text=many)) == [600, 0, 0, 0]
    assert report(sent(client, text=many)) == [0, 0, 600, 0]


def test_one_who_was_quicker_keeps_their_entry_and_the_rest_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = author_at_desk()
    known = importing.known
    calls: list[int] = []

    def overtaken(keys: list[str]) -> dict[str, Entry]:
        calls.append(len(keys))
        found = known(keys)
        if len(calls) == 1:
            Entry.objects.bulk_create([Entry(key="other", folded="hilbert1899", kind="misc")])
        return found

    monkeypatch.setattr(importing, "known", overtaken)
    assert report(sent(client, text=TWO))[3] == 0
    assert len(calls) == 2


def test_strangers_are_asked_to_sign_in_and_lose_no_words() -> None:
    assert Client().get(IMPORT).status_code == 302
    response = Client().post(IMPORT, {"text": TWO})
    assert response.status_code == 403
    assert "hilbert1899" in response.content.decode()
    assert no_author().post(IMPORT, {"text": TWO}).status_code == 403
    assert not Entry.objects.exists()


def test_what_is_there_and_not_sent_stays() -> None:
    client, _ = author_at_desk()
    article("mine")
    sent(client, text=TWO)
    assert Entry.objects.count() == 3
