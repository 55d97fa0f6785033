"""What may come in when attendance is marked: the controls of one line, and of somebody who is not expected."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.text import get_text_list

from meetings.documents.marking import NEW, Line, Marking
from meetings.models import AgendaItem, Capacity, Meeting
from meetings.operations.attendance import items_named
from meetings.operations.marking import CHANGED, Attendee, Mark, Wanted
from secgov.lifecycle import Refused
from secgov.models import Person

CONTROLS = ("mark", "in_place", "name_in_place", "arrives", "leaves", "recused_from")


class LineForm(forms.Form):
    """The controls of one line. `seen` is what they held when the page was made."""

    mark = forms.ChoiceField(choices=Mark.choices, required=False)
    in_place = forms.CharField(required=False)
    name_in_place = forms.CharField(required=False, max_length=200)
    arrives = forms.CharField(required=False, max_length=20)
    leaves = forms.CharField(required=False, max_length=20)
    recused_from = forms.CharField(required=False, max_length=100)
    seen = forms.CharField(required=False, strip=False)

    def __init__(self, data: Mapping[str, Any], *, meeting: Meeting, line: Line, people: dict[str, Person]) -> None:
        self.meeting = meeting
        self.line = line
        self.people = people
        super().__init__(data, prefix=line.key)

    @property
    def typed(self) -> Line:
        """The line with what was typed in its controls."""
        values: dict[str, Any] = {name: str(self.data.get(self.add_prefix(name), "")).strip() for name in CONTROLS}
        return replace(self.line, **values)

    @property
    def was_changed(self) -> bool:
        return self.typed.held != self.data.get(self.add_prefix("seen"), "")

    def clean_arrives(self) -> str:
        return self._one_item("arrives")

    def clean_leaves(self) -> str:
        return self._one_item("leaves")

    def _one_item(self, name: str) -> str:
        items = self._items(self.cleaned_data[name])
        if len(items) > 1:
            raise forms.ValidationError("Write one item number here, for example 3.")
        return items[0].number if items else ""

    def clean_recused_from(self) -> str:
        """The numbers as they print: "2", "2 and 4"."""
        return get_text_list([item.number for item in self._items(self.cleaned_data["recused_from"])], "and")

    def _items(self, words: str) -> list[AgendaItem]:
        try:
            return items_named(self.meeting, words) if words else []
        except Refused as refused:
            raise forms.ValidationError(refused.sentences) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self.line.seen:
            raise forms.ValidationError(CHANGED)
        arrives, leaves = cleaned.get("arrives"), cleaned.get("leaves")
        if arrives and leaves and _in_numbers(arrives) > _in_numbers(leaves):
            self.add_error("leaves", f"They leave after item {leaves} and arrive at item {arrives}. Swap the two.")
        is_there = cleaned.get("mark") in (Mark.PRESENT, Mark.TELECONFERENCE)
        if (arrives or leaves or cleaned.get("recused_from")) and not is_there and self.line.row is None:
            self.add_error("mark", "Mark them as present or by teleconference first.")
        return cleaned

    @property
    def wanted(self) -> Wanted:
        person = dict(self.line.choices or ()).get(self.cleaned_data["in_place"])
        name = self.cleaned_data["name_in_place"]
        if name and (person is None or self.cleaned_data["in_place"] == self.line.in_place):
            person = self.people.get(name.casefold())
        return Wanted(
            mark=Mark(self.cleaned_data["mark"]),
            arrives=self.cleaned_data["arrives"],
            leaves=self.cleaned_data["leaves"],
            recused_from=self.cleaned_data["recused_from"],
            in_place=person.name if person else name,
            person_in_place=person,
        )


def _in_numbers(number: str) -> list[int]:
    return [int(part) for part in number.split(".") if part.isdecimal()]


class NewForm(forms.Form):
    """Somebody else who was there: their name, whom they are from, and in which table they stand."""

    name = forms.CharField(max_length=200, error_messages={"required": "Enter a name."})
    represents = forms.CharField(required=False, max_length=200)
    capacity = forms.ChoiceField(choices=Capacity.choices, initial=Capacity.OTHER)
    mark = forms.ChoiceField(
        choices=[choice for choice in Mark.choices if choice[0]],
        error_messages={"required": "Mark how they attend."},
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=NEW, initial={"mark": Mark.PRESENT, "capacity": Capacity.OTHER})

    def attendee(self, marking: Marking) -> Attendee:
        """Who that is: one of the committee's people where the name is theirs."""
        name, facts = self.cleaned_data["name"], self.cleaned_data
        person = marking.people.get(name.casefold())
        if person is not None:
            return marking.by_key[f"p{person.pk}"].attendee
        before = marking.follower(facts["capacity"], facts["represents"])
        return Attendee(name, None, facts["represents"], facts["capacity"], before=before)


@dataclass(slots=True)
class Posted:
    """What came in: lines as typed, what is wanted of those that can be read, and why the others cannot."""

    typed: dict[str, Line] = field(default_factory=dict)
    wanted: dict[str, tuple[Attendee, Wanted]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)
    new: NewForm = field(default_factory=NewForm)


def posted(data: Any, meeting: Meeting, marking: Marking) -> Posted:
    """The lines of the table that were changed, from what a form sent of one line or of all."""
    came_in, lines = Posted(), marking.by_key
    for key in data.getlist("row"):
        if key == NEW and data.get(f"{NEW}-name", "").strip():
            _read_new(came_in, NewForm(data), marking)
        elif key in lines:
            _read_line(came_in, LineForm(data, meeting=meeting, line=lines[key], people=marking.people))
    return came_in


def _read_line(came_in: Posted, form: LineForm) -> None:
    if not form.was_changed:
        return
    came_in.typed[form.line.key] = form.typed
    if form.is_valid():
        came_in.wanted[form.line.key] = (form.line.attendee, form.wanted)
    else:
        came_in.refused[form.line.key] = _sentences(form)


def _read_new(came_in: Posted, form: NewForm, marking: Marking) -> None:
    came_in.new = form
    if not form.is_valid():
        came_in.refused[NEW] = _sentences(form)
        return
    came_in.wanted[NEW] = (form.attendee(marking), Wanted(Mark(form.cleaned_data["mark"])))


def _sentences(form: forms.Form) -> list[str]:
    return [str(sentence) for errors in form.errors.values() for sentence in errors]
