"""Editions of a meeting's minutes: which there are, who may open them, and their PDF."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField
from django.db.models.functions import Cast

from meetings.composition import Line, compose, head_of
from meetings.documents.reading import Document, document_of, version_blocks
from meetings.models import Meeting, MinutesVersion, PrintedBlock
from meetings.operations import issuing
from meetings.operations.issuing import edition_of
from secgov import pdf
from secgov.access import Edition, Purpose, Reader
from secgov.classification import Classification, Stage
from secgov.models import IssuedDocument
from secgov.panels import Block
from secgov.pdf import key_of
from secgov.wall.doors import as_system, reading

Composer = Callable[[Meeting, Reader], list[Line]]
TEMPLATE = "meetings/pdf/minutes.html"


@dataclass(frozen=True)
class Offer:
    """An edition offered to a reader."""

    level: Classification

    @property
    def query(self) -> str:
        return f"edition={self.level.slug}"


def edition(meeting: Meeting, level: Classification) -> Edition:
    """The reader that an edition of `meeting` is; Red is not printed with others, one list of names at a time."""
    return Edition(level, committee=meeting.committee_id, own=meeting.uid)


def different(meeting: Meeting, there: Collection[int]) -> list[Classification]:
    """The editions that differ, the lowest first: the meeting's own classification, and each above it that something
    in the minutes bears (`there`). Red is minuted apart."""
    own = meeting.classification
    levels = [level for level in Classification if own <= level < Classification.RED]
    return [level for level in levels if level == own or level in there]


def editions_of(meeting: Meeting, reader: Reader, document: Document) -> list[Offer]:
    """The editions `reader`, who got `document`, may open, the lowest first."""
    levels = different(meeting, document.levels)
    if document.is_whole:
        return [Offer(level) for level in levels]
    return [Offer(level) for level in levels if may_open(meeting, level, reader, document.version)]


def may_open(
    meeting: Meeting,
    level: Classification,
    reader: Reader,
    version: MinutesVersion | None,
    composed: Composer = compose,
) -> bool:
    """Whether `reader` may read everything in an edition (model.md, rule 2). One query for a written version."""
    if level >= Classification.RED or level < meeting.classification:
        return False
    wanted = edition(meeting, level)
    if version is not None:
        blocks = PrintedBlock.objects.filter(version=version).visible_to(wanted)
        with as_system(Purpose.PLACEHOLDERS):
            return not blocks.exclude(reader.sees()).exists()
    mine = _readable(composed(meeting, reader))
    with reading(wanted):
        return _readable(composed(meeting, wanted)) <= mine


def _readable(lines: list[Line]) -> set[Any]:
    return {(line.kind, line.source) for line in lines if isinstance(line, Block)}


def best_edition(
    meeting: Meeting,
    wanted: Classification,
    reader: Reader,
    version: MinutesVersion | None,
    composed: Composer = compose,
) -> Classification | None:
    """The edition `reader` gets who asks for `wanted`: that one, or the next lower one they may open. None where
    there is none. Without a `version` it is an edition of the live composition, of the minutes or what `composed`
    makes."""
    for level in reversed(different(meeting, borne(meeting, reader, version, composed))):
        if level <= wanted and may_open(meeting, level, reader, version, composed):
            return level
    return None


def borne(meeting: Meeting, reader: Reader, version: MinutesVersion | None, composed: Composer = compose) -> set[int]:
    """The classifications that anything bears of what `reader` may read. One query for a written version."""
    if version is not None:
        blocks = PrintedBlock.objects.filter(version=version).visible_to(reader).order_by()
        return set(blocks.values_list("classification", flat=True).distinct())
    return {line.classification for line in composed(meeting, reader) if isinstance(line, Block)}


def levels_of(version: MinutesVersion) -> list[Classification]:
    """The editions that a published version is issued as."""
    meeting = version.meeting
    return different(meeting, borne(meeting, edition(meeting, Classification.AMBER), version))


def issued(meeting: Meeting, level: Classification, version: MinutesVersion) -> IssuedDocument | None:
    """The edition of a version as it was issued and stands; None where it was not issued or has been withdrawn."""
    documents = edition_of(version, level).documents().standing()
    found: IssuedDocument | None = documents.visible_to(edition(meeting, level)).select_related("file").first()
    return found


def code_of(version: MinutesVersion | None, level: Classification) -> str:
    """The code that an edition is issued under; "" for what is not issued: drafts, circulated ones among them."""
    if version is None or version.stage < Stage.PUBLISHED:
        return ""
    return edition_of(version, level).code


def document_for(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> Document:
    """The document of an edition, as it prints: read by the edition itself, whoever asks for it or draws it."""
    reader = edition(meeting, level)
    with reading(reader):
        if version is None:
            return document_of(head_of(meeting), compose(meeting, reader), reader, meeting, for_print=True)
        lines = version_blocks(version, reader)
        return document_of(version.head, lines, reader, meeting, version=version, for_print=True)


def minutes_html(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> str:
    """The HTML of an edition, before WeasyPrint."""
    document = document_for(meeting, level, version)
    head = document.head
    context = {
        "document": document,
        "head": head,
        "title": f"{head['title']}, {head['status_words']}",
        "reference": head["printed_ref"],
        "status": head["status_words"],
        "is_draft": head["is_draft"],
        "boxed": head["print_form"]["action_box"] == "bare",
        "front": head["print_form"]["classification_place"] == "front",
    }
    return pdf.html_of(TEMPLATE, context, classification=level, code=code_of(version, level))


def minutes_pdf(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> bytes:
    """The PDF of an edition. The same content gives the same bytes."""
    return pdf.write_pdf(minutes_html(meeting, level, version), identifier=f"{meeting.uid} {level.slug}")


def drawing_key(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> str:
    """What a drawn PDF is kept under: a written version and edition, or for a draft the words themselves; the code it
    is issued under; and the stylesheets and templates it is drawn with."""
    if version is not None:
        labels = f"{settings.WITHHELD_SENTENCE} {settings.CLASSIFICATION_SENTENCES}"
        words = f"{version.uid} {level.slug} {_classified_as(version)} {labels} {code_of(version, level)}"
    else:
        words = minutes_html(meeting, level, None)
    return key_of(words)


def _classified_as(version: MinutesVersion) -> str:
    """The classifications of a version's blocks in their order: a person may classify what was printed unmarked."""
    digits = StringAgg(Cast("classification", CharField()), delimiter="", order_by="rank")
    with as_system(Purpose.PLACEHOLDERS):
        return str(PrintedBlock.objects.filter(version=version).order_by().aggregate(digits=digits)["digits"])


def file_name(meeting: Meeting, level: Classification, version: MinutesVersion | None) -> str:
    """ "TABASC_23_1910-final-minutes-v1-white.pdf": what it is and its classification, without a title in it; the
    reference and status of what was written, where the minutes are being written anew."""
    head = version.head if version else {"ref": meeting.ref, "status_words": meeting.status_words}
    return issuing.file_name(head, head["status_words"], version.number if version else None, level)
