"""What a moderator pressed in a list or on a case: a verb, and what it is about as it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from wiki.comments.models import Comment
from wiki.lib.admin import keys
from wiki.log.asking import MOST, TOO_MANY
from wiki.moderation.deciding import VERBS
from wiki.moderation.host_verbs import PAGES, WORKS
from wiki.moderation.person_verbs import PEOPLE
from wiki.moderation.pins import further_of, unpin
from wiki.moderation.regards import Regard
from wiki.pages.models import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from wiki.comments.moving import Seen
    from wiki.lib.kinds import Viewer
    from wiki.moderation.verbs import Verb

NONE = "Choose what it is about first: tick at least one comment."
UNSEEN = "The list did not say what you had before you. Nothing was done; choose again."
NO_VERB = "Choose what to do."


class ChoiceForm(forms.Form):
    """A verb with what was ticked (`verb`), or a verb on one row (`one`, as "approve-12"); and `seen-12` for each.

    For a verb about people `person-12` says what was thought of whoever said it, and `further-13` what was counted.
    """

    verb = forms.CharField(required=False)
    one = forms.CharField(required=False)

    chosen_verb: Verb
    #: By the comments' numbers.
    seen: dict[int, Seen]
    #: By the same, what was thought of their authors.
    thought: dict[int, str]
    further: dict[int, Seen]

    def clean(self) -> dict[str, Any] | None:
        """The verb and the pins, all of them."""
        name, _dash, row = (self.cleaned_data.get("one") or "").partition("-")
        verb = VERBS.get(name or self.cleaned_data.get("verb") or "")
        picked = keys([row] if name else self.data.getlist("_selected_action"))  # type: ignore[attr-defined]
        pins = {int(key): unpin(self.data.get(f"seen-{key}", "")) for key in picked}
        self.seen = {key: seen for key, seen in pins.items() if seen}
        self.thought = {key: self.data.get(f"person-{key}", "") for key in pins}
        self.further = further_of(self.data)
        if verb is None:
            raise forms.ValidationError(NO_VERB)
        if not picked:
            raise forms.ValidationError(NONE)
        if len(self.seen) < len(pins) or (verb.kind == PEOPLE.kind and not all(self.thought.values())):
            raise forms.ValidationError(UNSEEN)
        if len(pins) > MOST:
            raise forms.ValidationError(TOO_MANY)
        self.chosen_verb = verb
        return self.cleaned_data

    @property
    def asks(self) -> bool:
        """Whether it asks before it does it: always, but for a button of one row whose verb wants no words."""
        return not self.cleaned_data["one"] or self.chosen_verb.asks


def targets(choice: ChoiceForm, viewer: Viewer) -> Mapping[int, Seen | Regard | None]:
    """What the verb is done to: these comments, their authors, or the pages and works that they were said on."""
    verb, rows = choice.chosen_verb, Comment.objects.to_moderate(viewer).filter(pk__in=choice.seen)
    if verb.kind == PEOPLE.kind:
        return authors(choice, rows)
    if verb.kind == PAGES.kind:
        return dict.fromkeys(Page.objects.visible_to(viewer).filter(comments__in=rows).values_list("pk", flat=True))
    if verb.kind == WORKS.kind:
        return dict.fromkeys(rows.exclude(work=None).values_list("work", flat=True))
    return {**choice.seen}


def authors(choice: ChoiceForm, rows: QuerySet[Comment]) -> dict[int, Regard]:
    """Whose these comments are, each as they were seen."""
    found: dict[int, Regard] = {}
    for pk, author in rows.values_list("pk", "author"):
        shown = found[author].shown if author in found else {}
        found[author] = Regard(choice.thought[pk], {**shown, pk: choice.seen[pk]}, choice.further)
    return found
