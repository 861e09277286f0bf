"""Changing the BibTeX of an entry."""

from __future__ import annotations

import html

import pytest
from django.db import IntegrityError
from django.test import Client

from tests import make
from tests.works.bibliography import LIST, NOBODY, article
from tests.works.signed_in import another, author_at_desk, no_author, page
from wiki.log.models import Entry as LogEntry
from wiki.works.entries import Entry

pytestmark = pytest.mark.django_db
NEW = "@book{lovelace1842, title = {Sketch}, author = {Lovelace, Ada}}"


def address(entry: Entry) -> str:
    return f"{LIST}{entry.pk}/edit/"


def test_it_works() -> None:
    client, author = author_at_desk()
    entry = article("lovelace1843", "Lovelace, Ada", "1843", "Notes")
    text = page(client, address(entry))
    assert entry.bibtex in text
    assert 'name="version" value="1"' in text
    response = client.post(address(entry), {"bibtex": NEW, "version": 1})
    assert response["Location"] == f"{LIST}?saved={entry.pk}"
    assert "lovelace1842</code> is saved." in page(client, response["Location"])
    entry.refresh_from_db()
    assert (entry.key, entry.folded, entry.kind, entry.title, entry.year) == (
        *("lovelace1842", "lovelace1842", "book"),
        *("Sketch", ""),
    )
    logged = LogEntry.objects.about(entry).get()
    assert (logged.verb, logged.actor_id) == ("edited", author.user_id)
    assert (logged.before, logged.after) == ({"version": 1}, {"version": 2})


def test_saving_what_is_there_changes_nothing() -> None:
    client, _ = author_at_desk()
    entry = article("a", title="Notes")
    assert client.post(address(entry), {"bibtex": entry.bibtex, "version": 0}).status_code == 302
    assert not LogEntry.objects.exists()


def test_where_somebody_was_quicker_both_are_shown_and_the_next_save_counts() -> None:
    client, _ = author_at_desk()
    entry = article("a", title="Notes")
    client.post(address(entry), {"bibtex": "@misc{a, title = {Theirs}}", "version": 1})
    response = client.post(address(entry), {"bibtex": "@misc{a, title = {Mine}}", "version": 1})
    text = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert "This was saved meanwhile" in text
    assert "Theirs" in text
    assert "@misc{a, title = {Mine}}</textarea>" in text
    assert 'name="version" value="2"' in text
    client.post(address(entry), {"bibtex": "@misc{a, title = {Mine}}", "version": 2})
    entry.refresh_from_db()
    assert entry.title == "Mine"


@pytest.mark.parametrize(
    ("bibtex", "sentence"),
    [
        ("", "There is no BibTeX entry in this."),
        ("words", "There is no BibTeX entry in this."),
        ("\n@misc{a, title = {One", "Line 1: It is cut off"),
        ("@misc{a, title = {One}}\n@misc{b, title = {Two}}", "Leave one entry here."),
        ("@misc{TAKEN, title = {One}}", "Another entry has this key already"),
        ("@misc{work, title = {One}}", "Another entry has this key already"),
        ("@misc{two words, title = {One}}", "There is a space in its key."),
        ("@misc{a, title = {\x00}}", "control character"),
        ("@misc{a, title = {" + "x" * 70_000 + "}}", "Shorten it"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_will_not_do_is_refused_kindly_and_is_still_in_the_form(bibtex: str, sentence: str) -> None:
    client, author = author_at_desk()
    entry = article("a", title="Kept")
    article("taken")
    make.work(author, slug="work")
    text = html.unescape(client.post(address(entry), {"bibtex": bibtex, "version": 1}).content.decode())
    assert sentence in text
    assert bibtex.replace("\x00", "").strip()[:20] in text.replace("\x00", "")
    entry.refresh_from_db()
    assert entry.title == "Kept"


def test_a_key_that_somebody_has_just_taken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = author_at_desk()
    entry = article("a", title="Kept")
    edit = Entry.edit

    def overtaken(*args: object, **kwargs: object) -> None:
        article("lovelace1842")
        edit(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Entry, "edit", overtaken)
    response = client.post(address(entry), {"bibtex": NEW, "version": 1})
    assert "Another entry has this key already" in response.content.decode()


def test_the_database_keeps_keys_apart() -> None:
    article("a")
    with pytest.raises(IntegrityError):
        article("A")


def test_a_work_s_own_entry_and_one_that_is_gone_are_not_edited_here() -> None:
    client, author = author_at_desk()
    work = make.work(author)
    gone = article("gone")
    gone.remove(actor=NOBODY)
    for entry in (work.entry, gone):
        assert client.get(address(entry)).status_code == 404
        assert client.post(address(entry), {"bibtex": NEW, "version": 1}).status_code == 404
    assert client.get(f"{LIST}{2**70}/edit/").status_code == 404


def test_those_who_write_here_may_edit_it_and_nobody_else() -> None:
    entry = article("a", title="Kept")
    assert Client().get(address(entry)).status_code == 302
    assert Client().post(address(entry), {"bibtex": NEW, "version": 1}).status_code == 403
    assert no_author().post(address(entry), {"bibtex": NEW, "version": 1}).status_code == 403
    author_at_desk()
    assert another().get(address(entry)).status_code == 200
    entry.refresh_from_db()
    assert entry.title == "Kept"
