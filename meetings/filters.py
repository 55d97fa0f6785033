"""What the list of meetings may be asked; the questions stand in the address."""

import django_filters
from django import forms

from meetings.lifecycle import Status
from meetings.models import Meeting
from secgov.models import Committee


class YearFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField


class MeetingFilter(django_filters.FilterSet):
    committee = django_filters.ModelChoiceFilter(
        queryset=Committee.objects.all(), to_field_name="abbreviation", empty_label="All committees"
    )
    year = YearFilter(field_name="order_on", lookup_expr="year", label="Year", min_value=1900, max_value=2999)
    status = django_filters.ChoiceFilter(choices=Status.choices, empty_label="Any", label="Minutes")

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()
