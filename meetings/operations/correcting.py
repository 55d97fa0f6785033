"""Corrections to circulated minutes: written by those who read them, settled by a secretary, taken over by the text."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from meetings.correction_lifecycle import CORRECTIONS, CorrectionStatus
from meetings.lifecycle import Status
from meetings.models import (
    AgendaItem,
    Correction,
    CorrectionKind,
    Meeting,
    MinuteEntry,
    MinutesVersion,
    PrintedBlock,
)
from meetings.operations.meetings import people_to_tell
from meetings.operations.minuting import rewrite_entry
from meetings.rewriting import rewritten
from secgov import references, richtext
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Effective, Refused, log_change
from secgov.models import Membership, MembershipRole, Person, User, standing
from secgov.panels import BLOCK_KINDS
from secgov.redline import merged

FINAL = "These minutes are final and take no more corrections. Write to the secretary, who can re-open them."
NOT_LATEST = "These minutes have come out again since. Comment on the text as it reads now."
NOTHING_SAID = "Change the text, or say in words what should change."
MOVED_ON = "The same words have been changed since this was proposed. Adjust the text by hand."
NOT_BY_ITSELF = "This change of the text’s form cannot be made by itself. Adjust the text by hand."
GONE = "What this is about has been taken out of the minutes. Decline it and say why."
LONGEST_TITLE = 400  # characters, as the item's title takes


def people_asked(meeting: Meeting, *, on: date) -> list[Person]:
    """Whom a circulation asks for comments: whom it tells, but the secretaries, who ask."""
    secretaries = Membership.objects.filter(committee=meeting.committee_id, role=MembershipRole.SECRETARY)
    asking = set(secretaries.current(on=on).values_list("person_id", flat=True))
    return [person for person in people_to_tell(meeting, on=on) if person.pk not in asking]


def text_of(block: PrintedBlock) -> str:
    """The words of a printed part that can be corrected, as plain text; "" where only a comment can be made on it."""
    if block.kind == "item":
        return str(block.facts["title"])
    names = BLOCK_KINDS[block.kind].html_facts if block.kind in BLOCK_KINDS else ()
    return richtext.plain(references.unmarked(block.facts[names[0]])) if len(names) == 1 else ""


@operation
def write_correction(
    *,
    version: MinutesVersion,
    blocks: Sequence[PrintedBlock],
    by: User,
    at: datetime,
    comment: str = "",
    after: str | None = None,
    person: Person | None = None,
    from_words: str = "",
    received_on: date | None = None,
) -> Correction:
    """Put on record what somebody says of the part of minutes that `blocks` print, or of the whole where there are
    none: in words, or as its text (`after`) changed. It is the secretaries' and its author's until it is settled.

    Refused where the minutes are final or have come out again since, and where nothing is said.
    """
    meeting = _taking_corrections(version)
    before = text_of(blocks[0]) if len(blocks) == 1 else ""
    changed = _changed(before, after)
    if not changed and not comment.strip():
        raise Refused([NOTHING_SAID])
    return _put_on_record(
        meeting,
        version,
        blocks,
        by=by,
        at=at,
        kind=CorrectionKind.CORRECTION if changed else CorrectionKind.COMMENT,
        comment=comment.strip(),
        before=before if changed else "",
        after=changed,
        person=person,
        from_words=from_words,
        received_on=received_on,
    )


@operation
def say_no_comments(
    *,
    version: MinutesVersion,
    by: User,
    at: datetime,
    person: Person | None = None,
    received_on: date | None = None,
) -> Correction:
    """Put on record that somebody has nothing to say of the minutes; said twice it stands once."""
    meeting = _taking_corrections(version)
    said = Correction.objects.filter(version=version, kind=CorrectionKind.NONE, person=person).first()
    if said is not None and person is not None:
        return said
    facts: dict[str, Any] = {"kind": CorrectionKind.NONE, "person": person, "received_on": received_on}
    return _put_on_record(meeting, version, (), by=by, at=at, status=CorrectionStatus.NOTED, **facts)


def _taking_corrections(version: MinutesVersion) -> Meeting:
    """The meeting, its row locked, where `version` is its latest that is out and its minutes are not final."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=version.meeting_id)
    if meeting.status == Status.FINAL or version.stage != Stage.COMMITTEE:
        raise Refused([FINAL])
    later = meeting.versions.filter(kind=version.kind, number__gt=version.number, stage__gt=Stage.SECRETARIAT)
    if later.exists():
        raise Refused([NOT_LATEST])
    return meeting


def _changed(before: str, after: str | None) -> str:
    """The text wanted in place of `before`, a line to each paragraph; "" where it is the same."""
    if not before or after is None:
        return ""
    lines = [" ".join(line.split()) for line in after.replace("\x00", "").split("\n")]
    wanted = "\n".join(line for line in lines if line)
    return "" if wanted == before else wanted


def _put_on_record(
    meeting: Meeting,
    version: MinutesVersion,
    blocks: Sequence[PrintedBlock],
    *,
    by: User,
    at: datetime,
    received_on: date | None = None,
    **facts: Any,
) -> Correction:
    said_on = received_on or timezone.localtime(at).date()
    correction = Correction(
        meeting=meeting,
        version=version,
        source=blocks[0].source if blocks else meeting.uid,
        by=by,
        written_at=at,
        received_on=received_on,
        is_late=meeting.comments_by is not None and said_on > meeting.comments_by,
        **facts,
        **_place(meeting, version, blocks),
    )
    save(correction, by=by)
    log_change(correction, move="write", after=correction.status, by=by, note="", effective=Effective())
    return correction


