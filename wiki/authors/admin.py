"""Authors in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.template.loader import render_to_string
from django.utils.html import format_html

from wiki.authors.forms import LARGEST_BIO
from wiki.authors.models import Author, Link
from wiki.authors.orcid import OrcidField
from wiki.lib.admin import WebAddressField
from wiki.lib.lines import LineField
from wiki.links.editor import MarkdownField
from wiki.links.shown import show
from wiki.log.logged import LoggedAdmin
from wiki.log.models import Entry
from wiki.log.versioned import VersionedForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Inline = admin.StackedInline[Link, Author]
    LinkFormSetBase = BaseInlineFormSet[Link, Author, forms.ModelForm[Link]]
    LinkFormBase = forms.ModelForm[Link]
else:
    Inline, LinkFormSetBase, LinkFormBase = admin.StackedInline, BaseInlineFormSet, forms.ModelForm

MOST_LINKS = 50


class LinesField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        one = LineField(max_length=300, required=False)
        lines = [one.clean(line) for line in (value or "").splitlines()]
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), (data or "").replace("\r\n", "\n"))


class AuthorForm(VersionedForm):
    name = LineField(max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"}))
    orcid = OrcidField(label="ORCID", max_length=100, required=False)
    bio = MarkdownField(label="Biography", required=False, largest=LARGEST_BIO)
    previously = LinesField(required=False, help_text="One a line.")

    def clean_primary(self) -> bool:
        """There is one primary author."""
        primary: bool = self.cleaned_data["primary"]
        if primary and (other := Author.objects.filter(primary=True).exclude(pk=self.instance.pk).first()):
            raise forms.ValidationError(f"The site is about {other} already. Take the tick away there first.")
        return primary


class LinkForm(LinkFormBase):
    """A line under "See:"."""

    title = LineField(max_length=300, widget=forms.TextInput(attrs={"size": 30}))
    url = WebAddressField(label="Address", max_length=2000, required=False)
    position = forms.IntegerField(label="Place", required=False, min_value=0, max_value=9999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["position"] = None if self.instance._state.adding else self.instance.position + 1


class LinkFormSet(LinkFormSetBase):
    """All lines as they were typed, whichever rows there are meanwhile: a save puts them in the place of all."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_bound:
            form.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def links(self) -> list[Link]:
        """The lines in the order of their places; one without a place comes last."""
        rows = [form.cleaned_data for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        rows.sort(key=lambda row: 10_000 if row["position"] is None else row["position"])
        return [Link(title=row["title"], url=row["url"], own=row["own"]) for row in rows]


class LinkInline(Inline):
    model = Link
    form = LinkForm
    formset = LinkFormSet
    fields = (("position", "title"), ("url", "own"))
    extra = 1
    max_num = MOST_LINKS
    verbose_name_plural = "See"

    def get_formset(self, request: HttpRequest, obj: Author | None = None, **kwargs: Any) -> Any:
        """Never more lines than that, however many a form says it has."""
        return super().get_formset(request, obj, absolute_max=MOST_LINKS + 1, validate_max=True, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("authors.view_author")


@admin.register(Author)
class AuthorAdmin(LoggedAdmin):
    form = AuthorForm
    list_display = ("shown_name", "slug", "listed", "primary", "comments")
    sortable_by = ("shown_name", "slug")
    search_fields = ("name", "slug")
    search_help_text = "By name, or by the word in the address."
    ordering = ("-primary", "-pk")
    autocomplete_fields = ("user",)
    inlines: ClassVar[tuple[type[admin.StackedInline[Any, Author]], ...]] = (LinkInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        authors: QuerySet[Author] = super().get_queryset(request)
        return authors.select_related("totals", "user")

    def get_inlines(self, request: HttpRequest, obj: Author | None) -> Any:
        """What an author has; a new one has links at most."""
        return self.inlines if obj else (LinkInline,)

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display, "user") if request.user.is_superuser else self.list_display

    def get_fieldsets(self, request: HttpRequest, obj: Author | None = None) -> Any:
        """What a moderator may see of a person, or all of it."""
        who = ("name", "slug", "pronouns", "orcid")
        if not request.user.is_superuser:
            return (
                (None, {"fields": (*who, "before", "public_email", "listed", "primary")}),
                ("Biography", {"fields": ("rendered",)}),
            )
        return (
            (None, {"fields": (*who, "previously", "email", "email_public")}),
            ("Biography", {"fields": ("bio",)}),
            ("On this site", {"fields": ("listed", "primary", "user")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> Any:
        shown = ("rendered", "public_email", "before")
        return shown if obj is None else (*shown, "slug")

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: Any) -> None:
        """Nothing yet: the links are saved with their author."""

    @transaction.atomic
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Save an author and the links, by the verb."""
        author: Author = form.instance
        links = [link for formset in formsets if isinstance(formset, LinkFormSet) for link in formset.links()]
        if change:
            version = form.cleaned_data["version"]
            author.edit(form.typed(), links, actor=request.user, version=version)
        else:
            author.publish(links)
            Entry.objects.record("added", author, actor=request.user, after={"version": 1})

    @admin.display(description="Name", ordering="name")
    def shown_name(self, author: Author) -> str:
        return format_html("<bdi>{}</bdi>", author.name)

    @admin.display(description="Comments")
    def comments(self, author: Author) -> int:
        return author.totals.comments if hasattr(author, "totals") else 0

    @admin.display(description="Previously")
    def before(self, author: Author) -> str:
        return ", ".join(map(str, author.previously)) or "–"

    @admin.display(description="E-mail")
    def public_email(self, author: Author) -> str:
        return author.email if author.email_public else "not public"

    @admin.display(description="As it is read")
    def rendered(self, author: Author) -> str:
        show([author], AnonymousUser())
        return render_to_string("authors/_rendered.html", {"author": author})
