from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from tests import make
from tests.archive.archives import archive, refusal, run, zipped
from wiki.archive.front_matter import read_document
from wiki.archive.pages import page_fields, read_page, read_revision, revision_fields
from wiki.authors.models import Author, AuthorTotals
from wiki.lib.front_matter import written
from wiki.links.models import Name, Reference
from wiki.log.models import Entry
from wiki.pages.models import Page, PageSlug, Revision, Tag

pytestmark = pytest.mark.django_db
TABLES: tuple[type[Model], ...] = (Page, Revision, PageSlug, Tag, Name, Reference, AuthorTotals, Entry)
NOTHING_NEW = "0 added, 0 changed, "

RINGS = """---
title: Rings
state: published
aliases: [Annuli]
tags: [algebra, basics]
status: in progress
confidence: likely
mood: calm
former: [Circles]
addresses: [circles]
changed: 2024-03-02T10:00:00Z
---

A ring has [[Ideals]].
"""
FIRST = """---
title: Circles
changed: 2024-03-01T10:00:00Z
summary: A beginning
editor: ada
public: true
---

A ring.
"""
SECOND = """---
title: Rings
changed: 2024-03-01T12:00:00Z
minor: true
suppressed: [text]
---

A ring, or somebody's number.
"""
ADA = "---\nname: Ada Lovelace\n---\n"
WITH_PAST: dict[str, str] = {
    "authors/ada.md": ADA,
    "pages/rings.md": RINGS,
    "pages/rings.revisions/0001.md": FIRST,
    "pages/rings.revisions/0003.md": SECOND,
}


def page(title: str = "Rings", body: str = "A ring.", **head: str) -> str:
    """The text of a page's file; the values stand in it as they are."""
    return f"---\ntitle: {title}\n" + "".join(f"{key}: {value}\n" for key, value in head.items()) + f"---\n\n{body}\n"


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every value of every row that an import of pages may touch."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def rings() -> Page:
    return Page.objects.whole().get(slug="rings")


def refused(folder: Path, text: str, name: str = "pages/rings.md") -> str:
    return refusal(archive(folder, {"pages/rings.md": page(), name: text}))


def test_it_works(tmp_path: Path) -> None:
    assert run(archive(tmp_path, {"pages/rings.md": RINGS, "pages/ideals.md": page("Ideals", state="draft")})) == (
        "3 added, 0 changed, 0 unchanged.\n"
    )
    found = rings()
    assert (found.title, found.state, found.number) == ("Rings", "published", 1)
    assert found.latest.body == "A ring has [[Ideals]]."
    assert found.latest.written_at == found.changed_at == datetime(2024, 3, 2, 10, tzinfo=UTC)
    content = found.latest.content
    assert (content.aliases, content.tags) == (("Annuli",), ("algebra", "basics"))
    assert (content.status, content.confidence) == ("in progress", "likely")
    assert found.extra == {"mood": "calm"}
    assert Page.objects.get(slug="ideals").state == "draft"
    assert Reference.objects.get(source=found.pk).target == Page.objects.get(slug="ideals").pk
    assert set(Name.objects.filter(target=found.pk).values_list("label", "kind")) == {
        ("Rings", "title"),
        ("Annuli", "alias"),
        ("Circles", "former"),
    }
    assert set(PageSlug.objects.filter(page=found).values_list("slug", flat=True)) == {"rings", "circles"}
    assert AuthorTotals.objects.get(author__slug="grace-hopper").edits == 1


def test_a_page_comes_with_what_it_said_before(tmp_path: Path) -> None:
    run(archive(tmp_path, WITH_PAST))
    first, second, last = rings().revisions.order_by("number")
    assert (first.number, first.title, first.body, first.summary) == (1, "Circles", "A ring.", "A beginning")
    assert (first.editor.slug, first.public, first.minor) == ("ada", True, False)
    assert (second.number, second.minor, second.text_suppressed, second.public) == (3, True, True, False)
    assert (last.number, last.public, last.editor.slug) == (4, True, "grace-hopper")
    assert [revision.added for revision in (first, second, last)] == [2, 4, 2]
    assert rings().number == 4
    assert set(AuthorTotals.objects.values_list("author__slug", "edits")) == {("ada", 1), ("grace-hopper", 1)}


