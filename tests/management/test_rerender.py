from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from tests import make
from wiki.comments.models import Comment
from wiki.management import rerendering
from wiki.markup.errors import MarkupError
from wiki.markup.rendering import RENDERER

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
