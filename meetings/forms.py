"""What may come in on the meetings' pages. Rich text is typed plainly here: these forms work without JavaScript."""

import html
import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import get_text_list

from meetings.models import Attendance, AttendanceNote, Capacity, Meeting, Purpose
from meetings.operations.attendance import items_named
from meetings.outcome_sentences import outcomes_in, verbs
from secgov import richtext
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import Committee, Membership, Person

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
BULLET = re.compile(r"^\s*[-•*]\s+(.*)$")
RICH = re.compile(r"<(?:p|ul|ol|table|blockquote)\b")


def classification_field(*, empty: str = "", label: str | None = None) -> forms.TypedChoiceField:
    """A classification to choose; with `empty` it may be left to where the record stands."""
    choices = [("", empty)] if empty else []
    return forms.TypedChoiceField(
        coerce=int, choices=[*choices, *Classification.choices], required=not empty, empty_value=None, label=label
    )


class RichTextField(forms.CharField):
    """Text typed plainly: an empty line ends a paragraph, "- " begins a bullet. HTML of the subset is taken as it is,
    so that a body with tables or footnotes can be amended without losing them."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = "An empty line ends a paragraph; a line that begins with “- ” is a bullet."
        super().__init__(widget=forms.Textarea(attrs={"rows": 8}), **({"help_text": help_text} | kwargs))

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if RICH.search(typed):
            return richtext.clean(typed)
        return richtext.clean(_from_typed(typed))

    @staticmethod
    def shown(body: str) -> str:
        """A body as it is typed here: plainly where nothing is lost by that."""
        plainly = _as_typed(body)
        return plainly if richtext.clean(_from_typed(plainly)) == body else body


def _from_typed(typed: str) -> str:
    out: list[str] = []
    for part in re.split(r"\n\s*\n", typed.replace("\r\n", "\n")):
        lines = [line for line in part.split("\n") if line.strip()]
        bullets = [BULLET.match(line) for line in lines]
        lead = [line for line, bullet in zip(lines, bullets, strict=True) if not bullet]
        if lead:
            out.append(f"<p>{html.escape(' '.join(' '.join(lead).split()), quote=False)}</p>")
        items = [html.escape(bullet[1].strip(), quote=False) for bullet in bullets if bullet]
        if items:
            out.append(f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>")
    return "".join(out)


def _as_typed(body: str) -> str:
    text = body.replace("<li>", "\n- ").replace("</ul>", "\n\n").replace("</p>", "\n\n")
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\n{3,}", "\n\n", text).replace("\n\n- ", "\n- ").strip()


class PlanForm(forms.Form):
    """A new meeting, known by its month until its agenda is published."""

    committee = forms.ModelChoiceField(Committee.objects.none(), to_field_name="abbreviation")
    held_on = forms.DateField(required=False, label="Day", widget=DAY)
    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}),
        help_text="Where the day is not known yet.",
    )
    starts_at = forms.TimeField(required=False, label="From", widget=TIME)
    ends_at = forms.TimeField(required=False, label="Until", widget=TIME)
    venue = forms.CharField(required=False, max_length=300)
    classification = classification_field(empty="The committee’s working classification")

    def __init__(self, *args: Any, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("held_on") and not cleaned.get("month") and not self.errors:
            self.add_error("held_on", "A meeting is known by its day or its month. Enter one of them.")
        _check_times(self, cleaned)
        return cleaned


def _check_times(form: forms.Form, cleaned: dict[str, Any]) -> None:
    start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
    if start and end and end <= start:
        form.add_error("ends_at", "The meeting ends after it starts. Enter a later time.")


class MeetingForm(forms.Form):
    """A meeting's facts."""

    held_on = forms.DateField(required=False, label="Day", widget=DAY)
    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    number = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=9999,
        error_messages=dict.fromkeys(("min_value", "max_value"), "Enter a number from 1 to 9999."),
        help_text="Given by the committee’s counter when the agenda is published.",
    )
    starts_at = forms.TimeField(required=False, label="From", widget=TIME)
    ends_at = forms.TimeField(required=False, label="Until", widget=TIME)
    venue = forms.CharField(required=False, max_length=300)
    next_meeting = forms.CharField(required=False, max_length=100, help_text="As it should print: 25 February 2020.")

    FIELDS = ("held_on", "month", "number", "starts_at", "ends_at", "venue", "next_meeting")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **{"initial": {name: getattr(meeting, name) for name in self.FIELDS}} | kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("held_on", "month", "number")) and not self.errors:
            self.add_error("held_on", "A meeting is known by its day, its month or its number. Enter one of them.")
        _check_times(self, cleaned)
        number = cleaned.get("number")
        others = Meeting.objects.of_committee(self.meeting.committee_id).exclude(pk=self.meeting.pk)
        if number and others.filter(number=number).exists():
            self.add_error("number", f"The committee has a meeting {number} already. Choose another number.")
        if self.meeting.number and not number and "number" not in self.errors:
            self.add_error("number", "A number once given stays. Enter it again.")
        return cleaned


