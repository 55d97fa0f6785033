"""What may come in on the pages before a meeting: papers and their files, what was found in them, proposals."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings

from meetings.forms import classification_field
from meetings.models import Paper, PaperKind
from secgov.inspection import ACCEPTED_WORDS, Inspected, NotAccepted, inspect_apart, kind_of

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class TakenFile:
    """A file that was taken: its bytes, its name with the suffix that fits, its media type, and what is in it."""

    content: bytes
    name: str
    media_type: str
    inspected: Inspected


class PaperFileField(forms.FileField):
    """A file of a paper: recognised by its content, no larger than it may be, and inspected."""

    def __init__(self, **kwargs: Any) -> None:
        most = settings.PAPER_MAX_BYTES // MEGABYTE
        super().__init__(help_text=f"{ACCEPTED_WORDS} At most {most} MB.", max_length=255, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The TakenFile, None where there is none."""
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > settings.PAPER_MAX_BYTES:
            most = settings.PAPER_MAX_BYTES // MEGABYTE
            raise forms.ValidationError(f"The file is larger than {most} MB. Make it smaller or split it.")
        content = file.read()
        try:
            kind = kind_of(content)
            inspected = inspect_apart(content)
        except NotAccepted as refusal:
            raise forms.ValidationError(str(refusal)) from None
        # A name that promises something else would make whoever saves it open it as that.
        name = file.name if file.name.lower().endswith(kind.suffix) else f"{PurePath(file.name).stem}{kind.suffix}"
        return TakenFile(content, name[-255:], kind.media_type, inspected)


class PaperForm(forms.Form):
    """A paper for an item, with or without its file. Whoever is no secretary gives no classification: it is as its
    item; and is not asked why it is late, because a secretary puts late papers in."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(choices=PaperKind.choices)
    letter = forms.CharField(required=False, max_length=4, help_text="For appendices and attachments: A, B, C.")
    originator = forms.CharField(required=False, max_length=200)
    originator_mark = forms.CharField(
        required=False, max_length=100, label="Originator’s own mark", help_text="As it stands on it: DCC Public."
    )
    classification = classification_field(empty="As its item")
    file = PaperFileField(required=False)
    late_because = forms.CharField(
        max_length=300, label="Why it is late", error_messages={"required": "Write why the paper is late."}
    )

    def __init__(self, *args: Any, is_secretary: bool, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_secretary:
            del self.fields["classification"]
            self.fields["file"].required = True
        if not is_secretary or not is_late:
            del self.fields["late_because"]


class PaperFactsForm(forms.Form):
    """What a paper is called and how it is classified."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(choices=PaperKind.choices)
    letter = forms.CharField(required=False, max_length=4)
    originator = forms.CharField(required=False, max_length=200)
    originator_mark = forms.CharField(required=False, max_length=100, label="Originator’s own mark")
    classification = classification_field()

    FACTS = ("title", "kind", "letter", "originator", "originator_mark", "classification")

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {name: getattr(paper, name) for name in self.FACTS}} | kwargs)


class PaperVersionForm(forms.Form):
    """A new version of a paper."""

    file = PaperFileField()
    late_because = forms.CharField(
        max_length=300, label="Why it is late", error_messages={"required": "Write why the paper is late."}
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["late_because"]


class AcceptForm(forms.Form):
    """Why a file may come out with what was found in it."""

    because = forms.CharField(max_length=300, label="Why it may come out as it is")
