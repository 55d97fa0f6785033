"""What may come in on the pages about one record: a classification, an answer to a request, a name."""

from typing import Any

from django import forms

from secgov.classification import Classification
from secgov.models import Authority, Person


class ReclassifyForm(forms.Form):
    """A classification to change to. Of what has come out: on whose authority, with a citation, and why."""

    to = forms.TypedChoiceField(coerce=int, choices=Classification.choices, widget=forms.HiddenInput)
    authority = forms.ChoiceField(choices=Authority.choices, widget=forms.RadioSelect, label="On whose authority")
    authority_words = forms.CharField(
        required=False,
        max_length=300,
        label="Where that is on record",
        help_text="Who consented for the originator, and when; or the outcome by its reference, for example TABASC 33, "
        "item 4. For the Panel it may be left out.",
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why", max_length=1000)

    def __init__(self, *args: Any, is_out: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_out:
            del self.fields["authority"], self.fields["authority_words"]
            self.fields["reason"].required = False


class DeclineForm(forms.Form):
    """Why what was asked for is declined."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), label="Why not", max_length=1000)


class NameForm(forms.Form):
    """Somebody who can sign in, and why they need to know."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Name", empty_label="Choose somebody")
    why = forms.CharField(label="Why they need to know", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(user__is_active=True).select_related("organisation").order_by("name", "pk")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
