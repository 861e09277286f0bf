"""What may stand in an address where it names a thing; anything else is no address of ours, and asks no database."""

from __future__ import annotations

from django.urls.converters import StringConverter


class UnicodeSlugConverter(StringConverter):
    """Letters of any script, digits, hyphens and underscores."""

    regex = r"[-\w]{1,120}"


class PublicIdConverter(StringConverter):
    """A comment's id."""

    regex = "[A-Za-z0-9_-]{1,40}"
