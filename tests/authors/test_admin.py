"""Authors in the admin: edited with their links by the verb, and lost by nobody."""

from __future__ import annotations

from typing import Any

import pytest

from tests import make
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.authors.models import Author, BioVersion, Link
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db

LIST = "/admin/authors/author/"


def page_of(author: Author) -> str:
    return f"{LIST}{author.pk}/change/"


def line_of(link: Link) -> dict[str, Any]:
    """A line as it stands in the form."""
    own = {"own": "on"} if link.own else {}
    return {"id": link.pk, "position": link.position + 1, "title": link.title, "url": link.url} | own


def filled(author: Author | None = None, *, links: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """The form as a browser sends it; name only what differs."""
    row = author or Author(name="Ada", slug="ada")
    sent = {name: getattr(row, name) for name in ("name", "slug", "pronouns", "orcid", "email", "bio")}
    sent |= {"previously": "\n".join(row.previously), "version": row.version, "listed": "on"}
    stood = [] if author is None else list(author.links.all())
    lines = links if links is not None else [line_of(row) for row in stood]
    sent |= {"links-TOTAL_FORMS": len(lines), "links-INITIAL_FORMS": len(stood)}
    sent |= {f"links-{number}-{name}": value for number, line in enumerate(lines) for name, value in line.items()}
    if author:
        sent |= {"works-TOTAL_FORMS": 0, "works-INITIAL_FORMS": 0}
    return sent | fields


def test_it_works() -> None:
    author = make.author(name="Ada", bio="First.", links=[Link(title="A talk", url="https://example.org/")])
    user = superuser()
    client = browser(user)
    assert "Ada" in client.get(LIST).content.decode()
    page = client.get(page_of(author)).content.decode()
    assert all(words in page for words in ("First.", "A talk", "data-editor", "markdownx/js/markdownx"))
    answer = client.post(page_of(author), filled(author, bio="Second, *better*.", previously="One\n\n Two "))
    assert answer.status_code == 302, answer.content.decode()
    assert "saved" in answer.cookies
    author.refresh_from_db()
    assert (author.bio_html.strip(), author.previously, author.version) == (
        "<p>Second, <em>better</em>.</p>",
        ["One", "Two"],
        2,
    )
    assert [link.title for link in author.links.all()] == ["A talk"]
    assert BioVersion.objects.get().body == "First."
    entry = Entry.objects.about(author).get()
    assert (entry.verb, entry.actor_id, entry.after["changed"]) == ("edited", user.pk, "previously, bio")


def test_links_are_put_into_the_order_of_their_places_added_and_removed() -> None:
    author = make.author(links=[Link(title="One"), Link(title="Two"), Link(title="Three")])
    one, two, three = author.links.all()
    lines: list[dict[str, Any]] = [
        {"id": one.pk, "position": 3, "title": "One", "url": ""},
        {"id": two.pk, "position": 2, "title": "Two", "url": "", "DELETE": "on"},
        {"id": three.pk, "position": 1, "title": "Three", "url": "https://example.org/", "own": "on"},
        {"id": "", "position": "", "title": "Four", "url": ""},
        {"id": "", "position": "", "title": "", "url": ""},
    ]
    assert browser(superuser()).post(page_of(author), filled(author, links=lines)).status_code == 302
    assert [link.told for link in author.links.all()] == [
        ("Three", "https://example.org/", True),
        ("One", "", False),
        ("Four", "", False),
    ]


def test_the_later_of_two_edits_sees_both_texts_and_loses_nothing() -> None:
    author = make.author(bio="First words.", links=[Link(title="One")])
    sent = filled(author)
    client = browser(superuser())
    assert client.post(page_of(author), sent | {"bio": "Words of one tab."}).status_code == 302
    line = {"links-0-title": "My link"}
    answer = client.post(page_of(author), sent | line | {"bio": "Words of another."})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This was saved meanwhile" in text
    assert "Words of another.</textarea>" in text
    assert 'value="My link"' in text
    assert "one tab" in text.split('class="clashes"')[1].split("</section>")[0]
    author.refresh_from_db()
    assert author.bio == "Words of one tab."
    again = client.post(page_of(author), sent | line | {"bio": "Words of another.", "version": author.version})
    assert again.status_code == 302
    assert author.links.get().title == "My link"


def test_a_line_typed_stays_where_another_tab_took_lines_away() -> None:
    author = make.author(links=[Link(title="One"), Link(title="Two")])
    sent = filled(author)
    client = browser(superuser())
    assert client.post(page_of(author), filled(author, links=[])).status_code == 302
    answer = client.post(page_of(author), sent | {"links-1-title": "Two, longer"})
    assert answer.status_code == 409
    assert all(f'value="{title}"' in answer.content.decode() for title in ("One", "Two, longer"))


def test_the_same_edit_twice_is_no_conflict() -> None:
    author = make.author()
    sent = filled(author, bio="Once.")
    for _ in range(2):
        assert browser(superuser()).post(page_of(author), sent).status_code == 302
    assert Entry.objects.about(author).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Fill this in."),
        ("name", "\u200b\u200e", "Fill this in."),
        ("name", "x" * 201, "at most 200 characters"),
        ("name", "a\0b", "There is a control character in this"),
        ("pronouns", "a\0b", "There is a control character in this"),
        ("pronouns", "x" * 61, "at most 60 characters"),
        ("orcid", "1234", "An ORCID iD has sixteen digits"),
        ("email", "nobody", "Enter a valid email address."),
        ("bio", "a\0b", "cannot be kept"),
        ("bio", "> " * 200 + "deep", "errorlist"),
        ("previously", "a\0b", "There is a control character in this"),
        ("links-0-url", "javascript:alert(1)", "Begin the address with https://"),
        ("links-0-url", "data:text/html,x", "Begin the address with https://"),
        ("links-0-url", "ftp://example.org/", "Begin the address with https://"),
        ("links-0-title", "\u200b", "Fill this in."),
        ("links-0-title", "a\0b", "There is a control character in this"),
        ("links-0-title", "x" * 301, "at most 300 characters"),
        ("links-0-position", "x", "Enter a whole number."),
    ],
)
def test_what_cannot_be_is_a_sentence_and_stays_in_the_form(field: str, value: str, words: str) -> None:
    author = make.author(bio="Kept.", links=[Link(title="One")])
    answer = browser(superuser()).post(
        page_of(author), filled(author) | {field: value, "bio": filled(author, bio="Typed.")["bio"]} | {field: value}
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text
    if field != "bio":
        assert "Typed.</textarea>" in text
    author.refresh_from_db()
    assert author.bio == "Kept."


def test_right_to_left_names_are_kept_apart() -> None:
    author = make.author(name="\u202eאדה")
    text = browser(superuser()).get(LIST).content.decode()
    assert f"<bdi>{author.name}</bdi>" in text


def test_an_author_is_added_with_links() -> None:
    sent = filled(links=[{"id": "", "position": "", "title": "A talk", "url": "https://example.org/"}], bio="*Hi*.")
    assert browser(superuser()).post(f"{LIST}add/", sent).status_code == 302
    author = Author.objects.get(slug="ada")
    assert (author.name, author.bio_html.strip(), author.links.get().title) == ("Ada", "<p><em>Hi</em>.</p>", "A talk")
    assert author.totals.comments == 0
    assert Entry.objects.about(author).get().verb == "added"


def test_an_address_is_given_once_and_stays() -> None:
    author = make.author(slug="ada")
    client = browser(superuser())
    client.post(page_of(author), filled(author, slug="eve", name="Eve"))
    author.refresh_from_db()
    assert (author.name, author.slug) == ("Eve", "ada")
    other = client.post(f"{LIST}add/", filled(slug="ada"))
    assert "already exists" in other.content.decode()


def test_there_is_one_primary_author() -> None:
    make.primary(name="Ada")
    author = make.author()
    answer = browser(superuser()).post(page_of(author), filled(author, primary="on"))
    assert "The site is about Ada already." in answer.content.decode()
    author.refresh_from_db()
    assert not author.primary


def test_an_author_gets_their_user() -> None:
    author, user = make.author(), make.user()
    assert browser(superuser()).post(page_of(author), filled(author, user=user.pk)).status_code == 302
    author.refresh_from_db()
    assert author.user == user
    other = make.author()
    answer = browser(superuser()).post(page_of(other), filled(other, user=user.pk))
    assert "already exists" in answer.content.decode()


def test_a_preview_saves_nothing() -> None:
    author = make.author(bio="First.")
    answer = browser(superuser()).post(page_of(author), filled(author, bio="A *new* one.", preview="bio"))
    assert "A <em>new</em> one." in answer.content.decode()
    author.refresh_from_db()
    assert author.bio == "First."


def test_their_works_are_listed_and_lead_to_their_pages() -> None:
    author = make.author()
    work = make.work(author, title="Note G")
    text = browser(superuser()).get(page_of(author)).content.decode()
    assert "Note G" in text
    assert f"/admin/works/selectedwork/{work.pk}/change/" in text


def test_the_history_is_the_site_s_own_log() -> None:
    author = make.author(bio="First.")
    user = superuser()
    client = browser(user)
    client.post(page_of(author), filled(author, bio="Second."))
    text = client.get(f"{LIST}{author.pk}/history/").content.decode()
    assert "edited" in text
    assert "<bdi>you</bdi>" in text
    assert user.email in browser(superuser()).get(f"{LIST}{author.pk}/history/").content.decode()
    told = browser(moderator()).get(f"{LIST}{author.pk}/history/").content.decode()
    assert "somebody else" in told
    assert user.email not in told


def test_a_longer_list_takes_no_more_queries() -> None:
    client = browser(superuser())
    make.author(user=make.user())
    client.get(LIST)
    with captured() as few:
        client.get(LIST)
    for _ in range(10):
        make.author(user=make.user())
    with captured() as many:
        client.get(LIST)
    assert len(few) == len(many)


def test_a_moderator_reads_what_was_before_as_words() -> None:
    author = make.author(previously=["Erlangen", "Göttingen"])
    assert "Erlangen, Göttingen" in browser(moderator()).get(page_of(author)).content.decode()
