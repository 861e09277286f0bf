"""The mark of what a row came from, by which a later import tells an edit in the file from an edit on the site."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

EMPTY: tuple[object, ...] = ("", None, [], {})


def source_hash(fields: dict[str, Any]) -> str:
    """The same for equal fields, however the file was laid out.

    `place` is apart, since it is no part of the text; so is what is empty, so that a field that a later version adds
    leaves the marks of old rows true.
    """
    told = {name: value for name, value in fields.items() if name != "place" and value not in EMPTY}
    written = json.dumps(told, sort_keys=True, default=in_words)
    return hashlib.sha256(written.encode()).hexdigest()


def in_words(value: object) -> str:
    """The one type in a row's fields that JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(value)
