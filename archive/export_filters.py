"""What the list of exports may be asked."""

import django_filters
from django import forms

from archive.models import Export
from secgov.models import Committee


class ExportFilter(django_filters.FilterSet):
    committee = django_filters.ModelChoiceFilter(
        queryset=Committee.objects.all(), to_field_name="abbreviation", empty_label="All committees"
    )
    words = django_filters.CharFilter(
        field_name="reason", lookup_expr="icontains", label="Reason", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Export
        fields: tuple[str, ...] = ()
