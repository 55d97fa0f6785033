"""The register of what was issued: each edition of published minutes, its bytes kept, and what became of it."""

from datetime import datetime

from procrastinate.contrib.django import app

from meetings.models import Meeting, MinutesVersion, Printed, PrintedBlock
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.models import IssuedDocument, StoredFile, User, standing


def issue_later(meeting: Meeting) -> None:
    """Ask the task worker to draw and issue every edition of the minutes that have just been published."""
    published = MinutesVersion.objects.filter(meeting=meeting, kind=Printed.MINUTES, stage=Stage.PUBLISHED)
    version = published.order_by("-number").first()
    if version is not None:
        app.configure_task("meetings.tasks.issue_editions", queue="documents").defer(version_id=version.pk)


@operation
def issue_edition(version: MinutesVersion, level: Classification, file: StoredFile, *, at: datetime) -> IssuedDocument:
    """Enter `file` in the register as the edition `level` of a published version and return the entry. What stands
    there already stays; editions of earlier versions are superseded by it."""
    MinutesVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    meeting = version.meeting
    of_this_level = IssuedDocument.objects.filter(target=meeting.uid, classification=level)
    issued = of_this_level.filter(version=version.number, withdrawn_at__isnull=True).first()
    if issued is not None:
        return issued
    title = f"{version.head['title']}, {version.head['status_words']}, {level.label} edition"
    issued = IssuedDocument.objects.create(
        file=file,
        target=meeting.uid,
        title=title,
        version=version.number,
        issued_by=version.written_by,
        issued_at=at,
        classification=level,
        classified_by=ClassifiedBy.INHERITED,
        **standing(version, stage=Stage.PUBLISHED),
    )
    earlier = of_this_level.filter(version__lte=version.number, superseded_by__isnull=True).exclude(pk=issued.pk)
    for document in earlier:
        document.superseded_by = issued
        document.save(update_fields=["superseded_by"])
    return issued


def withdraw_lower(shown: dict[int, int], meeting: Meeting, *, to: int, by: User, at: datetime) -> list[IssuedDocument]:
    """Withdraw every issued edition below the classification `to` in which something raised to it could be read, and
    return them. `shown` is the lowest classification that bore any of it, by the number of the version."""
    withdrawn = []
    standing_ones = IssuedDocument.objects.filter(target=meeting.uid, withdrawn_at__isnull=True, classification__lt=to)
    for document in standing_ones:
        if document.classification >= shown.get(document.version, to):
            document.withdrawn_by, document.withdrawn_at = by, at
            document.save(update_fields=["withdrawn_by", "withdrawn_at"])
            withdrawn.append(document)
    return withdrawn


def lowest_shown(uid: object, meeting: Meeting, *, below: int) -> dict[int, int]:
    """The lowest classification under `below` of what the record `uid` prints, by the number of the version."""
    printed = PrintedBlock.objects.filter(
        version__meeting=meeting, version__kind=Printed.MINUTES, within__contains=[uid], classification__lt=below
    )
    lowest: dict[int, int] = {}
    for number, level in printed.order_by().values_list("version__number", "classification").distinct():
        lowest[number] = min(level, lowest.get(number, below))
    return lowest
