"""What somebody put on the site beside words: pictures and selected work."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from wiki.lib.kinds import mentions
from wiki.links.recording import forget
from wiki.media.models import Image
from wiki.works.entries import Entry
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.authors.models import Author

#: Pictures that are looked for at once in all that stays.
BATCH = 30
#: All that a work says, and what it says when it is nobody's.
UNSAID = dict.fromkeys(
    (
        *("kind", "url", "authors", "venue", "year", "doi", "arxiv", "pdf", "code", "slides"),
        *("abstract", "abstract_html", "bibtex", "source_hash"),
    ),
    "",
)


def give_up_works(author: Author, *, actor: User | AnonymousUser | None) -> None:
    """Take their selected work off the site; a row without words stays where others talked about it."""
    for work in SelectedWork.objects.select_for_update().filter(author=author).order_by("pk"):
        work.remove(actor=actor or AnonymousUser())
        Entry.objects.filter(work=work).delete()
        forget("work", [work.pk])
        if not work.comments.exists():
            work.delete()
            continue
        told = UNSAID | {"title": "Removed work", "slug": f"removed-{secrets.token_hex(8)}", "extra": {}}
        SelectedWork.objects.filter(pk=work.pk).update(**told, removed_at=timezone.now(), version=work.version + 1)


def give_up_pictures(user: User) -> None:
    """Delete their pictures, but for those that a text which stays shows: these become the owner's."""
    owner = User.objects.filter(is_superuser=True).exclude(pk=user.pk).order_by("-is_active", "pk").first()
    images = list(Image.objects.of(user).order_by("pk"))
    for start in range(0, len(images), BATCH):
        some = images[start : start + BATCH]
        used = mentions([image.get_absolute_url() for image in some], owner or AnonymousUser())
        for image in some:
            if owner and used[image.get_absolute_url()]:
                Image.objects.filter(pk=image.pk).update(uploader=owner)
                continue
            image.delete()
            transaction.on_commit(partial(default_storage.delete, image.name), robust=True)


def tables_of() -> list[str]:
    """Every table in which something of somebody may have stood."""
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed})
