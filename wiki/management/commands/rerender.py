from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.management.rerendering import Outcome, rerender
from wiki.pages.models import Revision
from wiki.works.models import SelectedWork


class Command(BaseCommand):
    help = "Render anew what an older version of the renderer made."

    def handle(self, *_args: Any, **_options: Any) -> None:
        outcome = Outcome()
        rerender(Author.objects.stale(), "author", ["bio_html", "renderer"], outcome)
        rerender(SelectedWork.objects.stale(), "work", ["abstract_html", "renderer"], outcome)
        rerender(Comment.objects.stale().select_related("author"), "comment", ["html", "excerpt", "renderer"], outcome)
        rerender(Revision.objects.stale().select_related("page"), "page", ["html", "outline", "renderer"], outcome)
        self.stdout.write("\n".join([f"{outcome.rendered} rendered anew.", *outcome.refusals]))
