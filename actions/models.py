"""What was promised, by whom and by when, and what was said of it meeting after meeting."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Case, CharField, F, Func, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from simple_history.models import HistoricalRecords

from actions.lifecycle import Status
from meetings.models import Meeting, MinuteEntry
from secgov.access import Purpose, Reader, SignedIn, ViewingAs
from secgov.addresses import address_of
from secgov.models import (
    Classified,
    ClassifiedQuerySet,
    Committee,
    GrantKind,
    Organisation,
    Person,
    Reference,
    ReferenceState,
    StatusChange,
    touching,
)
from secgov.reference_forms import Kind
from secgov.wall.doors import as_system

# A meeting that has no number yet stands behind all that have one.
NOT_NUMBERED = 1_000_000


class ActionQuerySet(ClassifiedQuerySet):
    def as_known_to(self, reader: Reader) -> Self:
        """With `known_status`, as far as `reader` may know: what is decided in unpublished minutes is not out. It
        costs no subquery, so that a register of any size can be filtered by it."""
        return self.annotate(known_status=_status_known_to(reader))

    def with_carried(self, reader: Reader) -> Self:
        """With `last_number` (the last meeting that spoke of it, NULL for none) and `carried` (meetings since it was
        raised), as far as `reader` may know. A subquery a row: for the rows of a page, not for a register."""
        told = ActionUpdate.objects.visible_to(reader).filter(action=OuterRef("pk"), is_adopted=True)
        latest = told.order_by().values("action").annotate(latest=Max("meeting_number")).values("latest")
        return self.annotate(last_number=Subquery(latest)).annotate(
            carried=Case(
                When(last_number__gt=F("raised_number"), then=F("last_number") - F("raised_number")),
                default=Value(0),
                output_field=models.IntegerField(),
            )
        )

    def with_due_number(self, reader: Reader) -> Self:
        """With `due_number`, that of the meeting it is due at, NULL where `reader` knows of none: the first that the
        committee holds in the month named, put on record before or after the action; else the one that was planned for
        that month and has moved. Two subqueries a row: for the rows of a page."""
        held = Meeting.objects.visible_to(reader).filter(committee=OuterRef("committee"), number__isnull=False)
        month = Func(OuterRef(OuterRef("due_month")), Value("_YYYY-MM"), function="to_char", output_field=CharField())
        forms = Reference.objects.filter(kind=Kind.MEETING, canonical=Concat(OuterRef("abbreviation"), month))
        in_month = held.filter(month=OuterRef("due_month")).order_by("number").values("number")[:1]
        moved = held.filter(uid__in=forms.values("alias_of__target")).order_by("number").values("number")[:1]
        return self.annotate(due_number=Coalesce(Subquery(in_month), Subquery(moved)))

    def outstanding_at(self, meeting: Meeting, reader: Reader) -> Self:
        """Raised at an earlier meeting of the committee of `meeting`, and not closed by a decision that took effect
        before it, as far as `reader` may know; in whatever order the minutes arrived."""
        number = meeting.number or NOT_NUMBERED
        earlier = StatusChange.objects.visible_to(reader).filter(target=OuterRef("uid"), effective_number__lt=number)
        then = Subquery(earlier.latest_first().values("after")[:1])
        raised = self.filter(committee=meeting.committee_id, raised_number__lt=number)
        return raised.annotate(status_then=Coalesce(then, Value(Status.OPEN))).exclude(status_then=Status.CLOSED)

    def not_reviewed_at(self, meeting: Meeting, reader: Reader) -> Self:
        """Those outstanding at `meeting` that it has not reviewed, as far as `reader` may know, in their order."""
        reviewed = ActionUpdate.objects.filter(meeting=meeting, is_adopted=True).visible_to(reader)
        left = self.visible_to(reader).outstanding_at(meeting, reader).exclude(pk__in=reviewed.values("action"))
        return left.order_by("raised_number", "ref")


def _status_known_to(reader: Reader) -> Case:
    """The status column that `reader` may know: the secretariat's, the circulated or the published one. Whoever may
    read an action of which nothing decided is out to them knows it as open, and whoever is recused from where
    something of it was decided knows what everybody knows."""
    steps = []
    if isinstance(reader, ViewingAs):
        reader = reader.theirs
    if isinstance(reader, SignedIn):
        if recused_from := reader.grants.get(GrantKind.RECUSED):
            decided = _decided_within(recused_from)
            steps.append(When(~Q(status_published="") & Q(uid__in=decided), then=F("status_published")))
            steps.append(When(uid__in=decided, then=Value(Status.OPEN)))
        if reader.secretary_of:
            steps.append(When(committee__in=reader.secretary_of, then=F("status")))
        if reader.administers_records:
            steps.append(When(~Q(status_circulated=""), then=F("status_circulated")))
        if reader.belongs_to:
            ours = Q(audience__overlap=list(reader.belongs_to)) & ~Q(status_circulated="")
            steps.append(When(ours, then=F("status_circulated")))
    steps.append(When(~Q(status_published=""), then=F("status_published")))
    return Case(*steps, default=Value(Status.OPEN), output_field=models.CharField())


def _decided_within(uids: tuple[UUID, ...]) -> list[UUID]:
    """What something was decided about in the records `uids`, whoever may read them: those who may not are told less
    because of it. One query."""
    with as_system(Purpose.PLACEHOLDERS):
        return list(StatusChange.objects.filter(touching(uids)).order_by().values_list("target", flat=True).distinct())


class DueKind(models.TextChoices):
    NOT_STATED = "", "Not stated"
    MEETING = "meeting", "At a meeting"
    DATE = "date", "On a date"
    BEFORE_MEETING = "before_meeting", "Before a meeting, by e-mail"
    FUTURE = "future", "At a future meeting"
    EVENT = "event", "When something happens"


class Action(Classified):
    """An action, known by its reference for life.

    `due_month` is the first day of the month in which the meeting falls that it is due at, before or after.
    `status_circulated` and `status_published` are what the committee and everybody may know while the minutes that
    decided more are on their way out; the lifecycle engine keeps all three.
    """

    reference = models.OneToOneField(Reference, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=40, unique=True)
    raised_number = models.PositiveIntegerField("number of the meeting that raised it")
    raised_at = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="actions_raised")
    raised_in = models.OneToOneField(MinuteEntry, models.PROTECT, null=True, blank=True, related_name="action_raised")
    text = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    status_circulated = models.CharField(max_length=10, blank=True)
    status_published = models.CharField(max_length=10, blank=True)
    due_kind = models.CharField(max_length=20, choices=DueKind, blank=True, default=DueKind.NOT_STATED)
    due_on = models.DateField(null=True, blank=True)
    due_month = models.DateField("month of the meeting it is due at", null=True, blank=True)
    due_words = models.CharField(max_length=200, blank=True)
    # As given with the minutes that raised it, or amended since: what shows follows the minutes that are out.
    given_owner = models.CharField(max_length=200, blank=True)
    given_due = models.CharField(max_length=200, blank=True)

    objects = ActionQuerySet.as_manager()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["ref"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="action_status_known"),
            models.CheckConstraint(
                condition=(Q(due_on__isnull=False) & Q(due_kind="date"))
                | (Q(due_on__isnull=True) & ~Q(due_kind="date")),
                name="action_due_date_with_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(due_month__isnull=True) | Q(due_kind__in=["meeting", "before_meeting", "future"]),
                name="action_due_month_of_a_meeting",
            ),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["-raised_number", "-ref"], name="action_latest_first"),
            models.Index(fields=["committee", "status"], name="action_committee_status"),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return address_of("actions:detail", self.ref)

    @property
    def due_shown(self) -> str:
        """The day where one was given, else the words."""
        return f"{self.due_on.day} {self.due_on:%B %Y}" if self.due_on else self.due_words

    @property
    def has_closing_update(self) -> bool:
        return self.updates.filter(is_adopted=True, status_after=Status.CLOSED).exists()


def is_provisional(action: Action) -> bool:
    """Whether the number of `action` may still change. One query where its reference is not at hand."""
    return bool(action.reference.state == ReferenceState.PROVISIONAL)


class OwnerKind(models.TextChoices):
    PERSON = "person", "A person"
    ORGANISATION = "organisation", "An organisation"
    ROLE = "role", "A role"
    COMMITTEE = "committee", "A committee"
    PRINTED = "printed", "As printed"


class ActionOwner(models.Model):
    """Who is to act, as printed, and what that stands for where it is known. It is read with its action."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="owners")
    rank = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=OwnerKind, default=OwnerKind.PRINTED)
    printed = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")

    READ_WITH = "action"
    history = HistoricalRecords()

    class Meta:
        ordering = ["action", "rank", "pk"]
        indexes = [models.Index(fields=["printed"], name="action_owner_printed")]

    def __str__(self) -> str:
        return self.printed