def test_what_the_last_revision_says_already_is_no_new_one(tmp_path: Path) -> None:
    run(archive(tmp_path, {"pages/rings.md": RINGS, "pages/rings.revisions/0007.md": RINGS}))
    assert [revision.number for revision in rings().revisions.all()] == [7]


def test_a_heading_that_was_called_otherwise_before_is_still_found(tmp_path: Path) -> None:
    files = {"pages/rings.md": page(body="# New"), "pages/rings.revisions/1.md": page(body="# Old")}
    run(archive(tmp_path, {**files, "pages/b.md": page("B", "[[Rings#Old]] [[Rings#New]] [[Rings#Not]]")}))
    assert set(Reference.objects.values_list("part", "broken")) == {("old", False), ("new", False), ("not", True)}


@pytest.mark.parametrize("as_zip", [False, True])
def test_importing_again_changes_nothing(tmp_path: Path, as_zip: bool) -> None:
    path = archive(tmp_path / "a", {**WITH_PAST, "pages/c-2.md": page("C#", locked="true"), "pages/c.md": page("C")})
    path = zipped(path, tmp_path / "a.zip") if as_zip else path
    run(path)
    before = rows()
    assert run(path).startswith(NOTHING_NEW)
    assert rows() == before


def test_a_page_has_the_address_that_its_file_says(tmp_path: Path) -> None:
    run(archive(tmp_path, {"pages/c.md": page("C++"), "pages/c-2.md": page("C#"), "pages/elsewhere.md": page("C")}))
    assert dict(Page.objects.values_list("title", "slug")) == {"C++": "c", "C#": "c-2", "C": "elsewhere"}
    assert set(PageSlug.objects.values_list("slug", flat=True)) == {"c", "c-2", "elsewhere"}


def test_a_changed_file_is_a_new_revision(tmp_path: Path) -> None:
    run(archive(tmp_path, {"pages/rings.md": page()}))
    report = run(
        archive(tmp_path, {"pages/rings.md": page("Rings and more", "Another.", state="draft", locked="true")})
    )
    assert report.startswith("0 added, 1 changed, 1 unchanged")
    found = Page.objects.whole().get()
    assert (found.number, found.latest.body, found.state, found.locked) == (2, "Another.", "draft", True)
    assert set(PageSlug.objects.values_list("slug", flat=True)) == {"rings", "rings-and-more"}
    assert run(tmp_path).startswith(NOTHING_NEW)


def test_revisions_that_were_made_elsewhere_since_are_added(tmp_path: Path) -> None:
    run(archive(tmp_path / "a", {"pages/rings.md": page(body="One."), "pages/rings.revisions/1.md": page(body="One.")}))
    later = {"pages/rings.md": page(body="Three."), "pages/rings.revisions/1.md": page(body="Not looked at.")}
    later |= {f"pages/rings.revisions/{n}.md": page(body=text) for n, text in ((2, "Two."), (3, "Three."))}
    run(archive(tmp_path / "b", later))
    assert [revision.body for revision in rings().revisions.order_by("number")] == ["One.", "Two.", "Three."]


def test_a_page_that_was_edited_here_is_left_and_told_of(tmp_path: Path) -> None:
    run(archive(tmp_path, {"pages/rings.md": page()}))
    make.revise(rings(), Author.objects.get(), body="Mine.")
    report = run(archive(tmp_path, {"pages/rings.md": page(body="Another.")}))
    assert "pages/rings.md: edited on the site since it was imported, so left as it is." in report
    assert rings().latest.body == "Mine."


def test_a_page_that_was_deleted_here_stays_so(tmp_path: Path) -> None:
    run(archive(tmp_path, {"pages/rings.md": page()}))
    rings().remove(actor=make.owner())
    assert "pages/rings.md: deleted on the site, so left deleted." in run(tmp_path)


def test_a_former_name_that_is_another_page_s_now_stays_there(tmp_path: Path) -> None:
    run(archive(tmp_path, {"pages/a.md": page("A", former="[B]", addresses="[b]"), "pages/b.md": page("B")}))
    assert Name.objects.get(key="b").target == Page.objects.get(slug="b").pk
    assert PageSlug.objects.get(slug="b").page.title == "B"


