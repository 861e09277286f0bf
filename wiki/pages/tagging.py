"""The words under which pages are found."""

from __future__ import annotations

from django.db import models

from wiki.links.keys import KeyField


class Tag(models.Model):
    """A word under which a page is found; it is what the latest revision says, laid out for looking up."""

    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, related_name="tags")
    key = KeyField()
    label = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="one_tag_a_word")]
        indexes = [models.Index(fields=["key", "page"], name="pages_of_tag")]

    def __str__(self) -> str:
        return self.label
