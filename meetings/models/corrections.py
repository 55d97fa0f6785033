"""What those who read circulated minutes say of them: comments, and corrections of their text."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from simple_history.models import HistoricalRecords

from meetings.correction_lifecycle import CorrectionStatus
from meetings.lifecycle import Status
from meetings.models.meeting import Meeting
from meetings.models.printed import MinutesVersion, PrintedBlock
from secgov.access import Reader, SignedIn
from secgov.classification import Stage
from secgov.models import Classified, ClassifiedQuerySet, Person

# Whether a part of a version is printed, and nothing of it is withheld from whoever reads: asked with the owner's
# eyes, because whoever reads does not see what is withheld.
PART_IS_OPEN = """
CREATE OR REPLACE FUNCTION meetings_part_is_open(version bigint, part uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(bool_and({sees}), false) FROM meetings_printedblock WHERE version_id = version AND source = part
$$"""


class CorrectionKind(models.TextChoices):
    COMMENT = "comment", "Comment"
    CORRECTION = "correction", "Correction"
    NONE = "none", "No comments"


class CorrectionQuerySet(ClassifiedQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """What `reader` may read, and what they wrote themselves as long as they may read what it is about. Whoever is
        shown a draft is not shown what others would change in it: until it is settled that is the secretaries'."""
        seen = reader.sees()
        if isinstance(reader, SignedIn):
            seen &= Q(stage__gt=Stage.SECRETARIAT) | Q(committee__in=reader.secretary_of)
        return self.filter(seen | self._own(reader))

    def _own(self, reader: Reader) -> Q:
        if not isinstance(reader, SignedIn):
            return Q(pk__in=[])
        printed = PrintedBlock.objects.filter(version=OuterRef("version"), source=OuterRef("source"))
        readable = Exists(printed.visible_to(reader)) & ~Exists(printed.exclude(reader.sees()))
        of_the_whole = Q(source=F("meeting__uid"), meeting__in=Meeting.objects.visible_to(reader))
        theirs = Q(by=reader.user, received_on__isnull=True) | Q(person__user=reader.user)
        return theirs & (of_the_whole | readable)

    def open(self) -> Self:
        return self.filter(status=CorrectionStatus.PROPOSED)


class Correction(Classified):
    """A comment on a part of circulated minutes, a correction of its text, or that there is nothing to say.

    `source` is the uid of the record that the part was printed from, or the meeting's for the minutes as a whole;
    `before` and `after` are plain text. `person` said it, or whoever `from_words` names; `by` wrote it down here,
    `received_on` is the day on which it came by e-mail. `applied` is the text that the minutes took over.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    version = models.ForeignKey(MinutesVersion, models.CASCADE, related_name="corrections")
    source = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=CorrectionKind)
    status = models.CharField(max_length=10, choices=CorrectionStatus, default=CorrectionStatus.PROPOSED)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="corrections")
    from_words = models.CharField("from, in words", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    received_on = models.DateField("received by e-mail on", null=True, blank=True)
    is_late = models.BooleanField("after the day asked for", default=False)
    comment = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    applied = models.TextField(blank=True)
    answer = models.TextField("why, in the secretary’s words", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    # CorrectionQuerySet.visible_to for the second wall (secgov/wall/policies.py).
    WALL = """
    {sees} AND (stage > 1 OR committee_id = ANY({secretary_of}) OR {person} IS NULL)
    OR (
        by_id = {person} AND received_on IS NULL
        OR person_id IN (SELECT own.id FROM secgov_person AS own WHERE own.user_id = {person})
    ) AND (
        EXISTS (SELECT FROM meetings_meeting AS there WHERE there.id = meeting_id AND there.uid = source)
        OR meetings_part_is_open(version_id, source)
    )"""
    WALL_FUNCTION = PART_IS_OPEN
    objects = CorrectionQuerySet.as_manager()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CorrectionStatus.values), name="correction_status_known"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="correction_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction") | Q(after=""), name="only_a_correction_proposes_text"
            ),
            models.CheckConstraint(condition=~Q(kind="comment") | ~Q(comment=""), name="comment_says_something"),
            models.UniqueConstraint(
                fields=["version", "person"],
                condition=Q(kind="none", person__isnull=False),
                name="no_comments_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.meeting_id}"

    @property
    def proposes_text(self) -> bool:
        return self.kind == CorrectionKind.CORRECTION

    @property
    def meeting_is_final(self) -> bool:
        return self.meeting.status == Status.FINAL

    @property
    def is_about_a_part(self) -> bool:
        return self.source != self.meeting.uid
