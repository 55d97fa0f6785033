"""What the lists of the ground floor may be asked; the questions stand in the address.

The access log answers of a record or a person, between two days; the register of issued documents by what they are.
"""

from datetime import datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from secgov import references
from secgov.access import Reader, SignedIn
from secgov.classification import Classification
from secgov.found import record_of
from secgov.models import AccessLogEntry, Classified, Committee, IssuedDocument, IssuedKind, Logged, User

SEARCH = forms.TextInput(attrs={"type": "search"})
DAY = forms.DateInput(attrs={"type": "date"})
MOST_USERS = 20
STATES = [("current", "Current"), ("superseded", "Superseded"), ("withdrawn", "Withdrawn")]


class AnswerFilter(django_filters.FilterSet):
    """The question that is answered. `record` and `users` are what was asked for, once it was found; nothing answers
    a question that names neither. Whoever does not administer records asks of the records of their own committees."""

    of = django_filters.CharFilter(method="of_record", label="Record", widget=SEARCH)
    who = django_filters.CharFilter(method="of_person", label="Person", widget=SEARCH)
    since = django_filters.DateFilter(method="from_day", label="From", widget=DAY)
    until = django_filters.DateFilter(method="to_day", label="To", widget=DAY)
    kind = django_filters.ChoiceFilter(choices=Logged.choices, empty_label="Any act", label="Act")

    class Meta:
        model = AccessLogEntry
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, reader: Reader, answers_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.answers_all = reader, answers_all
        self.record: Classified | None = None
        self.users: list[User] = []
        if not answers_all:
            del self.filters["who"]
        asked = [self.data.get(name, "").strip() for name in self.filters if name in ("of", "who")]
        self.is_asked = any(asked)
        if not self.is_asked:
            self.queryset: QuerySet[Any] = AccessLogEntry.objects.none()

    def of_record(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What was done to the record, and to all that stood within it then."""
        found = record_of(value, self.reader)
        if found is None or not self._may_ask(found):
            return entries.none()
        self.record = found
        return entries.filter(Q(target=found.uid) | Q(within__contains=[found.uid]))

    def _may_ask(self, record: Classified) -> bool:
        mine = self.reader.secretary_of if isinstance(self.reader, SignedIn) else ()
        return self.answers_all or record.committee_id in mine

    def of_person(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What somebody did whose e-mail address is this, or whose name holds these words."""
        wanted = Q(email__iexact=value.strip()) | Q(person__name__icontains=value.strip())
        self.users = list(User.objects.filter(wanted).order_by("email")[:MOST_USERS])
        return entries.filter(Q(by__in=self.users) | Q(person__user__in=self.users))

    def from_day(self, entries: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return entries.filter(at__gte=_midnight(value))

    def to_day(self, entries: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return entries.filter(at__lt=_midnight(value + timedelta(days=1)))


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


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
