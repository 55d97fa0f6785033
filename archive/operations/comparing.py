"""Where a reading contradicts the record, as far as whoever asks may read that: one question to each kind of record,
however many rows there are."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.models import Action
from archive.amending.working import number_of
from archive.lifecycle import Status
from archive.models import Import
from meetings.models import AgendaItem, Meeting
from modifications.models import Modification
from modifications.operations import numbered
from secgov.access import Reader
from secgov.models import CommitteeName, MembershipRole, Reference, User
from secgov.reference_forms import Kind


@dataclass(frozen=True)
class Contradiction:
    """One doubt against the record: the id of its field, what differs, why that matters. One that `is_final` cannot be
    settled by a tick, because storing would be refused."""

    anchor: str
    text: str
    why: str
    is_final: bool = False
    url: str = ""

    @property
    def key(self) -> str:
        """The same for the same contradiction, so that it stays settled when the page opens again."""
        return hashlib.sha256(f"{self.anchor}|{self.text}".encode()).hexdigest()[:16]


def contradictions(record: Import, reader: Reader) -> list[Contradiction]:
    """Everything in the working copy that the record, as `reader` may read it, says otherwise. Five queries at most."""
    working = record.amended or {}
    # Of a meeting that is stored already, everything would be found again.
    if not working or record.status == Status.CONFIRMED:
        return []
    return [*_of_committee(working), *_of_meeting(record, reader)] or [
        *_of_actions(record, working, reader),
        *_of_titles(working, reader),
    ]


def _of_committee(working: dict[str, Any]) -> list[Contradiction]:
    named = working.get("committee")
    if not named or CommitteeName.objects.filter(abbreviation=named).exists():
        return []
    why = "No committee on record bears or bore this abbreviation. Choose yours, or have it created first."
    return [Contradiction("committee", f"The committee {named} is not known.", why, is_final=True)]


def _of_meeting(record: Import, reader: Reader) -> list[Contradiction]:
    if not record.meeting_is_known:
        return []
    meeting = Meeting.objects.visible_to(reader).filter(committee=record.committee_id, number=record.number).first()
    if meeting is None or meeting.source_id == record.file_id:
        return []
    if not AgendaItem.objects.visible_to(reader).filter(meeting=meeting, removed_at__isnull=True).exists():
        return []
    return [
        Contradiction(
            "meeting_number",
            f"{meeting} exists and is not empty.",
            "A meeting that is stored is amended in the browser, not imported again. Check the number, or discard "
            "this file.",
            is_final=True,
            url=meeting.get_absolute_url(),
        )
    ]


def _of_actions(record: Import, working: dict[str, Any], reader: Reader) -> list[Contradiction]:
    reviewed, raised = working["actions_reviewed"], working["actions_raised"]
    refs = {str(row["ref"]) for row in (*reviewed, *raised) if row["ref"]}
    stored = {action.ref: action for action in Action.objects.visible_to(reader).filter(ref__in=refs)}
    known = [(row, stored[row["ref"]]) for row in (*reviewed, *raised) if row["ref"] in stored]
    found = [_worded(row, action) for row, action in known if not _is_alike(action.text, row["text"] or "")]
    for row in raised:
        action = stored.get(row["ref"])
        if action is not None and action.raised_in_id is not None:
            found.append(_raised_twice(row, action))
        elif row["ref"] and not _is_of(row["ref"], record):
            found.append(_of_another_meeting(row))
    return found


def _worded(row: dict[str, Any], action: Action) -> Contradiction:
    return Contradiction(
        row["key"],
        f"{action.ref} is worded otherwise on record: “{action.text}”",
        "Both wordings are kept, each with its meeting. Look whether it is the same action.",
        url=action.get_absolute_url(),
    )


def _raised_twice(row: dict[str, Any], action: Action) -> Contradiction:
    return Contradiction(
        row["key"],
        f"{action.ref} has been raised already.",
        "A reference is given once. Check it against the source, or take the row out.",
        is_final=True,
        url=action.get_absolute_url(),
    )


def _of_another_meeting(row: dict[str, Any]) -> Contradiction:
    return Contradiction(
        row["key"],
        f"{row['ref']} bears the number of another meeting.",
        "An action is numbered by the meeting that raises it. Check the reference against the source.",
    )


def _is_of(ref: str, record: Import) -> bool:
    """Whether the meeting's number stands in the reference, as far as both can be told."""
    found = re.match(r"[A-Z]+(\d+)/", ref)
    return record.number is None or found is None or int(found[1]) == record.number


def _of_titles(working: dict[str, Any], reader: Reader) -> list[Contradiction]:
    rows = [row for row in (*working["modifications"], *working["mod_assessments"]) if row["ref"] and row.get("title")]
    numbers = {number for row in rows if (number := _number_in(row["ref"])) is not None}
    known = Modification.objects.visible_to(reader).filter(number__in=numbers)
    titled: dict[tuple[int | None, str], Modification] = {(each.number, each.suffix): each for each in known}
    found = []
    for row in rows:
        stored = titled.get(_numbered(row["ref"]))
        if stored is not None and stored.title and not _is_alike(stored.title, row["title"]):
            found.append(
                Contradiction(
                    row["key"],
                    f"{row['ref']} is called “{stored.title}” on record.",
                    "A modification may have had another title then; both are kept with their days.",
                    url=stored.get_absolute_url(),
                )
            )
    return found


def _numbered(ref: str) -> tuple[int | None, str]:
    try:
        parts = numbered(ref)
    except (ValueError, TypeError, AttributeError):
        return None, ""
    return parts["number"], parts["suffix"]


def _number_in(ref: str) -> int | None:
    return _numbered(ref)[0]


def _is_alike(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever their signs and capitals."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def numbers_in_use(working: dict[str, Any], user: User, *, on: date) -> list[str] | None:
    """The action references of this meeting that anything on record bears or names, so that none is given twice; None
    for whoever is no secretary of its committee, who is not told."""
    number = number_of(working)
    committee = CommitteeName.objects.filter(abbreviation=working.get("committee") or "").first()
    roles = user.roles_by_committee(on=on).get(committee.committee_id, frozenset()) if committee else frozenset()
    if number is None or MembershipRole.SECRETARY not in roles:
        return None
    start = f"{working['committee']}{number:02d}/"
    named = Reference.objects.filter(kind=Kind.ACTION, canonical__startswith=start)
    return list(named.values_list("canonical", flat=True))
