"""Where minutes can be approved, and where they were: the sentence in a later meeting and the amendments behind it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from meetings.correction_lifecycle import AMENDING
from meetings.lifecycle import UNDER_WAY, Status
from meetings.models import AgendaItem, Correction, Meeting, MinuteEntry
from meetings.operations.approving import is_later
from secgov.access import Reader


def items_to_approve_under(meeting: Meeting, reader: Reader) -> list[AgendaItem]:
    """The items of the committee's later meetings whose minutes are being written, the one on minutes and actions
    first. One query."""
    items = AgendaItem.objects.filter(
        meeting__committee=meeting.committee_id,
        meeting__status__in=[status for status in UNDER_WAY if status != Status.KNOWN],
        parent=None,
        removed_at__isnull=True,
    ).exclude(number="")
    listed = items.visible_to(reader).select_related("meeting__committee").order_by("meeting__order_on", "rank")
    heading = meeting.committee.print_form.actions_heading.casefold()
    later = [item for item in listed if is_later(item.meeting, meeting)]
    return sorted(later, key=lambda item: (item.meeting.order_on, item.title.casefold() != heading))


def sentence_for(meeting: Meeting, reader: Reader) -> str:
    """The sentence that approves minutes, as it is proposed. One query."""
    amended = Correction.objects.filter(meeting=meeting, status__in=AMENDING).visible_to(reader).exists()
    how = " with amendments" if amended else ""
    return f"The {meeting.abbreviation} APPROVED the draft minutes of {meeting}{how} and they were written as final."


def approval_of(meeting: Meeting, reader: Reader) -> dict[str, Any] | None:
    """How final minutes were approved, where `reader` may read the minutes that say so; with the amendments where they
    may read those. Two queries."""
    if meeting.status != Status.FINAL or not meeting.approved_how:
        return None
    found: dict[str, Any] = {"how": meeting.approved_how, "url": "", "amendments_url": ""}
    if meeting.approved_in_id is not None:
        entries = MinuteEntry.objects.filter(pk=meeting.approved_in_id, removed_at__isnull=True)
        entry = entries.visible_to(reader).select_related("item", "meeting").first()
        if entry is None:
            return None
        item = f", item {entry.item.number}" if entry.item.number else ""
        found |= {
            "how": f"Approved at {entry.meeting}{item}",
            "url": f"{entry.meeting.get_absolute_url()}#{entry.item.anchor}",
        }
    if Correction.objects.filter(meeting=meeting, status__in=AMENDING).visible_to(reader).exists():
        found["amendments_url"] = reverse("meetings:amendments", args=[meeting.ref])
    return found


def approved_at(meeting: Meeting, reader: Reader) -> list[Meeting]:
    """The meetings whose minutes were approved at this one, as far as `reader` may read that. One query."""
    said = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    approved = Meeting.objects.filter(approved_in__in=said).visible_to(reader)
    return list(approved.order_by("order_on"))
