"""Where a link leads and what an embed holds is decided when it is read, for whoever reads; nothing is baked in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.test import Client

from tests import make
from tests.queries import captured, tables
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.links.models import Reference
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db

MISSING = b'class="red-link"'


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def stored(row: models.Model) -> list[tuple[Any, ...]]:
    """The whole row as the database has it, and every revision of a page."""
    rows = list(type(row)._default_manager.filter(pk=row.pk).values_list())
    return rows + (list(row.revisions.values_list()) if isinstance(row, Page) else [])


def on_page(author: Author) -> tuple[models.Model, str]:
    page = make.page(author, title="Source", body="See [[Target]] for more.")
    return page, "/wiki/source/"


def in_comment(author: Author) -> tuple[models.Model, str]:
    comment = make.comment(author, body="See [[Target]] for more.")
    return comment, comment.get_absolute_url()


@pytest.mark.parametrize("linking", [on_page, in_comment])
def test_a_link_follows_its_target_and_what_was_stored_stays_byte_for_byte(
    author: Author, linking: Callable[[Author], tuple[models.Model, str]]
) -> None:
    source, address = linking(author)
    before = stored(source)
    seen: list[tuple[bytes, str]] = []

    def look(*, red: bool) -> None:
        answer = Client().get(address)
        assert (MISSING in answer.content) == red
        assert answer["ETag"] not in [etag for _, etag in seen[-1:]]
        seen.append((answer.content, answer["ETag"]))

    actor = make.hand(author).actor
    look(red=True)
    target = make.page(author, title="Target")
    look(red=False)
    make.revise(target, author, title="Renamed")
    look(red=False)
    assert b'href="/wiki/renamed/"' in seen[-1][0]
    target.unpublish(actor=actor)
    look(red=True)
    target.publish(actor=actor)
    look(red=False)
    target.remove(actor=actor)
    look(red=True)
    target.restore(actor=actor)
    look(red=False)
    assert stored(source) == before


def test_a_draft_and_nothing_at_all_look_the_same_to_a_visitor(author: Author) -> None:
    make.page(author, title="Source", body="See [[Target]] for more.")
    nothing = Client().get("/wiki/source/")
    make.page(author, title="Target", state="draft")
    draft = Client().get("/wiki/source/")
    assert (nothing.content, nothing["ETag"]) == (draft.content, draft["ETag"])
    writer = Client()
    writer.force_login(author.user)  # type: ignore[arg-type]
    assert b'href="/wiki/target/"' in writer.get("/wiki/source/").content


def test_a_page_that_five_thousand_texts_want_is_made_by_one_statement_over_them(author: Author) -> None:
    Reference.objects.bulk_create(
        Reference(source_kind="comment", source=number, kind="page", wanted="target", label="Target", public=True)
        for number in range(5000)
    )
    with captured() as sql:
        page = make.page(author, title="Target")
    assert [query.split()[0] for query in sql if 'UPDATE "links_reference" SET "target"' in query] == ["UPDATE"]
    assert Reference.objects.filter(target=page.pk).count() == 5000
    assert len(sql) <= 25


def test_an_embedded_text_goes_with_its_source(author: Author) -> None:
    source = make.page(author, title="Engine", body="It *computes* sentinels.")
    make.page(author, title="Host", body="Before.\n\n![[Engine]]\n\nAfter.")
    comment = make.comment(author, body="![[Engine]]")
    addresses = ("/wiki/host/", comment.get_absolute_url(), "/")
    for address in addresses:
        assert b"<em>computes</em> sentinels" in Client().get(address).content
    source.unpublish(actor=make.hand(author).actor)
    for address in addresses:
        shown = Client().get(address).content
        assert b"sentinels" not in shown
        assert b"Not available." in shown
        assert b"Engine</a>" not in shown


@pytest.mark.parametrize("verb", ["hide", "mark_as_spam", "remove"])
def test_a_comment_that_is_gone_is_gone_from_what_embeds_and_links_it(author: Author, verb: str) -> None:
    comment = make.comment(author, public_id="k3f9x2ab7q", body="A sentinel.", on_title="Engines")
    make.page(author, title="Host", body="![[comment:k3f9x2ab7q]]\n\nSee [[comment:k3f9x2ab7q]].")
    shown = Client().get("/wiki/host/").content.decode()
    assert "A sentinel." in shown
    assert f'href="{comment.get_absolute_url()}"' in shown
    assert f"{author.name} on Engines" in shown
    reason = {} if verb == "remove" else {"reason": "So"}
    assert getattr(comment, verb)(actor=make.hand(author).actor, **reason)
    shown = Client().get("/wiki/host/").content.decode()
    assert "sentinel" not in shown
    assert "on Engines" not in shown
    assert comment.get_absolute_url() not in shown


def test_what_a_comment_refers_to_follows_what_it_says_and_who_may_read_it(author: Author) -> None:
    actor = make.hand(author).actor
    page = make.page(author, title="Engine")
    comment = Comment.objects.write(author, "On [[Engine]].", actor=actor)
    reference = Reference.objects.of("comment", comment.pk)
    assert (reference.get().target, reference.get().public) == (page.pk, True)
    comment.hide(actor=actor, reason="So")
    assert not reference.get().public
    comment.approve(actor=actor)
    assert reference.get().public
    comment.edit("On nothing.", actor=actor, version=1)
    assert not reference.exists()


def test_a_work_and_a_biography_refer_too(author: Author) -> None:
    page = make.page(author, title="Engine")
    work = make.work(author, abstract="About the [[Engine]].")
    author.bio = "I built the [[Engine]]."
    author.publish([])
    kinds = Reference.objects.to_page(page.pk).values_list("source_kind", "public")
    assert set(kinds) == {("work", True), ("author", True)}
    assert Client().get("/").content.count(b'href="/wiki/engine/"') >= 2
    shown = Client().get("/wiki/engine/").content.decode()
    assert "About the Engine." in shown
    assert "I built the Engine." in shown
    work.remove(actor=make.hand(author).actor)
    assert "About the Engine." not in Client().get("/wiki/engine/").content.decode()


def test_a_deleted_comment_forgets_what_it_referred_to(author: Author) -> None:
    comment = make.comment(author, body="On [[Engine]].", state="deleted", deleted_at=make.FIRST)
    assert Reference.objects.of("comment", comment.pk).exists()
    assert Comment.objects.forget_deleted() == 1
    assert not Reference.objects.exists()


def test_a_profile_full_of_links_and_embeds_asks_for_each_kind_once_at_each_depth(author: Author) -> None:
    make.page(author, title="Deep", body="At the bottom, [[comment:said]].")
    make.page(author, title="Middle", body="![[Deep]]\n\n![[comment:said]]")
    make.page(author, title="Top", body="![[Middle]]\n\n[@lovelace1843]", cite_key="lovelace1843")
    make.comment(author, public_id="said", body="See [[work:rings]] and [[Top]].")
    make.work(author, title="Rings", slug="rings", bibtex="@misc{lovelace1843, title = {Rings}}", abstract="[[Deep]]")
    make.comment(author, body="![[Top]]\n\n[[Nothing]], [[work:rings]], [@lovelace1843] and [[Middle#Nowhere]].")
    author.bio = "I am [[Top]]."
    author.publish([])
    with captured() as sql:
        shown = Client().get("/").content.decode()
    assert "At the bottom" in shown
    assert tables(sql) == [
        *("authors_author", "comments_comment", "works_selectedwork"),
        *("links_name", "pages_page", "pages_page", "works_selectedwork"),  # what is wanted; its heads; whole texts
        *("pages_page", "comments_comment"),  # one embed deeper
        "pages_page",  # and one more, which is as deep as embeds go
        *("pages_page", "works_entry"),  # who carries the keys that are cited, and what they stand for
        *("pages_revision", "authors_link"),
    ]
    assert len(sql) == 14
