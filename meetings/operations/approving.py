"""Approving minutes: at a later meeting, whose minutes say so in one sentence, or by correspondence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from meetings.models import AgendaItem, EntryKind, Meeting
from meetings.operations.meetings import make_move
from meetings.operations.minuting import add_entry
from secgov import richtext
from secgov.acting import operation
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import User

BY_CORRESPONDENCE = "Approved by correspondence"
NOT_LATER = "Minutes are approved at a later meeting of the same committee. Choose another item."


@dataclass(frozen=True, slots=True)
class Approval:
    """Where minutes were approved: under which item of a later meeting and in which sentence, or neither where it was
    by correspondence."""

    item: AgendaItem | None = None
    sentence: str = ""


@operation
def approve_minutes(
    meeting: Meeting,
    approval: Approval,
    *,
    by: User,
    on: date,
    note: str = "",
    vouching: Callable[[Meeting, str], None] | None = None,
) -> Meeting:
    """Make circulated minutes final, and say where they were approved: in one sentence in the later meeting's draft,
    which the meeting names. Refused as the move is, and where that item is of no later meeting or is closed."""
    meeting = make_move(meeting, "approve", by=by, on=on, note=note, vouching=vouching)
    if approval.item is None:
        meeting.approved_how = BY_CORRESPONDENCE
        return save(meeting, by=by, update_fields=["approved_how"])
    at = approval.item.meeting
    if at.committee_id != meeting.committee_id or not is_later(at, meeting):
        raise Refused([NOT_LATER])
    body = richtext.from_plain(approval.sentence)
    meeting.approved_in = add_entry(item=approval.item, kind=EntryKind.OUTCOME, body=body, by=by)
    meeting.approved_how = f"Approved at {at}"
    return save(meeting, by=by, update_fields=["approved_in", "approved_how"])


def is_later(other: Meeting, meeting: Meeting) -> bool:
    """Whether `other` was or will be held after `meeting`: by number, else by day."""
    if other.number is not None and meeting.number is not None:
        return other.number > meeting.number
    return other.order_on > meeting.order_on
