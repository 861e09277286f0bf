"""Selected work in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.html import format_html

from wiki.authors.admin import AuthorAdmin
from wiki.authors.filters import AuthorFilter
from wiki.authors.models import Author
from wiki.lib.admin import ChosenFilter
from wiki.lib.lines import LineField
from wiki.links.editor import MarkdownField
from wiki.links.shown import show
from wiki.log.asking import Verb, action
from wiki.log.logged import LoggedAdmin
from wiki.log.versioned import VersionedForm
from wiki.works.forms import LARGEST_ABSTRACT
from wiki.works.forms import WorkForm as SiteForm
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest

    Inline = admin.StackedInline[SelectedWork, Author]
else:
    Inline = admin.StackedInline

REMOVE = Verb(
    "remove",
    "Remove from the page",
    "removed",
    "They leave their author's page at once. They stay here, and can be restored.",
)
RESTORE = Verb(
    "restore",
    "Restore",
    "restored",
    "They stand on their author's page again, where they stood.",
)
MOST_KINDS = 30
ON_THE_SITE = SiteForm.base_fields


class KindFilter(ChosenFilter):
    title = "kind"
    parameter_name = column = "kind"

    def offered(self) -> Iterator[tuple[str, str]]:
        kinds = SelectedWork.objects.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()
        yield from ((kind, kind) for kind in kinds[:MOST_KINDS])


class RemovedFilter(ChosenFilter):
    title = "whether it is on the page"
    parameter_name = "removed"

    def offered(self) -> list[tuple[str, str]]:
        return [("no", "On the page"), ("yes", "Removed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        answers = {"no": True, "yes": False}
        return queryset.filter(removed_at__isnull=answers[self.value() or ""]) if self.value() in answers else queryset


class WorkForm(VersionedForm):
    title = LineField(max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"}))
    doi, arxiv, bibtex = (ON_THE_SITE[name] for name in ("doi", "arxiv", "bibtex"))
    abstract = MarkdownField(required=False, largest=LARGEST_ABSTRACT)
    place = forms.IntegerField(
        label="Place", required=False, min_value=1, max_value=9999, help_text="1 stands first on the author's page."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and not self.instance.removed_at:
            order = list(SelectedWork.objects.in_order(self.instance.author).values_list("pk", flat=True))
            self.initial["place"] = order.index(self.instance.pk) + 1

    class Meta:
        labels: ClassVar[dict[str, str]] = {
            "url": "Address",
            "doi": "DOI",
            "arxiv": "arXiv",
            "pdf": "PDF",
            "bibtex": "BibTeX",
        }

    def typed(self) -> dict[str, Any]:
        """The row's own columns as they were typed; its place is said to the verb that arranges."""
        return {name: value for name, value in super().typed().items() if name not in {"place", "author"}}


@admin.register(SelectedWork)
class WorkAdmin(LoggedAdmin):
    form = WorkForm
    list_display = ("shown_title", "author", "kind", "year", "position", "on_page")
    list_filter = (KindFilter, RemovedFilter, AuthorFilter)
    list_select_related = ("author",)
    lookups = frozenset({"kind", "removed", "author"})
    ordering = ("author", "position", "id")
    sortable_by = ("shown_title", "kind", "year")
    search_fields = ("title", "venue", "year", "doi", "arxiv")
    search_help_text = "By title, venue, year, DOI or arXiv number."
    autocomplete_fields = ("author",)
    actions = (action(REMOVE, permission="change"), action(RESTORE, permission="change"))
    columns = (
        (None, {"fields": ("author", "title", "kind", "authors", "venue", "year", "place")}),
        ("Where it is", {"fields": ("url", "doi", "arxiv", "pdf", "code", "slides")}),
        ("BibTeX", {"fields": ("bibtex",), "classes": ("collapse",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: SelectedWork | None = None) -> Any:
        """The abstract is shown to be written, or as it is read."""
        said = "abstract" if request.user.is_superuser else "rendered"
        return (*self.columns, ("Abstract", {"fields": (said,)}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[SelectedWork]:
        works: QuerySet[SelectedWork] = super().get_queryset(request)
        return works.defer("bibtex", "extra")

    def get_readonly_fields(self, request: HttpRequest, obj: SelectedWork | None = None) -> Any:
        return ("rendered",) if obj is None else ("rendered", "author")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: SelectedWork, form: Any, change: Any) -> None:
        """Add or change a work by its verb, then put it where it was asked to stand."""
        if change:
            obj.edit(form.typed(), actor=request.user, version=form.cleaned_data["version"])
            work = obj
        else:
            work = SelectedWork.objects.add(form.cleaned_data["author"], form.typed(), actor=request.user)
            obj.pk, obj.slug = work.pk, work.slug
        if "place" in form.changed_data and form.cleaned_data["place"]:
            move(work, form.cleaned_data["place"], request)

    @admin.display(description="Title", ordering="title")
    def shown_title(self, work: SelectedWork) -> str:
        return format_html("<bdi>{}</bdi>", work.title)

    @admin.display(description="On the page", boolean=True)
    def on_page(self, work: SelectedWork) -> bool:
        return work.removed_at is None

    @admin.display(description="As it is read")
    def rendered(self, work: SelectedWork) -> str:
        show([work], AnonymousUser())
        return render_to_string("works/_rendered.html", {"work": work})


def move(work: SelectedWork, place: int, request: HttpRequest) -> None:
    """Let a work stand at this place among its author's, 1 being the first."""
    order = [other for other in SelectedWork.objects.in_order(work.author) if other.pk != work.pk]
    order.insert(place - 1, work)
    SelectedWork.objects.arrange(work.author, order, actor=request.user)


class WorkInline(Inline):
    """An author's works, in order; each is changed on its own page."""

    model = SelectedWork
    fields = (("kind", "year", "position"),)
    ordering = ("position", "pk")
    show_change_link = True
    view_on_site = False
    can_delete = False
    verbose_name_plural = "selected work, in order"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("works.view_selectedwork")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SelectedWork]:
        return super().get_queryset(request).filter(removed_at=None)


AuthorAdmin.inlines = (*AuthorAdmin.inlines, WorkInline)
