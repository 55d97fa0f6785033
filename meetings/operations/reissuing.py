"""Editions that say less than they may now, or call something by a classification that it no longer has."""

from datetime import datetime
from uuid import UUID

from meetings.models import Meeting, MinutesVersion, Printed, PrintedBlock
from secgov.classification import Classification, Stage
from secgov.models import IssuedDocument, IssuedKind, User
from secgov.operations.issuing import take_off

OF_MINUTES = (IssuedKind.MINUTES, IssuedKind.CONFIDENTIAL)
LOWERED = "Part of it is {level} now."


def withdraw_outdated(uid: UUID, meeting: Meeting, *, to: int, by: User, at: datetime) -> list[IssuedDocument]:
    """Withdraw the editions from the classification `to` upwards of the latest published version, where that prints the
    record `uid`, and return them: issued anew they show it as it is classified now. Earlier versions stay as they were
    given out."""
    published = MinutesVersion.objects.filter(meeting=meeting, kind=Printed.MINUTES, stage=Stage.PUBLISHED)
    version = published.order_by("-number").first()
    if version is None or not PrintedBlock.objects.filter(version=version).within(uid).exists():
        return []
    of_version = IssuedDocument.objects.filter(target=meeting.uid, kind__in=OF_MINUTES, version=version.number)
    outdated = list(of_version.standing().filter(classification__gte=to).order_by("classification", "part"))
    for document in outdated:
        why = LOWERED.format(level=Classification(to).label)
        take_off(document, by=by, at=at, why=why, stays=False)
    return outdated
