"""What the log of actions may be asked; the questions stand in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from actions.lifecycle import Status
from actions.models import Action, ActionOwner
from secgov import reference_forms
from secgov.models import Committee
from secgov.reference_forms import Kind

MOST_WORDS = 8
SEARCH = forms.TextInput(attrs={"type": "search"})


class ActionFilter(django_filters.FilterSet):
    """The queryset carries `known_status`, as far as whoever asks may know."""

    committee = django_filters.ModelChoiceFilter(
        queryset=Committee.objects.order_by("abbreviation"), to_field_name="abbreviation", empty_label="All committees"
    )
    status = django_filters.ChoiceFilter(
        field_name="known_status", choices=Status.choices, empty_label="Any status", label="Status"
    )
    owner = django_filters.CharFilter(method="owned_by", label="Owner")
    raised_at = django_filters.NumberFilter(field_name="raised_number", label="Raised at meeting", min_value=1)
    words = django_filters.CharFilter(method="with_words", label="Words or reference", widget=SEARCH)

    class Meta:
        model = Action
        fields: tuple[str, ...] = ()

    def owned_by(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Actions one of whose owners is printed so, or in part so."""
        return actions.filter(Exists(ActionOwner.objects.filter(action=OuterRef("pk"), printed__icontains=value)))

    def with_words(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Actions with every word in text or reference, or with that reference however it is written."""
        return actions.filter(matching(value))


def matching(words: str) -> Q:
    """The condition that every word stands in an action's text or reference."""
    abbreviations = frozenset(Committee.objects.values_list("names__abbreviation", flat=True))
    form = reference_forms.normalise(Kind.ACTION, words, abbreviations=abbreviations)
    if form is not None:
        return Q(ref=form)
    condition = Q()
    for word in words.split()[:MOST_WORDS]:
        condition &= Q(text__icontains=word) | Q(ref__icontains=word)
    return condition
