"""Forms of the register of issued documents."""

from typing import Any

from django import forms
from django.conf import settings

from secgov import issued_codes

NOT_A_CODE = "This is not one of our codes. It has sixteen letters and digits, such as ABCD-EFGH-JKMN-PQRS."
NOTHING_GIVEN = "Choose a file, or type the code that the document prints."
TOO_LARGE = "This file is larger than {most} MB, more than any document of ours. Type its code instead."


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label="What is wrong with it",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Write what is wrong with it: those who could read it are told."},
    )
    whole_version = forms.BooleanField(
        label="Withdraw every edition of this version, and take it off the screen too",
        required=False,
        initial=True,
    )
    tell = forms.BooleanField(
        label="Mail those who were mailed a link that it was withdrawn", required=False, initial=True
    )

    def __init__(self, *args: Any, was_mailed: bool, is_of_meeting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_mailed:
            del self.fields["tell"]
        if not is_of_meeting:
            self.fields["whole_version"].label = "Withdraw every edition of this version"


class VerifyForm(forms.Form):
    file = forms.FileField(label="A file", required=False, allow_empty_file=True)
    code = forms.CharField(label="Or the code it prints", required=False, max_length=60)

    def clean_code(self) -> str:
        """The code without what stands between its letters."""
        typed = self.cleaned_data["code"]
        code = issued_codes.read(typed)
        if typed and not code:
            raise forms.ValidationError(NOT_A_CODE)
        return code

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > settings.PAPER_MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE.format(most=settings.PAPER_MAX_BYTES // 1024 // 1024))
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("code"):
            raise forms.ValidationError(NOTHING_GIVEN)
        return given


class AcceptForm(forms.Form):
    why = forms.CharField(
        label="Why it may be issued so",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Write why it may be issued so. It is kept with the document."},
    )


class IssueForm(forms.Form):
    why = forms.CharField(
        label="What it is issued for",
        max_length=300,
        error_messages={"required": "Write what it is issued for, such as the meeting it goes to."},
    )
