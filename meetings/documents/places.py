"""Where something was minuted: the meeting and the item, as far as a reader may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from meetings.models import AgendaItem, Meeting
from secgov import references
from secgov.access import Reader
from secgov.models import Classified


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting, and the item of it that the reader may know of."""

    meeting: Meeting
    item: AgendaItem | None = None
    number: str = ""

    @property
    def label(self) -> str:
        """ "TABASC 23, item 4", or "TABASC 23"."""
        return f"{self.meeting}, item {self.number}" if self.number else str(self.meeting)

    @property
    def item_label(self) -> str:
        return f"item {self.number}" if self.number else "the agenda"

    @property
    def url(self) -> str:
        address = self.meeting.get_absolute_url()
        return f"{address}#{self.item.anchor}" if self.item else address


@dataclass(slots=True)
class Discussion:
    """One meeting at which a record was named, and under which items."""

    meeting: Meeting
    places: list[Place] = field(default_factory=list)


def places_of(records: Iterable[Classified], reader: Reader) -> dict[UUID, Place]:
    """The places of `records`, by their uids; a record has none where the reader may not know of its meeting. Two
    queries."""
    listed = list(records)
    wanted = {uid for record in listed for uid in record.within}
    meetings = {meeting.uid: meeting for meeting in Meeting.objects.filter(uid__in=wanted).visible_to(reader)}
    current = AgendaItem.objects.filter(uid__in=wanted, removed_at__isnull=True)
    items = {item.uid: item for item in current.visible_to(reader)}
    found = {}
    for record in listed:
        meeting = next((meetings[uid] for uid in record.within if uid in meetings), None)
        if meeting is not None:
            found[record.uid] = _place(meeting, [items[uid] for uid in record.within if uid in items])
    return found


def _place(meeting: Meeting, items: list[AgendaItem]) -> Place:
    numbers = [item.number for item in items if item.number]
    return Place(meeting, items[-1] if items else None, numbers[-1] if numbers else "")


def discussed_at(target: UUID, reader: Reader) -> list[Discussion]:
    """The meetings whose minutes name the record `target` under any of its forms, the latest first."""
    mentions = references.mentions_of(target, reader)
    found: dict[int, Discussion] = {}
    for place in places_of(mentions, reader).values():
        discussion = found.setdefault(place.meeting.pk, Discussion(place.meeting))
        discussion.places.append(place)
    for discussion in found.values():
        discussion.places = _once_each(discussion.places)
    return sorted(found.values(), key=lambda each: (each.meeting.order_on, each.meeting.number or 0), reverse=True)


def _once_each(places: list[Place]) -> list[Place]:
    """One place to each numbered item, in their order: that of a sub-heading rather than of the whole item."""
    under_headings_last = sorted(places, key=lambda place: place.item is not None and place.item.is_heading)
    by_number = {place.number: place for place in under_headings_last}
    return [by_number[number] for number in sorted(by_number, key=_in_numbers)]


def _in_numbers(number: str) -> list[int]:
    return [int(part) for part in number.split(".") if part.isdecimal()]
