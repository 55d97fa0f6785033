"""What was found in minutes or an agenda before they went out: what stopped an edition, what somebody accepted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from meetings.models.printed import MinutesVersion
from secgov.classification import Classification
from secgov.models import Classified


class IssueCheck(Classified):
    """What was found in a version before it was given out, as [{stops, sentence, where}].

    With an `edition` that edition was stopped, and is in nobody's hands until it is `released_at`, having been drawn
    again without what stopped it. Without one a person accepted what only warned, and said why. It quotes what is
    withheld, so it is Red, stands within nothing, and stays with the committee's secretaries.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="issue_checks")
    version = models.ForeignKey(MinutesVersion, models.CASCADE, related_name="issue_checks")
    edition = models.PositiveSmallIntegerField(choices=Classification, null=True, blank=True)
    findings = models.JSONField(default=list)
    found_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_because = models.CharField("accepted, and why", max_length=300, blank=True)

    class Meta(Classified.Meta):
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_because="")
                | (Q(accepted_by__isnull=False, edition__isnull=True) & ~Q(accepted_because="")),
                name="issue_check_accepted_by_and_why",
            ),
            models.UniqueConstraint(
                fields=["version", "edition"],
                condition=Q(released_at__isnull=True, edition__isnull=False),
                name="issue_check_stops_an_edition_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {len(self.findings)} findings"
