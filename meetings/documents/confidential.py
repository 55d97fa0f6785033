"""Red apart: one confidential minute for each list of names, a document of its own, never printed with others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meetings.composition import Gap, Line, compose, head_of
from meetings.documents.reading import document_of
from meetings.models import Meeting, MinutesVersion, PrintedBlock
from meetings.operations.issuing import confidential_edition
from secgov import pdf
from secgov.access import Edition, Purpose, System
from secgov.classification import Classification, Stage
from secgov.models import AccessGrant, GrantKind
from secgov.panels import Block

TEMPLATE = "meetings/pdf/confidential.html"
RED = Classification.RED


@dataclass(frozen=True)
class Confidential:
    """One confidential minute: which (`part`, "C1"), for whom, the Red blocks that share this list of names, and at
    which places of the whole they stand."""

    part: str
    names: tuple[str, ...]
    blocks: tuple[Block, ...]
    places: frozenset[int]

    def edition(self, meeting: Meeting) -> Edition:
        """The reader that this document is."""
        sources = tuple(dict.fromkeys(block.source for block in self.blocks))
        return Edition(RED, committee=meeting.committee_id, own=meeting.uid, red_list=sources)


def confidential_minutes(meeting: Meeting, version: MinutesVersion | None, *, on: date) -> list[Confidential]:
    """The confidential minutes of a version, or of the draft, in the order of what they hold; who is named is asked as
    of the day `on`. Two queries for a version."""
    red = [(at, block) for at, block in enumerate(_all_of(meeting, version)) if block.classification == RED]
    named = _named({uid for _, block in red for uid in (*block.within, block.source)}, on=on)
    lists: dict[frozenset[tuple[str, int]], list[tuple[int, Block]]] = {}
    for at, block in red:
        people = frozenset(each for uid in (*block.within, block.source) for each in named.get(uid, ()))
        lists.setdefault(people, []).append((at, block))
    return [
        Confidential(
            part=f"C{number}",
            names=tuple(name for name, _ in sorted(people)),
            blocks=tuple(block for _, block in found),
            places=frozenset(at for at, _ in found),
        )
        for number, (people, found) in enumerate(lists.items(), start=1)
    ]


def _all_of(meeting: Meeting, version: MinutesVersion | None) -> list[Block]:
    """Everything that prints, read as the system that draws it."""
    system = System(Purpose.PRINTING)
    if version is None:
        return [line for line in compose(meeting, system) if isinstance(line, Block)]
    rows = PrintedBlock.objects.filter(version=version).visible_to(system).order_by("rank")
    return [
        Block(
            kind=row.kind,
            source=row.source,
            facts=row.facts,
            text=row.text,
            classification=row.classification,
            stage=row.stage,
            audience=row.audience,
            within=row.within,
        )
        for row in rows
    ]


def _named(uids: set[UUID], *, on: date) -> dict[UUID, list[tuple[str, int]]]:
    """Who is named on each of the records `uids` on the day `on`."""
    found: dict[UUID, list[tuple[str, int]]] = {}
    grants = AccessGrant.objects.filter(kind=GrantKind.NAMED, target__in=uids).current(on=on)
    for target, name, pk in grants.values_list("target", "person__name", "person_id"):
        found.setdefault(target, []).append((name, pk))
    return found


def html_of(meeting: Meeting, version: MinutesVersion | None, minute: Confidential) -> str:
    """The HTML of a confidential minute, before WeasyPrint."""
    head = version.head if version is not None else head_of(meeting)
    lines = list(_lines(_all_of(meeting, version), minute.places))
    document = document_of(head, lines, minute.edition(meeting), meeting, version=version, for_print=True)
    is_issued = version is not None and version.stage == Stage.PUBLISHED
    status = f"{head['status_words']}, Confidential Minute {minute.part}"
    context = {
        "document": document,
        "head": head,
        "title": f"{head['title']}, {status}",
        "reference": f"{head['printed_ref']}-{minute.part}",
        "status": status,
        "is_draft": head["is_draft"] or not is_issued,
        "boxed": head["print_form"]["action_box"] == "bare",
        "front": head["print_form"]["classification_place"] == "front",
        "names": ", ".join(minute.names),
    }
    code = confidential_edition(version, minute.part).code if version is not None and is_issued else ""
    return pdf.html_of(TEMPLATE, context, classification=RED, code=code)


def _lines(blocks: list[Block], places: Collection[int]) -> Iterator[Line]:
    """The blocks at `places` under their items, each item once."""
    path: list[tuple[int, Block]] = []
    printed: set[int] = set()
    for at, block in enumerate(blocks):
        if block.kind == "item":
            path = [*((place, item) for place, item in path if item.facts["depth"] < block.facts["depth"]), (at, block)]
        if at in places:
            for place, item in path:
                if place not in printed and place not in places:
                    yield _heading(item)
                printed.add(place)
            yield block


def _heading(item: Block) -> Line:
    """An item whose own words are not on this list: with its title where everybody signed in may read that."""
    if item.classification <= Classification.GREEN:
        return item
    facts = item.facts
    return Gap("item", item.source, facts["number"], facts["depth"], facts["anchor"])


def confidential_pdf(meeting: Meeting, minute: Confidential, html: str) -> bytes:
    """The PDF of a confidential minute's HTML. The same content gives the same bytes."""
    return pdf.write_pdf(html, identifier=f"{meeting.uid} {minute.part} red")
