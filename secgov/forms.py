"""What may come in on the ground floor's pages."""

from dataclasses import asdict
from typing import Any

from django import forms

from secgov.classification import Classification
from secgov.models import Acronym, Committee, CommitteeName, PrintForm


class CommitteeForm(forms.Form):
    """A committee's names and how its minutes print."""

    abbreviation = forms.RegexField(
        r"^[A-Z][A-Za-z]{1,19}$",
        help_text="As it stands in references, for example TABASC.",
        error_messages={"invalid": "Write the abbreviation in letters only, beginning with a capital: TABASC."},
    )
    name = forms.CharField(max_length=200, help_text="In full, as the title of its minutes prints it.")
    since = forms.DateField(
        required=False,
        label="Known by this name since",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Leave empty where it always was. A new name keeps the old one for older minutes.",
    )
    next_meeting_number = forms.IntegerField(
        min_value=1,
        max_value=9999,
        initial=1,
        help_text="The number its next meeting gets when the agenda is published.",
    )
    working_classification = forms.TypedChoiceField(
        coerce=int,
        choices=Classification.choices,
        initial=Classification.AMBER,
        help_text="What a new record starts at under a White parent.",
    )
    paper_days = forms.IntegerField(
        min_value=0,
        max_value=60,
        initial=5,
        required=False,
        label="Paper day",
        help_text="How many working days before a meeting papers are due. What comes later says why.",
    )
    action_reference = forms.ChoiceField(
        choices=[("joined", "TABASC33/01"), ("spaced", "CSC 10/01")], label="Action references print as"
    )
    status_words = forms.ChoiceField(
        choices=[("action", "Action ONGOING."), ("status", "Status: Open.")], label="Action statuses print as"
    )
    update_place = forms.ChoiceField(
        choices=[("beside", "beside the action"), ("beneath", "beneath the action")], label="Updates print"
    )
    actions_heading = forms.CharField(
        max_length=100,
        initial="Minutes and Actions Outstanding",
        label="Title of the item that reviews actions",
    )
    action_box = forms.ChoiceField(
        choices=[("word", "ACTION TABASC33/01: …"), ("bare", "CSC 11/01: …")], label="A new action prints as"
    )
    secretary_place = forms.ChoiceField(
        choices=[("name", "after the person’s name"), ("body", "after the body’s name")],
        label="The Meeting Secretary stands",
    )
    title_order = forms.ChoiceField(
        choices=[("name-first", "committee, then reference"), ("reference-first", "reference, then status")],
        label="Order of the title block",
    )
    meeting_reference = forms.ChoiceField(
        choices=[("full", "TABASC_23_1910"), ("bare", "11_2801")], label="Meeting references print as"
    )
    classification_place = forms.ChoiceField(
        choices=[("footer", "in the footer"), ("front", "on the front page and in the footer")],
        label="The classification sentence stands",
    )
    attribution = forms.ChoiceField(
        choices=[("role", "by role: a TABASC Member"), ("initials", "by initials: (PS)")],
        label="Comments are attributed",
    )

    def __init__(self, *args: Any, committee: Committee | None = None, **kwargs: Any) -> None:
        self.committee = committee
        if committee is not None:
            kwargs["initial"] = {
                "abbreviation": committee.abbreviation,
                "name": committee.name,
                "next_meeting_number": committee.next_meeting_number,
                "working_classification": committee.working_classification,
                "paper_days": committee.paper_days,
                **asdict(committee.print_form),
            }
        super().__init__(*args, **kwargs)

    def clean_abbreviation(self) -> str:
        abbreviation: str = self.cleaned_data["abbreviation"]
        taken = CommitteeName.objects.filter(abbreviation__iexact=abbreviation)
        if taken.exclude(committee=self.committee).exists():
            raise forms.ValidationError(
                f"Another committee has or had the abbreviation {abbreviation}. Choose another."
            )
        return abbreviation

    def clean_paper_days(self) -> int:
        """As it was, or as usual, where nothing is entered."""
        days: int | None = self.cleaned_data["paper_days"]
        return days if days is not None else self.initial.get("paper_days", self.fields["paper_days"].initial)

    def facts(self) -> dict[str, Any]:
        """What the operation takes: the committee's facts, its print form among them."""
        form = PrintForm.read(self.cleaned_data)
        names = ("abbreviation", "name", "since", "next_meeting_number", "working_classification", "paper_days")
        return {name: self.cleaned_data[name] for name in names} | {"print_form": form}


class AcronymForm(forms.Form):
    """A short form and what it stands for."""

    short = forms.RegexField(
        r"^[A-Z][A-Za-z0-9&/-]{1,19}$",
        label="Short form",
        error_messages={"invalid": "Write the short form as it stands in minutes, for example DNO."},
    )
    long = forms.CharField(max_length=200, label="Stands for", help_text="For example Distribution Network Operator.")

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        self.committee = committee
        super().__init__(*args, **kwargs)

    def clean_short(self) -> str:
        short: str = self.cleaned_data["short"]
        if Acronym.objects.filter(committee=self.committee, short=short).exists():
            raise forms.ValidationError(f"{short} stands on the list already. Take it off to write it anew.")
        return short


class ViewAsForm(forms.Form):
    """Which role to view as."""

    role = forms.ChoiceField(label="See pages as", widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(key, words[:1].upper() + words[1:]) for key, words in roles]  # type: ignore[attr-defined]


class RedReasonForm(forms.Form):
    """Why a Red record is read, and where to go on to."""

    reason = forms.CharField(
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept in the access log beside each page you read.",
        error_messages={"min_length": "Say in a sentence why you read it."},
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
