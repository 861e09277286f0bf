"""The field in which Markdown is written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from wiki.markup.editor import MarkdownField, MarkdownWidget, PreviewMixin


class TextForm(PreviewMixin, forms.Form):
    text = MarkdownField(label="Text", largest=100)


def posted(**data: str) -> TextForm:
    form = QueryDict(mutable=True)
    form.update(data)
    return TextForm(form)


def test_it_works() -> None:
    html = str(TextForm(initial={"text": "*old*"})["text"])
    assert 'name="text"' in html
    assert "*old*</textarea>" in html
    assert "<em>old</em>" in html
    assert 'data-markdownx-urls-path="/account/preview/?field=text"' in html
    assert 'data-markdownx-upload-urls-path="/account/images/upload/"' in html
    assert 'role="status"' in html
    assert "style=" not in html


def test_its_scripts_come_with_the_form_in_order() -> None:
    told = str(TextForm().media)
    places = [told.index(name) for name in ("markdownx.min.js", "editor.js", "uploads.js", "completion.js")]
    assert places == sorted(places)
    assert told.count("<script") == 4


def test_what_was_typed_is_previewed_without_a_script() -> None:
    form = posted(text="A *new* <b>text</b>", preview="text")
    assert form.preview
    html = str(form["text"])
    assert "<em>new</em>" in html
    assert "A *new* &lt;b&gt;text&lt;/b&gt;</textarea>" in html
    assert "<b>" not in html
    assert not posted(text="A").preview


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\r\nb", "a\nb"), ("\n\n  a", "  a"), ("a\n\n", "a"), ("\u202ea\u200b", "\u202ea\u200b")]
)
def test_the_text_stays_as_typed_with_one_kind_of_line_end(typed: str, kept: str) -> None:
    form = posted(text=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [("> " * 40 * 3 + "deep", ""), ("a" * 101, "Shorten it"), ("\ud800", "surrogate"), ("", "required")],
)
def test_what_cannot_be_shown_is_refused_in_words_and_comes_back(typed: str, words: str) -> None:
    form = posted(text=typed)
    assert words in form.errors["text"].as_text()
    assert form["text"].value() == typed


def test_it_can_be_without_pictures_and_be_written_by_itself() -> None:
    html = MarkdownWidget(uploads=False).render("text", None)
    assert 'type="file"' not in html
    assert "Your pictures" not in html
    assert 'type="file"' in MarkdownWidget().render("text", None)


def test_two_of_them_on_one_page_share_no_id() -> None:
    class Two(forms.Form):
        one = MarkdownField()
        two = MarkdownField()

    text: dict[str, Any] = {"one": "# A\n\n[^1]\n\n[^1]: b", "two": "# A\n\n[^1]\n\n[^1]: b"}
    ids = re.findall(r'\bid="([^"]+)"', str(Two(initial=text)))
    assert len(ids) == len(set(ids)) > 4
