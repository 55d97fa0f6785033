"""A person stands by the classification of one part of a draft, or makes it White."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from meetings.models import AgendaItem, AttendanceNote, Confirmation, Meeting, MinuteEntry, Paper
from meetings.operations.agenda import amend_item
from meetings.operations.minuting import amend_entry, open_meeting, refuse_given_out
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import User

Part = MinuteEntry | AgendaItem | Paper | AttendanceNote


def digest(words: str) -> str:
    """What stands for the words that a person confirmed, so that other words are confirmed anew."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()


def words_of(part: Part) -> str:
    """The words of a part of a draft; of an entry, of its footnotes too."""
    if isinstance(part, MinuteEntry):
        return "\n".join([part.text, *(note.text for note in part.footnotes.all())])
    return part.text if isinstance(part, AttendanceNote) else part.title


@operation
def confirm_parts(meeting: Meeting, parts: Iterable[Part], *, by: User, at: datetime) -> int:
    """Stand by the classifications of `parts` as they are, and return how many there were. Refused where the minutes
    are closed to change."""
    meeting = open_meeting(meeting.pk)
    return len([_confirmed(meeting, part, Classification(part.classification), by=by, at=at) for part in parts])


def _confirmed(meeting: Meeting, part: Part, level: Classification, *, by: User, at: datetime) -> Confirmation:
    words = digest(words_of(part))
    return Confirmation.objects.create(meeting=meeting, target=part.uid, level=level, words=words, by=by, at=at)


@operation
def confirm_white(meeting: Meeting, part: Part, *, by: User, at: datetime) -> Part:
    """Make a part of a draft White, stand by it, and return it.

    One person is enough before the minutes first come out, when nobody has had it at another classification. Refused
    for what has come out: that takes a reason and an authority, and a second person where it was Amber or Red.
    """
    meeting = open_meeting(meeting.pk)
    part = type(part)._base_manager.select_for_update(of=("self",)).get(pk=part.pk)
    refuse_given_out(part, Classification.WHITE)
    _confirmed(meeting, part, Classification.WHITE, by=by, at=at)
    if part.classification != Classification.WHITE:
        _make_white(part, by=by)
    return part


def _make_white(part: Part, *, by: User) -> None:
    facts: dict[str, Any] = {"by": by, "classification": Classification.WHITE}
    if isinstance(part, MinuteEntry):
        amend_entry(part, **facts)
    elif isinstance(part, AgendaItem):
        amend_item(part, **facts)
    else:
        if isinstance(part, AttendanceNote) and part.attendance.classification > Classification.WHITE:
            raise Refused(["A remark is never more open than the row it stands in. Amend that row first."])
        part.classification, part.classified_by = Classification.WHITE, ClassifiedBy.SET
        save(part, by=by, update_fields=["classification", "classified_by"])
