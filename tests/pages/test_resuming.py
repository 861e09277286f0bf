"""Coming back to what was never saved: it is offered, shown beside the page, and gone on with."""

from __future__ import annotations

import pytest

from tests import make
from tests.pages.writing import NEW, address, box, co_author, owner, sent, text_of, value
from wiki.pages.models import Draft, Page

pytestmark = pytest.mark.django_db


def draft(page: Page, **fields: str) -> Draft:
    """What the page's writer typed in another window."""
    user = page.latest.editor.user
    assert user
    return Draft.objects.keep(user, page.pk, base=page.number, window="window-two", fields=fields)


def test_it_works() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="one two")
    kept = draft(page, title="Rings", body="one three")
    text = text_of(client.get(address(page)))
    assert "You have an unsaved draft of" in text
    assert "one two</textarea>" in text
    response = client.get(address(page), {"draft": kept.pk})
    text = text_of(response)
    assert box(response) == "one three"
    assert "This is your unsaved draft of" in text
    assert '<ins><span class="unseen">added: </span>three</ins>' in text
    assert value(response, "draft") == str(kept.pk)
    assert value(response, "window") != kept.window
    client.post(address(page), sent(page, body="one three", draft=kept.pk))
    page.refresh_from_db()
    assert page.latest.body == "one three"
    assert not Draft.objects.exists()


def test_a_draft_is_merged_with_what_was_saved_since() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="one.\n\ntwo.")
    kept = draft(page, title="Rings", body="ONE.\n\ntwo.", state="published", was="published")
    make.revise(page, author, body="one.\n\nTWO.")
    response = client.get(address(page), {"draft": kept.pk})
    assert "the page was saved since" in text_of(response)
    assert value(response, "version") == "1"
    client.post(address(page), sent(page, body=box(response), version=1, draft=kept.pk))
    page.refresh_from_db()
    assert page.latest.body == "ONE.\n\nTWO."


def test_a_draft_that_says_what_the_page_says_is_not_offered() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="one")
    draft(page, title="Rings", body="one\r\n")
    assert "unsaved draft" not in text_of(client.get(address(page)))


def test_a_new_page_s_draft_is_gone_on_with() -> None:
    client, author = owner()
    assert author.user
    kept = Draft.objects.keep(author.user, None, base=0, window="window-two", fields={"title": "Rings", "body": "one"})
    assert "“<bdi>Rings</bdi>”" in text_of(client.get(NEW))
    response = client.get(NEW, {"draft": kept.pk})
    assert (value(response, "title"), box(response)) == ("Rings", "one")
    client.post(NEW, sent(title="Rings", body="one", draft=kept.pk))
    assert not Draft.objects.exists()


def test_a_draft_is_its_writer_s_alone() -> None:
    _, author = owner()
    page = make.page(author)
    kept = draft(page, title="Rings", body="Secret words")
    client, _ = co_author()
    assert client.get(address(page), {"draft": kept.pk}).status_code == 404
    assert "unsaved draft" not in text_of(client.get(address(page)))
    assert "Secret" not in text_of(client.get("/wiki/drafts/"))
    client.post("/wiki/drafts/", {"discard": kept.pk})
    client.post(address(page), sent(page, body="x", draft=kept.pk))
    assert Draft.objects.filter(pk=kept.pk).exists()
