"""What the register of issued documents may be asked; the questions stand in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from secgov import references
from secgov.classification import Classification
from secgov.models import Committee, IssuedDocument, IssuedKind

STATES = [("current", "Current"), ("superseded", "Superseded"), ("withdrawn", "Withdrawn")]
DAY = forms.DateInput(attrs={"type": "date"})


class DocumentFilter(django_filters.FilterSet):
    """By committee, kind, classification, state, and the days of issue. `of` is asked by links: the meeting, or the
    committee, whose documents are meant."""

    committee = django_filters.ModelChoiceFilter(
        queryset=Committee.objects.order_by("abbreviation"),
        to_field_name="abbreviation",
        empty_label="All committees",
        label="Committee",
    )
    kind = django_filters.ChoiceFilter(choices=IssuedKind.choices, empty_label="Any kind", label="Kind")
    classification = django_filters.ChoiceFilter(
        choices=Classification.choices, empty_label="Any classification", label="Classification"
    )
    state = django_filters.ChoiceFilter(method="in_state", choices=STATES, empty_label="Any state", label="State")
    since = django_filters.DateFilter(field_name="issued_at", lookup_expr="date__gte", label="Issued from", widget=DAY)
    until = django_filters.DateFilter(field_name="issued_at", lookup_expr="date__lte", label="Issued until", widget=DAY)
    of = django_filters.CharFilter(method="of_one", label="Of", widget=forms.HiddenInput)

    class Meta:
        model = IssuedDocument
        fields: tuple[str, ...] = ()

    def of_one(self, documents: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Documents of the meeting that any form of its reference leads to, or of a committee's registers."""
        meeting = references.recognise(value)
        if meeting is not None and meeting.target is not None:
            return documents.filter(target=meeting.target)
        return documents.filter(target__in=Committee.objects.filter(abbreviation=value).values("uid"))

    def in_state(self, documents: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "withdrawn":
            return documents.filter(withdrawn_at__isnull=False)
        return documents.filter(withdrawn_at__isnull=True, superseded_by__isnull=value == "current")
