"""The field for Markdown whose preview is painted for whoever writes in it."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser

from tests import make
from wiki.links.editor import MarkdownField, PreviewMixin, seen

pytestmark = pytest.mark.django_db


class TextForm(PreviewMixin, forms.Form):
    text = MarkdownField(label="Text")
    line = forms.CharField()


def test_it_works() -> None:
    author = make.primary(user=make.user())
    assert author.user
    make.page(author, state="draft", title="Plan", body="Secret words.")
    form = TextForm(initial={"text": "See [[Plan]].\n\n![[Plan]]"})
    stranger = str(form["text"])
    assert "red-link" in stranger
    assert "Secret words." not in stranger
    assert "Secret words." in str(form.seen_by(author.user)["text"])


def test_the_viewer_of_one_form_is_nobody_elses() -> None:
    author = make.primary(user=make.user())
    assert author.user
    TextForm().seen_by(author.user)
    assert isinstance(TextForm().fields["text"].widget.viewer, AnonymousUser)


def test_ids_are_the_field_s_own_and_what_cannot_be_shown_is_said() -> None:
    shown = seen("# Rings", "body", AnonymousUser())
    assert 'id="preview-body-h-rings"' in shown["preview"]
    assert seen("[[a]] " * 10_001, "body", AnonymousUser())["refusal"]
