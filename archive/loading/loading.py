"""Storing a reading as a meeting, all or nothing, through the same operations that pages use."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DataError, IntegrityError, transaction

from archive.loading.arranging import arrange
from archive.loading.checking import NotReadable
from archive.loading.reading import Minutes, read_minutes
from archive.loading.writing import Writer
from meetings.composition import write_version
from meetings.lifecycle import LIFECYCLE, Status
from meetings.models import Meeting
from meetings.operations import amend_meeting, plan_meeting
from secgov.classification import Classification, ClassifiedBy
from secgov.lifecycle import Effective, Refused, record_decided
from secgov.models import Committee, CommitteeName, StoredFile, User
from secgov.storage import store


@dataclass(frozen=True)
class Loaded:
    """What came of a load: the meeting, and whether anything was stored."""

    meeting: Meeting
    is_new: bool


def load_minutes(
    *,
    content: bytes,
    name: str,
    by: User,
    classification: Classification | None = None,
    held: date | None = None,
    is_day: bool = False,
    original: StoredFile | None = None,
) -> Loaded:
    """Store the minutes in `content`; the same content again changes nothing. Nothing is published by loading.

    `original` is the file that `content` was read in, and `name` what it is called: it is then the meeting's source.

    `classification` is the word of `by` where it is given; else the source's own; a source without a mark is read as
    Amber until a person classifies it. `held` is the month of a meeting whose file does not say, or its day.
    NotReadable and Refused say in a sentence what is wrong.
    """
    minutes = read_minutes(_decoded(content))
    committee_name = CommitteeName.objects.filter(abbreviation=minutes.committee).select_related("committee").first()
    if committee_name is None:
        raise NotReadable(f"There is no committee '{minutes.committee}'. Create it first.")
    committee = committee_name.committee
    if not by.has_perm("meetings.minute", committee):
        raise Refused([f"{by} is not a secretary of the {minutes.committee}. Load its minutes as one who is."])
    level, origin = _classification(minutes, classification)
    facts = _facts(minutes, held, is_day=is_day) | {"classification": level, "classified_by": origin}
    try:
        with transaction.atomic():
            source = original or _stored(content, name)
            facts |= {"source": source, "source_name": name if original else minutes.source}
            return _load(minutes, source, facts, committee, by=by)
    except (DataError, IntegrityError) as error:  # what the schema let through and a column or constraint does not
        words = str(error).partition("\n")[0]
        raise NotReadable(f"Something in the file does not fit the record, which says: {words}.") from None


def _load(minutes: Minutes, file: StoredFile, facts: dict[str, Any], committee: Committee, *, by: User) -> Loaded:
    standing = Meeting.objects.select_for_update(of=("self",)).filter(committee=committee, number=minutes.number)
    meeting = standing.first()
    if meeting is not None and meeting.source_id == file.pk:
        return Loaded(meeting, is_new=False)
    if meeting is not None and meeting.has_items:
        raise Refused([f"{meeting} exists and is not empty. Amend it in the browser, or load another meeting."])
    if meeting is None:
        meeting = plan_meeting(
            committee=committee,
            by=by,
            status=Status.KNOWN,
            abbreviation=minutes.committee,
            number=minutes.number,
        )
    facts |= {"abbreviation": minutes.committee}
    return Loaded(_fill(amend_meeting(meeting, by=by, **facts), minutes, by=by), is_new=True)


def _stored(content: bytes, name: str) -> StoredFile:
    """The reading itself, kept in one form whatever the order of its keys."""
    canonical = json.dumps(json.loads(content), sort_keys=True, ensure_ascii=False).encode()
    return store(content=canonical, name=name, media_type="application/json")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(f"The file is not UTF-8 text: byte {error.start} cannot be read.") from None


def _classification(minutes: Minutes, given: Classification | None) -> tuple[Classification, ClassifiedBy]:
    if given is not None:
        return given, ClassifiedBy.SET
    if minutes.classification is not None:
        return Classification.named(minutes.classification), ClassifiedBy.SOURCE
    return Classification.AMBER, ClassifiedBy.UNMARKED


def _facts(minutes: Minutes, held: date | None, *, is_day: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "held_on": minutes.held_on,
        "month": minutes.month,
        "starts_at": minutes.starts_at,
        "ends_at": minutes.ends_at,
        "venue": minutes.venue,
        "next_meeting": _next_meeting(minutes.next_meeting),
        "status_in_source": minutes.status,
    }
    if held is not None and minutes.held_on is None:
        facts |= {"held_on": held} if is_day else {"month": held.replace(day=1)}
    return facts


def _next_meeting(words: str) -> str:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return words
    return f"{day.day} {day:%B %Y}"


def _fill(meeting: Meeting, minutes: Minutes, *, by: User) -> Meeting:
    """Put everything in its place, then the status the source bears."""
    meeting = LIFECYCLE.apply(meeting, LIFECYCLE.move("draft"), by=by, note=f"Loaded from {minutes.source or 'a file'}")
    Writer(meeting, minutes, by=by).write(arrange(minutes))
    meeting.refresh_from_db()
    if minutes.status != "draft":
        meeting = record_decided(
            meeting,
            after=Status.FINAL,
            by=by,
            effective=Effective(),
            note=f"Status in the source: {minutes.status}",
        )
        write_version(meeting, by=by, reason="Loaded from the back catalogue")
    return meeting
