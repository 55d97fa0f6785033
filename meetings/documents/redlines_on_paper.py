"""A redline as PDF: drawn for an edition, which serves everybody who may read both sides of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from meetings.composition import head_of
from meetings.documents.editions import borne, different, edition, may_open
from meetings.documents.redlines import compared
from meetings.models import Meeting, MinutesVersion
from secgov import pdf
from secgov.access import Reader
from secgov.classification import Classification
from secgov.pdf import drawn_with
from secgov.wall.doors import reading

TEMPLATE = "meetings/pdf/redline.html"


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: its HTML, and what the file is kept under and called."""

    html: str
    identifier: str
    file_name: str

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.html} {drawn_with()}".encode()).hexdigest()

    def pdf(self) -> bytes:
        return pdf.write_pdf(self.html, identifier=self.identifier)


def best_level(
    meeting: Meeting, wanted: Classification, reader: Reader, before: MinutesVersion, after: MinutesVersion | None
) -> Classification | None:
    """The edition of a redline that `reader` gets who asks for `wanted`: of both sides they may read everything in it.
    None where there is none."""
    both = (before, after)
    levels = different(meeting, borne(meeting, reader, before) | borne(meeting, reader, after))
    fitting = [level for level in reversed(levels) if level <= wanted]
    return next((level for level in fitting if all(may_open(meeting, level, reader, side) for side in both)), None)


def drawing(meeting: Meeting, level: Classification, before: MinutesVersion, after: MinutesVersion | None) -> Drawing:
    """The redline of an edition, as it prints."""
    reader = edition(meeting, level)
    with reading(reader):
        comparison = compared(meeting, reader, before, after)
    head = after.head if after is not None else head_of(meeting)
    words = f"{comparison.before} to {comparison.after}"
    context = {
        "comparison": comparison,
        "head": head,
        "title": f"{head['title']}, changes from {words}",
        "reference": head["printed_ref"],
        "status": f"Changes from {words}",
        "is_draft": False,
        "boxed": False,
        "front": False,
    }
    sides = f"v{before.number}-{f'v{after.number}' if after is not None else 'draft'}"
    return Drawing(
        html=pdf.html_of(TEMPLATE, context, classification=level),
        identifier=f"{meeting.uid} redline {sides} {level.slug}",
        file_name=f"{head['ref']}-changes-{sides}-{level.slug}.pdf",
    )
