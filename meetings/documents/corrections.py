"""Corrections for whoever may read them: on the meeting's page, on the page where they are settled, and behind the
sentence that approves the minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from meetings.composition import latest_version
from meetings.correction_lifecycle import AMENDING, CORRECTIONS, CorrectionStatus
from meetings.documents.reading import Document, Part
from meetings.lifecycle import Status
from meetings.models import Correction, CorrectionKind, EntryKind, Meeting, MinutesVersion, PrintedBlock
from meetings.operations import people_asked
from secgov import redline
from secgov.access import Reader
from secgov.classification import Stage
from secgov.models import Person
from secgov.panels import BLOCK_KINDS
from secgov.redline import Redlined

WHOLE = "The minutes as a whole"
WITH = ("person", "by__person", "answered_by__person", "version", "meeting__committee")
# Moves that ask for words before they are made; the others are made by their button.
ASKING = ("adjust", "decline")


def is_taking(meeting: Meeting, version: MinutesVersion | None) -> bool:
    """Whether comments are taken on `version`: it is circulated, and the minutes are not final."""
    return version is not None and version.stage == Stage.COMMITTEE and meeting.status != Status.FINAL


@dataclass
class Acts:
    """What the reader of a page can do to one printed part of it."""

    uid: UUID
    label: str


@dataclass
class Shown:
    """A correction as a page shows it. `moves` are what a secretary can do with it now."""

    correction: Correction
    rank: int
    place: str
    anchor: str
    level: int
    proposed: Redlined
    applied: Redlined
    moves: list[dict[str, Any]] = field(default_factory=list)

    @property
    def author(self) -> str:
        return self.correction.from_words or str(self.correction.person or name_of(self.correction.by))

    @property
    def answerer(self) -> str:
        return name_of(self.correction.answered_by)

    @property
    def tone(self) -> str:
        tones = {CorrectionStatus.PROPOSED: "open", CorrectionStatus.DECLINED: "wrong", CorrectionStatus.NOTED: "plain"}
        return tones.get(CorrectionStatus(self.correction.status), "done")


def name_of(user: Any) -> str:
    """The user's person by name, else the login."""
    return str(getattr(user, "person", None) or user)


def corrections_for(meeting: Meeting, reader: Reader, *, user: Any = None) -> list[Shown]:
    """The corrections of `meeting` that `reader` may read, by the part they are about and then by time; with the moves
    that `user` may make. Three queries, however many there are."""
    rows = Correction.objects.filter(meeting=meeting).visible_to(reader).exclude(kind=CorrectionKind.NONE)
    return _shown(list(rows.select_related(*WITH)), reader, user=user)


def amendments_of(meeting: Meeting, reader: Reader) -> list[Shown]:
    """The corrections that were taken over into the minutes, as far as `reader` may read them."""
    rows = Correction.objects.filter(meeting=meeting, status__in=AMENDING).visible_to(reader)
    return _shown(list(rows.select_related(*WITH)), reader)


def _shown(corrections: list[Correction], reader: Reader, *, user: Any = None) -> list[Shown]:
    places = _places(corrections, reader)
    found = []
    for correction in corrections:
        rank, place, anchor = places.get((correction.version_id, correction.source), (0, WHOLE, ""))
        shown = Shown(
            correction=correction,
            rank=rank,
            place=place,
            anchor=anchor,
            level=correction.classification,
            proposed=_changes(correction.before, correction.after),
            applied=_changes(correction.before, correction.applied),
            moves=moves_of(correction, user) if user is not None else [],
        )
        found.append(shown)
    return sorted(found, key=lambda each: (each.rank, each.correction.written_at, each.correction.pk))


def _changes(before: str, after: str) -> Redlined:
    """The lines that changed, with what stands around them; nothing where there is no text."""
    return redline.near_changes(redline.redline(before, after)) if after else []


def moves_of(correction: Correction, user: Any) -> list[dict[str, Any]]:
    """The moves `user` may make on a correction; those that need a reason are offered before it is given."""
    found = []
    for move in CORRECTIONS.moves:
        refusals = CORRECTIONS.refusals(correction, move, user)
        reasons = [rule.sentence for rule in move.rules if rule.reference == "COR-3"]
        if not set(refusals) - set(reasons):
            url = reverse("meetings:answer_correction", args=[correction.meeting.ref, correction.uid, move.name])
            found.append({"name": move.name, "label": move.label, "url": url, "asks": move.name in ASKING})
    return found


def _places(corrections: Iterable[Correction], reader: Reader) -> dict[tuple[int, UUID], tuple[int, str, str]]:
    """Where in its version each correction is about: a rank, "item 3", and an anchor of the meeting's page. One query
    for the parts, through the gate."""
    versions = {correction.version_id for correction in corrections}
    rows = PrintedBlock.objects.filter(version__in=versions).visible_to(reader).order_by("version", "rank")
    found: dict[tuple[int, UUID], tuple[int, str, str]] = {}
    item, anchor, at = "", "", None
    for version, source, kind, rank, facts in rows.values_list("version", "source", "kind", "rank", "facts"):
        if version != at:
            item, anchor, at = "", "", version
        if kind == "item" and facts["depth"] == 0:
            item, anchor = f"Item {facts['number']}", facts["anchor"]
        if kind == "item":
            label = f"{item}: the heading “{facts['title']}”"
        else:
            label = f"{item}, {_label(kind).lower()} {facts.get('printed_ref', facts.get('ref', ''))}".strip()
        found.setdefault((version, source), (rank + 1, label, anchor))
    return found


