"""Reading a discussion: who sees what of it, in which order, how deep, and in which parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import make
from tests.comments.discussing import chain, crowd, drawn, reply
from tests.queries import captured, tables
from wiki.comments import threads
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.threads import read
from wiki.comments.trees import DEPTH
from wiki.comments.votes import CommentTally

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.comments.threads import Thread
    from wiki.lib.kinds import Viewer
    from wiki.pages.models import Page

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


@pytest.fixture
def page() -> Page:
    return make.page(make.primary(user=make.owner()))


class Said:
    """Comments of one discussion, by name."""

    def __init__(self, on: Any) -> None:
        self.on = on
        self.by_name: dict[str, Comment] = {}

    def __getitem__(self, name: str) -> Comment:
        return self.by_name[name]

    def say(self, name: str, to: str = "", author: Author | None = None, **fields: Any) -> Comment:
        """Say something under a name, in answer to what has that other name."""
        self.by_name[name] = reply(self[to] if to else self.on, author, **fields)
        return self[name]

    def seen(self, viewer: Viewer = STRANGER, on: Any = None, **asked: str) -> str:
        """What somebody sees of it."""
        thread = read(on or self.on, viewer, **{"sort": "old", **asked})
        return self.drawn(thread)

    def drawn(self, thread: Thread) -> str:
        """A thread as text."""
        return drawn(thread.replies, {comment.pk: name for name, comment in self.by_name.items()})


@pytest.fixture
def said(page: Page) -> Said:
    """Two comments on a page, the first with two answers, the second of which has one."""
    found = Said(page)
    for name, to in (("a", ""), ("b", ""), ("c", "a"), ("d", "a"), ("e", "d")):
        found.say(name, to)
    return found


def test_it_works(said: Said, page: Page) -> None:
    reply(make.page(make.author()))
    assert said.seen() == "a(c d(e)) b"
    thread = read(page, STRANGER, sort="old")
    assert (thread.count, thread.newest, thread.after) == (5, said["e"].place, "")
    assert [comment.pk for comment in thread.comments] == [said[name].pk for name in "acdeb"]
    assert [node.below for node in thread.replies] == [3, 0]


def test_what_is_news_is_what_somebody_else_said(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    said, user = Said(page), make.user()
    said.say("a")
    said.say("b", "a", make.author(user=user, listed=False))
    assert read(page, STRANGER, sort="old").newest == said["b"].place
    assert read(page, user, sort="old").newest == said["a"].place
    monkeypatch.setattr(threads, "A_PART", 1)
    assert read(page, STRANGER, sort="old").further == said["b"].place
    assert read(page, user, sort="old").further == 0


def test_a_work_and_a_comment_have_their_own(said: Said) -> None:
    on_work = Said(make.work(make.author()))
    on_work.say("x")
    assert on_work.seen() == "x"
    assert said.seen(on=said["a"]) == "c d(e)"
    assert said.seen(on=said["d"]) == "e"
    assert said.seen(on=said["e"]) == ""


def test_each_order_is_that_of_every_level(said: Said) -> None:
    assert said.seen(sort="new") == "b a(d(e) c)"
    for name, karma in {"b": 2, "d": 1, "c": -1}.items():
        CommentTally.objects.filter(target=said[name]).update(karma=karma)
    assert said.seen(sort="top") == "b a(d(e) c)"


@pytest.mark.parametrize("sort", ["old", "new", "top"])
def test_equals_keep_their_order(page: Page, sort: str) -> None:
    said = Said(page)
    for name in "abcd":
        said.say(name, place=7)
    assert said.seen(sort=sort) == ("d c b a" if sort == "new" else "a b c d")


def test_each_part_says_where_the_newest_of_those_after_it_stands(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "A_PART", 2)
    said = Said(page)
    for name in "abcd":
        said.say(name)
    first = read(page, STRANGER, sort="old")
    assert (first.further, first.newest) == (said["d"].place, said["d"].place)
    assert read(page, STRANGER, sort="old", after=first.after).further == 0
    assert read(page, STRANGER, sort="new").further == said["b"].place


def test_what_stands_deeper_than_six_is_counted_and_led_to(page: Page) -> None:
    said = Said(page)
    names = "abcdefghi"
    for above, name in zip(["", *names], names, strict=False):
        said.say(name, above)
    said.say("x", "g")
    assert DEPTH == 6
    assert said.seen() == "a(b(c(d(e(f+4)))))"
    assert said.seen(on=said["f"]) == "g(h(i) x)"
    assert read(page, STRANGER, sort="old").count == 10


@pytest.mark.parametrize("state", [state for state in State if state not in (State.PUBLISHED, State.AWAY)])
def test_what_nobody_may_read_is_a_line_where_something_hangs_below_and_nothing_elsewhere(
    said: Said, page: Page, state: State
) -> None:
    Comment.objects.filter(pk__in=[said["d"].pk, said["b"].pk]).update(state=state)
    assert said.seen() == "a(c -(e))"
    assert read(page, STRANGER, sort="old").count == 3
    Comment.objects.filter(pk=said["e"].pk).update(state=state)
    assert said.seen() == "a(c)"
    Comment.objects.filter(pk__in=[said["a"].pk, said["c"].pk]).update(state=state)
    assert said.seen() == ""
    assert read(page, STRANGER, sort="old").newest == 0


def test_those_removed_one_below_the_other_are_one_line_and_no_level(page: Page) -> None:
    said = Said(page)
    for name, to in (("a", ""), ("b", "a"), ("c", "b"), ("d", "b"), ("e", "c"), ("f", "d"), ("g", "f")):
        said.say(name, to)
    Comment.objects.filter(pk__in=[said[name].pk for name in "bcd"]).update(state=State.HIDDEN)
    assert said.seen() == "a(-(e f(g)))"
    depths = {}
    waiting = read(page, STRANGER, sort="old").replies
    while waiting:
        node = waiting.pop()
        depths[node.row.pk] = node.depth
        waiting += node.replies
    assert depths[said["e"].pk] == 2


def test_a_removed_one_at_the_last_level_keeps_what_is_below_within_reach(page: Page) -> None:
    said = Said(page)
    names = "abcdefg"
    for above, name in zip(["", *names], names, strict=False):
        said.say(name, above)
    said.say("h", "f")
    Comment.objects.filter(pk=said["f"].pk).update(state=State.SPAM)
    assert said.seen() == "a(b(c(d(e(-(g h))))))"


def test_how_a_removed_one_was_received_orders_nothing(page: Page) -> None:
    said = Said(page)
    for name, to in (("a", ""), ("b", ""), ("c", "b")):
        said.say(name, to)
    CommentTally.objects.filter(target=said["b"]).update(karma=9)
    said["b"].hide(actor=make.user(), reason="Off.")
    assert said.seen(sort="top") == "a -(c)"


def test_its_author_sees_what_waits_or_is_hidden_and_nobody_else(page: Page) -> None:
    author = make.author(user=make.user(), listed=False)
    said = Said(page)
    for name, state in (("a", State.PENDING), ("b", State.HIDDEN), ("c", State.SPAM), ("d", State.DELETED)):
        said.say(name, author=author, state=state)
    said.say("e", "b", author=author)
    assert said.seen(make.account(author)) == "a b(e) c"
    assert said.seen(make.user()) == said.seen() == "-(e)"
    assert said.seen(make.account(page.latest.editor)) == "-(e)", "not even whose page it is"
    assert read(page, make.account(author), sort="old").count == 4
    assert read(page, STRANGER, sort="old").count == 1


def test_on_a_draft_who_may_read_it_sees_what_was_said(said: Said, page: Page) -> None:
    owner = make.account(page.latest.editor)
    page.unpublish(actor=owner)
    assert said.seen(owner) == "a(c d(e)) b"


def test_a_part_is_so_many_comments_and_says_what_comes_next(said: Said, page: Page, monkeypatch: Any) -> None:
    monkeypatch.setattr(threads, "A_PART", 3)
    first = read(page, STRANGER, sort="old")
    assert (said.drawn(first), first.after) == ("a(c d)", said["d"].public_id)
    second = read(page, STRANGER, sort="old", after=first.after)
    assert (said.drawn(second), second.after) == ("a…(d…(e)) b", "")
    assert second.count == 5
    assert [comment.pk for comment in second.comments] == [said["e"].pk, said["b"].pk]


def test_lines_for_removed_ones_are_never_the_end_of_a_part(said: Said, page: Page, monkeypatch: Any) -> None:
    monkeypatch.setattr(threads, "A_PART", 2)
    said["d"].hide(actor=make.user(), reason="Off.")
    first = read(page, STRANGER, sort="old")
    assert (said.drawn(first), first.after) == ("a(c)", said["c"].public_id)
    assert said.seen(after=first.after) == "a…(-(e)) b"


@pytest.mark.parametrize("sort", ["old", "new", "top"])
def test_the_parts_together_are_the_whole_once(page: Page, sort: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(threads, "A_PART", 7)
    tops = [reply(page) for _ in range(5)]
    for top in tops:
        for middle in [reply(top) for _ in range(2)]:
            chain(middle, 2)
    for number, comment in enumerate(Comment.objects.order_by("pk")[::3]):
        CommentTally.objects.filter(target=comment).update(karma=number % 3)
    for comment in Comment.objects.order_by("pk")[::4]:
        comment.hide(actor=make.user(), reason="Off.")
    walked: list[int] = []
    after = ""
    while True:
        thread = read(page, STRANGER, sort=sort, after=after)
        walked += [comment.pk for comment in thread.comments]
        after = thread.after
        if not after:
            break
    monkeypatch.setattr(threads, "A_PART", 1000)
    whole = [comment.pk for comment in read(page, STRANGER, sort=sort).comments]
    assert walked == whole
    assert sorted(walked) == sorted(Comment.objects.published().values_list("pk", flat=True))


def test_after_what_is_gone_or_hidden_there_is_no_part(said: Said, page: Page) -> None:
    said["c"].hide(actor=make.user(), reason="Off.")
    for after in ("never-was", said["c"].public_id, "\0", "x" * 5000):
        thread = read(page, STRANGER, sort="old", after=after)
        assert not thread.found
        assert said.drawn(thread) == "a(d(e)) b"


def test_above_a_comment_stands_what_it_answers_the_nearest_six(page: Page) -> None:
    way = chain(page, 10)
    thread = read(way[-1], STRANGER, sort="old")
    assert [comment and comment.pk for comment in thread.above] == [comment.pk for comment in way[3:9]]
    assert thread.topmost == way[0]
    for comment in (way[0], way[6], way[7]):
        comment.hide(actor=make.user(), reason="Off.")
    thread = read(way[-1], STRANGER, sort="old")
    nearest = [way[3].pk, way[4].pk, way[5].pk, None, way[8].pk]
    assert [comment and comment.pk for comment in thread.above][1:] == nearest
    assert thread.topmost == way[1]
    assert read(way[1], STRANGER, sort="old").above == [None]
    assert read(way[1], STRANGER, sort="old").topmost is None


def test_a_comment_that_was_hidden_between_the_two_queries_is_a_line(said: Said, page: Page, monkeypatch: Any) -> None:
    rows = list(threads.rows_of(page).values_list(*threads.SHAPE))
    said["d"].hide(actor=make.user(), reason="Off.")
    monkeypatch.setattr(threads, "rows_of", lambda _on: type("", (), {"values_list": lambda *_: rows}))
    assert said.seen() == "a(c -(e)) b"


@pytest.mark.parametrize("count", [5, 5000])
@pytest.mark.parametrize("deep", [False, True])
def test_it_takes_two_queries_however_many_and_however_deep(page: Page, count: int, deep: bool) -> None:
    last = crowd(page, count, deep=deep)[-1]
    with captured() as sql:
        thread = read(page, STRANGER, sort="top")
    assert tables(sql) == ["comments_comment", "comments_comment"], "its shape, and what is shown of it"
    assert thread.count == count
    assert len(thread.comments) == min(count, DEPTH if deep else 200)
    with captured() as sql:
        assert len(read(last, STRANGER, sort="new").above) == (min(count - 1, 6) if deep else 0)
    assert tables(sql) == ["comments_comment"] * (2 if deep else 1)


@pytest.mark.parametrize("make_one", [make.page, make.work, make.comment])
def test_nobody_s_answers_elsewhere_are_read(make_one: Any) -> None:
    author = make.author()
    subject, other = make_one(author), make_one(author)
    crowd(other, 3)
    reply(subject)
    assert read(subject, STRANGER, sort="old").count == 1
    nothing = make_one(author)
    with captured() as sql:
        read(nothing, STRANGER, sort="old")
    assert tables(sql) == ["comments_comment"]
