"""What may come in on the pages of accounts and memberships."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from secgov.accounts.forms import AGAIN, RULES
from secgov.models import Committee, Invitation, MembershipRole, Organisation, PartyCategory, Person, SystemRole, User

DAY = forms.DateInput(attrs={"type": "date"})


class Days(forms.Form):
    """A first and a last day, either of which may be left open."""

    since = forms.DateField(required=False, label="First day", widget=DAY, help_text="Empty: from the beginning.")
    until = forms.DateField(required=False, label="Last day", widget=DAY, help_text="Empty: until somebody ends it.")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day comes before the first. Enter a later one.")
        return found


class InviteForm(Days):
    """Who is invited, and with what."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label="Somebody on record",
        empty_label="Nobody: a new person",
        help_text="Whoever has attended meetings is on record already; then nothing of theirs is entered twice.",
    )
    name = forms.CharField(max_length=200, required=False, label="Name of a new person")
    email = forms.EmailField(label="E-mail address", help_text="The invitation goes there, and it becomes the login.")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label="None, or a new one", label="Organisation"
    )
    new_organisation = forms.CharField(max_length=200, required=False, label="Name of a new organisation")
    category = forms.ChoiceField(
        choices=PartyCategory.choices, initial=PartyCategory.OTHER_PARTY, label="Category of a new organisation"
    )
    roles = forms.MultipleChoiceField(
        choices=SystemRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Roles over the whole system",
        help_text="A records administrator reads all records up to Amber; a system administrator reads none by it.",
    )
    committee = forms.ModelChoiceField(
        Committee.objects.none(), required=False, empty_label="None", label="Membership of a committee"
    )
    role = forms.ChoiceField(choices=MembershipRole.choices, initial=MembershipRole.MEMBER, label="As")
    field_order = (
        *("person", "name", "email", "organisation", "new_organisation", "category", "roles"),
        *("committee", "role", "since", "until"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = Person.objects.filter(user=None).order_by("name", "pk")
        fields["organisation"].queryset = Organisation.objects.order_by("name")
        fields["committee"].queryset = Committee.objects.order_by("abbreviation")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody has an account with this address. Enter another.")
        return email

    def clean_new_organisation(self) -> str:
        name: str = self.cleaned_data["new_organisation"]
        if name and Organisation.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("This organisation is on record. Choose it above.")
        return name

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("person") and not found.get("name"):
            self.add_error("name", "Enter a name, or choose somebody on record.")
        return found


class RolesForm(forms.Form):
    """Which roles somebody holds over the whole system."""

    roles = forms.MultipleChoiceField(
        choices=SystemRole.choices, required=False, widget=forms.CheckboxSelectMultiple, label="Roles"
    )


class ReasonForm(forms.Form):
    """Why something is done to somebody's account."""

    reason = forms.CharField(
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept in the access log: who asked, how you know that it was them.",
    )


class MembershipForm(Days):
    """A membership that is added."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose a person")
    role = forms.ChoiceField(choices=MembershipRole.choices, initial=MembershipRole.MEMBER)
    field_order = ("person", "role", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = Person.objects.order_by("name", "pk")


class CommitteeMembershipForm(Days):
    """A membership that is added to somebody whose page it is."""

    committee = forms.ModelChoiceField(Committee.objects.none(), empty_label="Choose a committee")
    role = forms.ChoiceField(choices=MembershipRole.choices, initial=MembershipRole.MEMBER)
    field_order = ("committee", "role", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["committee"].queryset = Committee.objects.order_by("abbreviation")


class AcceptForm(forms.Form):
    """The password that somebody who was invited chooses."""

    password = forms.CharField(
        label="Password",
        strip=False,
        help_text=RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=AGAIN.removeprefix("New ").capitalize(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.invitation.email))
        return password

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("password") and found.get("password") != found.get("again"):
            self.add_error("again", "The two passwords differ. Enter the same one twice.")
        return found
