from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.archive import archives
from tests.archive.vault.vaults import vault
from tests.media.pictures import encoded
from wiki.archive.demonstration import DEMO
from wiki.authors.models import Author, AuthorTotals
from wiki.links.models import Name, Reference
from wiki.log.models import Entry
from wiki.media.models import Image
from wiki.pages import arriving
from wiki.pages.arriving import Arrival
from wiki.pages.models import Page, PageSlug, Revision, Tag
from wiki.pages.saving import Hand

pytestmark = pytest.mark.django_db
TABLES: tuple[type[Model], ...] = (Page, Revision, PageSlug, Tag, Name, Reference, AuthorTotals, Image, Entry)
NOTHING_NEW = re.compile(r"0 added, 0 changed, \d+ unchanged\.\n")


@pytest.fixture(autouse=True)
def author() -> Author:
    """The author whose pages the notes become."""
    return make.primary(user=make.owner())


def run(path: Path, *, dry_run: bool = False) -> str:
    """Import this path by the command, and return what it prints."""
    out = StringIO()
    call_command("import", str(path), dry_run=dry_run, stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every value of every row that an import of a vault may touch."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def said(title: str) -> str:
    """What the page of this title says now."""
    return Page.objects.whole().get(title=title).latest.body


def test_it_works(tmp_path: Path, author: Author) -> None:
    files: dict[str, str | bytes] = {
        "Home.md": "---\naliases: [Start]\ntags: [a, b]\nmood: calm\n---\nSee [[folder/Rings]] and [[gone]].\n",
        "folder/Rings.md": "---\ndraft: true\n---\n[home](../Home.md) %%not yet%%",
    }
    assert run(vault(tmp_path, files)).startswith(
        "2 added, 0 changed, 0 unchanged.\n1 link leads to pages that are not"
    )
    home, rings = Page.objects.whole().order_by("title")
    assert (home.title, home.slug, home.state, home.number) == ("Home", "home", "published", 1)
    assert home.latest.content.aliases == ("Start",)
    assert home.latest.body == "See [[Rings|folder/Rings]] and [[gone]]."
    assert home.extra == {"mood": "calm", "vault_path": "Home.md"}
    assert (rings.state, rings.latest.body) == ("draft", "[[Home|home]] ")
    assert rings.extra["vault_comments"] == ["not yet"]
    assert not rings.latest.public
    assert (home.latest.summary, home.latest.editor, home.latest.added) == ("Imported", author, 6)
    assert [tag.label for tag in home.tags.order_by("label")] == ["a", "b"]
    assert AuthorTotals.objects.get(author=author).edits == 1
    assert Entry.objects.filter(verb="begun", kind="pages.page").count() == 2


def test_links_lead_to_notes_before_and_after_them(tmp_path: Path) -> None:
    run(
        vault(
            tmp_path,
            {"a.md": "[[b]] [[b#Part]] [[b#No]]", "b.md": "# Part\n\n[[a]] [[A|x]] [[a#No]]", "c.md": "[[B-]]"},
        )
    )
    titles = dict(Page.objects.values_list("pk", "title"))
    found = {
        (titles[source], wanted, part): (titles.get(target or 0), broken)
        for source, wanted, part, target, broken in Reference.objects.values_list(
            *("source", "wanted", "part", "target", "broken")
        )
    }
    assert found == {
        ("a", "b", ""): ("b", False),
        ("a", "b", "part"): ("b", False),
        ("a", "b", "no"): ("b", True),
        ("b", "a", ""): ("a", False),
        ("b", "a", "no"): ("a", True),
        ("c", "b-", ""): (None, False),
    }


def test_a_link_that_waited_for_a_note_leads_there(tmp_path: Path, author: Author) -> None:
    make.page(author, title="Here", body="[[Rings]] [[Rings#Ideals]] [[Rings#No]]")
    run(vault(tmp_path, {"Rings.md": "# Ideals"}))
    rings = Page.objects.get(title="Rings")
    assert set(Reference.objects.filter(target=rings.pk).values_list("part", "broken")) == {
        ("", False),
        ("ideals", False),
        ("no", True),
    }


def test_importing_again_changes_nothing(tmp_path: Path, media: Path) -> None:
    files: dict[str, str | bytes] = {
        "Home.md": "---\ntags: [A, a]\naliases: [home, H, h]\n---\n\n\n[[x]]  \r\n\r\n![[p.png]]\r\n\r\n\r\n",
        "x.md": "",
        "p.png": encoded(),
    }
    run(vault(tmp_path / "v", files))
    before = rows()
    assert NOTHING_NEW.match(run(tmp_path / "v"))
    assert rows() == before


def test_what_changed_in_a_file_changes_its_page_alone(tmp_path: Path) -> None:
    run(vault(tmp_path, {"a.md": "One.", "b.md": "Two."}))
    report = run(vault(tmp_path, {"a.md": "---\ndraft: true\nmood: x\n---\nOne and a half."}))
    assert report == "0 added, 1 changed, 1 unchanged.\n"
    page = Page.objects.whole().get(title="a")
    assert (page.number, page.latest.body, page.state) == (2, "One and a half.", "draft")
    assert page.extra["mood"] == "x"
    assert Page.objects.get(title="b").number == 1
    assert NOTHING_NEW.match(run(tmp_path))


def test_a_note_that_is_a_draft_no_more_is_published(tmp_path: Path) -> None:
    run(vault(tmp_path, {"a.md": "---\npublish: false\n---\nOne."}))
    run(vault(tmp_path, {"a.md": "One."}))
    page = Page.objects.get(title="a")
    assert page.is_published
    assert page.latest.public


def test_a_page_that_was_edited_here_is_left_and_told_of(tmp_path: Path, author: Author) -> None:
    run(vault(tmp_path, {"a.md": "One."}))
    make.revise(Page.objects.whole().get(), author, body="Mine.")
    report = run(vault(tmp_path, {"a.md": "Another."}))
    assert "a.md: edited on the site since it was imported, so left as it is." in report
    assert said("a") == "Mine."


def test_a_page_that_was_unpublished_here_is_left_and_told_of(tmp_path: Path) -> None:
    run(vault(tmp_path, {"a.md": "One."}))
    Page.objects.get().unpublish(actor=make.owner())
    assert "a.md: edited on the site since it was imported" in run(tmp_path)
    assert not Page.objects.get().is_published


def test_a_page_that_was_deleted_here_stays_so(tmp_path: Path) -> None:
    run(vault(tmp_path, {"a.md": "One."}))
    Page.objects.get().remove(actor=make.owner())
    assert "a.md: deleted on the site, so left deleted." in run(tmp_path)
    assert Page.objects.get().deleted_at


def test_a_page_that_was_written_here_is_left_and_told_of(tmp_path: Path, author: Author) -> None:
    make.page(author, title="Rings", body="Mine.")
    assert "rings.md: written on the site and not imported, so left as it is." in run(
        vault(tmp_path, {"rings.md": "x"})
    )
    assert said("Rings") == "Mine."


def test_a_page_that_says_the_same_already_counts_as_imported(tmp_path: Path, author: Author) -> None:
    Page.objects.filter(pk=make.page(author, title="a", body="One.").pk).update(extra={"vault_path": "a.md"})
    assert NOTHING_NEW.match(run(vault(tmp_path, {"a.md": "One."})))
    assert run(vault(tmp_path, {"a.md": "Two."})).startswith("0 added, 1 changed")


def test_a_name_of_another_page_is_refused_and_an_alias_left_out(tmp_path: Path, author: Author) -> None:
    make.page(author, title="Ring", aliases=("Annulus",))
    report = run(vault(tmp_path, {"annulus.md": "x", "b.md": "---\naliases: [RING, own]\n---\n"}))
    assert "annulus.md: another page answers to its name here. Rename one of them." in report
    assert "b.md: the alias 'RING' is left out. It names another page here." in report
    assert Page.objects.whole().get(title="b").latest.content.aliases == ("own",)
    assert not Page.objects.filter(title="annulus").exists()


def test_addresses_are_flat_and_no_two_alike(tmp_path: Path, author: Author) -> None:
    make.page(author, title="C")
    files: dict[str, str | bytes] = {"C#.md": "", "x/C++.md": "", "a/n.md": "", "b/n.md": "", "new.md": "", "!!.md": ""}
    run(vault(tmp_path, files))
    slugs = dict(Page.objects.values_list("title", "slug"))
    assert slugs == {"C": "c", "C#": "c-2", "C++": "c-3", "a/n": "a-n", "b/n": "b-n", "new": "new-2", "!!": "page"}


@pytest.mark.parametrize("what", ["vault", "archive"])
def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path: Path, media: Path, what: str) -> None:
    files: dict[str, str | bytes] = {"a.md": "[[b]] ![[p.png]]", "p.png": encoded()}
    path = vault(tmp_path / "v", files) if what == "vault" else archives.archive(tmp_path / "v", a=archives.comment())
    before = rows() | archives.rows()
    dry = run(path, dry_run=True)
    assert rows() | archives.rows() == before
    assert not list(media.glob("*"))
    assert dry == f"Nothing was changed. An import would come to this:\n{run(path)}"


