"""Editing one's own profile: every field, kindly refused where it will not do, and two edits at once lose nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.authors.desk import ADDRESS, at_desk, form, links, places, signed_in, text, values
from wiki.authors.models import Author, BioVersion, Link
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db
WHOLE = form(
    name="Amalie Emmy Noether",
    pronouns="she/her",
    email="emmy@example.org",
    email_public="on",
    orcid="https://orcid.org/0000-0002-1825-0097",
    bio="I work on *ideals*.",
    **places("Erlangen", "Göttingen"),
    **links(("A talk", "https://example.org/talk"), ("A drawer", "")),
    **{"see-1-own": "on"},
)


def test_it_works() -> None:
    client, author = at_desk(bio="First words.")
    assert "First words." in text(client.get(ADDRESS))
    response = client.post(ADDRESS, WHOLE)
    assert response["Location"] == "/"
    page = text(client.get("/"))
    for words in (
        "Amalie Emmy Noether",
        "she/her",
        "mailto:emmy@example.org",
        "https://orcid.org/0000-0002-1825-0097",
        "<em>ideals</em>",
        "Erlangen</bdi>, <bdi>Göttingen",
        'href="https://example.org/talk" rel="me"',
        "<bdi>A drawer</bdi>",
    ):
        assert words in page
    assert BioVersion.objects.get().body == "First words."
    entry = Entry.objects.about(author).get()
    assert (entry.verb, entry.actor_id, entry.before) == ("edited", author.user_id, {"version": 1})
    assert "ideals" not in str(entry.after)


def test_what_was_saved_comes_back_into_the_form() -> None:
    client, _ = at_desk()
    client.post(ADDRESS, WHOLE)
    page = text(client.get(ADDRESS))
    assert values(page, r"previously-\d+-line") == ["Erlangen", "Göttingen"]
    assert values(page, r"see-\d+-title") == ["A talk", "A drawer"]
    assert len(re.findall(r'name="see-\d+-own"[^>]* checked', page)) == 1
    assert values(page, "version") == ["2"]


def test_the_address_of_the_page_stays_when_the_name_changes() -> None:
    client, author = at_desk(slug="emmy")
    client.post(ADDRESS, form(name="Somebody Else"))
    author.refresh_from_db()
    assert (author.name, author.slug) == ("Somebody Else", "emmy")


def test_the_profile_leads_to_its_form_for_its_author_alone() -> None:
    client, _ = at_desk()
    other = signed_in(make.author(user=make.user()).user)
    assert ADDRESS in text(client.get("/"))
    assert ADDRESS not in text(other.get("/"))
    assert ADDRESS not in text(Client().get("/"))


def test_nobody_edits_a_profile_but_their_own() -> None:
    _, author = at_desk(bio="Mine.")
    assert Client().get(ADDRESS)["Location"].startswith("/account/login/")
    assert Client().post(ADDRESS, WHOLE).status_code == 403
    other = make.author(user=make.user(), name="David Hilbert")
    for user, status in (
        (make.user(), 403),
        (make.owner(), 403),
        (make.author(user=make.user(), listed=False).user, 403),
        (other.user, 302),
    ):
        assert signed_in(user).post(ADDRESS, WHOLE).status_code == status
    author.refresh_from_db()
    assert (author.name, author.bio) == ("Emmy Noether", "Mine.")
    other.refresh_from_db()
    assert other.name == "Amalie Emmy Noether"


def test_a_lost_session_gives_everything_back() -> None:
    page = text(Client().post(ADDRESS, WHOLE))
    for typed in ("Amalie Emmy Noether", "I work on *ideals*.", "Göttingen", "https://example.org/talk"):
        assert typed in page


def test_a_form_without_a_token_gives_everything_back() -> None:
    _, author = at_desk()
    strict = Client(enforce_csrf_checks=True)
    assert author.user
    strict.force_login(author.user)
    response = strict.post(ADDRESS, WHOLE)
    assert response.status_code == 403
    assert "Göttingen" in text(response)


def test_a_preview_shows_the_text_and_saves_nothing() -> None:
    client, author = at_desk()
    page = text(client.post(ADDRESS, WHOLE | {"preview": "bio"}))
    assert "<em>ideals</em>" in page
    assert values(page, r"see-\d+-title") == ["A talk", "A drawer"]
    author.refresh_from_db()
    assert author.version == 1


# Bad input: a sentence, and all that was typed stays.


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u202e\u2066", "\u3164", "\u00ad\u200d"])
def test_a_name_that_cannot_be_seen_is_refused(name: str) -> None:
    client, author = at_desk()
    page = text(client.post(ADDRESS, WHOLE | {"name": name}))
    assert "Write the name that you go by." in page
    assert "I work on *ideals*.</textarea>" in page
    author.refresh_from_db()
    assert author.name == "Emmy Noether"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "x" * 201, "Use at most 200 characters; these are 201."),
        ("name", "Emmy\x00Noether", "control character"),
        ("name", "\x07", "control character"),
        ("pronouns", "x" * 61, "Use at most 60 characters"),
        ("pronouns", "she\x1b", "control character"),
        ("email", "emmy", "This is no e-mail address."),
        ("email", "emmy@example.org, other@example.org", "This is no e-mail address."),
        ("email", f"{'x' * 250}@example.org", "Use at most 254 characters"),
        ("email", "emmy@exam\x00ple.org", "control character"),
        ("orcid", "0000-0002-1825-0098", "A digit of this ORCID iD is mistyped."),
        ("orcid", "https://example.org/0000-0002-1825-0097", "An ORCID iD has sixteen digits"),
        ("orcid", "٠٠٠٠-0002-1825-0097", "An ORCID iD has sixteen digits"),
        ("orcid", "\x00", "control character"),
        ("bio", "x" * (64 * 1024 + 1), "more than 64 KB"),
        ("bio", "words\x00words", "cannot be kept"),
        ("previously-1-line", "x" * 301, "Use at most 300 characters"),
        ("previously-2-line", "\x00", "control character"),
        ("see-1-title", "x" * 301, "Use at most 300 characters"),
        ("see-1-title", "", "Say in a word or two what this address leads to."),
        ("see-1-url", "javascript:alert(1)", "Begin the address with https:// or http://"),
        ("see-1-url", "https://", "Begin the address with https:// or http://"),
        ("see-1-url", "https://example.org/a b", "Begin the address with https:// or http://"),
        ("see-1-url", f"https://example.org/{'x' * 2000}", "Use at most 2000 characters"),
        ("see-1-url", "https://[", "Begin the address with https:// or http://"),
        ("see-2-title", "\x00", "control character"),
    ],
)
def test_what_will_not_do_is_refused_in_a_sentence_and_nothing_is_lost(field: str, value: str, sentence: str) -> None:
    client, author = at_desk()
    response = client.post(ADDRESS, WHOLE | {field: value})
    page = text(response)
    assert response.status_code == 200
    assert page.count(sentence) == 1
    assert value in page
    for name, typed in WHOLE.items():
        assert name == field or typed == "on" or str(typed) in page
    author.refresh_from_db()
    assert author.version == 1


@pytest.mark.parametrize(
    "value", ["עברית", "أنا\u200cهنا", "\u202eevil\u202c", "a\u200bb", "‏", "👩‍🔬", "<script>alert(1)</script>", "'\"&"]
)
@pytest.mark.parametrize("field", ["name", "pronouns", "bio", "previously-1-line", "see-1-title"])
def test_odd_letters_are_taken_and_never_markup(field: str, value: str) -> None:
    client, _ = at_desk()
    response = client.post(ADDRESS, WHOLE | {field: value})
    assert response.status_code in {200, 302}
    for address in ("/", ADDRESS):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert field == "bio" or "\u202e" not in page


@pytest.mark.parametrize(
    "pasted",
    [
        "0000-0002-1694-233X",
        "https://orcid.org/0000-0002-1694-233x",
        "orcid.org/000000021694233X/",
        " 000000021694233x ",
    ],
)
def test_an_orcid_may_be_pasted_in_any_of_its_forms(pasted: str) -> None:
    client, author = at_desk()
    client.post(ADDRESS, form(orcid=pasted))
    author.refresh_from_db()
    assert author.orcid == "0000-0002-1694-233X"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "1.5", "\x00"])
def test_a_form_that_does_not_say_its_version_is_a_conflict(version: str) -> None:
    client, author = at_desk()
    assert client.post(ADDRESS, WHOLE | {"version": version}).status_code == 409
    author.refresh_from_db()
    assert author.version == 1


# Two tabs, or two people.


def test_the_later_of_two_saves_sees_both_and_loses_nothing() -> None:
    client, author = at_desk(bio="First words.", previously=["Erlangen"], pronouns="she/her")
    client.post(ADDRESS, form(bio="Words of one tab.", pronouns="she", **places("Erlangen", "Bryn Mawr")))
    mine = form(bio="Words of another.", pronouns="they", **places("Göttingen"), **links(("A talk", "")))
    response = client.post(ADDRESS, mine)
    page = text(response)
    assert response.status_code == 409
    assert "Words of another.</textarea>" in page
    assert "one tab</del>" in re.sub(r"<span[^>]*>[^<]*</span>", "", page)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Pronouns Saved she In your form they" in told
    assert "Previously Saved Erlangen Bryn Mawr In your form Göttingen" in told
    assert "See Saved nothing In your form A talk" in told
    assert "Name Saved" not in told
    assert values(page, r"previously-\d+-line") == ["Göttingen"]
    author.refresh_from_db()
    assert (author.bio, author.pronouns) == ("Words of one tab.", "she")

    assert values(page, "version") == ["2"]
    assert client.post(ADDRESS, mine | {"version": 2}).status_code == 302
    author.refresh_from_db()
    assert (author.bio, author.pronouns, author.previously) == ("Words of another.", "they", ["Göttingen"])
    assert [row.body for row in BioVersion.objects.order_by("number")] == ["First words.", "Words of one tab."]


def test_a_save_that_changes_nothing_is_no_conflict() -> None:
    client, author = at_desk()
    for _ in range(2):
        assert client.post(ADDRESS, WHOLE).status_code == 302
    author.refresh_from_db()
    assert author.version == 2
    assert Entry.objects.count() == 1


def test_a_saved_form_tells_the_browser_to_forget_its_draft() -> None:
    client, _ = at_desk()
    assert "saved" in client.post(ADDRESS, WHOLE).cookies
    assert "saved" not in client.post(ADDRESS, WHOLE | {"name": ""}).cookies


# A site without anybody.


def test_the_owner_of_a_blank_site_writes_the_first_profile() -> None:
    owner = make.owner()
    client = signed_in(owner)
    assert ADDRESS in text(client.get("/"))
    assert "Write the profile" in text(client.get(ADDRESS))
    assert client.post(ADDRESS, WHOLE | {"version": 0})["Location"] == "/"
    author = Author.objects.get()
    assert (author.user, author.primary, author.slug) == (owner, True, "amalie-emmy-noether")
    assert list(author.links.values_list("title", flat=True)) == ["A talk", "A drawer"]
    assert "I work on" in text(client.get("/"))
    entry = Entry.objects.about(author).get()
    assert (entry.verb, entry.actor_id) == ("begun", owner.pk)


def test_nobody_else_is_offered_a_blank_site() -> None:
    client = signed_in(make.user())
    assert ADDRESS not in text(client.get("/"))
    assert ADDRESS not in text(Client().get("/"))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, WHOLE).status_code == 403
    assert not Author.objects.exists()


def test_two_first_profiles_are_a_conflict_and_neither_is_lost() -> None:
    client = signed_in(make.owner())
    client.post(ADDRESS, form(bio="Of one tab.", version=0))
    response = client.post(ADDRESS, form(bio="Of another.", version=0))
    assert response.status_code == 409
    assert "Of another.</textarea>" in text(response)
    assert Author.objects.get().bio == "Of one tab."


def test_a_first_profile_keeps_off_a_slug_that_is_taken() -> None:
    make.author(slug="emmy-noether")
    signed_in(make.owner()).post(ADDRESS, form(version=0))
    assert Author.objects.primary().slug == "emmy-noether-2"  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "slug"), [("💡", "author"), ("ノーター", "ノーター"), ("x" * 200, "x" * 68)])
def test_any_name_makes_an_address(name: str, slug: str) -> None:
    client = signed_in(make.owner())
    client.post(ADDRESS, form(name=name, version=0))
    assert Author.objects.get().slug == slug
    assert client.get(f"/authors/{slug}/").status_code == 200


def test_an_imported_link_that_has_no_address_stays_as_it_is() -> None:
    client, author = at_desk(links=[Link(title="In a drawer"), Link(title="Me", url="https://example.org/", own=True)])
    page = text(client.get(ADDRESS))
    sent: dict[str, Any] = dict(zip(("see-1-title", "see-2-title"), values(page, r"see-\d+-title"), strict=True))
    client.post(ADDRESS, form(**sent, **{"see-1-url": "", "see-2-url": "https://example.org/", "see-2-own": "on"}))
    author.refresh_from_db()
    assert author.version == 1
