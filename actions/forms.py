"""What may come in on the pages of actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Q, When

from actions.lifecycle import Status
from actions.models import Action
from meetings.forms import RichTextField, classification_field
from secgov.models import Membership, Person

OWNER_HELP = "As it should print: SECAS, the DCC and BEIS, or TABASC Chair."
DUE_HELP = "A date as 2018-09-20, or words: September 2018 meeting, a future meeting, when the Panel has decided."


class RaiseForm(forms.Form):
    """A new action in the minutes of a meeting."""

    body = RichTextField(label="Action", max_length=20_000)
    owner = forms.CharField(
        required=False,
        max_length=200,
        help_text=f"{OWNER_HELP} Left empty, it is read from the words before “to”.",
    )
    due = forms.CharField(required=False, max_length=200, help_text=DUE_HELP)
    classification = classification_field(empty="As where it stands")


class ReviewForm(forms.Form):
    """What was said of an outstanding action at a meeting, and what was decided."""

    action = forms.ChoiceField(
        help_text="Actions of the committee, outstanding at this meeting, that it has not reviewed."
    )
    body = RichTextField(label="Update", max_length=20_000)
    status = forms.ChoiceField(choices=Status.choices, label="Status decided")
    superseded_by = forms.CharField(
        required=False,
        max_length=40,
        help_text="The reference of the action that takes its place: TABASC33/04.",
    )
    handed_to = forms.CharField(
        required=False,
        max_length=200,
        label="Handed over to",
        help_text="The committee, as it should print: Operations Group.",
    )
    classification = classification_field(empty="As where it stands")

    def __init__(self, *args: Any, outstanding: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(action.ref, f"{action.ref} {_beginning(action.text)}") for action in outstanding]
        self.fields["action"].choices = [("", "Choose an action"), *shown]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("handed_to") and cleaned.get("status") == Status.OPEN:
            self.add_error("status", "An action that is handed over closes here. Choose Closed.")
        return cleaned


def _beginning(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89].rstrip()}…"


class AmendForm(forms.Form):
    """Who owns an action, and when it is due."""

    owner = forms.CharField(required=False, max_length=200, help_text=OWNER_HELP)
    due = forms.CharField(required=False, max_length=200, help_text=DUE_HELP)


class ReleaseForm(forms.Form):
    """To whom an action is shown before its minutes come out."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="To whom",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
        help_text="People with a login: those of the bodies that own it, then the committee’s.",
    )
    why = forms.CharField(required=False, max_length=300, label="Why now")

    def __init__(self, *args: Any, action: Action, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Membership.objects.filter(committee=action.committee_id).current(on=on).values("person")
        bodies = action.owners.exclude(organisation=None).values("organisation")
        known = Q(pk__in=current) | Q(organisation__in=bodies) | Q(pk__in=action.owners.values("person"))
        people = Person.objects.filter(known, user__is_active=True).select_related("organisation")
        own = Case(When(organisation__in=bodies, then=0), default=1, output_field=IntegerField())
        self.fields["people"].queryset = people.order_by(own, "name", "pk")  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = lambda person: f"{person}, {person.organisation or 'no body'}"  # type: ignore[attr-defined]
