"""What the live editor sends, checked: the words of an entry, and where a window is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from meetings.models import EntryKind
from meetings.operations.typing import Words, is_typed
from secgov.classification import Classification

LONGEST_BODY = 400_000  # characters of HTML
LONGEST_FACT = 2_000
MOST_FACTS = 20
KIND = 30


class TextsField(forms.Field):
    """Texts by name, as an object; what is no text is refused."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> dict[str, str]:
        texts = {} if value is None else super().clean(value)
        if not isinstance(texts, dict) or len(texts) > self.most:
            raise forms.ValidationError("What was sent cannot be read. Reload the page.")
        for text in texts.values():
            if not isinstance(text, str) or len(text) > LONGEST_FACT or "\x00" in text:
                raise forms.ValidationError(f"A field holds more than {LONGEST_FACT} characters. Shorten it.")
        return texts

    def to_python(self, value: Any) -> Any:
        """An object already: the whole of what was sent was JSON."""
        return value


class TypedForm(forms.Form):
    """The words of one entry as a window sends them."""

    window = forms.UUIDField()
    item = forms.UUIDField()
    base = forms.IntegerField(min_value=0)
    kind = forms.CharField(max_length=KIND)
    level = forms.TypedChoiceField(coerce=int, choices=Classification.choices, required=False, empty_value=None)
    body = forms.CharField(required=False, max_length=LONGEST_BODY, strip=False)
    after = forms.UUIDField(required=False)
    facts = TextsField(most=MOST_FACTS)
    footnotes = TextsField(most=200)
    is_left = forms.BooleanField(required=False)

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if not is_typed(kind):
            raise forms.ValidationError("This kind of entry is not typed here. Reload the page.")
        return kind

    def clean_footnotes(self) -> dict[UUID, str]:
        try:
            return {UUID(uid): text for uid, text in self.cleaned_data["footnotes"].items()}
        except ValueError:
            raise forms.ValidationError("A footnote cannot be read. Remove it and write it anew.") from None

    def words(self) -> Words:
        """What came in, to be kept."""
        sent = self.cleaned_data
        return Words(
            window=sent["window"],
            base=sent["base"],
            body=sent["body"].replace("\x00", ""),
            kind=sent["kind"] or EntryKind.DISCUSSION,
            classification=sent["level"],
            after=sent["after"],
            facts=sent["facts"],
            footnotes=sent["footnotes"],
            is_left=sent["is_left"],
        )

    def first_sentence(self) -> str:
        """Why the words cannot be kept."""
        return next(str(error) for errors in self.errors.values() for error in errors)


class HeadForm(forms.Form):
    """A sub-heading made of typed words."""

    item = forms.UUIDField()
    title = forms.CharField(max_length=400)


class LookForm(forms.Form):
    """Where a window is: in which entry it types, which item it looks at, and what it has."""

    window = forms.UUIDField()
    entry = forms.UUIDField(required=False)
    at_item = forms.UUIDField(required=False)
    have = forms.CharField(required=False, max_length=64)


def uids_in(words: Iterable[str]) -> list[UUID]:
    """Those of `words` that are uids."""
    found = []
    for word in words:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found
