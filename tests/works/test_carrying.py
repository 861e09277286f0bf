"""Every selected work can be cited by one key, which is its own."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from tests import make
from tests.works.bibliography import NOBODY, article
from wiki.log.models import Entry as LogEntry
from wiki.markup.citations import keys as written_by
from wiki.works.entries import Entry
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db
BIBTEX = "@article{noether1921, title = {Idealtheorie}, author = {Noether, Emmy}, journal = {Annalen}, volume = 83}"


def keys() -> list[str]:
    """The keys of all works, the first work's first."""
    return list(Entry.objects.exclude(work=None).order_by("work").values_list("key", flat=True))


def test_it_works() -> None:
    work = make.work(make.author(), slug="ideals", title="Ideals", year="1921", bibtex=BIBTEX)
    entry = work.entry
    assert (entry.key, entry.folded, entry.kind, entry.volume) == ("noether1921", "noether1921", "article", "83")
    assert (entry.title, entry.year) == ("Idealtheorie", "1921"), "its BibTeX goes first, then its own columns"
    assert entry.authors == [{"family": "Noether", "given": "Emmy"}]
    assert entry.bibtex == BIBTEX


@pytest.mark.parametrize(
    "bibtex", ["", "nothing of the kind", "@misc{broken, title = {", "@misc{two words, title = {T}}"]
)
def test_without_a_key_in_sound_bibtex_it_is_known_by_its_slug(bibtex: str) -> None:
    work = make.work(make.author(), slug="ideals", title="Ideals", authors="Emmy Noether, David Hilbert", bibtex=bibtex)
    entry = work.entry
    assert (entry.key, entry.title, entry.bibtex) == ("ideals", "Ideals", "")
    assert entry.authors == [{"family": "Noether", "given": "Emmy"}, {"family": "Hilbert", "given": "David"}]


def test_a_key_that_no_text_could_cite_is_made_shorter() -> None:
    author = make.author()
    for number in range(2):
        make.work(author, slug=f"{'long-' * 22}{number}")
    one, other = keys()
    assert other == f"{one}-2"
    assert written_by(f"[@{other}, p. 3]") == [other]


def test_it_is_kept_in_step_when_the_work_is_edited() -> None:
    work = SelectedWork.objects.add(make.author(), {"title": "Ideals"}, actor=NOBODY)
    work.edit({"title": "Rings", "bibtex": "@misc{rings1920, year = 1920}"}, actor=NOBODY, version=1)
    entry = Entry.objects.get()
    assert (entry.key, entry.title, entry.year) == ("rings1920", "Rings", "1920")
    assert "rings" in entry.words
    work.edit({"bibtex": ""}, actor=NOBODY, version=2)
    assert keys() == ["ideals"]


def test_two_works_never_share_a_key_and_the_later_has_its_slug() -> None:
    author = make.author()
    make.work(author, slug="one", bibtex="@misc{same, title = {T}}")
    two = make.work(author, slug="two", bibtex="@misc{SAME, title = {T}}")
    make.work(author, slug="same")
    assert keys() == ["same", "two", "same-2"]
    assert two.entry.bibtex == "@misc{two, title = {T}}"


def test_a_work_takes_its_key_from_an_entry_that_is_none_s_and_the_log_says_so() -> None:
    uploaded = article("noether1921", title="Uploaded")
    work = make.work(make.author(), bibtex=BIBTEX)
    assert Entry.objects.get().work == work
    assert LogEntry.objects.about(uploaded).get().verb == "replaced"


def test_what_is_deleted_takes_its_entry_along() -> None:
    author = make.author()
    make.work(author)
    SelectedWork.objects.filter(author=author).delete()
    assert not Entry.objects.exists()


def test_works_are_shown_by_their_slugs_unless_they_were_removed() -> None:
    author = make.author()
    for slug in ("one", "two", "three"):
        make.work(author, slug=slug)
    SelectedWork.objects.get(slug="two").remove(actor=NOBODY)
    assert {work.slug for work in SelectedWork.objects.shown(["one", "two", "none"])} == {"one"}


def test_works_that_were_there_before_the_bibliography_are_carried_when_it_comes() -> None:
    migration = import_module("wiki.works.migrations.0004_entries_of_works")
    author = make.author()
    SelectedWork.objects.bulk_create(
        SelectedWork(author=author, title=f"Work {slug}", slug=slug, bibtex=bibtex)
        for slug, bibtex in (("one", BIBTEX), ("two", BIBTEX), ("three", ""), ("noether1921", ""))
    )
    for _ in range(2):
        migration.carry(apps, None)
        assert keys() == ["noether1921", "two", "three", "noether1921-2"]
    before = list(Entry.objects.order_by("work").values_list("key", "folded", "bibtex", "words", "title", "authors"))
    migration.drop(apps, None)
    assert not Entry.objects.exists()
    for work in SelectedWork.objects.order_by("pk"):
        work.publish()
    after = list(Entry.objects.order_by("work").values_list("key", "folded", "bibtex", "words", "title", "authors"))
    assert after == before