def _label(kind: str) -> str:
    """The kind in words: the meetings app's own, or what the younger app calls it."""
    return EntryKind(kind).label if kind in EntryKind.values else BLOCK_KINDS[kind].label or kind.capitalize()


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked for comments, and whether and how they answered."""

    person: Person
    said: str


def asked_of(meeting: Meeting, version: MinutesVersion, reader: Reader, *, on: date) -> list[Asked]:
    """Whom the circulation asked for comments, by name, with what each has said. Four queries."""
    said: dict[int, list[str]] = {}
    rows = Correction.objects.filter(meeting=meeting, version=version).visible_to(reader).exclude(person=None)
    for person, kind in rows.values_list("person_id", "kind"):
        said.setdefault(person, []).append(kind)
    return [Asked(person, _said(said.get(person.pk, []))) for person in people_asked(meeting, on=on)]


def _said(kinds: list[str]) -> str:
    """ "2 comments", "No comments", or "" for somebody silent."""
    count = sum(kind != CorrectionKind.NONE for kind in kinds)
    if count:
        return f"{count} comment{'' if count == 1 else 's'}"
    return "No comments" if kinds else ""


def comments_beside(meeting: Meeting, version: MinutesVersion | None, reader: Reader, user: Any, *, on: date) -> Any:
    """What the meeting's page says of comments, for whoever may make them; None for others. Two queries."""
    if not user.has_perm("meetings.comment", meeting):
        return None
    visible = Correction.objects.filter(meeting=meeting).visible_to(reader)
    rows = list(visible.values_list("kind", "status", "person__user", "version"))
    mine = [kind for kind, _, author, at in rows if author == user.pk and version is not None and at == version.pk]
    total = sum(kind != CorrectionKind.NONE for kind, *_ in rows)
    if not rows and not is_taking(meeting, version):
        return None
    return {
        "is_open": is_taking(meeting, version),
        "by_date": meeting.comments_by,
        "is_past": meeting.comments_by is not None and on > meeting.comments_by,
        "mine": _said(mine),
        "has_said_none": CorrectionKind.NONE in mine,
        "total": total,
        "open": sum(status == CorrectionStatus.PROPOSED for _, status, *_ in rows),
        "is_secretary": user.has_perm("meetings.minute", meeting),
        "whole": meeting.uid,
    }


def acts_for(meeting: Meeting, document: Document, user: Any) -> dict[str, Any]:
    """What `user` can do to the parts of the minutes on the page: comment on them, note what happened after the
    meeting, see who reads them. Nothing while they show the live draft. `at` is what the addresses begin
    with, asked for once: a page has a hundred parts."""
    is_out = document.version is not None and document.version.stage > Stage.SECRETARIAT
    may_minute = is_out and user.has_perm("meetings.minute", meeting)
    acts = {
        "comment": is_taking(meeting, document.version) and user.has_perm("meetings.comment", meeting),
        "note": may_minute and meeting.status == Status.FINAL,
    }
    if any(acts.values()) or may_minute:
        _offer_acts(document)
    return acts | {"any": any(acts.values()) or may_minute, "menu": bool(may_minute), "at": meeting.get_absolute_url()}


def _offer_acts(document: Document) -> None:
    """Let each part of the document name the entries in it; paragraphs and outcomes become parts of their own, tables
    stay whole."""
    for section in document.sections:
        parts: list[Part] = []
        for part in section.parts:
            own = part.kind in EntryKind.values
            pieces = [Part(part.kind, part.template, [row]) for row in part.rows] if own else [part]
            parts += pieces
        for part in parts:
            part.acts = _acts(part)
        section.parts = parts


def _acts(part: Part) -> Collection[Acts]:
    rows = [row for row in part.rows if "uid" in row]
    found: dict[UUID, Acts] = {}
    for row in rows:
        name = " ".join(filter(None, [_label(part.kind).lower(), row.get("printed_ref", "")]))
        found.setdefault(row["uid"], Acts(row["uid"], name))
    return list(found.values())


def about(meeting: Meeting, uid: UUID, reader: Reader) -> tuple[MinutesVersion, list[PrintedBlock]] | None:
    """The latest version that has come out to `reader` and what it printed of the record `uid`, nothing of it where
    that is the meeting itself; None where the reader may not read all of it. Three queries."""
    version = latest_version(meeting, reader)
    if version is None:
        return None
    if uid == meeting.uid:
        return version, []
    printed = PrintedBlock.objects.filter(version=version, source=uid).order_by("rank")
    blocks = list(printed.visible_to(reader))
    return (version, blocks) if blocks and len(blocks) == printed.count() else None
