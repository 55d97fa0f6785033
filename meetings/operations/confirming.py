"""A person stands by the classification of one part of a draft, or makes it White."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from meetings.models import AgendaItem, AttendanceNote, Confirmation, Meeting, MinuteEntry, Paper
from meetings.operations.agenda import amend_item
from meetings.operations.minuting import amend_entry, is_in_print, open_meeting
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
def confirm_white(meeting: Meeting, part: Part, *, by: User, at: datetime) -> bool:
    """Make a part of a draft White and stand by it; whether it is White now.

    One person is enough before the minutes first come out, when nobody has had it at another classification. What has
    come out as Amber or Red, in minutes that are open again, becomes White when a second person has said so of the
    same words, unless the setting SECOND_PERSON_TO_WHITE takes that away: the first word is kept and waits.
    """
    meeting = open_meeting(meeting.pk)
    part = type(part)._base_manager.select_for_update(of=("self",)).get(pk=part.pk)
    waits = _needs_another(part) and not _said_by_another(part, by)
    _confirmed(meeting, part, Classification.WHITE, by=by, at=at)
    if waits:
        return False
    if part.classification != Classification.WHITE:
        _make_white(part, by=by)
    return True


def _needs_another(part: Part) -> bool:
    is_high = part.classification >= Classification.AMBER
    return bool(settings.SECOND_PERSON_TO_WHITE) and is_high and is_in_print(part)


def _said_by_another(part: Part, by: User) -> bool:
    said = Confirmation.objects.filter(target=part.uid, level=Classification.WHITE, words=digest(words_of(part)))
    return said.exclude(by=by).exists()


def _make_white(part: Part, *, by: User) -> None:
    facts: dict[str, Any] = {"by": by, "classification": Classification.WHITE}
    if isinstance(part, MinuteEntry):
        amend_entry(part, is_agreed=True, **facts)
    elif isinstance(part, AgendaItem):
        amend_item(part, **facts)
    else:
        if isinstance(part, AttendanceNote) and part.attendance.classification > Classification.WHITE:
            raise Refused(["A remark is never more open than the row it stands in. Amend that row first."])
        part.classification, part.classified_by = Classification.WHITE, ClassifiedBy.SET
        save(part, by=by, update_fields=["classification", "classified_by"])
