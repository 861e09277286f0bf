"""Titles as addresses."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify


def free_slug(title: str, rows: QuerySet[Any], *, longest: int, otherwise: str) -> str:
    """The title as a slug that none of these rows has; one without a letter or digit is called `otherwise`."""
    plain = slugify(title, allow_unicode=True)[: longest - 12].strip("-") or otherwise
    taken = set(rows.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := f"{plain}-{number}" if number > 1 else plain) not in taken)
