"""Verbs for the admin's lists: each asks first, on a page that shows what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.contrib.admin import ModelAdmin
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

    AnyModel = TypeVar("AnyModel", bound=Model)

MOST = 100
TOO_MANY = f"These are more than {MOST}. Choose fewer."


@dataclass(frozen=True)
class Verb:
    """What can be done to chosen rows."""

    #: Of the row's own verb.
    name: str
    label: str
    #: What is done, as in "2 hidden".
    done: str
    #: What it comes to, for whoever is about to do it.
    means: str
    reason: Literal["none", "if you like", "required"] = "none"

    def do(self, row: Any, actor: User, reason: str) -> bool:
        """Call the row's verb of this name, and say whether anything changed."""
        changed: bool = getattr(row, self.name)(actor=actor, **({} if self.reason == "none" else {"reason": reason}))
        return changed


class ReasonForm(forms.Form):
    """Why something is done, which is kept in the log."""

    use_required_attribute = False  # our sentence says more than the browser's

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        error_messages={"required": "Write a reason. It is kept in the log."},
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def __init__(self, *args: Any, verb: Verb, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if verb.reason == "none":
            del self.fields["reason"]
        elif verb.reason == "if you like":
            self.fields["reason"].required = False
            self.fields["reason"].label = "Reason, if you like"


def action(verb: Verb, *, permission: str) -> Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse | None]:
    """An action of a list that asks, and then does it to each row of those chosen."""

    @admin.action(description=verb.label, permissions=[permission])
    def asked(model_admin: ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
        rows = few_enough(model_admin, request, chosen)
        if rows is None:
            return None
        form = ReasonForm(request.POST if "confirmed" in request.POST else None, verb=verb)
        if not form.is_valid():
            return question(model_admin, request, verb, rows, form)
        changed = sum(verb.do(row, request.user, form.cleaned_data.get("reason", "")) for row in rows)  # type: ignore[arg-type]
        model_admin.message_user(request, outcome(verb, changed, len(rows) - changed), level(changed))
        return None

    asked.__name__ = verb.name
    return asked


def few_enough(model_admin: ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[AnyModel]) -> list[AnyModel] | None:
    """The rows that were chosen; none, and whoever chose them is told so, where they are too many."""
    rows = list(chosen[: MOST + 1])
    if len(rows) <= MOST:
        return rows
    model_admin.message_user(request, TOO_MANY, messages.ERROR)
    return None


def question(
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    verb: Verb,
    rows: Sequence[Model],
    form: ReasonForm,
    *,
    template: str = "admin/confirm.html",
    **more: Any,
) -> HttpResponse:
    """The page that asks, or one like it that shows more."""
    context = model_admin.admin_site.each_context(request) | {
        "title": f"{verb.label}?",
        "verb": verb,
        "rows": rows,
        "form": form,
        "opts": model_admin.opts,
        **more,
    }
    return TemplateResponse(request, template, context)


def outcome(verb: Verb, changed: int, left: int) -> str:
    """How many rows it was done to, and how many not."""
    if not left:
        return f"{changed} {verb.done}."
    return f"{changed} {verb.done}; {left} left as {'it was' if left == 1 else 'they were'}, where it does not apply."


def level(changed: int) -> int:
    """How loud to say so."""
    return messages.SUCCESS if changed else messages.WARNING
