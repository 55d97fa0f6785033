"""How modifications show themselves in the minutes: a committee's interest matrix, a block to each row; and beside an
item that is about one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.text import Truncator

from meetings.documents.beside import before, subjects_of
from meetings.documents.places import Place, places_of
from meetings.models import AgendaItem, MinuteEntry, Outcome
from modifications.models import CommitteeInterest, Modification
from modifications.operations import MATRIX
from secgov.access import Reader
from secgov.models import Reference
from secgov.panels import Block, BlockKind, Card, register_blocks, register_item_card
from secgov.wall.doors import with_their_places

LATEST_WORDS = 40


def matrix_blocks(entries: Sequence[MinuteEntry], reader: Reader) -> Mapping[UUID, list[Block]]:
    """The rows of the matrices, each under its own classification. Two queries."""
    rows = CommitteeInterest.objects.filter(entry__in=entries).visible_to(reader).select_related("modification")
    entry_of = {entry.pk: entry for entry in entries}
    blocks: dict[UUID, list[Block]] = {}
    for row in with_their_places(rows.order_by("rank")):
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


@dataclass(frozen=True, slots=True)
class Said:
    """What a committee last said of a proposal, and where."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands beside an item: None where the committee has said nothing of that sort yet."""

    modification: Modification
    stage: str
    outcome: Said | None
    interest: Said | None


def proposal_card(item: AgendaItem, reader: Reader) -> Card | None:
    """The proposals that `item` is about, and what its committee said of each before. A constant number of queries."""
    subjects = subjects_of(item)
    named = Modification.objects.filter(uid__in=[form.target for form in subjects if form.target])
    proposals = list(named.visible_to(reader).order_by("number", "suffix"))
    if not proposals:
        return None
    outcomes = _outcomes(item, subjects, reader)
    interests = _interests(item, proposals, reader)
    places = places_of([*outcomes.values(), *interests.values()], reader)
    cards = [_proposal(each, outcomes.get(each.uid), interests.get(each.pk), places) for each in proposals]
    levels = [record.classification for record in [*proposals, *outcomes.values(), *interests.values()]]
    title = "The proposal" if len(cards) == 1 else "The proposals"
    return Card(title, "modifications/_proposal_card.html", {"proposals": cards, "level": max(levels)}, max(levels))


LATEST_FIRST = (F("meeting__number").desc(nulls_last=True), "-meeting__order_on", "-pk")


def _outcomes(item: AgendaItem, subjects: list[Reference], reader: Reader) -> dict[UUID, Outcome]:
    """The committee's latest outcome about each, by the uid of what it is about."""
    told = Outcome.objects.filter(before(item.meeting), about__in=subjects, entry__removed_at__isnull=True)
    ours = told.filter(meeting__committee=item.meeting.committee_id).visible_to(reader)
    rows = ours.order_by(*LATEST_FIRST).annotate(target=Coalesce("about__target", "about__alias_of__target"))
    found: dict[UUID, Outcome] = {}
    for outcome in rows:
        found.setdefault(outcome.target, outcome)
    return found


def _interests(item: AgendaItem, proposals: list[Modification], reader: Reader) -> dict[int, CommitteeInterest]:
    """The committee's latest interest in each, by its key."""
    told = CommitteeInterest.objects.filter(before(item.meeting), modification__in=proposals).visible_to(reader)
    ours = told.filter(meeting__committee=item.meeting.committee_id, entry__removed_at__isnull=True)
    found: dict[int, CommitteeInterest] = {}
    for row in ours.exclude(interest="").order_by(*LATEST_FIRST):
        found.setdefault(row.modification_id, row)
    return found


def _proposal(
    modification: Modification,
    outcome: Outcome | None,
    interest: CommitteeInterest | None,
    places: Mapping[UUID, Place],
) -> Proposal:
    said = Truncator(outcome.text).words(LATEST_WORDS, truncate=" …") if outcome else ""
    return Proposal(
        modification=modification,
        stage=modification.get_status_display(),
        outcome=Said(said, places.get(outcome.uid)) if outcome else None,
        interest=Said(interest.get_interest_display(), places.get(interest.uid)) if interest else None,
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
    register_item_card(proposal_card)
