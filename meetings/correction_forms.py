"""What may come in of corrections, redlines, approvals, notes and raised classifications."""

from datetime import date
from typing import Any

from django import forms

from meetings.forms import DAY, RichTextField
from meetings.models import AgendaItem, Meeting, MinutesVersion
from meetings.outcome_sentences import outcomes_in, verbs
from secgov import richtext
from secgov.models import Membership, Person
from secgov.templatetags.house import day

LONGEST_TEXT = 20_000  # characters of one part
BY_CORRESPONDENCE = "correspondence"


class CorrectionForm(forms.Form):
    """A comment on a part of the minutes, or its text (`text`, "" where it cannot be changed) changed."""

    after = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="The text, as it should read",
        help_text="Change the words here, and the change is shown with what it was. A line is a paragraph or a bullet.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    comment = forms.CharField(
        required=False,
        max_length=2000,
        label="In your own words",
        help_text="A remark, or why the text should change.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        self.text = text
        super().__init__(*args, **({"initial": {"after": text}} | kwargs))
        if not text:
            del self.fields["after"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        after = " ".join(cleaned.get("after", "").split())
        if not self.errors and not cleaned.get("comment") and after in ("", " ".join(self.text.split())):
            self.add_error("comment", "Change the text, or say in words what should change.")
        return cleaned


def _people(meeting: Meeting, *, on: date) -> Any:
    """The committee's people on the day `on`."""
    current = Membership.objects.filter(committee=meeting.committee_id).current(on=on).values("person")
    return Person.objects.filter(pk__in=current).select_related("organisation").order_by("name", "pk")


class SaidByForm(forms.Form):
    """Whose word a secretary writes down that there are no comments."""

    person = forms.ModelChoiceField(Person.objects.none())

    def __init__(self, *args: Any, meeting: Meeting, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _people(meeting, on=today)  # type: ignore[attr-defined]


class RecordedForm(CorrectionForm):
    """What came by e-mail, written down by the secretary: from whom, and when it was received."""

    person = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="From", empty_label="Somebody else, named below"
    )
    from_words = forms.CharField(required=False, max_length=200, label="Name of somebody else")
    received_on = forms.DateField(label="Received on", widget=DAY)

    field_order = ("person", "from_words", "received_on", "after", "comment")

    def __init__(self, *args: Any, meeting: Meeting, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _people(meeting, on=today)  # type: ignore[attr-defined]

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError("The day lies ahead. Enter the day on which it was received.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("person") and not cleaned.get("from_words") and "person" not in self.errors:
            self.add_error("from_words", "Say who it came from: choose somebody, or enter a name.")
        return cleaned


class AdjustForm(forms.Form):
    """The secretary's own text in answer to a correction."""

    text = RichTextField(label="The text, as it shall read", max_length=LONGEST_TEXT)
    answer = forms.CharField(
        max_length=2000, label="Why it reads so", widget=forms.Textarea(attrs={"rows": 3}), help_text="For its author."
    )


class AdjustTitleForm(AdjustForm):
    """The same for the title of an item."""

    text = forms.CharField(max_length=400, label="The title, as it shall read")  # type: ignore[assignment]


class AnswerForm(forms.Form):
    """Why a correction is declined, or what is said in answer to it."""

    answer = forms.CharField(max_length=2000, label="Why", widget=forms.Textarea(attrs={"rows": 3}))


class RedlineForm(forms.Form):
    """Which two versions are compared; `draft` lets the draft stand on the later side."""

    def __init__(self, *args: Any, versions: list[MinutesVersion], draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(each.number), f"Version {each.number}, {day(each.written_at)}") for each in versions]
        self.fields["from"] = forms.ChoiceField(choices=listed, label="From")
        later = [*listed, *([("draft", "The draft as it stands")] if draft else [])]
        self.fields["to"] = forms.ChoiceField(choices=later, label="To")


class ApproveForm(forms.Form):
    """Where minutes were approved: under an item of a later meeting in one sentence, or by correspondence."""

    at = forms.ChoiceField(
        label="Approved", help_text="A meeting whose minutes are being written, or by correspondence."
    )
    sentence = forms.CharField(
        required=False,
        max_length=1000,
        label="In those minutes",
        help_text="It is written under that item as an outcome, and can be amended there.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, items: list[AgendaItem], sentence: str, **kwargs: Any) -> None:
        self.items = {str(item.uid): item for item in items}
        first = next(iter(self.items), BY_CORRESPONDENCE)
        super().__init__(*args, **({"initial": {"at": first, "sentence": sentence}} | kwargs))
        groups: dict[str, list[tuple[str, str]]] = {}
        for item in items:
            groups.setdefault(f"At {item.meeting}", []).append((str(item.uid), f"{item.meeting}, item {item}"))
        choices: list[Any] = [*groups.items(), (BY_CORRESPONDENCE, "By correspondence")]
        self.fields["at"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        item = self.items.get(cleaned.get("at", ""))
        if item is not None and not outcomes_in(richtext.from_plain(cleaned.get("sentence", ""))):
            self.add_error("sentence", f"Write the sentence with its verb in capitals: {', '.join(verbs())}.")
        return cleaned | {"item": item}


class NoteForm(forms.Form):
    """What happened after the meeting, and when it was noted."""

    on = forms.DateField(label="Day", widget=DAY, help_text="Printed before the note.")
    text = forms.CharField(max_length=2000, label="Note", widget=forms.Textarea(attrs={"rows": 4}))
