"""Editing a work: two edits at once lose nothing."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from tests import make
from tests.works.signed_in import LIST, address, another, author_at_desk, no_author, page
from wiki.log.models import Entry
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db


def sent(**fields: str) -> dict[str, str]:
    return {"title": "Rings", "version": "1"} | fields


def test_it_works() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Rings", slug="rings", abstract="Old words.")
    text = page(client, address(work, "edit"))
    assert 'value="Rings"' in text
    assert "Old words." in text
    response = client.post(address(work, "edit"), sent(title="On rings", abstract="New *words*.", year="1921"))
    assert response["Location"] == f"{LIST}?saved=rings"
    assert "saved" in response.cookies
    text = page(Client())
    assert "On rings" in text
    assert "New <em>words</em>." in text
    assert "1921" in text
    work.refresh_from_db()
    assert (work.version, work.slug) == (2, "rings")
    entry = Entry.objects.about(work).get()
    assert (entry.verb, entry.actor_id, entry.before) == ("edited", author.user_id, {"version": 1})
    assert entry.after == {"version": 2, "changed": "title, year, abstract"}


def test_the_log_holds_no_words_of_the_work() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Unforgettable")
    client.post(address(work, "edit"), sent(title="Memorable", abstract="Adorable.", bibtex="@misc{deplorable}"))
    entry = Entry.objects.get()
    assert "orable" not in f"{entry.before}{entry.after}{entry.reason}{entry.verb}"


def test_an_unchanged_work_stays_as_it_is() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Rings", abstract="A line.\nAnother.", bibtex="@misc{a,\n title = {b}}")
    form = sent(abstract="A line.\r\nAnother.\r\n", bibtex="@misc{a,\r\n title = {b}}")
    assert client.post(address(work, "edit"), form).status_code == 302
    work.refresh_from_db()
    assert work.version == 1
    assert not Entry.objects.exists()


def test_the_later_of_two_edits_sees_both_and_loses_nothing() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Rings", abstract="First words.", year="1920")
    client.post(address(work, "edit"), sent(abstract="Words of one tab.", venue="Annalen", year="1920"))
    response = client.post(address(work, "edit"), sent(abstract="Words of another.", year="1921"))
    text = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert "Words of another.</textarea>" in text
    assert "<del>" in text
    assert "one tab" in text
    for label, saved, typed in (("Venue", "Annalen", "nothing"), ("Year", "1920", "1921")):
        section = text.split(f"<h2>{label}</h2>", 1)[1].split("</section>", 1)[0]
        assert f">{saved}</dd>" in section
        assert f">{typed}</dd>" in section
    assert "<h2>Title</h2>" not in text
    assert 'name="version" value="2"' in text
    work.refresh_from_db()
    assert (work.abstract, work.venue) == ("Words of one tab.", "Annalen")
    client.post(address(work, "edit"), sent(abstract="Words of another.", year="1921", version="2"))
    work.refresh_from_db()
    assert (work.abstract, work.venue, work.year) == ("Words of another.", "", "1921")


def test_the_same_edit_twice_is_no_conflict() -> None:
    client, author = author_at_desk()
    work = make.work(author)
    for _ in range(2):
        assert client.post(address(work, "edit"), sent()).status_code == 302
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("version", ["", "0", "-1", "99999999999999999999"])
def test_a_form_that_does_not_say_its_version_changes_nothing(version: str) -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Here")
    assert client.post(address(work, "edit"), sent(version=version)).status_code == 409
    work.refresh_from_db()
    assert work.title == "Here"


def test_a_version_that_is_no_number_is_a_conflict_that_loses_nothing() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Here")
    response = client.post(address(work, "edit"), sent(version="two"))
    assert response.status_code == 409
    assert 'value="Rings"' in response.content.decode()


def test_a_work_that_was_removed_meanwhile_takes_the_edit_and_stays_removed() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Rings")
    assert author.user
    work.remove(actor=author.user)
    assert "Off your page at present" in page(client, address(work, "edit"))
    client.post(address(work, "edit"), sent(title="An hour's work"))
    work.refresh_from_db()
    assert work.title == "An hour's work"
    assert work.removed_at
    assert "An hour's work" not in page(Client())


def test_a_preview_or_a_filling_saves_nothing() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Rings")
    for button in ("preview", "fill"):
        form = sent(title="Typed", abstract="So *far*.", bibtex="@misc{a, year = 1921}", **{button: "1"})
        text = html.unescape(client.post(address(work, "edit"), form).content.decode())
        assert "So <em>far</em>." in text
        assert 'value="Typed"' in text
        assert 'name="version" value="1"' in text
    work.refresh_from_db()
    assert work.title == "Rings"


def test_a_refused_edit_keeps_what_was_typed() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Rings")
    response = client.post(address(work, "edit"), sent(title="", abstract="An hour's work.", doi="nonsense"))
    text = html.unescape(response.content.decode())
    assert response.status_code == 200
    for words in ("Give the work a title.", "A DOI looks like", 'value="nonsense"', "An hour's work."):
        assert words in text


def test_a_lost_session_loses_no_words() -> None:
    work = make.work(make.primary(user=make.user()))
    response = Client().post(address(work, "edit"), sent(abstract="An hour's work."))
    assert response.status_code == 403
    assert "An hour&#x27;s work." in response.content.decode()


def test_nobody_edits_another_s_work() -> None:
    _, author = author_at_desk()
    work = make.work(author, title="Mine")
    assert another().get(address(work, "edit")).status_code == 404
    assert another().post(address(work, "edit"), sent(title="Yours")).status_code == 404
    assert no_author().post(address(work, "edit"), sent(title="Yours")).status_code == 403
    assert Client().get(address(work, "edit")).status_code == 302
    assert SelectedWork.objects.get().title == "Mine"
