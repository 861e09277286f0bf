"""Who may do what in the admin: every action of every list, and every screen that is not one of Django's own kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLPattern, reverse

from tests import make
from tests.permissions.asking import acts, looks
from tests.permissions.people import ROLES, place, somebody, visit
from tests.permissions.table import STAFF
from tests.votes.casting import browser as voting_browser
from tests.votes.casting import cast
from wiki.comments.votes import CommentVote
from wiki.moderation.models import Decision
from wiki.votes.judging import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin import ModelAdmin
    from django.db.models import Model

pytestmark = pytest.mark.django_db

ADMIN = frozenset({"admin"})
#: For each model, its actions and who is offered them; comments are decided about in the queue's own way.
ACTIONS: dict[str, dict[str, frozenset[str]]] = {
    "accounts.User": {},
    "authors.Author": {},
    "comments.Comment": {},
    "comments.CommentVote": dict.fromkeys(["hold", "release", "discount", "count_again", "let_stand"], STAFF),
    "log.Entry": {},
    "moderation.Case": {},
    "moderation.Decision": {},
    "moderation.Person": dict.fromkeys(["release", "trust", "untrust", "block", "unblock"], STAFF),
    "moderation.Rule": {"remove": STAFF},
    "pages.Page": dict.fromkeys(["publish", "unpublish", "remove", "restore", "lock", "unlock"], ADMIN),
    "pages.Revision": {},
    "votes.Judgement": {},
    "works.SelectedWork": dict.fromkeys(["remove", "restore"], ADMIN),
}
#: For each screen that Django does not bring, who may look, and who may send.
SCREENS = {
    "comments_commentvote_bursts": (STAFF, STAFF),
    "comments_commentvote_judge": (STAFF, STAFF),
    "moderation_case_decide": (STAFF, STAFF),
    "moderation_decision_undo": (STAFF, STAFF),
    "votes_judgement_undo": (STAFF, STAFF),
}
USUAL = ("_changelist", "_add", "_history", "_delete", "_change")


def admins() -> Iterator[tuple[type[Model], ModelAdmin[Model]]]:
    """Every model that has a screen in the admin."""
    yield from admin.site._registry.items()


@pytest.mark.parametrize("role", ROLES)
def test_each_action_is_offered_to_whom_it_is_open(role: str) -> None:
    request = RequestFactory().get("/admin/")
    request.user = somebody(role, place()) or AnonymousUser()
    offered = {model._meta.label: set(model_admin.get_actions(request)) for model, model_admin in admins()}
    open_to = {label: {name for name, may in actions.items() if role in may} for label, actions in ACTIONS.items()}
    assert offered == open_to


def test_every_screen_that_is_not_django_s_has_a_row() -> None:
    patterns = [found for _model, model_admin in admins() for found in model_admin.get_urls()]
    names = {str(found.name) for found in patterns if isinstance(found, URLPattern) and found.name}
    assert {name for name in names if not name.endswith(USUAL)} == set(SCREENS)


def decided() -> dict[str, int]:
    """What there is to undo, by the name of the screen that does it."""
    cast(make.comment(make.author()), voting_browser("aa"), 1)
    judgement = judge("hold", CommentVote.objects.all(), actor=make.user(), reason="So.")
    assert judgement
    return {
        "votes_judgement_undo": judgement.pk,
        "moderation_decision_undo": Decision.objects.create(verb="hide", reason="So.", count=1).pk,
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_screen_is_open_to_those_alone(role: str) -> None:
    found, keys = place(), decided()
    client = visit(role, found)
    for name, row in SCREENS.items():
        path = reverse(f"admin:{name}", args=[keys[name]] if name in keys else [])
        for may, ask in zip(row, (looks, acts), strict=True):
            assert ask(client, path) == (role in may), (path, ask.__name__)
