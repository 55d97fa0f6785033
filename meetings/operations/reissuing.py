"""Editions that say less than they may now, or call something by a classification that it no longer has."""

from datetime import datetime
from uuid import UUID

from meetings.models import Meeting, MinutesVersion, Printed, PrintedBlock
from secgov.classification import Stage
from secgov.models import IssuedDocument, User


def withdraw_outdated(uid: UUID, meeting: Meeting, *, to: int, by: User, at: datetime) -> list[IssuedDocument]:
    """Withdraw the editions from the classification `to` upwards of the latest published version, where that prints the
    record `uid`, and return them: issued anew they show it as it is classified now. Earlier versions stay as they were
    given out."""
    published = MinutesVersion.objects.filter(meeting=meeting, kind=Printed.MINUTES, stage=Stage.PUBLISHED)
    version = published.order_by("-number").first()
    if version is None or not PrintedBlock.objects.filter(version=version).within(uid).exists():
        return []
    standing = IssuedDocument.objects.filter(target=meeting.uid, version=version.number, withdrawn_at__isnull=True)
    outdated = list(standing.filter(classification__gte=to).order_by("classification"))
    for document in outdated:
        document.withdrawn_by, document.withdrawn_at = by, at
        document.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return outdated
