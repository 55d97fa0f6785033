"""The end of an import: stored as minutes, all or nothing, or discarded with a reason."""

import json
from dataclasses import dataclass
from datetime import datetime

from archive.amending import as_minutes, missing, problems
from archive.lifecycle import LIFECYCLE, Status
from archive.loading import NotReadable, load_minutes
from archive.models import Batch, Import, Origin
from archive.operations.comparing import Contradiction, contradictions
from archive.operations.following import follow
from archive.operations.reading import locked
from meetings.models import Meeting
from secgov.access import Reader
from secgov.acting import operation
from secgov.classification import Classification
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import User


@operation
def confirm_import(record: Import, *, by: User, reader: Reader) -> Meeting:
    """Store the reading as the meeting's minutes in the name of `by`, with the file as their source; a second time
    changes nothing. Nothing is published by it. Refused and NotReadable say in sentences why not."""
    record = locked(record)
    if record.status == Status.CONFIRMED and record.meeting is not None and by.has_perm("archive.confirm", record):
        return record.meeting
    refusals = _refusals(record, by, reader)
    if refusals:
        raise Refused(refusals)
    loaded = load_minutes(
        content=json.dumps(as_minutes(record.amended or {})).encode(),
        name=record.name,
        by=by,
        classification=_said_by_a_person(record),
        original=record.file,
    )
    record.meeting = loaded.meeting
    save(record, by=by, update_fields=["meeting"])
    LIFECYCLE.apply(record, LIFECYCLE.move("confirm"), by=by, note=f"Stored as {loaded.meeting}")
    return loaded.meeting


def _refusals(record: Import, by: User, reader: Reader) -> list[str]:
    """Why this cannot be stored now: by the rules, by what is wrong in it, by what the record says otherwise."""
    asked = [each.sentence for each in missing(record.amended)] if record.amended else []
    against = open_contradictions(record, reader)
    final = [f"{each.text} {each.why}" for each in against if each.is_final]
    by_rule = LIFECYCLE.refusals(record, LIFECYCLE.move("confirm"), by)
    if final or asked:
        return final + asked
    if by_rule:
        return by_rule
    if against:
        return ["Minutes are stored when every doubt is settled. Tick what the record says otherwise, or amend it."]
    return [each.sentence for each in problems(record.amended or {})]


def open_contradictions(record: Import, reader: Reader) -> list[Contradiction]:
    """What contradicts the record, and nobody has settled."""
    settled = record.doubts.filter(origin=Origin.RECORD, settled_by__isnull=False)
    known = set(settled.values_list("field", "text"))
    found = contradictions(record, reader)
    return [each for each in found if each.is_final or (each.anchor, each.text) not in known]


def _said_by_a_person(record: Import) -> Classification | None:
    """The classification where a person chose another than was read; None where the source's own stands."""
    chosen = (record.amended or {}).get("classification")
    return Classification.named(chosen) if chosen and chosen != record.reading.facts.get("classification") else None


@operation
def settle_all_doubts(record: Import, *, by: User, at: datetime, reader: Reader) -> int:
    """Settle every doubt that a person may settle, in the name of `by`, who stores the file at one's own word; how
    many."""
    record = locked(record)
    count = 0
    for doubt in record.doubts.filter(settled_by__isnull=True):
        doubt.settled_by, doubt.settled_at = by, at
        save(doubt, by=by)
        count += 1
    for each in open_contradictions(record, reader):
        if not each.is_final:
            facts = {"field": each.anchor, "text": each.text, "why": each.why}
            save(record.doubts.model(of=record, origin=Origin.RECORD, settled_by=by, settled_at=at, **facts), by=by)
            count += 1
    follow(record)
    save(record, by=by)
    return count


@operation
def discard_import(record: Import, *, by: User, reason: str) -> Import:
    """Discard a file; it stays on record with the reason, and can be read again."""
    if not reason.strip():
        raise Refused(["Discarding takes a reason. Write why these minutes are not stored."])
    discarded: Import = LIFECYCLE.apply(record, LIFECYCLE.move("discard"), by=by, note=reason.strip())
    return discarded


@dataclass(frozen=True)
class Stored:
    """What came of one file of many: its meeting, or why there is none."""

    record: Import
    meeting: Meeting | None
    sentence: str = ""


def confirm_ready(batch: Batch, *, by: User, reader: Reader) -> list[Stored]:
    """Store everything in the batch that is ready and that `by` may store, each in a transaction of its own and the
    elder meeting first; one that is refused keeps nothing of itself and hinders no other."""
    ready = Import.objects.visible_to(reader).filter(batch=batch).ready().order_by("number", "pk")
    mine = [record for record in ready.select_related("committee") if by.has_perm("archive.confirm", record)]
    return [_stored(record, by=by, reader=reader) for record in mine]


def _stored(record: Import, *, by: User, reader: Reader) -> Stored:
    try:
        return Stored(record, confirm_import(record, by=by, reader=reader))
    except (Refused, NotReadable, ValueError) as error:
        return Stored(record, None, str(error))
