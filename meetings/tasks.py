"""What the task worker does for meetings: drawing PDFs, so that no web worker carries WeasyPrint."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from meetings.documents import agendas, confidential, editions, redlines_on_paper
from meetings.models import Meeting, MinutesVersion, Printed
from meetings.operations import issue_confidential, issue_edition, may_go_out
from secgov import pdf
from secgov.classification import Classification, Stage
from secgov.models import DrawnDocument, StoredFile
from secgov.storage import store


@app.task(queue="documents")
def draw_minutes(meeting_id: int, level: int, version_id: int | None) -> None:
    """Draw an edition of a meeting's minutes and keep it under the key of what went into it; an edition of published
    minutes is entered in the register of what was issued."""
    meeting, version = _found(meeting_id, version_id)
    classification = Classification(level)
    key = editions.drawing_key(meeting, classification, version)
    name = editions.file_name(meeting, classification, version)
    drawn = DrawnDocument.objects.select_related("file").filter(key=key).first()
    file = drawn.file if drawn else _stored(name, editions.minutes_pdf(meeting, classification, version))
    if (
        version is None
        or version.stage == Stage.PUBLISHED
        or may_go_out(version, classification, file, at=timezone.now())
    ):
        _keep(key, file)
    if version is not None and version.stage == Stage.PUBLISHED:
        _issue(version, classification, file, key)


def _found(meeting_id: int, version_id: int | None) -> tuple[Meeting, MinutesVersion | None]:
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    version = MinutesVersion.objects.select_related("meeting").filter(pk=version_id).first() if version_id else None
    return meeting, version


def _stored(name: str, content: bytes) -> StoredFile:
    return store(content=content, name=name, media_type="application/pdf")


def _keep(key: str, file: StoredFile) -> StoredFile:
    return DrawnDocument.objects.get_or_create(key=key, defaults={"file": file})[0].file


@transaction.atomic
def _issue(version: MinutesVersion, level: Classification, file: StoredFile, key: str) -> None:
    """Issue what was drawn, unless something in it was raised while it was being drawn."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=version.meeting_id)
    if _key_now(meeting, level, version) == key:
        issue_edition(version, level, file, at=timezone.now())


def _key_now(meeting: Meeting, level: Classification, version: MinutesVersion) -> str:
    if version.kind == Printed.AGENDA:
        return pdf.key_of(agendas.agenda_html(meeting, level, version))
    return editions.drawing_key(meeting, level, version)


@app.task(queue="documents")
def issue_editions(version_id: int) -> None:
    """Draw and issue every edition of a published version of the minutes or the agenda."""
    version = MinutesVersion.objects.select_related("meeting__committee").get(pk=version_id)
    draw = draw_agenda if version.kind == Printed.AGENDA else draw_minutes
    for level in editions.levels_of(version):
        draw(version.meeting_id, int(level), version.pk)
    if version.kind == Printed.MINUTES:
        _issue_confidential(version)


def _issue_confidential(version: MinutesVersion) -> None:
    """Draw and issue each confidential minute, Red apart, unless something in it changed while it was being drawn."""
    for minute in confidential.confidential_minutes(version.meeting, version, on=timezone.localdate()):
        file = _confidential_file(version.meeting, version, minute)
        issue_confidential(version, minute.part, minute.blocks, file, at=timezone.now())


def _confidential_file(
    meeting: Meeting, version: MinutesVersion | None, minute: confidential.Confidential
) -> StoredFile:
    html = confidential.html_of(meeting, version, minute)
    key = pdf.key_of(html)
    drawn = DrawnDocument.objects.select_related("file").filter(key=key).first()
    name = f"{meeting.ref}-{minute.part}-red.pdf"
    return drawn.file if drawn else _keep(key, _stored(name, confidential.confidential_pdf(meeting, minute, html)))


@app.task(queue="documents")
def draw_confidential(meeting_id: int, version_id: int | None, part: str) -> None:
    """Draw one confidential minute for its secretaries to look at, and keep it under the key of its words."""
    meeting, version = _found(meeting_id, version_id)
    for minute in confidential.confidential_minutes(meeting, version, on=timezone.localdate()):
        if minute.part == part:
            _confidential_file(meeting, version, minute)


@app.task(queue="documents")
def draw_redline(meeting_id: int, level: int, from_id: int, to_id: int | None) -> None:
    """Draw the redline of two versions, or of a version and the draft, and keep it under the key of its words."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    versions = MinutesVersion.objects.in_bulk([pk for pk in (from_id, to_id) if pk is not None])
    drawing = redlines_on_paper.drawing(
        meeting, Classification(level), versions[from_id], versions[to_id] if to_id is not None else None
    )
    if not DrawnDocument.objects.filter(key=drawing.key).exists():
        _keep(drawing.key, _stored(drawing.file_name, drawing.pdf()))


@app.task(queue="documents")
def draw_agenda(meeting_id: int, level: int, version_id: int | None) -> None:
    """Draw an edition of a meeting's agenda and keep it under the key of what went into it; one that has been
    published is entered in the register."""
    meeting, version = _found(meeting_id, version_id)
    classification = Classification(level)
    html = agendas.agenda_html(meeting, classification, version)
    key = pdf.key_of(html)
    drawn = DrawnDocument.objects.select_related("file").filter(key=key).first()
    if drawn is None:
        name = agendas.agenda_file_name(meeting, classification, version)
        file = _keep(key, _stored(name, agendas.agenda_pdf(meeting, classification, html)))
    else:
        file = drawn.file
    if version is not None and version.stage == Stage.PUBLISHED:
        _issue(version, classification, file, key)
