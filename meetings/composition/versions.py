"""Versions of minutes: what is printed is written down, block by block, and never changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from meetings.composition.composing import Line, blocks_of, compose, compose_agenda, head_of
from meetings.models import Meeting, MinuteEntry, MinutesVersion, Printed, PrintedBlock
from secgov.access import Purpose, Reader, System
from secgov.classification import Stage
from secgov.models import User, standing
from secgov.panels import Block


def write_version(meeting: Meeting, *, by: User, reason: str = "") -> MinutesVersion:
    """Write what prints in `meeting` now as the next version of its minutes and return it. It starts with the
    secretariat."""
    return _write(meeting, Printed.MINUTES, compose(meeting, System(Purpose.PRINTING)), by=by, reason=reason)


def write_agenda(meeting: Meeting, *, by: User) -> MinutesVersion:
    """Write the agenda down as it comes out: what is changed while minutes are taken is not the agenda's any more."""
    lines = compose_agenda(meeting, System(Purpose.PRINTING))
    return _write(meeting, Printed.AGENDA, lines, by=by, reason="Agenda published")


def _write(
    meeting: Meeting,
    kind: Printed,
    lines: Sequence[Line],
    *,
    by: User,
    reason: str,
    head: dict[str, Any] | None = None,
) -> MinutesVersion:
    earlier = MinutesVersion.objects.filter(meeting=meeting, kind=kind)
    version = MinutesVersion.objects.create(
        meeting=meeting,
        kind=kind,
        number=(earlier.aggregate(latest=Max("number"))["latest"] or 0) + 1,
        head=head if head is not None else head_of(meeting),
        written_by=by,
        reason=reason,
        classification=meeting.classification,
        classified_by=meeting.classified_by,
        **standing(meeting, stage=Stage.SECRETARIAT),
    )
    blocks = [line for line in lines if isinstance(line, Block)]
    PrintedBlock.objects.bulk_create(_printed(version, rank, block) for rank, block in enumerate(blocks))
    return version


def write_annotated(
    meeting: Meeting, note: MinuteEntry, *, behind: UUID, by: User, reason: str
) -> MinutesVersion | None:
    """Write the latest version of the minutes down again, as it was printed, with `note` behind what the record
    `behind` printed there; None where it printed nothing."""
    latest = MinutesVersion.objects.filter(meeting=meeting, kind=Printed.MINUTES).order_by("-number").first()
    if latest is None:
        return None
    rows = PrintedBlock.objects.filter(version=latest).select_related("version").order_by("rank")
    printed = [_as_block(row) for row in rows]
    places = [at for at, block in enumerate(printed) if block.source == behind]
    if not places:
        return None
    at = places[-1] + 1
    blocks = [*printed[:at], *blocks_of([note], System(Purpose.PRINTING))[note.uid], *printed[at:]]
    return _write(meeting, Printed.MINUTES, blocks, by=by, reason=reason, head=latest.head)


def _as_block(printed: PrintedBlock) -> Block:
    return Block(
        kind=printed.kind,
        source=printed.source,
        facts=printed.facts,
        text=printed.text,
        classification=printed.classification,
        classified_by=printed.classified_by,
        stage=printed.stage,
        audience=printed.audience,
        within=[uid for uid in printed.within if uid != printed.version.uid],
    )


def _printed(version: MinutesVersion, rank: int, block: Block) -> PrintedBlock:
    return PrintedBlock(
        version=version,
        rank=rank,
        kind=block.kind,
        facts=block.facts,
        text=block.text,
        source=block.source,
        classification=block.classification,
        classified_by=block.classified_by,
        committee_id=version.committee_id,
        audience=list(block.audience),
        stage=version.stage,
        within=list(dict.fromkeys([*block.within, version.uid])),
    )


def latest_version(meeting: Meeting, reader: Reader, kind: Printed = Printed.MINUTES) -> MinutesVersion | None:
    """The latest version of the minutes, or agenda, that `reader` may read. One query."""
    versions = MinutesVersion.objects.filter(meeting=meeting, kind=kind).visible_to(reader)
    return versions.order_by("-number").first()
