"""Who may do what in the admin: a table for every model that is registered and every kind of person."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.db import models

from accounts.models import User
from tests import make
from tests.moderation.deciding import case_of, decided, waiting
from tests.moderation.staff import ROLES, browser, moderator, superuser
from tests.votes.casting import browser as voting_browser
from tests.votes.casting import cast
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.log.models import Entry
from wiki.moderation.models import Case, Decision, Person, Rule
from wiki.pages.models import Page, Revision
from wiki.votes.judging import judge
from wiki.votes.models import Judgement
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

#: For each model, what a moderator and what a superuser may do; nobody else may do anything.
TABLE: dict[type[models.Model], dict[str, set[str]]] = {
    Author: {"moderator": {"list", "look"}, "superuser": {"list", "look", "add", "change"}},
    SelectedWork: {"moderator": {"list", "look"}, "superuser": {"list", "look", "add", "change"}},
    Comment: {"moderator": {"list", "look"}, "superuser": {"list", "look", "change"}},
    Person: {"moderator": {"list", "look"}, "superuser": {"list", "look"}},
    Rule: {"moderator": {"list", "look", "add", "change"}, "superuser": {"list", "look", "add", "change"}},
    CommentVote: {"moderator": {"list", "look"}, "superuser": {"list", "look"}},
    Judgement: {"moderator": {"list", "look"}, "superuser": {"list", "look"}},
    Page: {"moderator": set(), "superuser": {"list", "look"}},
    Revision: {"moderator": set(), "superuser": {"list", "look"}},
    Entry: {"moderator": {"list", "look"}, "superuser": {"list", "look"}},
    Case: {"moderator": {"list", "look"}, "superuser": {"list", "look"}},
    Decision: {"moderator": {"list", "look"}, "superuser": {"list", "look"}},
    User: {"moderator": set(), "superuser": {"list", "look", "add", "change"}},
}
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
each_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
each_role = pytest.mark.parametrize("role", ROLES)


def base(model: type[models.Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def a_row(model: type[models.Model]) -> models.Model:
    """A row of any registered model."""
    author = make.author(links=[])
    made: dict[type[models.Model], Any] = {
        Author: lambda: author,
        SelectedWork: lambda: make.work(author),
        Comment: lambda: make.comment(author),
        Person: lambda: Person.objects.create(author=make.author(listed=False, user=make.user())),
        Rule: lambda: Rule.objects.create(kind="word", text="casino"),
        CommentVote: lambda: a_vote(author),
        Judgement: lambda: judge(
            "hold", CommentVote.objects.filter(pk=a_vote(author).pk), actor=make.user(), reason="So."
        ),
        Page: lambda: make.page(author),
        Revision: lambda: make.page(author).latest,
        Entry: lambda: Entry.objects.record("edited", author, actor=None),
        Case: lambda: case_of(waiting()),
        Decision: lambda: decided("approve", waiting()).decision,
        User: make.user,
    }
    row: models.Model = made[model]()
    return row


def a_vote(author: Author) -> CommentVote:
    """A vote without an account."""
    cast(make.comment(author), voting_browser("aa"), 1)
    return CommentVote.objects.get()


def test_the_table_has_a_row_for_every_model_and_no_other() -> None:
    assert set(TABLE) == set(REGISTERED)


@each_model
@each_role
def test_it_holds(model: type[models.Model], role: str) -> None:
    row = a_row(model)
    client = browser(ROLES[role]())
    may = TABLE[model].get(role, set())
    page = f"{base(model)}{row.pk}/change/"
    assert (client.get(base(model)).status_code == 200) == ("list" in may)
    assert (client.get(page).status_code == 200) == ("look" in may)
    assert (client.get(f"{base(model)}{row.pk}/history/").status_code == 200) == ("look" in may)
    assert (client.get(f"{base(model)}add/").status_code == 200) == ("add" in may)
    assert (client.post(page, {}).status_code == 200) == ("change" in may)
    assert (client.post(f"{base(model)}add/", {}).status_code == 200) == ("add" in may)


@each_model
@each_role
def test_nobody_deletes_a_row_raw(model: type[models.Model], role: str) -> None:
    row = a_row(model)
    client = browser(ROLES[role]())
    for how in (client.get, client.post):
        assert how(f"{base(model)}{row.pk}/delete/", {"post": "yes"}).status_code in {302, 403}
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    client.post(base(model), chosen)
    assert model._default_manager.filter(pk=row.pk).exists()


@each_role
def test_the_first_page_is_for_staff(role: str) -> None:
    answer = browser(ROLES[role]()).get("/admin/")
    assert answer.status_code == (200 if role in {"staff without rights", "moderator", "superuser"} else 302)


ORACLES = (
    (Comment, {"author__user__password__startswith": "a"}),
    (Comment, {"author__user__email__startswith": "a"}),
    (Comment, {"author__email__startswith": "a"}),
    (Comment, {"author__user": "1"}),
    (Comment, {"author__user__is_superuser__exact": "1"}),
    (Comment, {"body__startswith": "a"}),
    (Comment, {"extra__has_key": "a"}),
    (SelectedWork, {"author__email__contains": "a"}),
    (SelectedWork, {"author__user__email__contains": "a"}),
    (Author, {"email__startswith": "a"}),
    (Author, {"user__password__startswith": "a"}),
    (Author, {"user": "1"}),
    (Author, {"user__isnull": "0"}),
    (Author, {"_to_field": "email"}),
    (CommentVote, {"voter__user__email__startswith": "a"}),
    (CommentVote, {"voter__user": "1"}),
    (CommentVote, {"voter__user__isnull": "0"}),
    (CommentVote, {"voter__browser__startswith": "a"}),
    (CommentVote, {"voter__id__exact": "1"}),
    (CommentVote, {"origin": "1"}),
    (CommentVote, {"network__startswith": "a"}),
    (CommentVote, {"target__author__email__startswith": "a"}),
    (CommentVote, {"judgement": "1"}),
    (Judgement, {"reason__contains": "a"}),
    (Judgement, {"actor_id": "1"}),
    (Person, {"author__email__startswith": "a"}),
    (Person, {"author__user__email__startswith": "a"}),
    (Person, {"author__user__password__startswith": "a"}),
    (Person, {"told__contains": "a"}),
    (Page, {"title__startswith": "a"}),
    (Page, {"current__body__contains": "a"}),
    (Page, {"current__editor__email__startswith": "a"}),
    (Page, {"revisions__body__contains": "a"}),
    (Revision, {"body__contains": "a"}),
    (Revision, {"title__startswith": "a"}),
    (Revision, {"summary__contains": "a"}),
    (Revision, {"editor_id": "1"}),
    (Revision, {"editor__email__startswith": "a"}),
    (Case, {"comment__body__contains": "a"}),
    (Case, {"comment__author__user__email__startswith": "a"}),
    (Case, {"score": "1"}),
    (Decision, {"reason__contains": "a"}),
    (Decision, {"decided__target_id": "1"}),
    (Entry, {"actor_id": "1"}),
    (Entry, {"reason__contains": "a"}),
)


@pytest.mark.parametrize("who", ["moderator", "superuser"])
@pytest.mark.parametrize(("model", "asked"), ORACLES)
def test_no_lookup_can_be_used_to_guess(model: type[models.Model], asked: dict[str, str], who: str) -> None:
    make.comment(make.author(user=make.user(), email="a@example.org"))
    refusal = 400 if "list" in TABLE[model][who] else 403
    assert browser(ROLES[who]()).get(base(model), asked).status_code == refusal


@pytest.mark.parametrize("field", ["email", "user", "user__email", "password"])
def test_no_row_is_found_by_another_column(field: str) -> None:
    author = make.author(email="ada@example.org")
    client = browser(moderator())
    address = f"{base(Author)}{author.pk}/change/"
    assert client.get(address, {"_to_field": field}).status_code == 400


def test_a_list_cannot_be_put_into_the_order_of_what_is_not_shown() -> None:
    for name, letter in (("One", "b"), ("Two", "c"), ("Zoo", "a")):
        make.author(name=name, email=f"{letter}@example.org", user=make.user(email=f"{letter}{letter}@example.org"))
    client = browser(moderator())
    for number in range(-8, 9):
        assert names(client, f"?o={number}") not in (["Zoo", "One", "Two"], ["Two", "One", "Zoo"])


def names(client: Client, query: str) -> list[str]:
    page = client.get(f"{base(Author)}{query}").content.decode()
    return sorted(("One", "Two", "Zoo"), key=page.index)


def test_a_search_for_an_address_finds_nobody() -> None:
    make.author(name="Ada Lovelace", user=make.user(email="secret@example.org"), email="hidden@example.org")
    client = browser(moderator())
    for words in ("secret", "hidden", "example.org"):
        assert "Ada Lovelace" not in client.get(base(Author), {"q": words}).content.decode()


AUTOCOMPLETED = [
    (label, name)
    for model in REGISTERED
    for name, label in [
        (field.name, model._meta.label_lower) for field in model._meta.get_fields() if field.is_relation
    ]
]


@each_role
def test_autocomplete_tells_nothing_of_users(role: str) -> None:
    make.author(user=make.user(email="secret@example.org"), email="hidden@example.org", name="Ada")
    client = browser(ROLES[role]())
    for (label, field), term in product(AUTOCOMPLETED, ("", "secret", "hidden")):
        app, model = label.split(".")
        asked = {"app_label": app, "model_name": model, "field_name": field, "term": term}
        answer = client.get("/admin/autocomplete/", asked)
        assert answer.status_code in ({200, 403} if role in {"moderator", "superuser"} else {302, 403})
        if role != "superuser":
            assert "example.org" not in answer.content.decode()
        if term and answer.status_code == 200 and role == "moderator":
            assert answer.json()["results"] == []
        if answer.status_code == 200:
            assert (label, field) in {("authors.author", "user"), ("works.selectedwork", "author")}


def test_autocomplete_finds_an_author_by_name() -> None:
    make.author(name="Ada")
    asked = {"app_label": "works", "model_name": "selectedwork", "field_name": "author", "term": "ad"}
    answer = browser(superuser()).get("/admin/autocomplete/", asked)
    assert [found["text"] for found in answer.json()["results"]] == ["Ada"]
    assert browser(superuser()).get("/admin/autocomplete/", asked | {"term": "a\0d"}).status_code == 200


@each_role
def test_an_address_fills_no_form_in(role: str) -> None:
    page = browser(ROLES[role]()).get(f"{base(User)}add/?is_superuser=1&is_staff=1&email=eve@example.org")
    assert (page.status_code == 200) == (role == "superuser")
    assert "eve@example.org" not in page.content.decode()
    assert "checked" not in page.content.decode()


@each_role
def test_no_address_leads_from_a_number_to_a_row(role: str) -> None:
    comment = make.comment(make.author(), state="hidden")
    from django.contrib.contenttypes.models import ContentType

    number = ContentType.objects.get_for_model(Comment).pk
    answer = browser(ROLES[role]()).get(f"/admin/r/{number}/{comment.pk}/")
    assert answer.status_code in {302, 404}
    assert comment.public_id not in answer.get("Location", "")


def test_the_script_of_words_is_for_staff_alone() -> None:
    assert browser(moderator()).get("/admin/jsi18n/").status_code == 200
    assert browser(make.user()).get("/admin/jsi18n/").status_code == 302


def test_a_moderator_reads_no_address_that_is_not_public() -> None:
    author = make.author(name="Ada", user=make.user(email="secret@example.org"), email="hidden@example.org")
    client = browser(moderator())
    comment = make.comment(author)
    Entry.objects.record("edited", author, actor=author.user)
    pages = (
        "/admin/",
        base(Author),
        f"{base(Author)}{author.pk}/change/",
        f"{base(Author)}{author.pk}/history/",
        f"{base(Comment)}{comment.pk}/change/",
        base(Comment),
        base(Entry),
    )
    for page in pages:
        text = client.get(page).content.decode()
        assert "secret@" not in text, page
        assert "hidden@" not in text, page
    author.email_public = True
    author.save()
    assert "hidden@" in client.get(f"{base(Author)}{author.pk}/change/").content.decode()


def test_a_moderator_is_told_nothing_of_users_in_the_log() -> None:
    user = make.user()
    Entry.objects.record("changed the rights", user, actor=None)
    assert "changed the rights" not in browser(moderator()).get(base(Entry)).content.decode()
    assert "changed the rights" in browser(superuser()).get(base(Entry)).content.decode()
    assert "changed the rights" not in browser(moderator()).get(f"{base(Entry)}?kind=accounts.user").content.decode()
