"""What the task worker does for meetings: drawing PDFs, so that no web worker carries WeasyPrint."""

from procrastinate.contrib.django import app

from meetings.documents import agendas, editions
from meetings.models import Meeting, MinutesVersion
from secgov.classification import Classification
from secgov.models import DrawnDocument
from secgov.storage import store


@app.task(queue="documents")
def draw_minutes(meeting_id: int, level: int, version_id: int | None) -> None:
    """Draw an edition of a meeting's minutes and keep it under the key of what went into it."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    version = MinutesVersion.objects.filter(pk=version_id).first() if version_id else None
    classification = Classification(level)
    key = editions.drawing_key(meeting, classification, version)
    if DrawnDocument.objects.filter(key=key).exists():
        return
    content = editions.minutes_pdf(meeting, classification, version)
    name = editions.file_name(meeting, classification, version)
    file = store(content=content, name=name, media_type="application/pdf")
    DrawnDocument.objects.get_or_create(key=key, defaults={"file": file})


@app.task(queue="documents")
def draw_agenda(meeting_id: int, level: int, version_id: int | None) -> None:
    """Draw an edition of a meeting's agenda and keep it under the key of what went into it."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_id)
    version = MinutesVersion.objects.filter(pk=version_id).first() if version_id else None
    classification = Classification(level)
    html = agendas.agenda_html(meeting, classification, version)
    key = editions.key_of(html)
    if DrawnDocument.objects.filter(key=key).exists():
        return
    content = agendas.agenda_pdf(meeting, classification, html)
    name = agendas.agenda_file_name(meeting, classification, version)
    file = store(content=content, name=name, media_type="application/pdf")
    DrawnDocument.objects.get_or_create(key=key, defaults={"file": file})
