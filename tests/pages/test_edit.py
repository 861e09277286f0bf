"""Changing what a page says: by whom, from which revision, and with what is asked first."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import address, box, co_author, owner, reader, sent, signed_in, text_of, value, without_token
from wiki.links.models import Name
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="Old words.", tags=("Algebra",), confidence="likely")
    response = client.get(address(page))
    assert box(response) == "Old words."
    assert [value(response, name) for name in ("title", "tags", "version")] == ["Rings", "Algebra", "1"]
    response = client.post(
        address(page), sent(page, body="New *words*.", summary="Anew", minor="on", confidence="85 %")
    )
    page.refresh_from_db()
    assert response["Location"] == page.get_absolute_url()
    assert "saved" in response.cookies
    revision = page.latest
    assert (revision.number, revision.body, revision.summary, revision.minor) == (2, "New *words*.", "Anew", True)
    assert (revision.content.tags, revision.content.confidence) == (("Algebra",), "85 %")
    assert Entry.objects.about(page).latest("pk").verb == "revised"


def test_an_unchanged_form_sent_twice_makes_no_revision_and_no_conflict() -> None:
    client, author = owner()
    page = make.page(author, body="One.\n\nTwo.\n", tags=("A", "B"), aliases=("Annuli", "Discs"))
    form = sent(page, body="One.\r\n\r\nTwo.\r\n", aliases="Annuli\r\nDiscs")
    for _ in range(2):
        assert client.post(address(page), form).status_code == 302
    assert page.revisions.count() == 1


def test_everything_typed_stays_when_something_is_wrong() -> None:
    client, author = owner()
    page = make.page(author, title="Rings")
    typed = {"title": "a|b", "body": "Mine.\n\n", "summary": "Why", "tags": "x", "aliases": "Y", "status": "finished"}
    response = client.post(address(page), sent(page, **typed, minor="on", state="published"))
    text = text_of(response)
    assert "A title cannot contain |" in text
    assert box(response).strip() == "Mine."
    assert box(response, "aliases") == "Y"
    assert [value(response, name) for name in ("title", "summary", "tags")] == ["a|b", "Why", "x"]
    assert 'value="finished" selected' in text
    assert page.revisions.count() == 1


def test_a_preview_checks_no_conflict_and_a_save_after_it_is_none() -> None:
    client, author = owner()
    page = make.page(author, body="one two.\n\nthree.")
    form = sent(page, body="ONE two.\n\nthree.")
    make.revise(page, author, body="one two.\n\nthree!")
    response = client.post(address(page), form | {"preview": "body"})
    assert response.status_code == 200
    assert "<p>ONE two.</p>" in text_of(response)
    assert value(response, "version") == "1"
    assert client.post(address(page), form).status_code == 302


def test_a_restored_text_that_is_edited_then_is_no_conflict() -> None:
    client, author = owner()
    page = make.page(author, body="one")
    make.revise(page, author, body="two")
    make.revise(page, author, body="one")
    assert client.post(address(page), sent(page, body="one more")).status_code == 302
    assert page.revisions.get(number=4).body == "one more"


def test_an_old_revision_is_edited_as_it_was_and_what_came_since_stays() -> None:
    client, author = owner()
    page = make.page(author, body="one.\n\ntwo.\n\nthree.")
    make.revise(page, author, body="one.\n\ntwo.\n\nthree!")
    response = client.get(address(page), {"revision": "1"})
    assert box(response) == "one.\n\ntwo.\n\nthree."
    assert value(response, "version") == "1"
    assert "at its revision 1" in text_of(response)
    client.post(address(page), sent(page, version=1, body="ONE.\n\ntwo.\n\nthree."))
    page.refresh_from_db()
    assert page.latest.body == "ONE.\n\ntwo.\n\nthree!"


@pytest.mark.parametrize("asked", ["9", "x", "-1", "1e9"])
def test_a_revision_that_is_not_there_is_not_found(asked: str) -> None:
    client, author = owner()
    assert client.get(address(make.page(author)), {"revision": asked}).status_code == 404


def test_marks_of_an_unsettled_merge_are_never_saved_silently() -> None:
    client, author = owner()
    page = make.page(author, body="one")
    marked = "one\n<<<<<<< mine\ntwo\n=======\n"
    response = client.post(address(page), sent(page, body=marked))
    assert "A line begins with <<<<<<<" in text_of(response)
    assert box(response).strip() == marked.strip()
    assert page.revisions.count() == 1
    client.post(address(page), sent(page, body=marked, markers="on"))
    page.refresh_from_db()
    assert page.latest.body == marked.strip()
    assert client.post(address(page), sent(page, body=marked + "three")).status_code == 302


def test_a_new_name_leads_here_and_the_old_one_too() -> None:
    client, author = owner()
    page = make.page(author, title="Before", body="one")
    old = address(page)
    client.post(old, sent(page, title="After"))
    page.refresh_from_db()
    assert (page.slug, page.title) == ("after", "After")
    assert {name.key for name in Name.objects.filter(target=page.pk)} == {"before", "after"}
    moved = client.get(old)
    assert (moved.status_code, moved["Location"]) == (301, address(page))
    assert client.post(old, sent(page, body="sent to the old address")).status_code == 302
    page.refresh_from_db()
    assert page.latest.body == "sent to the old address"


def test_a_name_that_another_page_has_is_refused_and_that_page_named() -> None:
    client, author = owner()
    make.page(author, title="Rings", aliases=("Annuli",))
    page = make.page(author, title="Circles", body="Mine.")
    for taken in ("rings", "annuli"):
        response = client.post(address(page), sent(page, title=taken, body="Typed."))
        assert "“Rings”" in text_of(response)
        assert box(response) == "Typed."
    page.refresh_from_db()
    assert (page.title, page.number) == ("Circles", 1)


def test_a_name_that_another_page_had_is_taken_by_a_tick() -> None:
    client, author = owner()
    other = make.page(author, title="Before")
    make.revise(other, author, title="After")
    page = make.page(author, title="Mine")
    response = client.post(address(page), sent(page, title="Before"))
    assert "0 links will lead here" in text_of(response)
    assert client.post(address(page), sent(page, title="Before", taking="on")).status_code == 302
    assert Name.objects.get(key="before").target == page.pk


def test_publishing_keeps_what_was_said_before_to_its_writers_unless_they_say_otherwise() -> None:
    client, author = owner()
    for history, public in (({}, [2]), ({"history": "on"}, [1, 2])):
        page = make.page(author, state="draft", body="one")
        client.post(address(page), sent(page, body="two", state="published", **history))
        page.refresh_from_db()
        assert page.is_published
        assert list(page.revisions.filter(public=True).values_list("number", flat=True).order_by("number")) == public


def test_making_it_a_draft_again_shows_the_new_text_to_no_stranger() -> None:
    client, author = owner()
    page = make.page(author, body="one")
    client.post(address(page), sent(page, body="two", state="draft"))
    page.refresh_from_db()
    assert (page.state, page.latest.body, page.latest.public) == ("draft", "two", False)


def test_a_form_that_was_opened_on_a_draft_does_not_take_back_its_publication() -> None:
    client, author = owner()
    page = make.page(author, state="draft", body="one")
    form = sent(page, body="two")
    page.publish(actor=make.hand(author).actor)
    client.post(address(page), form)
    page.refresh_from_db()
    assert (page.state, page.latest.body) == ("published", "two")


def test_a_co_author_edits_what_is_not_locked_and_keeps_the_text_where_it_is() -> None:
    _, author = owner()
    client, other = co_author()
    page = make.page(author, state="draft", body="one")
    client.post(address(page), sent(page, body="two"))
    page.refresh_from_db()
    assert (page.latest.body, page.latest.editor) == ("two", other)
    page.publish(actor=make.hand(author).actor)
    page.lock(actor=make.hand(author).actor)
    response = client.get(address(page))
    assert response.status_code == 403
    assert "locked" in text_of(response)
    response = client.post(address(page), sent(page, body="My long text."))
    assert response.status_code == 409
    assert "locked" in text_of(response)
    assert "My long text." in text_of(response)
    assert page.revisions.count() == 2


def test_a_draft_that_was_locked_is_as_if_it_were_not_there_but_a_text_sent_to_it_is_given_back() -> None:
    _, author = owner()
    client, _ = co_author()
    page = make.page(author, state="draft", title="Secret plan")
    page.lock(actor=make.hand(author).actor)
    nowhere = "/wiki/nowhere/edit/"
    assert client.get(address(page)).status_code == client.get(nowhere).status_code == 404
    form = sent(title="Mine", body="My long text.")
    there, not_there = (without_token(client.post(to, form)) for to in (address(page), nowhere))
    assert there == not_there
    assert "My long text." in there
    assert "Secret" not in there


@pytest.mark.parametrize("state", ["draft", "published"])
def test_strangers_edit_nothing(state: str) -> None:
    _, author = owner()
    page = make.page(author, state=state, body="one")
    visitor = Client()
    assert visitor.get(address(page))["Location"].startswith("/account/login/")
    assert "My text." in text_of(visitor.post(address(page), sent(page, body="My text.")))
    assert reader().get(address(page)).status_code == 403
    assert reader().post(address(page), sent(page, body="two")).status_code == 403
    assert page.revisions.count() == 1


def test_a_form_without_its_token_is_given_back() -> None:
    _, author = owner()
    page = make.page(author)
    client = Client(enforce_csrf_checks=True)
    client.force_login(author.user)  # type: ignore[arg-type]
    response = client.post(address(page), sent(page, body="My long text."))
    assert response.status_code == 403
    assert "My long text." in text_of(response)


def test_a_deleted_page_is_offered_to_be_restored_before_it_is_edited() -> None:
    client, author = owner()
    page = make.page(author, title="Rings")
    page.remove(actor=make.hand(author).actor)
    response = client.get(address(page))
    assert response.status_code == 404
    assert "is deleted" in text_of(response)
    assert address(page, "restore") in text_of(response)
    assert Client().get(address(page)).status_code == 302
    assert reader().get(address(page)).status_code == 403


def test_its_writer_is_told_where_else_the_text_stands() -> None:
    client, author = owner()
    page = make.page(author, title="Rings")
    linking = make.page(author, body="See [[Rings]].")
    assert "Embedded in other texts" not in text_of(client.get(address(page)))
    make.revise(linking, author, body="![[Rings]]")
    there = f'href="{page.get_absolute_url()}backlinks/?kind=embedded">Embedded in other texts'
    assert there in text_of(client.get(address(page)))


def test_a_key_that_another_page_is_about_is_refused_without_naming_what_may_not_be_known() -> None:
    _, author = owner()
    client, other = co_author()
    hidden = make.page(author, state="draft", title="Plot", cite_key="lovelace1843")
    hidden.lock(actor=make.hand(author).actor)
    page = make.page(other, title="Mine")
    text = text_of(client.post(address(page), sent(page, cite_key="lovelace1843")))
    assert "Another page is about this key already" in text
    assert "Plot" not in text
    assert "The page “Plot”" in text_of(signed_in(author).post(address(page), sent(page, cite_key="lovelace1843")))


def test_the_form_costs_no_more_queries_for_a_long_history(django_assert_max_num_queries: object) -> None:
    client, author = owner()
    page = make.page(author)
    for number in range(12):
        make.revise(page, author, body=f"Text {number}.")
    # The session, the user, their author, their standing, the page with its text, what embeds it, drafts of it.
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(address(page))
