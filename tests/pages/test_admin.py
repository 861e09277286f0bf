"""Pages and their revisions in the admin: looked at, found and decided about, by superusers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.log.models import Entry
from wiki.pages.suppressing import suppress

if TYPE_CHECKING:
    from django.test import Client

    from wiki.authors.models import Author
    from wiki.pages.models import Page, Revision

pytestmark = pytest.mark.django_db

LIST = "/admin/pages/page/"
REVISIONS = "/admin/pages/revision/"


@pytest.fixture
def author() -> Author:
    return make.primary(name="Ada")


@pytest.fixture
def client() -> Client:
    return browser(superuser())


def seen(client: Client, address: str, **query: str | int) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def screen(row: Page | Revision) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def suppressed(author: Author, *parts: str) -> Revision:
    """A revision, neither the first nor the last, of which these parts are suppressed."""
    page = make.page(author, title="Engine", body="One.")
    culprit = make.author(name="Culprit")
    make.revise(page, culprit, title="Hush", body="One. Number 5550123.", summary="Secretly", tags=("hushed",))
    make.revise(page, author, title="Engine", body="One.", tags=())
    revision: Revision = page.revisions.get(number=2)
    suppress(revision, parts, actor=make.hand(author).actor, reason="")
    return revision


def test_it_works(author: Author, client: Client) -> None:
    page = make.page(author, title="Engine", body="It *computes* <b>.", aliases=("Machine",), tags=("brass",))
    listed = seen(client, LIST)
    assert all(words in listed for words in ("Engine", "Published", "Ada"))
    text = seen(client, screen(page))
    for words in ("It *computes* &lt;b&gt;.", "Machine", "brass", "/wiki/engine/edit/", "/wiki/engine/history/"):
        assert words in text
    assert "<textarea" not in text
    assert "Engine" in seen(client, REVISIONS, page=page.pk)


def test_every_verb_asks_and_is_done_by_the_page_itself(author: Author, client: Client) -> None:
    page = make.page(author, title="Engine", state="draft")
    verbs = ("publish", "lock", "unlock", "unpublish", "remove", "restore")
    for verb in verbs:
        chosen = {"action": verb, "_selected_action": page.pk}
        logged = Entry.objects.about(page).count()
        assert "Engine" in client.post(LIST, chosen).content.decode()
        assert Entry.objects.about(page).count() == logged
        assert "1 " in client.post(LIST, chosen | {"confirmed": "yes"}, follow=True).content.decode()
        page.refresh_from_db()
        assert Entry.objects.about(page).count() == logged + 1, verb
    done = ["restored", "deleted", "unpublished", "unlocked", "locked", "published", "begun"]
    assert [entry.verb for entry in Entry.objects.about(page)] == done
    assert (page.is_published, page.locked, page.deleted_at) == (False, False, None)


def test_many_are_published_at_once_and_what_they_said_as_drafts_stays_hidden(author: Author, client: Client) -> None:
    pages = [make.revise(make.page(author, state="draft"), author, body="Now.") for _ in range(3)]
    there = make.page(author)
    chosen = {"action": "publish", "_selected_action": [page.pk for page in (*pages, there)], "confirmed": "yes"}
    told = client.post(LIST, chosen, follow=True).content.decode()
    assert "3 published; 1 left as it was" in told
    for page in pages:
        page.refresh_from_db()
        assert page.is_published
        assert list(page.revisions.filter(public=True).values_list("number", flat=True)) == [2]


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ((), ["unpublish", "lock", "remove"]),
        (("unpublish", "lock"), ["publish", "unlock", "remove"]),
        (("remove",), ["restore"]),
    ],
)
def test_a_page_offers_what_would_change_it(
    author: Author, client: Client, changes: tuple[str, ...], offered: list[str]
) -> None:
    page = make.page(author)
    for change in changes:
        getattr(page, change)(actor=make.hand(author).actor)
    text = seen(client, screen(page))
    verbs = ("publish", "unpublish", "lock", "unlock", "remove", "restore")
    assert {verb for verb in verbs if f'value="{verb}"' in text} == set(offered)


def test_a_moderator_neither_sees_nor_decides(author: Author) -> None:
    page = make.page(author, title="Sentinel", state="draft")
    page.remove(actor=make.hand(author).actor, reason="Because of a sentinel")
    client = browser(moderator())
    for address in (LIST, REVISIONS, screen(page), screen(page.latest)):
        assert client.get(address).status_code == 403
    assert client.post(LIST, {"action": "restore", "_selected_action": page.pk, "confirmed": "1"}).status_code == 403
    for address in ("/admin/", "/admin/log/entry/", "/admin/log/entry/?kind=pages.page"):
        assert "entinel" not in client.get(address).content.decode()
        assert "/admin/pages/" not in client.get(address).content.decode()


@pytest.mark.parametrize("words", ["engine", "ENGINE analytical", "machine", "analytical  Eng"])
def test_a_page_is_found_by_any_of_its_names(author: Author, client: Client, words: str) -> None:
    make.page(author, title="Analytical Engine", aliases=("Machine",), body="Cogs.")
    make.page(author, title="Other")
    text = seen(client, LIST, q=words)
    assert "Analytical Engine" in text
    assert "Other<" not in text
    assert "Analytical Engine" not in seen(client, LIST, q=f"{words} cogs")


def test_a_search_of_odd_signs_is_no_error(client: Client) -> None:
    for words in ("\0", "%", "'", "[[", "a" * 5000, "🤖"):
        for address in (LIST, REVISIONS):
            assert client.get(address, {"q": words}).status_code == 200


def test_filters_by_state_deletion_lock_manual_editor_and_tag(author: Author, client: Client) -> None:
    page = make.page(author, title="Wanted", tags=("Brass",), state="draft")
    page.lock(actor=make.hand(author).actor)
    other = make.page(make.author(), title="Unwanted")
    other.remove(actor=make.hand(author).actor)
    type(other).objects.filter(pk=other.pk).update(shipped=True)
    queries = (
        *({"state": "draft"}, {"deleted": "no"}, {"locked": "yes"}, {"shipped": "no"}),
        *({"editor": author.pk}, {"tag": "brass"}, {"tag": "Brass"}),
    )
    for query in queries:
        text = seen(client, LIST, **query)
        assert ">Wanted<" in text, query
        assert "Unwanted" not in text, query


def test_a_revision_shows_what_it_changed(author: Author, client: Client) -> None:
    page = make.page(author, body="It computes.")
    make.revise(page, author, body="It computes numbers.", summary="More", tags=("brass",))
    text = seen(client, screen(page.latest))
    assert '<ins><span class="unseen">added: </span> numbers' in text
    assert "brass" in text
    assert "More" in text


@pytest.mark.parametrize(
    ("parts", "unseen"),
    [
        (("text",), ("5550123", "hushed", "Hush")),
        (("summary",), ("Secretly",)),
        (("editor",), ("Culprit</bdi>",)),
        (("text", "summary", "editor"), ("5550123", "hushed", "Secretly", "Culprit</bdi>")),
    ],
)
def test_what_is_suppressed_is_shown_to_nobody(
    author: Author, client: Client, parts: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    revision = suppressed(author, *parts)
    page = revision.page
    rows = [screen(row) for row in page.revisions.all()]
    for address in (REVISIONS, LIST, screen(page), *rows, f"{REVISIONS}{revision.pk}/history/"):
        text = seen(client, address)
        for words in unseen:
            assert words not in text, address
    assert ", ".join(parts) in seen(client, REVISIONS)


def test_no_filter_and_no_search_finds_what_is_suppressed(author: Author, client: Client) -> None:
    revision = suppressed(author, "text", "summary", "editor")
    for query in ({"editor": revision.editor_id}, {"q": "Secretly"}, {"q": "5550123"}, {"q": "Hush"}):
        assert f"{REVISIONS}{revision.pk}/change/" not in seen(client, REVISIONS, **query)
    assert "0 pages" in seen(client, LIST, q="Hush")
    assert f"{REVISIONS}{revision.pk}/change/" in seen(client, REVISIONS, suppressed="yes")
    assert f"{REVISIONS}{revision.pk}/change/" not in seen(client, REVISIONS, suppressed="no")


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, ""])
def test_an_odd_number_in_the_address_is_no_error(client: Client, value: str) -> None:
    for address in (LIST, REVISIONS):
        for name in ("editor", "page") if address == REVISIONS else ("editor", "tag", "state", "locked"):
            assert client.get(address, {name: value}).status_code in {200, 302, 400}


@pytest.mark.parametrize("address", [LIST, REVISIONS])
def test_a_longer_list_takes_no_more_queries(author: Author, client: Client, address: str) -> None:
    make.page(author, tags=("one",))
    client.get(address)
    with captured() as few:
        client.get(address)
    for _ in range(10):
        make.revise(make.page(make.author(), tags=("one",)), author, body="More.")
    with captured() as many:
        client.get(address)
    assert len(few) == len(many)
