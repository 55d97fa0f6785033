"""A draft as somebody reads it to whom a secretary shows it, whole or item by item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meetings.composition import Gap, Line, compose, head_of
from meetings.documents.reading import Document, document_of
from meetings.models import AgendaItem, Meeting
from meetings.operations.sharing import shares_of
from secgov.access import Reader
from secgov.models import GrantKind


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a draft is shown to a reader: the whole, or some of its items."""

    is_whole: bool
    items: frozenset[UUID] = frozenset()


def shown_of(meeting: Meeting, reader: Reader) -> Shown | None:
    """What of the draft of `meeting` is shown to `reader` by name; None for nothing. One query where they are shown
    anything at all."""
    shared = getattr(reader, "grants", {}).get(GrantKind.SHARED, ())
    if not shared or not meeting.is_open_to_change:
        return None
    if meeting.uid in shared:
        return Shown(is_whole=True)
    items = AgendaItem.objects.filter(meeting=meeting, uid__in=shared, removed_at__isnull=True).visible_to(reader)
    uids = frozenset(items.values_list("uid", flat=True))
    return Shown(is_whole=False, items=uids) if uids else None


def shown_document(meeting: Meeting, reader: Reader, shown: Shown) -> Document:
    """The live draft as far as it is shown and `reader` may read it; private notes are never in it."""
    lines: Iterable[Line] = compose(meeting, reader)
    if not shown.is_whole:
        lines = _under(lines, shown.items)
    return document_of(head_of(meeting), lines, reader, meeting)


def _under(lines: Iterable[Line], items: frozenset[UUID]) -> Iterator[Line]:
    """The lines of `items` and of what is nested in them."""
    depth: int | None = None
    for line in lines:
        if line.kind == "item":
            here = line.depth if isinstance(line, Gap) else line.facts["depth"]
            if depth is not None and here <= depth:
                depth = None
            if depth is None and line.source in items:
                depth = here
        if depth is not None:
            yield line


def shares_listed(meeting: Meeting) -> list[dict[str, Any]]:
    """Who is shown what of the draft now, by whom and since when."""
    titles = {item.uid: f"Item {item.number}: {item.title}" for item in _items(meeting)}
    current = shares_of(meeting).filter(until=None).select_related("person__organisation", "by__person")
    return [
        {
            "pk": share.pk,
            "name": share.person.name,
            "body": str(share.person.organisation or ""),
            "what": titles.get(share.target, "The whole draft"),
            "by": share.by.person.name,
            "at": share.at,
            "why": share.why,
        }
        for share in current.order_by("person__name", "pk")
    ]


def _items(meeting: Meeting) -> Iterable[AgendaItem]:
    return meeting.items.order_by("rank")
