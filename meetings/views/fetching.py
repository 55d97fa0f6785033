"""Fetching a meeting and what stands in it by address, through the gate."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from meetings.models import AgendaItem, Meeting, MinuteEntry
from secgov import references
from secgov.access import visible_or_404
from secgov.reference_forms import Kind
from secgov.showing import shown
from secgov.views import may_or_403


def meeting_or_404(request: HttpRequest, ref: str) -> Meeting:
    """The meeting that any form of its reference leads to. One query for the canonical form, three for others."""
    meetings = Meeting.objects.select_related("committee")
    found = meetings.visible_to(request.reader).filter(ref=ref).first()
    if found is not None:
        shown(request, found)
        return found
    return visible_or_404(meetings, request.reader, uid=references.target_of(Kind.MEETING, ref))


def meeting_to_minute(request: HttpRequest, ref: str) -> Meeting:
    """The meeting, for one of its secretaries; 403 for whoever else may see it."""
    meeting = meeting_or_404(request, ref)
    may_or_403(request, "meetings.minute", meeting)
    return meeting


def item_or_404(request: HttpRequest, meeting: Meeting, uid: UUID) -> AgendaItem:
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    return visible_or_404(items, request.reader, uid=uid)


def entry_or_404(request: HttpRequest, meeting: Meeting, uid: UUID) -> MinuteEntry:
    entries = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True).select_related("item", "meeting")
    return visible_or_404(entries, request.reader, uid=uid)


def one_or_404(request: HttpRequest, records: Any, uid: UUID) -> Any:
    return visible_or_404(records, request.reader, uid=uid)
