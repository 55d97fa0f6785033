"""What the task worker does for meetings: drawing PDFs, so that no web worker carries WeasyPrint."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from meetings.documents import agendas, editions, redlines_on_paper
from meetings.documents.vouching import may_be_given_out
from meetings.models import Meeting, MinutesVersion
from meetings.operations import issue_edition
from secgov.classification import Classification, Stage
from secgov.models import DrawnDocument, StoredFile
from secgov.storage import store


@app.task(queue="documents")
def draw_minutes(meeting_id: int, level: int, version_id: int | None) -> None:
    """Draw an edition of a meeting's minutes and keep it under the key of what went into it; an edition of published
    minutes is entered in the register of what was issued."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    version = MinutesVersion.objects.filter(pk=version_id).first() if version_id else None
    classification = Classification(level)
    key = editions.drawing_key(meeting, classification, version)
    name = editions.file_name(meeting, classification, version)
    drawn = DrawnDocument.objects.select_related("file").filter(key=key).first()
    content = drawn.file.read() if drawn else editions.minutes_pdf(meeting, classification, version)
    if version is not None and not may_be_given_out(version, classification, content, at=timezone.now()):
        return
    file = drawn.file if drawn else _keep(key, name, content)
    if version is not None and version.stage == Stage.PUBLISHED:
        _issue(version, classification, file, key)


def _keep(key: str, name: str, content: bytes) -> StoredFile:
    file = store(content=content, name=name, media_type="application/pdf")
    return DrawnDocument.objects.get_or_create(key=key, defaults={"file": file})[0].file


@transaction.atomic
def _issue(version: MinutesVersion, level: Classification, file: StoredFile, key: str) -> None:
    """Issue what was drawn, unless something in it was raised while it was being drawn."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=version.meeting_id)
    if editions.drawing_key(meeting, level, version) == key:
        issue_edition(version, level, file, at=timezone.now())


@app.task(queue="documents")
def issue_editions(version_id: int) -> None:
    """Draw and issue every edition of a published version."""
    version = MinutesVersion.objects.select_related("meeting__committee").get(pk=version_id)
    for level in editions.levels_of(version):
        draw_minutes(version.meeting_id, int(level), version.pk)


@app.task(queue="documents")
def draw_redline(meeting_id: int, level: int, from_id: int, to_id: int | None) -> None:
    """Draw the redline of two versions, or of a version and the draft, and keep it under the key of its words."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    versions = MinutesVersion.objects.in_bulk([pk for pk in (from_id, to_id) if pk is not None])
    drawing = redlines_on_paper.drawing(
        meeting, Classification(level), versions[from_id], versions[to_id] if to_id is not None else None
    )
    if not DrawnDocument.objects.filter(key=drawing.key).exists():
        _keep(drawing.key, drawing.file_name, drawing.pdf())


@app.task(queue="documents")
def draw_agenda(meeting_id: int, level: int, version_id: int | None) -> None:
    """Draw an edition of a meeting's agenda and keep it under the key of what went into it."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    version = MinutesVersion.objects.filter(pk=version_id).first() if version_id else None
    classification = Classification(level)
    html = agendas.agenda_html(meeting, classification, version)
    key = editions.key_of(html)
    if not DrawnDocument.objects.filter(key=key).exists():
        name = agendas.agenda_file_name(meeting, classification, version)
        content = agendas.agenda_pdf(meeting, classification, html)
        if version is None or may_be_given_out(version, classification, content, at=timezone.now()):
            _keep(key, name, content)
