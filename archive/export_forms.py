"""What an export is asked for with."""

from typing import Any

from django import forms

from archive.models import ExportKind
from secgov.classification import Classification
from secgov.models import Committee

FIRST_KINDS = [kind.value for kind in ExportKind]


class ExportForm(forms.Form):
    """Which documents of the record, up to which classification, and why."""

    committee = forms.ModelChoiceField(
        Committee.objects.order_by("abbreviation"),
        to_field_name="abbreviation",
        required=False,
        empty_label="All committees",
    )
    kinds = forms.MultipleChoiceField(
        choices=ExportKind.choices,
        initial=FIRST_KINDS,
        label="What",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what the export is to hold."},
    )
    since = forms.DateField(
        required=False,
        label="From",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="By the day of issue; papers by the day of their meeting.",
    )
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))
    up_to = forms.TypedChoiceField(
        choices=Classification.choices,
        coerce=int,
        initial=Classification.AMBER,
        label="Up to the classification",
    )
    red_reason = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why Red documents are needed",
        help_text="Only for an export up to Red. It is kept with each Red document that goes out.",
    )
    with_withdrawn = forms.BooleanField(
        required=False,
        label="With the files of documents that were withdrawn",
        help_text="Without it they are listed, and their files are left out.",
    )
    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why this export is made",
        help_text="Kept for good with the export, and with every document above White in it.",
        error_messages={"required": "Write why this export is made."},
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", "The period ends before it begins. Enter a later day.")
        if given.get("up_to") == Classification.RED and not (given.get("red_reason") or "").strip():
            self.add_error("red_reason", "Write why Red documents are needed.")
        return given

    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        return self.cleaned_data | {"up_to": Classification(self.cleaned_data["up_to"])}