@pytest.mark.parametrize(
    "body", ["", "\n\nTwo blank lines first.", "    code first", "Line.\n\n---\n\nRule.", "é 🤖 \\ ```"]
)
def test_what_a_page_says_comes_back_from_its_file(tmp_path: Path, body: str) -> None:
    made = make.page(make.primary(), title="'a' & b: C#", body=body, tags=("no", "1"), aliases=("2024-01-01", "x: y"))
    said = page_fields(made)
    text = written({name: value for name, value in said.items() if name not in ("body", "extra")}, said["body"])
    read = read_page(read_document("pages/c.md", text))
    assert {name: read[name] for name in said} == said


def test_a_revision_comes_back_from_its_file() -> None:
    author = make.primary()
    made = make.revise(make.page(author, state="draft"), author, body="Two.", summary="Why: 'this'", minor=True).latest
    said = revision_fields(made)
    told = {name: value for name, value in said.items() if name not in ("number", "body", "changed")}
    text = written(told | {"changed": made.written_at.isoformat()}, said["body"])
    assert read_revision(read_document("pages/x.revisions/0002.md", text)) == said


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("title: a|b", "line 2: title is not one that a page can have. A title cannot contain |"),
        ("body: x", "title is missing."),
        ("title: A\nstate: hidden", "line 3: state must be draft or published."),
        ("title: A\naliases: ['[x]']", "line 3: aliases has '[x]', which no page can be called."),
        ("title: A\nlocked: perhaps", "line 3: locked must be true or false."),
        ("title: A\neditor: nobody", "line 3: There is no author 'nobody' in the archive or here."),
        ("title: A\nsuppressed: [all]", "line 3: suppressed must be a list of any of text, summary, editor."),
        (f"title: A\ntags: [{','.join(map(str, range(51)))}]", "line 3: tags has 51 entries; at most 50 fit."),
        (f"title: A\ntags: [{'x' * 61}]", "line 3: tags has 61 characters; at most 60 fit."),
        ("title: A\nchanged: yesterday", "line 3: changed must be a date"),
    ],
)
def test_a_refusal_says_where_and_what_to_write(tmp_path: Path, head: str, says: str) -> None:
    assert f"pages/rings.md{', ' if says.startswith('line') else ': '}{says}" in refused(
        tmp_path, f"---\n{head}\n---\n"
    )


@pytest.mark.parametrize("name", ["pages/New page.md", "pages/new.md", "pages/UP.md", f"pages/{'x' * 121}.md"])
def test_a_file_s_name_must_do_for_an_address(tmp_path: Path, name: str) -> None:
    assert f"{name}: The name of this file must be like title-of-the-page.md." in refused(tmp_path, page("A"), name)


@pytest.mark.parametrize("name", ["0.md", "one.md", "1.5.md"])
def test_a_revision_s_file_is_named_by_its_number(tmp_path: Path, name: str) -> None:
    says = f"pages/rings.revisions/{name}: The name of this file must be a number, such as 0001.md."
    assert says in refused(tmp_path, page("A"), f"pages/rings.revisions/{name}")


def test_two_files_with_one_title_are_refused(tmp_path: Path) -> None:
    says = "pages/x.md, line 2: pages/rings.md has the title rings too. Give one of them another."
    assert says in refused(tmp_path, page("RINGS"), "pages/x.md")


def test_a_title_that_is_another_page_s_here_is_refused(tmp_path: Path) -> None:
    make.page(make.author(), title="Rings")
    assert "pages/other.md, line 2: Another page is called Rings here." in refused(
        tmp_path, page("Rings"), "pages/other.md"
    )


def test_a_text_that_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    assert "pages/rings.md: This is nested " in refused(tmp_path, page(body="> " * 200 + "a"))


def test_a_link_in_place_of_a_page_s_past_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a", {"pages/rings.md": page()})
    (tmp_path / "a/pages/rings.revisions").symlink_to(tmp_path)
    assert "pages/rings.revisions: This is a symbolic link. Put the folder itself here." in refusal(path)
