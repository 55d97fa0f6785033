"""What may come in on the pages between minuting and circulation: remarks, confirmations, sharing, the date asked."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from meetings.models import AgendaItem, Meeting
from secgov.access import Reader
from secgov.models import Membership, Person
from secgov.working_days import working_days_after

DAYS_FOR_COMMENTS = 5  # working days, as the first choice


class RemarkForm(forms.Form):
    """The key of a remark of the checklist, and why it is put aside."""

    key = forms.CharField(max_length=120)
    why = forms.CharField(required=False, max_length=300)


class ShareForm(forms.Form):
    """To whom a draft is shown before circulation, and what of it."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        required=False,
        label="People of the committee",
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.CharField(
        required=False,
        max_length=200,
        label="Somebody else, by name",
        help_text="As their account names them, or their e-mail address.",
    )
    what = forms.ChoiceField(label="What of it")
    why = forms.CharField(required=False, max_length=300, help_text="Kept on record with the sharing.")

    def __init__(self, *args: Any, meeting: Meeting, on: date, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Membership.objects.filter(committee=meeting.committee_id).current(on=on)
        others = Person.objects.filter(memberships__in=current, user__is_active=True)
        mine = current.filter(role="secretary").values("person")
        people = others.exclude(pk__in=mine).select_related("organisation").distinct().order_by("name", "pk")
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = _named  # type: ignore[attr-defined]
        items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True, parent=None).visible_to(reader)
        choices = [(str(item.uid), f"Item {item.number}: {item.title}") for item in items.order_by("rank")]
        self.fields["what"].choices = [("", "The whole draft"), *choices]  # type: ignore[attr-defined]
        self.fields["what"].required = False

    def clean_other(self) -> Person | None:
        words: str = self.cleaned_data["other"].strip()
        if not words:
            return None
        named = Q(name__iexact=words) | Q(user__email__iexact=words)
        found = list(Person.objects.filter(named, user__is_active=True)[:2])
        if len(found) != 1:
            how = "Nobody with an account" if not found else "More than one person"
            raise forms.ValidationError(f"{how} is called {words}. Enter the e-mail address of their account.")
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        other = cleaned.get("other")
        cleaned["people"] = [*cleaned.get("people", ()), *([other] if other else [])]
        if not cleaned["people"] and not self.errors:
            self.add_error("people", "Choose at least one person, or name somebody else.")
        return cleaned


def _named(person: Person) -> str:
    return f"{person}, {person.organisation}" if person.organisation else str(person)


class CommentsForm(forms.Form):
    """Until when comments on a circulated draft are asked for."""

    comments_by = forms.DateField(
        required=False,
        label="Comments by",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Five working days from today unless you choose otherwise. Left empty, no date is named.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        initial = {"comments_by": working_days_after(on, DAYS_FOR_COMMENTS)}
        super().__init__(*args, **({"initial": initial} | kwargs))

    def clean_comments_by(self) -> date | None:
        day: date | None = self.cleaned_data["comments_by"]
        if day is not None and day < self.on:
            raise forms.ValidationError("That day has passed. Choose a day from today on.")
        return day