def _place(meeting: Meeting, version: MinutesVersion, blocks: Sequence[PrintedBlock]) -> dict[str, Any]:
    """The columns of the gate: as high as what it is about and standing within it, so that it follows it up."""
    if not blocks:
        return {"classification": meeting.classification, "classified_by": ClassifiedBy.INHERITED} | standing(
            meeting, stage=Stage.SECRETARIAT
        )
    highest = max(blocks, key=lambda block: block.classification)
    return {
        "classification": highest.classification,
        "classified_by": ClassifiedBy.INHERITED,
        "committee": meeting.committee,
        "audience": list(highest.audience),
        "stage": Stage.SECRETARIAT,
        "within": [uid for uid in highest.within if uid != version.uid],
    }


@operation
def accept_correction(correction: Correction, *, by: User, at: datetime) -> Correction:
    """Take the proposed text over into the minutes, where it waits until they come out again."""

    def take_over(settled: Correction) -> str:
        apply_correction(settled, by=by)
        return settled.after

    return _settle(correction, "accept", by=by, at=at, answer="", take_over=take_over)


WRITTEN_ANEW = (
    "These minutes are being written anew, and what is written there is not out yet. Change the text itself, and "
    "decline or note this with a word."
)


@operation
def adjust_correction(correction: Correction, *, by: User, at: datetime, text: str, answer: str) -> Correction:
    """Give the part the secretary's own text (a body, or an item's title) in answer to what was said of it."""

    def take_over(settled: Correction) -> str:
        if settled.meeting.is_open_to_change:
            raise Refused([WRITTEN_ANEW])
        settled.before = settled.before or _as_printed(settled)
        return _rewrite(settled, text, by=by)

    return _settle(correction, "adjust", by=by, at=at, answer=answer, take_over=take_over)


@operation
def decline_correction(correction: Correction, *, by: User, at: datetime, answer: str) -> Correction:
    """Leave the text as it is, and say why."""
    return _settle(correction, "decline", by=by, at=at, answer=answer)


@operation
def note_correction(correction: Correction, *, by: User, at: datetime, answer: str = "") -> Correction:
    """Take note of what was said, which changes nothing in this part."""
    return _settle(correction, "note", by=by, at=at, answer=answer)


def _settle(
    correction: Correction,
    name: str,
    *,
    by: User,
    at: datetime,
    answer: str,
    take_over: Callable[[Correction], str] | None = None,
) -> Correction:
    """Make the move, with who answered, when and why; what is settled is the committee's to read."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=correction.meeting_id)
    correction = Correction.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=correction.pk)
    move = CORRECTIONS.move(name)
    correction.answer = answer.strip()
    if refusals := CORRECTIONS.refusals(correction, move, by):
        raise Refused(refusals)
    if take_over is not None:
        correction.applied = take_over(correction)
    correction.answered_by, correction.answered_at = by, at
    save(correction, by=by)
    correction = CORRECTIONS.apply(correction, move, by=by, note=correction.answer)
    correction.stage = Stage.COMMITTEE
    return save(correction, by=by, update_fields=["stage"])


def apply_correction(correction: Correction, *, by: User) -> None:
    """Write an accepted correction into the live text of its part, though the minutes are closed to any other change:
    the words that were changed take the new ones, whatever else was corrected beside them. Refused where they cannot
    be told any more. The version that is out stays as it is."""
    title, body = live_text(correction)
    now = title if body is None else richtext.plain(body)
    wanted = merged(correction.before, now, correction.after)
    if wanted is None:
        raise Refused([MOVED_ON])
    written = wanted if body is None else rewritten(body, wanted)
    if written is None:
        raise Refused([NOT_BY_ITSELF])
    _rewrite(correction, written, by=by)


def _as_printed(correction: Correction) -> str:
    """The text that a comment was made on, as the version printed it."""
    block = PrintedBlock.objects.filter(version=correction.version_id, source=correction.source).first()
    return text_of(block) if block is not None else ""


def live_text(correction: Correction) -> tuple[str, str | None]:
    """The text that a correction is about as it stands now: an item's title and None, or "" and an entry's body.
    Refused where it was taken out of the minutes."""
    record = _record(correction)
    return (record.title, None) if isinstance(record, AgendaItem) else ("", record.body)


def _record(correction: Correction) -> AgendaItem | MinuteEntry:
    wanted = {"meeting": correction.meeting_id, "uid": correction.source, "removed_at__isnull": True}
    entry = MinuteEntry.objects.filter(**wanted).select_related("item", "meeting").first()
    found = entry or AgendaItem.objects.filter(**wanted).first()
    if found is None:
        raise Refused([GONE])
    return found


def _rewrite(correction: Correction, text: str, *, by: User) -> str:
    """Give what the correction is about its new text and return it as plain text."""
    record = _record(correction)
    if isinstance(record, AgendaItem):
        title = " ".join(text.split())
        if not 0 < len(title) <= LONGEST_TITLE:
            raise Refused([f"A title has from 1 to {LONGEST_TITLE} letters. Make it fit."])
        record.title, record.stage = title, Stage.SECRETARIAT
        save(record, by=by, update_fields=["title", "stage"])
        references.note_mentions(record, title, by=by)
        return title
    return rewrite_entry(record, text, by=by).text
