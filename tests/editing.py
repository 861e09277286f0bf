"""A page with the editor, for tests alone: one form with two fields for Markdown and one for words."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from wiki.lib.saved import saved
from wiki.markup.editor import MarkdownField, PreviewMixin
from wiki.urls import urlpatterns as site


class TextsForm(PreviewMixin, forms.Form):
    """What is edited."""

    title = forms.CharField(required=False)
    bio = MarkdownField(label="Biography", required=False)
    note = MarkdownField(label="Note", required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)


def editing(request: HttpRequest) -> HttpResponse:
    """Save the texts, which go nowhere, or show the form again."""
    form = TextsForm(request.POST or None, initial={"version": request.GET.get("version", "1"), "bio": "*old*"})
    if not form.preview and form.is_valid() and form.cleaned_data["title"] != "refuse me":
        return saved(request, redirect("/account/images/"))
    return render(request, "editing.html", {"form": form})


urlpatterns = [path("editing/", editing, name="editing"), *site]
