"""Tags in addresses."""

from __future__ import annotations

from django.urls.converters import StringConverter

from wiki.links.keys import key


class TagConverter(StringConverter):
    """A tag, however it is spelt; its address is made of what it is known by, and a slash may stand in it."""

    regex = r"[^\0]{1,200}"

    def to_python(self, value: str) -> str:
        """What the tag is known by; ValueError, which makes it no address of ours, where nothing of it can be seen."""
        if found := key(value):
            return found
        raise ValueError(value)

    def to_url(self, value: str) -> str:
        """The same, so that each tag has one address."""
        return key(value)
