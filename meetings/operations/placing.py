"""Any place on the agenda for an item: among its like, beneath another, or back out; two levels deep at most."""

from collections.abc import Iterable

from meetings.models import AgendaItem
from meetings.operations.agenda import renumber
from meetings.operations.minuting import open_meeting
from secgov import ranks
from secgov.acting import operation
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import User, standing
from secgov.publication import move_within

TWO_LEVELS = "Items are nested two deep at most. Move what stands under this item out first."
NOT_UNDER_THIS = (
    "Nothing can be put under this: choose an item of this agenda with a number, one that stands under none."
)
WAYS = ("up", "down", "in", "out")


@operation
def place_item(
    item: AgendaItem, *, by: User, parent: AgendaItem | None = None, after: AgendaItem | None = None
) -> AgendaItem:
    """Put an item beneath `parent`, or on the agenda itself, behind `after` or first; numbers follow, and what names
    them. Refused where it would stand three deep."""
    meeting = open_meeting(item.meeting_id)
    items = _current(item)
    _check(items, item, parent)
    item = items[item.pk]
    siblings = [each for each in _under(items.values(), parent) if each != item]
    at = siblings.index(after) + 1 if after in siblings else 0
    before, behind = (siblings[at - 1] if at else None), (siblings[at] if at < len(siblings) else None)
    item.rank = ranks.between(before.rank if before else None, behind.rank if behind else None)
    if item.parent_id != (parent.pk if parent else None):
        _go_beneath(item, parent)
    save(item, by=by, update_fields=["rank", "parent", "within"])
    renumber(meeting, by=by)
    item.refresh_from_db(fields=["number"])
    return item


@operation
def nudge_item(item: AgendaItem, *, by: User, way: str) -> AgendaItem:
    """Move an item one place `up` or `down` among its like, `in` beneath the one above it, or `out` again; at an end
    it stays."""
    open_meeting(item.meeting_id)
    items = _current(item)
    item = items[item.pk]
    parent = items.get(item.parent_id or 0)
    siblings = _under(items.values(), parent)
    at = siblings.index(item)
    if way == "out" and parent is not None:
        return place_item(item, by=by, parent=items.get(parent.parent_id or 0), after=parent)
    if way == "in" and at:
        above = siblings[at - 1]
        beneath = _under(items.values(), above)
        return place_item(item, by=by, parent=above, after=beneath[-1] if beneath else None)
    to = {"up": at - 2, "down": at + 1}.get(way)
    if to is None or (way == "up" and at == 0) or to >= len(siblings):
        return item
    return place_item(item, by=by, parent=parent, after=siblings[to] if to >= 0 else None)


def _current(item: AgendaItem) -> dict[int, AgendaItem]:
    """The items on the agenda by their keys, their rows locked."""
    there = AgendaItem.objects.filter(meeting=item.meeting_id, removed_at__isnull=True)
    return {each.pk: each for each in there.select_for_update(of=("self",)).order_by("rank", "pk")}


def _under(items: Iterable[AgendaItem], parent: AgendaItem | None) -> list[AgendaItem]:
    key = parent.pk if parent else None
    return sorted((each for each in items if each.parent_id == key), key=lambda each: (each.rank, each.pk))


def _check(items: dict[int, AgendaItem], item: AgendaItem, parent: AgendaItem | None) -> None:
    if parent is None:
        return
    if parent.pk not in items or parent == item or parent.is_heading or parent.parent_id is not None:
        raise Refused([NOT_UNDER_THIS])
    if _under(items.values(), item):
        raise Refused([TWO_LEVELS])


def _go_beneath(item: AgendaItem, parent: AgendaItem | None) -> None:
    """Let the item, and all that stands in it, stand within its new parent: a recusal from that reaches it too."""
    before = list(item.within)
    item.parent = parent
    item.within = standing(parent or item.meeting)["within"]
    printed = item.meeting.versions.values_list("uid", flat=True)
    move_within(item, before=before, leaving=printed)