def test_a_vault_for_nobody_is_refused(tmp_path: Path) -> None:
    Author.objects.all().delete()
    with pytest.raises(CommandError, match="There is no author yet whose pages these would be"):
        run(vault(tmp_path, {"a.md": "x"}))


def test_a_text_with_too_many_links_is_left_out_and_told_of(tmp_path: Path) -> None:
    report = run(vault(tmp_path, {"a.md": "[[x]] " * 10_001, "b.md": "One."}))
    assert report.startswith("1 added, 0 changed, 0 unchanged.\n")
    assert "a.md: This text has more than 10,000 links" in report
    assert [page.title for page in Page.objects.all()] == ["b"]


def test_a_link_to_a_page_that_was_here_before_is_not_missing(tmp_path: Path, author: Author) -> None:
    make.page(author, title="Rings")
    assert "gone (1)." in run(vault(tmp_path, {"a.md": "[[rings]] [[gone]]"}))


def test_a_demo_with_pages_is_no_more_untouched(tmp_path: Path) -> None:
    Author.objects.all().delete()
    archives.run(DEMO)
    run(vault(tmp_path / "v", {"a.md": "One."}))
    archives.run(archives.archive(tmp_path / "a"))
    assert Author.objects.count() == 2
    assert Page.objects.filter(title="a").exists()


