"""The list of words and domains in the admin, for those who moderate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.utils.html import format_html

from wiki.lib.admin import ChosenFilter, moment
from wiki.lib.lines import LineField
from wiki.log.asking import Verb, action
from wiki.log.logged import LoggedAdmin
from wiki.moderation import rules
from wiki.moderation.models import Rule
from wiki.moderation.rehearsing import rehearse
from wiki.moderation.scoring import HOLDS, SPAM

if TYPE_CHECKING:
    from django.http import HttpRequest

    Form = forms.ModelForm[Rule]
else:
    Form = forms.ModelForm

REMOVE = Verb("remove", "Take off the list", "taken off the list", "They speak against no text any more.")
POINTS = (
    f"From {HOLDS} on, a reply waits for a moderator; from {SPAM} on, it is put away as spam and waits among the rest. "
    "Fewer only add to what else speaks against it."
)


class KindFilter(ChosenFilter):
    title = "kind"
    parameter_name = column = "kind"

    def offered(self) -> list[tuple[str, str]]:
        return [("word", "Words"), ("domain", "Domains")]


class RuleForm(Form):
    """A word or a domain; before it is saved, it is said what it would have caught, and saving once more saves it."""

    use_required_attribute = False  # our sentences say more than the browser's

    text = LineField(
        label="Word or domain",
        help_text="Whole words, in capitals or not, with accents or without. A domain as in example.org. "
        "It is looked for in names too, and no reader can take one in which it stands.",
        error_messages={"required": "Write a word or a domain."},
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    points = forms.IntegerField(min_value=1, max_value=2 * SPAM, initial=HOLDS, help_text=POINTS)
    note = LineField(max_length=300, required=False, help_text="For those who moderate: why it is on the list.")
    rehearsed = forms.CharField(required=False, widget=forms.HiddenInput)

    #: What the rule would have caught, where that was not said yet.
    rehearsal = ""

    def clean(self) -> dict[str, Any]:
        """Spell the rule as it is kept, refuse what is none, and rehearse what is new."""
        cleaned = super().clean() or {}
        kind, typed = cleaned.get("kind"), cleaned.get("text")
        if not kind or not typed:
            return cleaned
        cleaned["text"] = kept = rules.kept_as(kind, typed)
        if refusal := rules.refusal(kind, typed) or self.twin(kind, kept):
            self.add_error("text", refusal)
        if not self.errors and (kind, kept) != (self.initial.get("kind"), self.initial.get("text")):
            self.rehearse(Rule(kind=kind, text=kept), said=cleaned.get("rehearsed", ""))
        return cleaned

    def twin(self, kind: str, kept: str) -> str:
        """What to say where the same stands on the list already."""
        twins = Rule.objects.filter(kind=kind, text=kept).exclude(pk=self.instance.pk)
        return f"{kept} is on the list already." if twins.exists() else ""

    def rehearse(self, rule: Rule, *, said: str) -> None:
        """Say once for each rule what it would have caught."""
        if said == f"{rule.kind}:{rule.text}":
            return
        self.rehearsal = f"{rehearse(rule)} It is kept as: {rule.text}. Save once more to put it on the list."
        self.add_error(None, self.rehearsal)
        self.data = {**self.data.dict(), "rehearsed": f"{rule.kind}:{rule.text}"}  # type: ignore[attr-defined]


@admin.register(Rule)
class RuleAdmin(LoggedAdmin):
    form = RuleForm
    fields = ("kind", "text", "points", "note", "rehearsed")
    list_display = ("said", "kind", "points", "noted", "made")
    list_filter = (KindFilter,)
    lookups = frozenset({"kind"})
    ordering = ("kind", "text")
    sortable_by = ("said", "points", "made")
    search_fields = ("text", "note")
    search_help_text = "By what is looked for, or by the note."
    actions = (action(REMOVE, permission="decide"),)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("moderation.add_rule")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.has_perm("moderation.change_rule")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may take rules off the list."""
        return request.user.has_perm("moderation.delete_rule")

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: Any) -> None:  # noqa: ARG002
        """Put it on the list by the verb."""
        obj.put(actor=request.user)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what the rule would have caught, which is no error."""
        form = context["adminform"].form
        if form.is_bound and getattr(form, "rehearsal", "") and len(form.errors) == 1:
            messages.warning(request, form.rehearsal)
            context = context | {"errors": None}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Word or domain", ordering="text")
    def said(self, rule: Rule) -> str:
        return format_html("<bdi>{}</bdi>", rule.text)

    @admin.display(description="Note")
    def noted(self, rule: Rule) -> str:
        return format_html("<bdi>{}</bdi>", rule.note) if rule.note else "–"

    @admin.display(description="On the list since", ordering="made_at")
    def made(self, rule: Rule) -> str:
        return moment(rule.made_at)
