"""What the list of meetings may be asked; the questions stand in the address."""

import django_filters

from meetings.lifecycle import Status
from meetings.models import Meeting
from secgov.models import Committee


class MeetingFilter(django_filters.FilterSet):
    committee = django_filters.ModelChoiceFilter(
        queryset=Committee.objects.all(), to_field_name="abbreviation", empty_label="All committees"
    )
    year = django_filters.NumberFilter(field_name="order_on", lookup_expr="year", label="Year")
    status = django_filters.ChoiceFilter(choices=Status.choices, empty_label="Any", label="Minutes")

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()
