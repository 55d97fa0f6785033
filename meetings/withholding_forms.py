"""What may come in where a title or a file name is withheld."""

from typing import Any

from django import forms

from secgov.classification import Classification
from secgov.classifying_forms import ReclassifyForm


class WithholdForm(ReclassifyForm):
    """From which classification on the name is read, and of what has come out on whose authority and why."""

    to = forms.TypedChoiceField(coerce=int, label="Read at")

    def __init__(self, *args: Any, above: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        higher = [(level.value, level.label) for level in Classification if level > above]
        self.fields["to"].choices = higher  # type: ignore[attr-defined]
