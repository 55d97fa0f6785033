"""Versions of minutes: what is printed is written down, block by block, and never changed."""

from django.db.models import Max

from meetings.composition.composing import compose, head_of
from meetings.models import Meeting, MinutesVersion, PrintedBlock
from secgov.access import Purpose, Reader, System
from secgov.classification import Stage
from secgov.models import User, standing
from secgov.panels import Block


def write_version(meeting: Meeting, *, by: User, reason: str = "") -> MinutesVersion:
    """Write what prints in `meeting` now as its next version and return it. It starts with the secretariat."""
    latest = MinutesVersion.objects.filter(meeting=meeting).aggregate(latest=Max("number"))["latest"] or 0
    version = MinutesVersion.objects.create(
        meeting=meeting,
        number=latest + 1,
        head=head_of(meeting),
        written_by=by,
        reason=reason,
        classification=meeting.classification,
        classified_by=meeting.classified_by,
        **standing(meeting, stage=Stage.SECRETARIAT),
    )
    lines = compose(meeting, System(Purpose.PRINTING))
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


def latest_version(meeting: Meeting, reader: Reader) -> MinutesVersion | None:
    """The latest version of the minutes that `reader` may read. One query."""
    versions = MinutesVersion.objects.filter(meeting=meeting).visible_to(reader)
    return versions.order_by("-number").first()
