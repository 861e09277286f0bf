from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from tests import make
from wiki.comments.models import Comment
from wiki.links.models import Reference
from wiki.management import rerendering
from wiki.markup.errors import MarkupError
from wiki.markup.rendering import RENDERER
from wiki.pages.models import Revision

pytestmark = pytest.mark.django_db
OLD = {"renderer": RENDERER - 1}


def rerender() -> str:
    printed = io.StringIO()
    call_command("rerender", stdout=printed)
    return printed.getvalue()


def test_it_works() -> None:
    author = make.author(bio="A *bio*.")
    work = make.work(author, abstract="An *abstract*.")
    comment = make.comment(author, body="A *remark*.")
    for row, html in ((author, "bio_html"), (work, "abstract_html"), (comment, "html")):
        type(row)._default_manager.update(**OLD, **{html: "old"})
    Comment.objects.update(excerpt="old")
    assert rerender() == "3 rendered anew.\n"
    for row, html in ((author, "bio_html"), (work, "abstract_html"), (comment, "html")):
        row.refresh_from_db()
        assert "<em>" in getattr(row, html)
        assert row.renderer == RENDERER
    assert comment.excerpt == "A remark."
    assert rerender() == "0 rendered anew.\n"


def test_a_reader_s_text_stays_a_reader_s() -> None:
    reply = make.comment(make.author(listed=False), body="# Loud ![a](/media/x.png)")
    html = reply.html
    assert "<img" not in html
    Comment.objects.update(**OLD, html="old")
    assert rerender() == "1 rendered anew.\n"
    reply.refresh_from_db()
    assert reply.html == html


def test_every_revision_of_a_page_is_rendered_anew_and_its_links_are_those_of_the_latest() -> None:
    author = make.author()
    page = make.page(author, title="Engine", body="*Once* [[Gone]].")
    make.revise(page, author, body="# Now\n\n*Now* [[Here]].")
    Revision.objects.update(**OLD, html="old", outline=[])
    Reference.objects.all().delete()
    assert rerender() == "2 rendered anew.\n"
    first, latest = page.revisions.order_by("number")
    assert "<em>Once</em>" in first.html
    assert "<em>Now</em>" in latest.html
    assert [part.title for part in latest.parts] == ["Now"]
    assert [(one.wanted, one.public) for one in Reference.objects.all()] == [("here", True)]
    assert (latest.number, latest.added) == (2, 3)


def test_texts_that_are_rendered_anew_begin_to_refer() -> None:
    author = make.author(bio="See [[Engine]].")
    work = make.work(author, abstract="See [[Engine]].")
    seen, hidden = (
        make.comment(author, body="See [[Engine]]."),
        make.comment(author, body="See [[Engine]].", state="hidden"),
    )
    for row in (author, work, seen, hidden):
        type(row)._default_manager.update(**OLD)
    Reference.objects.all().delete()
    rerender()
    assert set(Reference.objects.values_list("source_kind", "source", "public")) == {
        ("author", author.pk, True),
        ("work", work.pk, True),
        ("comment", seen.pk, True),
        ("comment", hidden.pk, False),
    }


def test_what_the_present_renderer_made_is_left_alone() -> None:
    comment = make.comment(make.author())
    Comment.objects.update(html="kept")
    rerender()
    comment.refresh_from_db()
    assert comment.html == "kept"


def test_a_row_that_is_refused_keeps_what_it_had_is_named_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerendering, "BATCH", 2)
    comments = make.comments(make.author(), 5)
    Comment.objects.update(**OLD, html="old")
    refused = {comments[0].pk, comments[3].pk}
    render = Comment.render

    def refusing(self: Comment) -> None:
        if self.pk in refused:
            raise MarkupError("This is nested too deep.")
        render(self)

    monkeypatch.setattr(Comment, "render", refusing)
    said = rerender().splitlines()
    assert said[0] == "3 rendered anew."
    assert len(said) == 3
    assert f"comment {comments[0].pk} " in said[1]
    assert "stays as it was: This is nested too deep." in said[1]
    assert set(Comment.objects.filter(html="old", **OLD).values_list("pk", flat=True)) == refused
