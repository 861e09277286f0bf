"""The admin of this site: every change goes through the row's own verb, which logs it, and nothing is deleted raw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.db import models
from django.template.response import TemplateResponse

from wiki.lib.admin import CappedPaginator, Suggestions, WebAddressField, keys
from wiki.lib.conflicts import ConflictError
from wiki.lib.lines import LineField
from wiki.lib.saved import saved
from wiki.log.history import history

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


#: A search for more is more than a database takes.
MOST_WORDS = 20


class LoggedAdmin(Admin):
    """Rows that superusers change by verbs, and that whoever has the right to look at them sees."""

    #: What may stand in a list's address; any other lookup could be used to guess at what is not shown.
    lookups: ClassVar[frozenset[str]] = frozenset()
    formfield_overrides = {
        models.CharField: {"form_class": LineField},
        models.EmailField: {"form_class": forms.EmailField},
        models.SlugField: {"form_class": forms.SlugField},
        models.URLField: {"form_class": WebAddressField},
    }
    list_max_show_all = 0
    list_per_page = 50
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by: ClassVar[tuple[str, ...]] = ()
    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002
        return lookup in self.lookups and "\0" not in str(value)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, or nothing for what no row is called by; not every database takes a number that is too large."""
        return super().get_object(request, object_id, from_field) if keys([object_id]) else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:  # noqa: ARG002
        """Nothing: an address must not fill a form in."""
        return {}

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        words = search_term.replace("\0", "").split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Suggestions(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """A field without the buttons that open the row of another in a window."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for button in ("can_add_related", "can_change_related", "can_view_related"):
            if field and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field

    def response_action(self, request: HttpRequest, queryset: models.QuerySet[Any], *where: Any) -> HttpResponse | None:
        """Do what was chosen with those of the chosen rows that can be."""
        sent = request.POST.copy()
        sent.setlist("_selected_action", keys(sent.getlist("_selected_action")))
        sent["select_across"] = "0"
        request.POST = sent  # type: ignore[assignment]
        return super().response_action(request, queryset, *where)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; where somebody was quicker, the form again with what was typed beside what stands."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ConflictError as conflict:
            request.META["conflict"] = conflict.current
            response = super().changeform_view(request, object_id, form_url, extra_context)
            response.status_code = 409
            return response

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        form = super().get_form(request, obj, change, **kwargs)
        conflict = request.META.get("conflict")
        return type(form.__name__, (form,), {"conflict": conflict}) if conflict else form

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:  # noqa: ARG002
        """The row that the form is about; the verb alone changes it."""
        return form.instance

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Nothing: a verb saves what belongs to the row too."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return saved(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return saved(request, super().response_change(request, obj))

    def construct_change_message(
        self,
        request: HttpRequest,  # noqa: ARG002
        form: Any,
        formsets: Iterable[Any],  # noqa: ARG002
        add: bool = False,
    ) -> list[dict[str, dict[str, list[str]]]]:
        """The names of the changed fields, and no text of theirs."""
        return [{"added": {}}] if add else [{"changed": {"fields": sorted(form.changed_data)}}]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return note(request, obj, ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return note(request, obj, CHANGE, message)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, under the name of what is in it."""
        title = {"title": str(self.opts.verbose_name_plural).capitalize()}
        return super().changelist_view(request, title | (extra_context or {}))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the site's own log says of the row."""
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            row = response.context_data["object"]
            response.context_data |= {"entries": history(row, request.user), "title": f"History of {name_of(row)}"}
        return response


def note(request: HttpRequest, row: models.Model, flag: int, message: Any) -> LogEntry:
    """An entry of Django's own admin log, by numbers and names of fields alone."""
    return LogEntry.objects.create(
        user_id=request.user.pk or 0,
        content_type_id=get_content_type_for_model(row).pk,
        object_id=str(row.pk),
        object_repr=name_of(row),
        action_flag=flag,
        change_message=message,
    )


def name_of(row: models.Model) -> str:
    """What to call a row where none of its words may stand."""
    return f"{row._meta.verbose_name} {row.pk}"