class ActionUpdate(Classified):
    """One row of a meeting's outstanding table: the action's wording as printed then, what was said, and the status
    as decided there. The row prints in its `entry`; an owner's proposal has none until the secretary adopts it."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="action_updates")
    meeting_number = models.PositiveIntegerField()
    entry = models.OneToOneField(MinuteEntry, models.PROTECT, null=True, blank=True, related_name="action_update")
    action_text = models.TextField("the action's wording as printed then", blank=True)
    owner_text = models.CharField("its owner as printed then", max_length=200, blank=True)
    text = models.TextField()
    status_after = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    is_reopened = models.BooleanField("printed as re-opened", default=False)
    is_adopted = models.BooleanField(default=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["meeting_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "meeting"], condition=Q(is_adopted=True), name="update_once_at_a_meeting"
            ),
            models.CheckConstraint(condition=Q(status_after__in=Status.values), name="update_status_known"),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["action", "meeting_number"], name="update_of_action_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} at {self.meeting_number}"


class LinkKind(models.TextChoices):
    SUPERSEDED_BY = "superseded_by", "Superseded by"
    REOPENS = "reopens", "Re-opens"
    HANDED_TO = "handed_to", "Handed over to"


class ActionLink(Classified):
    """That one action goes on in another: superseded by it, re-opening it, or handed to another committee.

    The other end is a reference, so that a link read before its target arrives resolves later. `remark` annotates a
    link that contradicts itself; what was printed stays as it was written.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=15, choices=LinkKind)
    to = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    to_committee = models.CharField("committee it was handed to, as printed", max_length=200, blank=True)
    meeting_number = models.PositiveIntegerField(null=True, blank=True)
    printed = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=400, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["action", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False) | ~Q(to_committee=""), name="action_link_leads_somewhere"
            ),
            models.UniqueConstraint(
                fields=["action", "kind", "to", "to_committee"], nulls_distinct=False, name="action_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to or self.to_committee}"
