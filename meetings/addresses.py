"""Where meetings can be read, for whoever may read them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from meetings.models import Meeting
from secgov.access import Reader
from secgov.references import Address


def of_meetings(uids: Iterable[UUID], reader: Reader) -> Mapping[UUID, Address]:
    """Addresses of the meetings among `uids` that `reader` may read. One query."""
    found = Meeting.objects.filter(uid__in=list(uids)).visible_to(reader)
    return {meeting.uid: Address(meeting.get_absolute_url(), str(meeting), meeting.when) for meeting in found}