class ItemForm(forms.Form):
    """An item or sub-heading of the agenda."""

    title = forms.CharField(max_length=400)
    parent = forms.ChoiceField(required=False, label="Under")
    is_heading = forms.BooleanField(required=False, label="A sub-heading, without a number")
    purpose = forms.ChoiceField(required=False, choices=[("", "Not stated"), *Purpose.choices])
    presenter = forms.CharField(required=False, max_length=200)
    presented_by = forms.EmailField(
        required=False,
        label="Presenter’s login",
        help_text="An e-mail address. They may then put papers in for this item until paper day.",
    )
    is_verbal = forms.BooleanField(required=False, label="Verbal, without a paper")
    is_standing = forms.BooleanField(required=False, label="Stands on every agenda")
    classification = classification_field(empty="As where it stands")
    postponed_by = forms.CharField(required=False, max_length=200, label="Postponed by")
    postponed_to = forms.CharField(required=False, max_length=100, label="Postponed to")

    # What the form takes of an item as it is.
    FACTS = (
        "title",
        "purpose",
        "presenter",
        "is_verbal",
        "is_standing",
        "classification",
        "postponed_by",
        "postponed_to",
    )

    def clean_presented_by(self) -> Person | None:
        """Whoever signs in with the address."""
        address = self.cleaned_data["presented_by"]
        if not address:
            return None
        person = Person.objects.filter(user__email__iexact=address, user__is_active=True).first()
        if person is None:
            raise forms.ValidationError("Nobody signs in with this address. Check it, or leave it empty.")
        return person

    def __init__(self, *args: Any, parents: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parents is None:
            del self.fields["parent"], self.fields["is_heading"]
        else:
            self.fields["parent"].choices = [("", "The agenda itself"), *parents]  # type: ignore[attr-defined]


class EntryForm(forms.Form):
    """An entry of the minutes. `version` is what the writer had before them."""

    body = RichTextField(label="Text")
    classification = classification_field(empty="As where it stands")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class OutcomeForm(EntryForm):
    """An entry that says what was decided or noted: without a verb in capitals it would record no outcome."""

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not outcomes_in(body):
            raise forms.ValidationError(f"Write the verb in capitals: {', '.join(verbs())}.")
        return body


class AttendanceForm(forms.Form):
    """One row of the attendance tables, of somebody the committee knows (`on` that day) or of a name alone."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label="One of the committee’s people",
        empty_label="None of them",
        help_text="What somebody is recused from is withheld from the login of the person chosen.",
    )
    name = forms.CharField(
        required=False, max_length=200, help_text="As it should print. Left empty, the name of the person chosen."
    )
    represents = forms.CharField(required=False, max_length=200, label="Category or body")
    capacity = forms.ChoiceField(choices=Capacity.choices)
    is_present = forms.TypedChoiceField(
        label="Attendance",
        coerce=lambda word: word == "yes",
        choices=[("yes", "Present"), ("no", "Apologies")],
    )
    role = forms.ChoiceField(required=False)
    mode = forms.ChoiceField(required=False, choices=[("", "In the room"), ("teleconference", "By teleconference")])
    is_part = forms.BooleanField(required=False, label="For part of the meeting")
    part_items = forms.CharField(required=False, max_length=100, label="For items", help_text="For example 4 to 6.")
    alternate_for = forms.CharField(required=False, max_length=200, label="Alternate to")
    recused_from = forms.CharField(
        required=False, max_length=100, label="Recused from items", help_text="Their numbers, for example 2, 4."
    )
    note = forms.CharField(required=False, max_length=300, label="Remark")
    note_classification = classification_field(
        empty="The committee’s working classification", label="Classification of the remark"
    )

    ROLES = ("Chair", "Meeting Secretary")
    AS_LISTED = (
        "name",
        "represents",
        "capacity",
        "role",
        "mode",
        "is_part",
        "part_items",
        "alternate_for",
        "recused_from",
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        on: date,
        row: Attendance | None = None,
        remark: AttendanceNote | None = None,
        **kwargs: Any,
    ) -> None:
        self.meeting = meeting
        super().__init__(*args, **({"initial": self._listed(row, remark) if row else {}} | kwargs))
        current = Membership.objects.filter(committee=meeting.committee_id).current(on=on).values("person")
        listed = Q(pk__in=current) | Q(pk=row.person_id if row else None)
        people = Person.objects.filter(listed).select_related("organisation").order_by("name", "pk")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        # A source may print another role, which amending the row must not lose.
        roles = dict.fromkeys([*self.ROLES, *([row.role] if row and row.role else [])])
        self.fields["role"].choices = [("", "None"), *((role, role) for role in roles)]  # type: ignore[attr-defined]

    def _listed(self, row: Attendance, remark: AttendanceNote | None) -> dict[str, Any]:
        said = {"note": remark.text, "note_classification": remark.classification} if remark else {}
        facts = {name: getattr(row, name) for name in self.AS_LISTED}
        return facts | said | {"person": row.person_id, "is_present": "yes" if row.is_present else "no"}

    def clean_recused_from(self) -> str:
        """The numbers as they print: "2", "2 and 4"."""
        words: str = self.cleaned_data["recused_from"]
        try:
            return get_text_list([item.number for item in items_named(self.meeting, words)], "and")
        except Refused as refused:
            raise forms.ValidationError(refused.sentences) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, person = cleaned.get("name"), cleaned.get("person")
        if name == "" and person is None and "person" not in self.errors:
            self.add_error("name", "Enter a name, or choose one of the committee’s people.")
        elif name == "" and person is not None:
            cleaned["name"] = person.name
        elif name and person is None:
            cleaned["person"] = self._known_as(name)
        return cleaned

    def _known_as(self, name: str) -> Person | None:
        """Whoever of the committee's people alone has that name, so that a name typed in full is not a stranger's."""
        people = self.fields["person"].queryset  # type: ignore[attr-defined]
        found = [person for person in people if person.name.casefold() == name.casefold()]
        return found[0] if len(found) == 1 else None


class ClassifyForm(forms.Form):
    """A person's word on the classification of minutes."""

    classification = classification_field()
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label="On whose authority, and why", max_length=1000
    )
    everything = forms.BooleanField(
        required=False,
        label="Everything in it, also what a person has classified otherwise",
        help_text="Left empty, only what has no mark of its own follows.",
    )


class MetForm(forms.Form):
    """How the condition of an outcome was met."""

    how = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="How the condition was met")
    on = forms.DateField(label="On", widget=DAY)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("The day lies ahead. Enter the day on which the condition was met.")
        return day
