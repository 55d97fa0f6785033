"""Committees with their dated names, seats and memberships: what need-to-know rests on."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from secgov.classification import Classification
from secgov.models.people import Organisation, PartyCategory, Person


@dataclass(frozen=True)
class PrintForm:
    """How a committee's own minutes print (product.md section 3, "Print forms are the committee's")."""

    action_reference: str = "joined"  # "joined" TABASC33/01, "spaced" CSC 10/01
    status_words: str = "action"  # "action" "Action ONGOING.", "status" "Status: Open."
    update_place: str = "beside"  # "beside" in a second column (seed 002), "beneath" the action (seed 003)
    actions_heading: str = "Minutes and Actions Outstanding"
    action_box: str = "word"  # "word" ACTION TABASC33/01:, "bare" CSC 11/01:
    secretary_place: str = "name"  # the role stands after the "name" (003) or the "body" (004)
    title_order: str = "name-first"  # "name-first" as 004's first page would, "reference-first" as 003
    meeting_reference: str = "full"  # "full" TABASC_23_1910, "bare" 11_2801 (003)
    classification_place: str = "footer"  # "footer" (002), "front" page and footer (003)
    attribution: str = "role"  # "role" a TABASC Member, "initials" (PS)

    @classmethod
    def read(cls, stored: dict[str, Any]) -> "PrintForm":
        """The print form in `stored`; words of an older version are passed over."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})


def default_print_form() -> dict[str, Any]:
    return asdict(PrintForm())


class Committee(models.Model):
    """A body of the code. Its meeting counter is continuous whatever its name (domain.md section 3). `uid` is what
    the documents issued of its registers are of."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    abbreviation = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    next_meeting_number = models.PositiveIntegerField(default=1)
    working_classification = models.PositiveSmallIntegerField(choices=Classification, default=Classification.AMBER)
    print_form_words = models.JSONField(default=default_print_form, blank=True)
    paper_days = models.PositiveSmallIntegerField("working days before a meeting until which papers are due", default=5)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_source = models.CharField(max_length=200, blank=True)
    is_sitting = models.BooleanField(default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["abbreviation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum__isnull=True) | ~Q(quorum_source=""), name="committee_quorum_has_source"
            )
        ]

    def __str__(self) -> str:
        return self.abbreviation

    @property
    def print_form(self) -> PrintForm:
        return PrintForm.read(self.print_form_words)

    def name_on(self, on: date | None, names: Iterable["CommitteeName"]) -> "CommitteeName | None":
        """The name of `names` in force on the day `on`; the latest where the day is not known."""
        dated = sorted(names, key=lambda name: name.since or date.min)
        if on is None:
            return dated[-1] if dated else None
        return next((name for name in reversed(dated) if name.since is None or name.since <= on), None)


class CommitteeName(models.Model):
    """A name a committee had from a day on: TSC until it became the TABASC."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="names")
    abbreviation = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    since = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["committee", "since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["abbreviation", "since"], nulls_distinct=False, name="name_once_from_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})"


class Seat(models.Model):
    """A place on a committee for a party category."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="seats")
    category = models.CharField(max_length=30, choices=PartyCategory)
    printed = models.CharField("as printed in attendance tables", max_length=100)
    rank = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["committee", "rank", "pk"]

    def __str__(self) -> str:
        return f"{self.printed}, seat {self.rank}"


class MembershipRole(models.TextChoices):
    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    ALTERNATE = "alternate", "Alternate"
    SECRETARY = "secretary", "Secretary"
    STANDING_ATTENDEE = "standing_attendee", "Standing attendee"
    OBSERVER = "observer", "Observer"


# Who reads a committee's Amber records by belonging to it (product.md section 2).
AMBER_ROLES = frozenset(
    {
        MembershipRole.CHAIR,
        MembershipRole.MEMBER,
        MembershipRole.ALTERNATE,
        MembershipRole.SECRETARY,
        MembershipRole.STANDING_ATTENDEE,
    }
)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, *, on: date) -> "MembershipQuerySet":
        """Memberships in force on the day `on`, its first and last day included."""
        started = Q(since__isnull=True) | Q(since__lte=on)
        return self.filter(started, Q(until__isnull=True) | Q(until__gte=on))


class Membership(models.Model):
    """That a person belongs to a committee in a role, from a day until a day."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=MembershipRole)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="memberships")
    represents = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="memberships")
    alternate_for = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="alternates_in")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["committee", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role="alternate") | Q(alternate_for__isnull=True),
                name="membership_only_alternates_stand_for_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.committee}"
