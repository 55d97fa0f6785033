"""The administration pages: accounts, people and bodies, committees and who belongs to them. Governed records, and what
was mailed, are not here: they are made and changed through their own pages, and read through the gate. Nor are
grants: no reading right comes from running the system."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from simple_history.admin import SimpleHistoryAdmin

from secgov.models import Committee, CommitteeName, Membership, Organisation, Person, Seat, User

# How people sign in is nobody's to read or to change here; it is reset on the pages of accounts, with a reason.
for kept_apart in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(kept_apart):
        admin.site.unregister(kept_apart)

admin.site.site_header = admin.site.site_title = "secgov administration"


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)


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
        (
            "Roles",
            {"fields": ("roles", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        ("Times", {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)


@admin.register(Person)
class People(SimpleHistoryAdmin):
    list_display = ("name", "initials", "organisation", "user")
    list_select_related = ("organisation", "user")
    search_fields = ("name", "user__email", "organisation__name")
    autocomplete_fields = ("organisation", "user")


@admin.register(Organisation)
class Organisations(SimpleHistoryAdmin):
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
class Committees(SimpleHistoryAdmin):
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
class Memberships(SimpleHistoryAdmin):
    """A membership that has ended keeps its row: give it a last day."""

    list_display = ("person", "committee", "role", "represents", "since", "until")
    list_filter = ("committee", "role")
    list_select_related = ("person", "committee", "represents")
    search_fields = ("person__name",)
    autocomplete_fields = ("person", "committee", "represents", "alternate_for")

    def has_delete_permission(self, request, obj=None):
        return False
