"""The manual that comes with every site: there, current, and in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.archive.archives import archive, comment, refusal, run
from tests.pages.looking import looker
from tests.queries import captured
from tests.races import at_once, need_two_at_once
from wiki.archive.manual import PLACE, put_manual
from wiki.authors.counting import drift
from wiki.authors.models import MANUAL, Author, AuthorTotals
from wiki.links.keys import key
from wiki.links.models import Name, Reference
from wiki.pages import counting
from wiki.pages.models import Page, Revision

pytestmark = pytest.mark.django_db
FIRST = "Manual: First"
#: Every list that has pages or their revisions in it.
LISTS = [f"/wiki/{name}" for name in ("", "recent/", "tags/", "wanted/", "orphans/", "broken/", "changes.atom")]


def place(root: Path, /, **pages: str) -> Path:
    """A manual of these pages, `first="Words."` being “Manual: First”."""
    (root / "pages").mkdir(exist_ok=True)
    for name, body in pages.items():
        text = f'---\ntitle: "Manual: {name.capitalize()}"\n---\n{body}\n'
        (root / "pages" / f"manual-{name}.md").write_text(text)
    return root


def first() -> Page:
    """“Manual: First” as it is here."""
    return Page.objects.whole().get(slug="manual-first")


def test_it_works(client: Client) -> None:
    assert put_manual() == []
    files = sorted(path.stem for path in (PLACE / "pages").glob("*.md"))
    assert files == sorted(Page.objects.filter(shipped=True).values_list("slug", flat=True))
    for slug in files:
        page = client.get(f"/wiki/{slug}/")
        assert page.status_code == 200
        assert "<h1 id=" in page.text
        assert "Manual: " in page.text


def test_a_second_time_nothing_is_done_in_one_query() -> None:
    put_manual()
    before = list(Revision.objects.values_list("pk", flat=True))
    with captured() as sql:
        assert put_manual() == []
    assert len(sql) == 1
    assert list(Revision.objects.values_list("pk", flat=True)) == before


def test_a_changed_text_is_a_new_revision_of_that_page_alone(tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="As it was.", second="The same."))
    put_manual(place(tmp_path, first="As it is."))
    assert first().latest.body == "As it is."
    assert first().latest.editor.slug == MANUAL
    assert (first().number, first().shipped) == (2, True)
    assert Page.objects.get(slug="manual-second").number == 1
    assert not Revision.objects.filter(listed=True).exists()


def test_a_changed_title_keeps_the_old_address(client: Client, tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="Words."))
    renamed = tmp_path / "pages" / "manual-first.md"
    renamed.write_text(renamed.read_text().replace("First", "Beginning"))
    assert put_manual(tmp_path) == []
    assert Page.objects.get().title == "Manual: Beginning"
    assert client.get("/wiki/manual-first/")["Location"].startswith("/wiki/manual-beginning/")


def test_a_page_that_was_edited_here_is_the_sites_own_and_stays(tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="As it was."))
    make.revise(first(), make.primary(), body="Our own words.")
    assert put_manual(place(tmp_path, first="As it is.")) == []
    assert first().latest.body == "Our own words."
    assert [page.title for page in Page.objects.listed()] == [FIRST]


def test_a_page_that_was_renamed_here_does_not_come_a_second_time(tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="As it was."))
    make.revise(first(), make.primary(), title="Our help")
    put_manual(place(tmp_path, first="As it is."))
    assert Page.objects.get().title == "Our help"


def test_a_page_that_was_removed_here_stays_away_until_it_is_restored(client: Client, tmp_path: Path) -> None:
    owner = make.owner()
    put_manual(place(tmp_path, first="As it was."))
    first().remove(actor=owner)
    put_manual(place(tmp_path, first="As it is."))
    assert first().deleted_at
    assert client.get("/wiki/manual-first/").status_code == 404
    first().restore(actor=owner)
    put_manual(place(tmp_path, first="As it will be."))
    assert first().latest.body == "As it will be."


def test_a_page_that_was_made_a_draft_here_stays_one(tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="As it was."))
    first().unpublish(actor=make.owner())
    put_manual(place(tmp_path, first="As it is."))
    assert first().state == "draft"
    assert first().latest.body == "As it is."


def test_a_title_that_was_taken_before_is_left_alone_and_said_until_it_is_free(tmp_path: Path) -> None:
    own = make.page(make.primary(), title="manual: first", body="Mine.")
    shipped = place(tmp_path, first="Words.", second="Words.")
    said = [f"The page “{FIRST}” of the manual is left out, since a page of yours has its name or address."]
    assert put_manual(shipped) == said
    assert put_manual(shipped) == said
    own.refresh_from_db()
    assert (own.latest.body, own.number) == ("Mine.", 1)
    make.revise(own, Author.objects.people().get(), title="Mine")
    Name.objects.filter(key=key(FIRST)).delete()
    own.slugs.exclude(slug="mine").delete()
    assert put_manual(shipped) == []
    assert first().shipped


@pytest.mark.parametrize("taken", [{"title": "Help", "aliases": (FIRST,)}, {"title": "Manual first"}])
def test_an_alias_or_an_address_that_was_taken_before_is_left_alone(tmp_path: Path, taken: dict[str, str]) -> None:
    make.page(make.primary(), **taken)
    assert len(put_manual(place(tmp_path, first="Words."))) == 1
    assert not Page.objects.filter(shipped=True).exists()


def test_it_stands_in_no_list_count_or_backlink(client: Client) -> None:
    author = make.primary()
    own = make.page(author, title="An example of a page that is not there", body="Here after all.")
    put_manual()
    assert [page.title for page in Page.objects.listed()] == [own.title]
    assert Revision.objects.filter(listed=True).count() == 1
    assert not Reference.objects.exists()
    for address in (f"{own.get_absolute_url()}backlinks/", own.get_absolute_url(), "/", *LISTS):
        assert "Manual: " not in client.get(address).text, address
        assert "Manual: " not in looker("admin").get(address).text, address
    assert AuthorTotals.objects.get(author__slug=MANUAL).edits == 0
    assert not drift("edits", counting.own())


def test_its_pages_have_no_feeds(client: Client) -> None:
    put_manual()
    assert client.get("/wiki/manual-links/changes.atom").status_code == 404
    assert "changes.atom" not in client.get("/wiki/manual-links/").text


def test_once_it_is_edited_here_it_leads_to_what_it_names(tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="See [[Elsewhere]]."))
    assert not Reference.objects.exists()
    make.revise(first(), make.primary(), body="See [[Elsewhere]] now.")
    assert Reference.objects.get().public


def test_rendering_it_anew_tells_no_list_of_it(tmp_path: Path) -> None:
    put_manual(place(tmp_path, first="See [[Elsewhere]]."))
    revision = first().latest
    revision.render()
    assert revision.mentioning is None


@pytest.mark.parametrize(("role", "sees"), [("reader", False), ("moderator", False), ("co-author", True)])
def test_only_who_writes_here_is_offered_it_to_link_to(role: str, sees: bool) -> None:
    put_manual()
    client = looker(role)
    for asked in ("manual: lin", "Manual: Links#Red"):
        assert ("manual-links" in client.get(reverse("pages:find"), {"q": asked}).text) is sees


def test_whoever_wrote_it_has_no_page(client: Client) -> None:
    put_manual()
    author = Author.objects.get(slug=MANUAL)
    assert not author.listed
    assert client.get(author.get_absolute_url()).status_code == 404
    assert client.get("/authors/nobody/").status_code == 404


def test_nobody_else_is_called_as_whoever_wrote_it(tmp_path: Path) -> None:
    text = "---\nname: Somebody\nslug: commonplace-manual\n---\n"
    assert "Give another slug" in refusal(archive(tmp_path, {"author.md": text}))


def test_the_demo_still_gives_way_beside_it(tmp_path: Path) -> None:
    run(PLACE.parent / "demo")
    put_manual()
    run(archive(tmp_path, first=comment()))
    assert Author.objects.people().get().name == "Grace Hopper"


def test_an_archive_that_brings_a_page_of_it_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    put_manual(place(tmp_path / "shipped", first="As it was."))
    page = f'---\ntitle: "{FIRST}"\n---\nOur own words.\n'
    run(archive(tmp_path / "mine", {"pages/manual-first.md": page}))
    assert (first().latest.body, first().shipped) == ("Our own words.", False)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_each_page_once() -> None:
    need_two_at_once()
    assert at_once(put_manual, put_manual) == [[], []]
    assert Page.objects.count() == Revision.objects.count() == len(list((PLACE / "pages").glob("*.md")))
