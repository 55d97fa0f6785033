"""What may come in: files, and the reason why one is discarded. What is typed into a reading: archive/amending."""

from typing import Any

from django import forms

from archive.intake import ACCEPTED


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or several; gives a list of them."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        listed = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(each, initial) for each in (listed or [None])]


class UploadForm(forms.Form):
    """Files with minutes in them."""

    minutes = SeveralFilesField(
        label="Minutes",
        allow_empty_file=True,
        error_messages={"required": "Choose a file with minutes in it, several, or a ZIP of them."},
        widget=SeveralFilesInput(attrs={"accept": ",".join(ACCEPTED)}),
    )

    def __init__(self, *args: Any, most_files: int, most_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_files = most_files
        kinds = ", ".join(suffix for suffix in ACCEPTED if suffix != ".zip")
        self.fields[
            "minutes"
        ].help_text = f"{kinds}, up to {most_mb} MB each; up to {most_files} at once, chosen together or in one .zip."

    def clean_minutes(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["minutes"]
        if len(files) > self.most_files:
            raise forms.ValidationError(f"These are {len(files)} files, more than {self.most_files}. Choose fewer.")
        return files


class DiscardForm(forms.Form):
    """Why a file is discarded."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why these minutes are not stored",
        max_length=500,
        error_messages={"required": "Write why these minutes are not stored."},
    )
