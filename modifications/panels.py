"""How modifications show themselves in the minutes: a committee's interest matrix, a block to each row."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from meetings.models import MinuteEntry
from modifications.models import CommitteeInterest
from modifications.operations import MATRIX
from secgov.access import Reader
from secgov.panels import Block, BlockKind, register_blocks


def matrix_blocks(entries: Sequence[MinuteEntry], reader: Reader) -> Mapping[UUID, list[Block]]:
    """The rows of the matrices, each under its own classification. One query."""
    rows = CommitteeInterest.objects.filter(entry__in=entries).visible_to(reader).select_related("modification")
    entry_of = {entry.pk: entry for entry in entries}
    blocks: dict[UUID, list[Block]] = {}
    for row in rows.order_by("rank"):
        blocks.setdefault(entry_of[row.entry_id].uid, []).append(_block(row, entry_of[row.entry_id]))
    return blocks


def _block(row: CommitteeInterest, entry: MinuteEntry) -> Block:
    facts = {
        "ref": row.modification.ref,
        "title": row.printed_title,
        "technical": row.technical,
        "business": row.business,
        "ec_notification": row.ec_notification,
        "html": row.notes,
        "interest": row.interest,
    }
    words = [
        row.modification.ref,
        row.printed_title,
        row.technical,
        row.business,
        row.ec_notification,
        row.interest,
    ]
    return Block(
        kind=MATRIX,
        source=entry.uid,
        facts=facts,
        text=" ".join(filter(None, words)),
        classification=row.classification,
        classified_by=row.classified_by,
        stage=row.stage,
        audience=row.audience,
        within=[row.uid],
    )


def register() -> None:
    """Take the modifications' places in the slots."""
    register_blocks(
        BlockKind(
            MATRIX,
            "modifications/blocks/matrix.html",
            ("html",),
            producer=matrix_blocks,
            label="Interest matrix",
        )
    )
