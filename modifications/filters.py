"""What the register of modifications may be asked; the questions stand in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from modifications.models import CommitteeInterest, Interest, Modification
from secgov import reference_forms
from secgov.access import Reader
from secgov.reference_forms import Kind

MOST_WORDS = 8
SEARCH = forms.TextInput(attrs={"type": "search"})


class ModificationFilter(django_filters.FilterSet):
    """What is asked of interest is answered from the rows that whoever asks may read."""

    words = django_filters.CharFilter(method="with_words", label="Words or reference", widget=SEARCH)
    interest = django_filters.ChoiceFilter(
        method="of_interest",
        choices=Interest.choices,
        empty_label="Any interest",
        label="Interest at a meeting",
    )

    class Meta:
        model = Modification
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        self.reader = reader
        super().__init__(*args, **kwargs)

    def with_words(self, modifications: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Modifications with that number under any prefix, or with every word in reference or title."""
        form = reference_forms.normalise(Kind.MODIFICATION, value, abbreviations=frozenset())
        if form is not None:
            return modifications.filter(ref__in=reference_forms.asked_for_by(Kind.MODIFICATION, form))
        return modifications.filter(matching(value))

    def of_interest(self, modifications: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        rows = CommitteeInterest.objects.filter(modification=OuterRef("pk"), interest=value)
        return modifications.filter(Exists(rows.visible_to(self.reader)))


def matching(words: str) -> Q:
    """The condition that every word stands in a modification's reference or title."""
    condition = Q()
    for word in words.split()[:MOST_WORDS]:
        condition &= Q(title__icontains=word) | Q(ref__icontains=word)
    return condition
