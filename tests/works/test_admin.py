"""Selected work in the admin: added, edited, moved, removed and brought back by the verbs."""

from __future__ import annotations

from typing import Any

import pytest

from tests import make
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.authors.models import Author
from wiki.log.models import Entry
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db

LIST = "/admin/works/selectedwork/"
COLUMNS = (
    *("title", "kind", "authors", "venue", "year", "url", "doi"),
    *("arxiv", "pdf", "code", "slides", "abstract", "bibtex", "version"),
)


def page_of(work: SelectedWork) -> str:
    return f"{LIST}{work.pk}/change/"


def filled(work: SelectedWork, **fields: Any) -> dict[str, Any]:
    """The form as a browser sends it; name only what differs."""
    order = [row.pk for row in SelectedWork.objects.in_order(work.author)]
    place = order.index(work.pk) + 1 if work.pk in order else ""
    return {name: getattr(work, name) for name in COLUMNS} | {"place": place} | fields


def titles(author: Author) -> list[str]:
    return [work.title for work in SelectedWork.objects.in_order(author)]


def test_it_works() -> None:
    author = make.author(name="Ada")
    work = make.work(author, title="Note G", abstract="First.")
    user = superuser()
    client = browser(user)
    assert all(words in client.get(LIST).content.decode() for words in ("Note G", "Ada"))
    assert "data-editor" in client.get(page_of(work)).content.decode()
    answer = client.post(page_of(work), filled(work, abstract="*Second*.", year="1843"))
    assert answer.status_code == 302
    assert "saved" in answer.cookies
    work.refresh_from_db()
    assert (work.abstract_html.strip(), work.year) == ("<p><em>Second</em>.</p>", "1843")
    entry = Entry.objects.about(work).get()
    assert (entry.verb, entry.actor_id, entry.after["changed"]) == ("edited", user.pk, "year, abstract")


def test_a_work_is_added_after_the_others() -> None:
    author = make.author()
    make.work(author, title="One")
    sent = filled(SelectedWork(author=author, title="Two"), author=author.pk)
    assert browser(superuser()).post(f"{LIST}add/", sent).status_code == 302
    assert titles(author) == ["One", "Two"]
    assert Entry.objects.get().verb == "added"


def test_a_work_is_added_where_it_is_to_stand() -> None:
    author = make.author()
    make.work(author, title="One")
    sent = filled(SelectedWork(author=author, title="Two"), author=author.pk, place=1)
    assert browser(superuser()).post(f"{LIST}add/", sent).status_code == 302
    assert titles(author) == ["Two", "One"]


def test_a_work_moves_to_its_place() -> None:
    author = make.author()
    works = [make.work(author, title=title) for title in ("One", "Two", "Three")]
    client = browser(superuser())
    assert client.post(page_of(works[2]), filled(works[2], place=1)).status_code == 302
    assert titles(author) == ["Three", "One", "Two"]
    assert Entry.objects.filter(verb="moved").exists()
    assert not Entry.objects.filter(verb="edited").exists()


def test_the_later_of_two_edits_sees_both_texts_and_loses_nothing() -> None:
    work = make.work(make.author(), abstract="First words.")
    sent = filled(work)
    client = browser(superuser())
    client.post(page_of(work), sent | {"abstract": "Words of one tab."})
    answer = client.post(page_of(work), sent | {"abstract": "Words of another."})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Words of another.</textarea>" in text
    assert "one tab" in text.split('class="clashes"')[1].split("</section>")[0]
    work.refresh_from_db()
    assert work.abstract == "Words of one tab."


def test_removing_asks_and_can_be_undone() -> None:
    author = make.author()
    work = make.work(author, title="Note G")
    client = browser(superuser())
    chosen = {"action": "remove", "_selected_action": work.pk}
    assert "Remove from the page?" in client.post(LIST, chosen).content.decode()
    assert titles(author) == ["Note G"]
    assert "1 removed." in client.post(LIST, chosen | {"confirmed": "yes"}, follow=True).content.decode()
    assert titles(author) == []
    restored = client.post(LIST, chosen | {"action": "restore", "confirmed": "yes"}, follow=True)
    assert "1 restored." in restored.content.decode()
    assert titles(author) == ["Note G"]
    assert [entry.verb for entry in Entry.objects.about(work)] == ["restored", "removed"]


def test_a_moderator_looks_and_changes_nothing() -> None:
    author = make.author()
    work = make.work(author, title="Note G")
    client = browser(moderator())
    client.post(LIST, {"action": "remove", "_selected_action": work.pk, "confirmed": "yes"})
    assert client.post(page_of(work), filled(work, title="Mine")).status_code == 403
    assert titles(author) == ["Note G"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Fill this in."),
        ("title", "\u200b", "Fill this in."),
        ("title", "x" * 301, "at most 300 characters"),
        ("venue", "a\0b", "There is a control character in this"),
        ("url", "javascript:alert(1)", "Begin the address with https://"),
        ("pdf", "data:text/html,x", "Begin the address with https://"),
        ("code", "https://exa mple.org/", "Begin the address with https://"),
        ("slides", "https://example.org/" + "x" * 2000, "at most 2000 characters"),
        ("place", "0", "greater than or equal to 1"),
        ("bibtex", "a\0b", "There is a control character"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_stays_in_the_form(field: str, value: str, words: str) -> None:
    work = make.work(make.author(), abstract="Kept.")
    text = browser(superuser()).post(page_of(work), filled(work, abstract="Typed.") | {field: value}).content.decode()
    assert words in text
    assert "Typed.</textarea>" in text
    work.refresh_from_db()
    assert work.abstract == "Kept."


def test_no_address_of_a_work_is_a_link_in_its_form() -> None:
    work = make.work(make.author(), url="https://example.org/paper")
    text = browser(superuser()).get(page_of(work)).content.decode()
    assert 'value="https://example.org/paper"' in text
    assert 'href="https://example.org/paper"' not in text


def test_filters_by_kind_page_and_author() -> None:
    author = make.author()
    make.work(author, title="A talk of mine", kind="talk")
    gone = make.work(make.author(), title="Gone", kind="paper")
    gone.remove(actor=make.user())
    client = browser(moderator())
    for query in ({"kind": "talk"}, {"removed": "no"}, {"author": author.pk}):
        text = client.get(LIST, query).content.decode()
        assert "A talk of mine" in text
        assert "Gone" not in text


def test_a_longer_list_takes_no_more_queries() -> None:
    client = browser(superuser())
    make.work(make.author())
    client.get(LIST)
    with captured() as few:
        client.get(LIST)
    for _ in range(10):
        make.work(make.author())
    with captured() as many:
        client.get(LIST)
    assert len(few) == len(many)
