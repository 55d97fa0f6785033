"""The administration pages: accounts, people and bodies, committees and who belongs to them. Governed records, and what
was mailed, are not here: they are made and changed through their own pages, and read through the gate. Nor are
grants: no reading right comes from running the system. So nobody changes here their own roles, memberships or the
person that they are, as on the pages of accounts; another administrator does, and it is on the access log."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from secgov.access_log import note
from secgov.models import Committee, CommitteeName, Logged, Membership, Organisation, Person, Seat, User

# How people sign in is nobody's to read or to change here; it is reset on the pages of accounts, with a reason.
for kept_apart in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(kept_apart):
        admin.site.unregister(kept_apart)

admin.site.site_header = admin.site.site_title = "secgov administration"


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)


# What lets somebody do or read more; nobody changes it of themselves.
RIGHTS = ("roles", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")


class WithHistory(SimpleHistoryAdmin):
    """Its history is looked at. Nothing is put back from it: that would set what the form leaves alone."""

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET":
            raise PermissionDenied
        return super().history_form_view(request, *args, **kwargs)


@admin.register(User)
class Users(UserAdmin):
    add_form = NewUserForm
    list_display = ("email", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email",)
    ordering = ("email",)
    readonly_fields = ("joined_at", "last_login")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Roles", {"fields": RIGHTS}),
        ("Times", {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(RIGHTS if obj == request.user else ()))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        changed = {name: form.cleaned_data[name] for name in RIGHTS[:4] if name in form.changed_data}
        if changed:
            _note(request, "changed the roles of", getattr(obj, "person", None), account=obj.email, **changed)


@admin.register(Person)
class People(WithHistory):
    list_display = ("name", "initials", "organisation", "user")
    list_select_related = ("organisation", "user")
    search_fields = ("name", "user__email", "organisation__name")
    autocomplete_fields = ("organisation", "user")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("user",) if obj is not None and obj.user_id == request.user.pk else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "user" in form.changed_data:
            _note(request, "changed whose account is that of", obj, account=str(obj.user or ""))


@admin.register(Organisation)
class Organisations(WithHistory):
    list_display = ("name", "category")
    list_filter = ("category",)
    search_fields = ("name",)


class Names(admin.TabularInline):
    model = CommitteeName
    extra = 0


class Seats(admin.TabularInline):
    model = Seat
    extra = 0


@admin.register(Committee)
class Committees(WithHistory):
    """Abbreviation, name and print form are amended on the committee's own page, which keeps its dated names."""

    list_display = ("abbreviation", "name", "is_sitting")
    search_fields = ("abbreviation", "name")
    fields = ("abbreviation", "name", "quorum", "quorum_source", "is_sitting")
    readonly_fields = ("abbreviation", "name")
    inlines = (Names, Seats)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Membership)
class Memberships(WithHistory):
    """A membership that has ended keeps its row: give it a last day."""

    list_display = ("person", "committee", "role", "represents", "since", "until")
    list_filter = ("committee", "role")
    list_select_related = ("person", "committee", "represents")
    search_fields = ("person__name",)
    autocomplete_fields = ("person", "committee", "represents", "alternate_for")

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own = obj is not None and obj.person.user_id == request.user.pk
        return super().has_change_permission(request, obj) and not is_own

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "person":
            # Not `exclude(user=…)`, which would leave out whoever has no account too.
            kwargs["queryset"] = Person.objects.exclude(pk__in=Person.objects.filter(user=request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        act = "changed a membership of" if change else "added a membership of"
        days = {name: str(day) for name, day in (("since", obj.since), ("until", obj.until)) if day}
        _note(request, act, obj.person, committee=obj.committee.abbreviation, role=obj.role, **days)


def _note(request: HttpRequest, act: str, person: Person | None, **facts: Any) -> None:
    by: Any = request.user
    note(Logged.ACCOUNT, at=timezone.now(), by=by, person=person, act=act, **facts)
