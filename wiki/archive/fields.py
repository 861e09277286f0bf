"""Take typed values out of a document's front matter, each refusal naming the file, the line and what to write."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from django.utils.dateparse import parse_date, parse_datetime

from wiki.archive.errors import ArchiveError
from wiki.archive.front_matter import Document, Value
from wiki.lib.addresses import is_web_address

# Characters that no one-line text needs: controls, line separators, and the marks that reorder what stands beside them.
UNFIT_IN_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
WHOLE = re.compile(r"[+−-]?[0-9]{1,19}")
LARGEST_WHOLE = 2**31 - 1
# A year of fewer than four digits is a slip, and is written in as many ways as there are systems.
FIRST_YEAR = 1000


class Fields:
    """Front matter, taken key by key; what is left at the end is kept as it is."""

    def __init__(self, document: Document, values: dict[str, Value] | None = None, under: str = "") -> None:
        self.document = document
        self.under = under
        self.left = dict(document.fields if values is None else values)
        self.inner: dict[str, Fields | list[Fields]] = {}

    def error(self, key: str, problem: str) -> ArchiveError:
        """A refusal of the value of this key."""
        name = f"{key} of {self.under}" if self.under else key
        return self.document.error(f"{name} {problem}", self.under or key)

    def take(self, key: str) -> Value:
        """The raw value, or an empty one; it no longer counts as left over."""
        return self.left.pop(key, "")

    def rest(self) -> dict[str, Value]:
        """What nobody has taken, here and in what was opened with `inside` or `each`."""
        rest = dict(self.left)
        for key, inner in self.inner.items():
            if isinstance(inner, Fields):
                rest |= {key: inner.rest()} if inner.rest() else {}
            elif any(fields.rest() for fields in inner):
                rest[key] = [fields.rest() for fields in inner]
        return rest

    def inside(self, key: str) -> Fields:
        """The fields of a mapping, or of an empty one."""
        value = self.take(key) or {}
        if not isinstance(value, dict):
            raise self.error(key, "must be lines of the form `name: value`, set in under it.")
        self.inner[key] = fields = Fields(self.document, value, under=key)
        return fields

    def each(self, key: str, lone: str) -> list[Fields]:
        """The fields of each mapping in a list; an item that is a word alone is its `lone` field."""
        items = self.take(key) or []
        found: list[Fields] = []
        for item in items if isinstance(items, list) else [items]:
            values = {lone: item} if isinstance(item, str) else item
            if not isinstance(values, dict):
                raise self.error(key, f"must be a list of lines that begin with `- {lone}: `.")
            found.append(Fields(self.document, dict(values), under=key))
        self.inner[key] = found
        return found

    def line(self, key: str, longest: int) -> str:
        """One line of text, or an empty one where the key is missing."""
        return self.checked_line(key, self.take(key), longest)

    def required_line(self, key: str, longest: int) -> str:
        """One line of text that must be there."""
        value = self.line(key, longest)
        if not value:
            raise self.error(key, f"is missing. Add a line `{key}: …` between the two lines of ---.")
        return value

    def lines(self, key: str, longest: int) -> list[str]:
        """A list of lines of text; a single one may stand alone."""
        value = self.take(key) or []
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            raise self.error(key, "must be a list, such as [one, two].")
        return [self.checked_line(key, item, longest) for item in items]

    def checked_line(self, key: str, value: Value, longest: int) -> str:
        """The value, not a character changed, if it is one line of text that is not too long."""
        if not isinstance(value, str):
            raise self.error(key, "must be one line of text.")
        if found := UNFIT_IN_LINE.search(value):
            raise self.error(
                key, f"has a character that cannot be shown in a line (U+{ord(found[0]):04X}). Take it out."
            )
        if len(value) > longest:
            raise self.error(key, f"has {len(value)} characters; at most {longest} fit. Shorten it.")
        if value.isspace():
            raise self.error(key, "is only blanks. Write something, or take the line out.")
        return value

    def text(self, key: str, longest: int) -> str:
        """Text of any number of lines, without the blank lines around it."""
        value = self.take(key)
        if not isinstance(value, str) or len(value) > longest:
            raise self.error(key, f"must be plain text of at most {longest} characters.")
        return value.strip("\n")

    def address(self, key: str) -> str:
        """A web address, or nothing."""
        value = self.take(key)
        if value != "" and not (isinstance(value, str) and is_web_address(value)):
            raise self.error(key, "must be an address that begins with https:// or http://.")
        return str(value)

    def whole(self, key: str, *, smallest: int = -LARGEST_WHOLE, largest: int = LARGEST_WHOLE) -> int | None:
        """A whole number within the bounds, or None."""
        value = self.take(key)
        if value == "":
            return None
        if not isinstance(value, str) or not WHOLE.fullmatch(value):
            raise self.error(key, "must be a whole number.")
        number = int(value.replace("−", "-"))
        if not smallest <= number <= largest:
            raise self.error(key, f"must be from {smallest} to {largest}.")
        return number

    def moment(self, key: str) -> datetime | None:
        """A date, or a date and time, as UTC; a time without a zone is taken as UTC."""
        value = self.take(key)
        if value == "":
            return None
        try:
            moment = parsed_moment(value) if isinstance(value, str) else None
        except (ValueError, OverflowError):
            moment = None
        if moment is None or moment.year < FIRST_YEAR:
            raise self.error(key, "must be a date such as 2024-03-01 or 2024-03-01T09:30:00Z.")
        return moment

    def yes(self, key: str, *, unsaid: bool) -> bool:
        """A yes or no, or what goes without saying."""
        value = self.take(key)
        if value not in ("", "true", "false"):
            raise self.error(key, "must be true or false.")
        return value == "true" if value else unsaid

    def body(self, largest: int) -> str:
        """The Markdown below the front matter, without the blank lines around it."""
        body = self.document.body.strip("\n")
        size = len(body.encode())
        if size > largest:
            raise self.document.error(f"The text has {size} bytes; at most {largest} fit. Shorten it.")
        return body


def parsed_moment(value: str) -> datetime | None:
    """The moment that ISO 8601 text names, in UTC."""
    moment = parse_datetime(value)
    if moment is None and (day := parse_date(value)):
        moment = datetime.combine(day, time.min)
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
