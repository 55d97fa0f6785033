"""Versions of minutes: what is printed is written down, block by block, and never changed."""

from django.db.models import Max

from meetings.composition.composing import Line, compose, compose_agenda, head_of
from meetings.models import Meeting, MinutesVersion, Printed, PrintedBlock
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


def _write(meeting: Meeting, kind: Printed, lines: list[Line], *, by: User, reason: str) -> MinutesVersion:
    earlier = MinutesVersion.objects.filter(meeting=meeting, kind=kind)
    version = MinutesVersion.objects.create(
        meeting=meeting,
        kind=kind,
        number=(earlier.aggregate(latest=Max("number"))["latest"] or 0) + 1,
        head=head_of(meeting),
        written_by=by,
        reason=reason,
        classification=meeting.classification,
        classified_by=meeting.classified_by,
        **standing(meeting, stage=Stage.SECRETARIAT),
    )
    blocks = [line for line in lines if isinstance(line, Block)]
    PrintedBlock.objects.bulk_create(_printed(version, rank, block) for rank, block in enumerate(blocks))
    return version


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
