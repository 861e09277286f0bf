"""Making and changing a page: one transaction, from which names, links, tags and totals follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests import make
from wiki.authors.models import AuthorTotals
from wiki.links.models import Name, Reference
from wiki.links.naming import NameTakenError
from wiki.log.models import Entry
from wiki.pages.content import Content
from wiki.pages.models import Page, Revision, State
from wiki.pages.saving import CarriedError, UnsettledError

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def edits(author: Author) -> int:
    return AuthorTotals.objects.get(author=author).edits


def test_it_works(author: Author) -> None:
    page = make.page(author, title="Analytical Engine", body="It *computes*.\n", tags=("Machines",))
    revision = page.latest
    assert (page.slug, page.key, page.number) == ("analytical-engine", "analytical engine", 1)
    assert (revision.number, revision.added, revision.removed) == (1, 2, 0)
    assert "<em>computes</em>" in revision.html
    assert revision.public
    assert revision.listed
    assert [tag.key for tag in page.tags.all()] == ["machines"]
    assert Name.objects.get(key="analytical engine").target == page.pk
    assert edits(author) == 1
    assert Entry.objects.about(page).get().verb == "begun"


def test_each_save_is_a_revision_and_the_earlier_ones_stay(author: Author) -> None:
    page = make.page(author, body="One two three.")
    make.revise(page, author, body="One two four five.", summary="Count on")
    assert [(one.number, one.body) for one in page.revisions.order_by("number")] == [
        (1, "One two three."),
        (2, "One two four five."),
    ]
    assert (page.latest.added, page.latest.removed, page.latest.summary) == (2, 1, "Count on")
    assert edits(author) == 2


def test_saving_the_same_again_makes_no_revision(author: Author) -> None:
    page = make.page(author, body="One.\nTwo.")
    saved = page.revise(replace(page.latest.content, body="One.\r\nTwo.\r\n"), base=1, hand=make.hand(author))
    assert (saved.how, page.revisions.count()) == ("unchanged", 1)


def test_a_draft_is_counted_for_nobody_and_its_links_are_not_public(author: Author) -> None:
    page = make.page(author, state="draft", body="See [[Elsewhere]].")
    assert edits(author) == 0
    assert not page.latest.public
    assert not Reference.objects.get().public
    assert page.publish(actor=make.hand(author).actor)
    assert edits(author) == 1
    assert Reference.objects.get().public


def test_what_was_said_before_publication_stays_hidden_unless_the_author_says_otherwise(author: Author) -> None:
    shy, open_ = make.page(author, state="draft"), make.page(author, state="draft")
    for page, history in ((shy, False), (open_, True)):
        make.revise(page, author, body="Second.")
        page.publish(actor=make.hand(author).actor, history=history)
    assert list(shy.revisions.filter(public=True).values_list("number", flat=True)) == [2]
    assert open_.revisions.filter(public=True).count() == 2
    assert edits(author) == 3


@pytest.mark.parametrize(("away", "back"), [("unpublish", "publish"), ("remove", "restore")])
def test_a_page_that_goes_takes_its_edits_out_of_the_totals_and_brings_them_back(
    author: Author, away: str, back: str
) -> None:
    page = make.page(author, body="[[Elsewhere]]")
    make.revise(page, author, body="More. [[Elsewhere]]")
    actor = make.hand(author).actor
    assert getattr(page, away)(actor=actor)
    assert (edits(author), Reference.objects.get().public) == (0, False)
    assert not getattr(page, away)(actor=actor)
    assert getattr(page, back)(actor=actor)
    assert (edits(author), Reference.objects.get().public) == (2, True)


def test_a_title_is_taken_once_whatever_its_case_or_spacing(author: Author) -> None:
    page = make.page(author, title="Foo bar")
    with pytest.raises(NameTakenError) as taken:
        make.page(author, title="FOO  bar")
    assert taken.value.name.target == page.pk
    assert Page.objects.count() == 1


@pytest.mark.parametrize("title", ["C", "C++", "C#", "!!!", "🤖", "北京", "New", "../up", "раge", "page"])
def test_titles_that_share_letters_live_side_by_side(author: Author, title: str) -> None:
    for other in {"C", "C++", "C#", "!!!", "🤖", "北京", "New", "раge", "page"} - {title}:
        make.page(author, title=other)
    page = make.page(author, title=title)
    assert Page.objects.get(slug=page.slug) == page
    assert Name.objects.get(key=page.key).target == page.pk
    assert page.slug not in {"new", "tags"}


def test_a_renamed_page_keeps_its_links_and_answers_to_its_old_name(author: Author) -> None:
    page = make.page(author, title="Before")
    linking = make.page(author, body="See [[Before]] and [[After]].")
    make.revise(page, author, title="After")
    assert page.slug == "after"
    assert {reference.target for reference in Reference.objects.of("page", linking.pk)} == {page.pk}
    assert {(name.label, name.kind) for name in Name.objects.filter(target=page.pk)} == {
        ("After", "title"),
        ("Before", "former"),
    }
    make.revise(page, author, title="Before")
    assert page.slug == "before"
    assert set(page.slugs.values_list("slug", flat=True)) == {"before", "after"}


def test_a_former_name_is_taken_only_by_an_explicit_act(author: Author) -> None:
    page = make.page(author, title="Before")
    linking = make.page(author, body="See [[Before]].")
    make.revise(page, author, title="After")
    with pytest.raises(NameTakenError):
        make.page(author, title="Before")
    new = Page.objects.begin(Content("Before"), state=State.PUBLISHED, hand=make.hand(author), taking=True)
    assert Reference.objects.of("page", linking.pk).get().target == new.pk
    assert new.slug == "before-2"


def test_an_alias_leads_to_its_page_and_is_no_other_pages_title(author: Author) -> None:
    linking = make.page(author, body="[[The Countess]]")
    page = make.page(author, title="Ada", aliases=("The Countess",))
    assert Reference.objects.of("page", linking.pk).get().target == page.pk
    with pytest.raises(NameTakenError):
        make.page(author, title="the countess")
    with pytest.raises(NameTakenError):
        make.page(author, title="Other", aliases=("ADA",))
    make.revise(page, author, aliases=())
    assert Reference.objects.of("page", linking.pk).get().target is None


def test_a_link_to_a_section_is_broken_until_the_section_is_there(author: Author) -> None:
    page = make.page(author, title="Ada", body="# Life\n\nLong.\n")
    linking = make.page(author, body="[[Ada#Works]]")
    reference = Reference.objects.of("page", linking.pk)
    assert reference.get().broken
    make.revise(page, author, body="# Life\n\nLong.\n\n# Works\n\nFew.\n")
    assert not reference.get().broken


def test_a_section_outlives_its_wording(author: Author) -> None:
    page = make.page(author, title="Ada", body="# Life\n\nLong.\n\n# Works\n\nFew.\n")
    linking = make.page(author, body="[[Ada#Works]]")
    make.revise(page, author, body="# Life\n\nLong.\n\n# Writings\n\nFew.\n")
    assert page.old_anchors == {"h-works": ["h-writings", "Works"]}
    assert not Reference.objects.of("page", linking.pk).get().broken
    make.revise(page, author, body="# Life\n\nLong.\n\n# Papers\n\nFew.\n")
    assert page.old_anchors == {"h-works": ["h-papers", "Works"], "h-writings": ["h-papers", "Writings"]}


def test_two_changes_of_different_paragraphs_are_merged(author: Author) -> None:
    page = make.page(author, body="one two.\n\nthree.\n")
    make.revise(page, author, body="one two.\n\nthree!\n")
    said = Content(page.title, "ONE two.\n\nthree.\n")
    saved = page.revise(said, base=1, hand=make.hand(author))
    assert (saved.how, page.latest.body.strip()) == ("merged", "ONE two.\n\nthree!")


@pytest.mark.parametrize(
    ("mine", "theirs", "why"), [("ONE two.", "one TWO.", "words"), ("ONE two.", "uno two.", "clash")]
)
def test_changes_of_one_paragraph_are_looked_at_before_they_are_saved(
    author: Author, mine: str, theirs: str, why: str
) -> None:
    page = make.page(author, body="one two.")
    make.revise(page, author, body=theirs)
    with pytest.raises(UnsettledError) as unsettled:
        page.revise(Content(page.title, mine), base=1, hand=make.hand(author))
    assert unsettled.value.why == why
    assert unsettled.value.meeting.content.body.strip() == ("ONE TWO." if why == "words" else mine)
    assert page.revisions.count() == 2


def test_the_same_change_twice_is_no_conflict_and_no_revision(author: Author) -> None:
    page = make.page(author, body="one")
    make.revise(page, author, body="ONE")
    assert page.revise(Content(page.title, "ONE"), base=1, hand=make.hand(author)).how == "unchanged"
    assert page.revisions.count() == 2


def test_a_page_renamed_or_deleted_meanwhile_waits_for_a_word(author: Author) -> None:
    page = make.page(author, title="Before", body="one")
    make.revise(page, author, title="After")
    with pytest.raises(UnsettledError) as unsettled:
        page.revise(Content("Before", "two"), base=1, hand=make.hand(author))
    assert (unsettled.value.why, unsettled.value.meeting.content.title) == ("renamed", "After")
    page.remove(actor=make.hand(author).actor)
    with pytest.raises(UnsettledError) as unsettled:
        page.revise(Content("After", "two"), base=2, hand=make.hand(author))
    assert unsettled.value.why == "deleted"


def test_a_text_that_is_saved_unchanged_over_a_deleted_page_waits_for_a_word_too(author: Author) -> None:
    page = make.page(author, title="Gone", body="one")
    page.remove(actor=make.hand(author).actor, reason="Not any more.")
    with pytest.raises(UnsettledError) as unsettled:
        page.revise(Content("Gone", "one"), base=1, hand=make.hand(author))
    assert unsettled.value.why == "deleted"
    assert Entry.objects.about(page).get(verb="deleted").reason == "Not any more."


def test_a_renamed_page_takes_a_name_that_another_had_only_when_told_to(author: Author) -> None:
    first, second = make.page(author, title="Before"), make.page(author, title="Second")
    make.revise(first, author, title="After")
    with pytest.raises(NameTakenError):
        second.revise(Content("Before"), base=1, hand=make.hand(author))
    second.revise(Content("Before"), base=1, hand=make.hand(author), taking=True)
    assert Name.objects.get(key="before").target == second.pk


def test_one_page_is_about_one_key_of_the_bibliography(author: Author) -> None:
    page = make.page(author, cite_key="lovelace1843")
    with pytest.raises(CarriedError) as carried:
        make.page(author, cite_key="Lovelace1843")
    assert carried.value.page == page


def test_a_page_of_the_manual_that_is_edited_here_becomes_the_sites_own(author: Author) -> None:
    page = make.page(author)
    Page.objects.filter(pk=page.pk).update(shipped=True)
    page.refresh_from_db()
    page.follow()
    assert edits(author) == 0
    make.revise(page, author, body="Our own words.")
    assert not page.shipped
    assert edits(author) == Revision.objects.filter(listed=True).count() == 2


@pytest.mark.parametrize("begins", ["published", "draft"])
def test_who_may_read_a_pages_links_follows_the_row_and_not_what_somebody_had_before_them(
    author: Author, begins: str
) -> None:
    page = make.page(author, state=begins, body="[[Sentinel]]")
    before, actor = Page.objects.get(pk=page.pk), make.hand(author).actor
    (page.unpublish if page.is_published else page.publish)(actor=actor)
    before.lock(actor=actor)
    assert Reference.objects.public().exists() == page.is_published


def test_a_page_restored_meanwhile_is_published_with_its_text_and_links(author: Author) -> None:
    page, actor = make.page(author, state="draft", body="[[Loom]]"), make.hand(author).actor
    page.remove(actor=actor)
    before = Page.objects.get(pk=page.pk)
    page.restore(actor=actor)
    before.publish(actor=actor)
    assert page.revisions.get().public
    assert Reference.objects.public().exists()
