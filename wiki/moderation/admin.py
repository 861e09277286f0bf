"""Users in the admin, for those who may do everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.html import format_html

from accounts.forms import TAKEN
from accounts.models import User
from accounts.views import freshly_signed_in
from wiki.lib.admin import ChosenFilter
from wiki.log.logged import LoggedAdmin
from wiki.moderation import comments_admin, decisions_admin, people, persons_admin, queue_admin, rules_admin  # noqa: F401  # they register
from wiki.moderation.people import RIGHTS, RefusedError, rights_of, set_rights

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Form = forms.ModelForm[User]
else:
    Form = forms.ModelForm


class MayFilter(ChosenFilter):
    title = "what they may do"
    parameter_name = "may"
    FLAGS: ClassVar[dict[str, dict[str, bool | str]]] = {
        "everything": {"is_superuser": True},
        "enter": {"is_staff": True},
        "moderate": {"groups__name": "moderators"},
        "not": {"is_active": False},
    }

    def offered(self) -> list[tuple[str, str]]:
        names = ("Everything", "Enter the admin", "Moderate", "Not even sign in")
        return list(zip(self.FLAGS, names, strict=True))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**self.FLAGS.get(self.value() or "", {}))


class UserForm(Form):
    """An address, and what its owner may do; only what was changed since the form was opened is changed."""

    email = forms.EmailField(
        label="E-mail address", show_hidden_initial=True, widget=forms.EmailInput(attrs={"class": "vTextField"})
    )
    is_active = forms.BooleanField(label="may sign in", required=False, show_hidden_initial=True)
    is_staff = forms.BooleanField(label="may enter the admin", required=False, show_hidden_initial=True)
    moderates = forms.BooleanField(label="moderates comments", required=False, show_hidden_initial=True)
    is_superuser = forms.BooleanField(label="may do everything", required=False, show_hidden_initial=True)

    #: Who asks for the change.
    actor: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(rights_of(self.instance))

    def clean_email(self) -> str:
        """The address in small letters, if nobody else has it."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.is_taken(email, but=self.instance):
            raise forms.ValidationError(TAKEN)
        return email

    def asked(self) -> dict[str, bool]:
        """The rights that were given or taken in this form."""
        return {name: self.cleaned_data[name] for name in RIGHTS if name in self.changed_data}

    def clean(self) -> dict[str, Any] | None:
        """Refuse now what the verb would refuse."""
        cleaned = super().clean()
        before = rights_of(User.objects.get(pk=self.instance.pk)) if self.instance.pk else {}
        others = list(User.objects.filter(is_superuser=True, is_active=True).exclude(pk=self.instance.pk)[:1])
        try:
            if before:
                own = self.instance.pk == self.actor.pk
                people.refuse(before, before | self.asked(), own=own, others=others)
        except RefusedError as refusal:
            self.add_error(None, str(refusal))
        return cleaned


@admin.register(User)
class UserAdmin(LoggedAdmin):
    form = UserForm
    list_display = ("address", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    list_filter = (MayFilter,)
    lookups = frozenset({"may"})
    ordering = ("-pk",)
    sortable_by = ("address", "last_login", "date_joined")
    search_fields = ("email",)
    search_help_text = "By e-mail address."
    readonly_fields = ("second_factor", "last_login", "date_joined")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            told = "They get no password. Let them in with: python manage.py login_link followed by the address."
            return ((None, {"fields": ("email",), "description": told}),)
        return (
            (None, {"fields": ("email", "second_factor", "last_login", "date_joined")}),
            ("Rights", {"fields": ("is_active", "is_staff", "moderates", "is_superuser")}),
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        """Add or change a person by the verbs."""
        if not change:
            obj.pk = people.add(form.cleaned_data["email"], actor=request.user).pk
            return
        obj.refresh_from_db()
        if "email" in form.changed_data and form.cleaned_data["email"] != obj.email:
            here = request.session.session_key if obj.pk == request.user.pk else None
            people.change_email(obj, form.cleaned_data["email"], actor=request.user, session=here)
        set_rights(obj, form.asked(), actor=request.user)

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """The form, for whoever has just shown who they are; and why nothing was changed, should somebody else take the
        last rights in the same moment."""
        shown = super().changeform_view
        try:
            return freshly_signed_in(lambda asked: shown(asked, object_id, *args, **kwargs))(request)
        except RefusedError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.path)

    @admin.display(description="E-mail address", ordering="email")
    def address(self, user: User) -> str:
        return format_html("<bdi>{}</bdi>", user.email)

    @admin.display(description="Passkey or app", boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
