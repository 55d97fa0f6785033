"""A meeting's agenda as a document of its own: its editions, and their PDF."""

from meetings.composition import compose_agenda, head_of
from meetings.documents.editions import best_edition, code_of, edition
from meetings.documents.reading import Document, document_of, version_blocks
from meetings.models import Meeting, MinutesVersion
from meetings.operations import issuing
from secgov import pdf
from secgov.access import Reader
from secgov.classification import Classification
from secgov.wall.doors import reading

TEMPLATE = "meetings/pdf/agenda.html"


def best_agenda(
    meeting: Meeting, wanted: Classification, reader: Reader, version: MinutesVersion | None
) -> Classification | None:
    """The edition of the agenda that `reader` gets who asks for `wanted`; None where there is none. Without a
    `version` it is one of the agenda as it stands."""
    return best_edition(meeting, wanted, reader, version, compose_agenda)


def agenda_document(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> Document:
    """The agenda of an edition, as it prints."""
    reader = edition(meeting, level)
    with reading(reader):
        if version is None:
            return document_of(head_of(meeting), compose_agenda(meeting, reader), reader, meeting, for_print=True)
        lines = version_blocks(version, reader)
        return document_of(version.head, lines, reader, meeting, version=version, for_print=True)


def agenda_html(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> str:
    """The HTML of an edition, before WeasyPrint. An agenda that is not out yet calls itself a draft."""
    document = agenda_document(meeting, level, version)
    head = document.head
    status = _status(version)
    context = {
        "document": document,
        "head": head,
        "title": f"{head['title']}, {status}",
        "reference": head["printed_ref"],
        "status": status,
        "is_draft": version is None,
        "boxed": False,
        "front": head["print_form"]["classification_place"] == "front",
    }
    return pdf.html_of(TEMPLATE, context, classification=level, code=code_of(version, level))


def _status(version: MinutesVersion | None) -> str:
    return "Agenda" if version is not None else "Draft Agenda"


def agenda_pdf(meeting: Meeting, level: Classification, html: str) -> bytes:
    """The PDF of an edition's HTML. The same content gives the same bytes."""
    return pdf.write_pdf(html, identifier=f"{meeting.uid} agenda {level.slug}")


def agenda_file_name(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> str:
    """ "TABASC_23_1910-agenda-v1-white.pdf": what it is and its classification, without a title in it."""
    head = version.head if version else {"ref": meeting.ref}
    return issuing.file_name(head, _status(version), version.number if version else None, level)
