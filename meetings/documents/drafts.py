"""A draft as it is checked: its items in their order, its entries in theirs, and who was there."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from meetings.models import AgendaItem, Attendance, EntryKind, Meeting, MinuteEntry
from secgov.access import Reader
from secgov.panels import blocks_for


@dataclass(frozen=True)
class Line:
    """One entry with the item it stands in, the item of the agenda above that, and all its words as they print."""

    entry: MinuteEntry
    item: AgendaItem
    root: AgendaItem
    printed: str


@dataclass(frozen=True)
class Draft:
    """What a reader gets of a draft; private notes, which never print, are left out."""

    meeting: Meeting
    items: list[AgendaItem]
    lines: list[Line]
    attendance: list[Attendance]

    @property
    def roots(self) -> list[AgendaItem]:
        return [item for item in self.items if item.parent_id is None]

    def under(self, root: AgendaItem) -> list[Line]:
        return [line for line in self.lines if line.root.pk == root.pk]

    @property
    def places(self) -> dict[UUID, tuple[int, str, str]]:
        """The order, the label and the anchor of every item and entry, by uid."""
        found: dict[UUID, tuple[int, str, str]] = {}
        root = None
        order = {item.pk: at for at, item in enumerate(self.items)}
        for at, item in enumerate(self.items):
            root = item if item.parent_id is None else root
            found[item.uid] = (at * 10_000, _label(item, root), item.anchor)
        for at, line in enumerate(self.lines):
            label = _label(line.item, line.root)
            found[line.entry.uid] = (order[line.item.pk] * 10_000 + at + 1, label, f"entry-{line.entry.uid}")
        return found


def _label(item: AgendaItem, root: AgendaItem | None) -> str:
    number = item.number or (root.number if root else "")
    return f"Item {number}" if number else item.title


def draft_of(meeting: Meeting, reader: Reader) -> Draft:
    """The draft of `meeting` as far as `reader` may read it. Three queries, and those of younger apps' blocks."""
    here = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    items = list(_in_order(list(here.order_by("rank", "pk"))))
    minuted = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True).exclude(kind=EntryKind.PRIVATE)
    entries: dict[int, list[MinuteEntry]] = {}
    visible = list(minuted.visible_to(reader).select_related("meeting__committee").order_by("rank", "pk"))
    for entry in visible:
        entries.setdefault(entry.item_id, []).append(entry)
    blocks = blocks_for(visible, reader)
    printed = {uid: "\n".join(block.text for block in made) for uid, made in blocks.items()}
    there = Attendance.objects.filter(meeting=meeting).visible_to(reader).order_by("-is_present", "rank")
    return Draft(meeting, items, list(_lines(items, entries, printed)), list(there))


def _in_order(items: list[AgendaItem], parent: int | None = None) -> Iterator[AgendaItem]:
    for item in items:
        if item.parent_id == parent:
            yield item
            yield from _in_order(items, item.pk)


def _lines(items: list[AgendaItem], entries: dict[int, list[MinuteEntry]], printed: dict[UUID, str]) -> Iterator[Line]:
    root = None
    for item in items:
        root = item if item.parent_id is None or root is None else root
        for entry in entries.get(item.pk, []):
            yield Line(entry, item, root, printed.get(entry.uid, entry.text))
