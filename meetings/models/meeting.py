"""A meeting of a committee: known by month while planned, by its number once the agenda is published."""

from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.lifecycle import Status
from secgov.addresses import address_of
from secgov.classification import ClassifiedBy, Stage
from secgov.models import Classified, ClassifiedQuerySet, Committee, StoredFile


class MeetingQuerySet(ClassifiedQuerySet):
    def of_committee(self, committee_id: int) -> "MeetingQuerySet":
        return self.filter(committee_id=committee_id)

    def latest_first(self) -> "MeetingQuerySet":
        return self.order_by("-order_on", "-number", "-pk")


class Meeting(Classified):
    """A meeting. `month` is the first day of its month; `abbreviation` the committee's at that time; `ref` the
    canonical reference, which older forms still lead to. `order_on` sorts it where the day is not known."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    ref = models.CharField("reference", max_length=40, unique=True)
    abbreviation = models.CharField(max_length=20)
    number = models.PositiveIntegerField(null=True, blank=True)
    month = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    order_on = models.DateField(default=date.min)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.PLANNED)
    next_action = models.PositiveIntegerField("number of the next action", default=1)
    next_meeting = models.CharField("next meeting, in words", max_length=100, blank=True)
    comments_by = models.DateField("comments on the draft are asked for until", null=True, blank=True)
    source = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    source_name = models.CharField("file it was read from", max_length=255, blank=True)
    status_in_source = models.CharField(max_length=10, blank=True)
    approved_in = models.ForeignKey(
        "meetings.MinuteEntry", models.SET_NULL, null=True, blank=True, related_name="approves"
    )
    approved_how = models.CharField("how the minutes were approved, in words", max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["-order_on", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="meeting_number_once_in_committee"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="meeting_status_known"),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(month__isnull=False), name="meeting_has_number_or_month"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["-order_on", "-id"], name="meeting_latest_first"),
        ]

    def __str__(self) -> str:
        """As people say it: "TABASC 23", or "September 2018 TABASC" while it has no number."""
        if self.number is not None:
            return f"{self.abbreviation} {self.number:02d}"
        return f"{self.month:%B %Y} {self.abbreviation}"

    def get_absolute_url(self) -> str:
        return address_of("meetings:detail", self.ref)

    @property
    def when(self) -> str:
        """ "Thursday 19 October 2017", "August 2018" or "Day not known"."""
        if self.held_on is not None:
            return f"{self.held_on:%A} {self.held_on.day} {self.held_on:%B %Y}"
        return f"{self.month:%B %Y}" if self.month else "Day not known"

    @property
    def times(self) -> str:
        return " – ".join(f"{moment:%H:%M}" for moment in (self.starts_at, self.ends_at) if moment)

    @property
    def status_words(self) -> str:
        """What the minutes call themselves. A transcript whose source does not say is neither draft nor final."""
        if self.status_in_source == "unknown":
            return "Minutes"
        if self.status in (Status.PLANNED, Status.AGENDA):
            return "Agenda"
        return "Final Minutes" if self.status == Status.FINAL else "Draft Minutes"

    @property
    def is_draft(self) -> bool:
        return self.status_words == "Draft Minutes"

    @property
    def is_unmarked(self) -> bool:
        return self.classified_by == ClassifiedBy.UNMARKED

    @property
    def is_published(self) -> bool:
        return self.stage == Stage.PUBLISHED

    @property
    def is_open_to_change(self) -> bool:
        return self.status not in (Status.FINAL, Status.CIRCULATED, Status.CANCELLED)

    @property
    def has_items(self) -> bool:
        return self.items.filter(removed_at__isnull=True).exists()

    @property
    def has_entries(self) -> bool:
        return self.entries.filter(removed_at__isnull=True).exists()

    @property
    def has_open_corrections(self) -> bool:
        return self.corrections.open().exists()

    @property
    def has_findings_to_accept(self) -> bool:
        """Whether a paper that would come out holds something that nobody has accepted."""
        papers = self.papers.filter(item__removed_at__isnull=True).prefetch_related("versions")
        return any(paper.awaits_acceptance for paper in papers)