def test_a_note_that_is_called_otherwise_now_is_another_page_and_told_of(tmp_path: Path) -> None:
    run(vault(tmp_path, {"a/n.md": "One."}))
    report = run(vault(tmp_path, {"b/n.md": "Two."}))
    assert report.startswith("2 added, 0 changed, 0 unchanged.\n")
    assert "a/n.md: it was called 'n' when it was imported before; that page stays beside the new one." in report
    assert said("n") == said("a/n") == "One."


def test_more_tags_and_aliases_than_a_page_may_have_are_told_of(tmp_path: Path) -> None:
    many = ", ".join(f"w{number}" for number in range(51))
    report = run(vault(tmp_path, {"a.md": f"---\ntags: {many}, {'x' * 61}\naliases: {many}\n---\n"}))
    assert "a.md: 2 of its tags are left out, as too many or too long." in report
    assert "a.md: 1 of its aliases are left out, as too many or too long." in report
    content = Page.objects.whole().get().latest.content
    assert len(content.tags) == len(content.aliases) == 50


def test_who_takes_a_name_at_the_same_moment_ends_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def arrive(arrivals: list[Arrival], *, hand: Hand) -> None:
        make.page(hand.editor, title=arrivals[0].page.title)
        arriving.arrive(arrivals, hand=hand)

    monkeypatch.setattr("wiki.archive.vault.writing.arrive", arrive)
    with pytest.raises(CommandError, match="Somebody gave a page here one of these names at the same moment"):
        run(vault(tmp_path, {"a.md": "x"}))
    assert not Page.objects.exists()


def test_queries_grow_by_batch_and_not_by_note(tmp_path: Path) -> None:
    counts = []
    for number, count in enumerate((20, 120)):
        notes: dict[str, str | bytes] = {f"{number}-{n}.md": f"[[{number}-{n + 1}]] [[{n}#x]]" for n in range(count)}
        path = vault(tmp_path / str(number), notes)
        with CaptureQueriesContext(connection) as captured:
            run(path)
        counts.append(len(captured))
    assert counts[1] - counts[0] <= 100 / 5  # SQLite takes a thousand values a statement
