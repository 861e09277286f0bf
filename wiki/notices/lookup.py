"""What notices tell of, looked up when it is read: a notice holds no words of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wiki.lib.kinds import KINDS, News

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer
    from wiki.notices.models import Notice


class Told(NamedTuple):
    """A notice, and what it tells of."""

    notice: Notice
    news: News

    @property
    def did(self) -> str:
        """What whoever said it did."""
        return "answered you" if self.notice.why == "answers you" else "wrote"

    @property
    def headline(self) -> str:
        """Who did what, where, in a line."""
        return f"{self.news.by} {self.did}{f' on {self.news.about}' if self.news.about else ''}"


def look_up(notices: Sequence[Notice], viewer: Viewer, *, whole: bool = False) -> list[Told]:
    """Those of the notices that tell of what this viewer may read, in their order; a query for each kind."""
    found = news_of(notices, viewer, whole=whole)
    places = [(notice, found.get((notice.kind, notice.source))) for notice in notices]
    return [Told(notice, news) for notice, news in places if news]


def news_of(notices: Sequence[Notice], viewer: Viewer, *, whole: bool) -> Mapping[tuple[str, int], News]:
    """What they tell of, by kind and number."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for notice in notices:
        wanted[notice.kind].add(notice.source)
    return {
        (kind, number): news
        for kind, numbers in wanted.items()
        for number, news in KINDS[kind].news(numbers, viewer, whole=whole).items()
    }
