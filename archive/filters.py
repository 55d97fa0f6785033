"""What the list of imports may be asked; the questions stand in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from archive.lifecycle import Status
from archive.models import READY as READY_IMPORT
from archive.models import Import
from secgov.models import Committee

READY, DOUBTFUL = "ready", "doubtful"
STATES = [
    (Status.WAITING, Status.WAITING.label),
    (Status.READING, Status.READING.label),
    (DOUBTFUL, "Doubtful"),
    (READY, "Ready"),
    (Status.REFUSED, Status.REFUSED.label),
    (Status.CONFIRMED, Status.CONFIRMED.label),
    (Status.DISCARDED, Status.DISCARDED.label),
]


class ImportFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label="State", empty_label="Any")
    committee = django_filters.ModelChoiceFilter(
        queryset=Committee.objects.all(), to_field_name="abbreviation", empty_label="All committees"
    )
    words = django_filters.CharFilter(
        method="with_words", label="File or meeting", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Import
        fields: tuple[str, ...] = ()

    def in_state(self, records: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == READY:
            return records.filter(READY_IMPORT)
        if value == DOUBTFUL:
            return records.filter(Q(status=Status.READ) & ~READY_IMPORT)
        return records.filter(status=value)

    def with_words(self, records: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return records.filter(Q(name__icontains=value) | Q(subject__icontains=value))
