"""What may stand in an address where it names a thing; anything else is no address of ours, and asks no database."""

from __future__ import annotations

from django.urls.converters import StringConverter


class UnicodeSlugConverter(StringConverter):
    """Letters of any script, digits, hyphens and underscores."""

    regex = r"[-\w]{1,120}"


class PublicIdConverter(StringConverter):
    """A comment's id."""

    regex = "[A-Za-z0-9_-]{1,40}"


class MediaNameConverter(StringConverter):
    """The file name of a stored picture, as `wiki.media` makes them."""

    regex = r"[a-z2-7]{26}\.(?:jpg|png|webp|gif)"
