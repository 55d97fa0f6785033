"""Post-meeting notes on final minutes: dated footnotes, which come out at once as a new version."""

from datetime import date

from meetings.composition import write_annotated
from meetings.lifecycle import Status
from meetings.models import EntryKind, Meeting, MinuteEntry, MinutesVersion
from meetings.operations.issuing import issue_later
from meetings.operations.minuting import add_behind
from secgov import richtext
from secgov.acting import operation
from secgov.classification import Stage
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import User
from secgov.publication import bring_out

REASON = "Post-meeting note added"
NOT_FINAL = "A post-meeting note with a date is for final minutes. Write it into the draft."
NO_WORDS = "A post-meeting note says something. Write what happened after the meeting."
NOT_PRINTED = "This does not stand in the minutes that are out. Choose what the note is on."


@operation
def add_post_meeting_note(meeting: Meeting, entry: MinuteEntry, *, text: str, on: date, by: User) -> MinutesVersion:
    """Add a footnote of the day `on` to what `entry` prints in final minutes, and write and bring out the version that
    has it. Nothing else in it differs from the version before. Refused where the minutes are not final."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=meeting.pk)
    words = " ".join(text.split())
    if meeting.status != Status.FINAL:
        raise Refused([NOT_FINAL])
    if not words:
        raise Refused([NO_WORDS])
    behind = _last_note_on(entry)
    dated = f"Post-meeting note, {on.day} {on:%B %Y}: {words}"
    note = add_behind(behind, kind=EntryKind.NOTE, body=richtext.from_plain(dated), by=by)
    version = write_annotated(meeting, note, behind=behind.uid, by=by, reason=REASON)
    if version is None:
        raise Refused([NOT_PRINTED])
    note.stage = meeting.stage
    save(note, by=by, update_fields=["stage"])
    for uid in (note.uid, version.uid):
        bring_out(uid=uid, stage=Stage(meeting.stage), by=by)
    issue_later(meeting)
    return version


def _last_note_on(entry: MinuteEntry) -> MinuteEntry:
    """The last of the notes on `entry`, or the entry itself: notes stand in the order in which they were added."""
    last = entry
    behind = MinuteEntry.objects.filter(item=entry.item, removed_at__isnull=True, rank__gt=entry.rank)
    for other in behind.exclude(kind=EntryKind.PRIVATE).select_related("item", "meeting").order_by("rank"):
        if other.kind != EntryKind.NOTE:
            break
        last = other
    return last
