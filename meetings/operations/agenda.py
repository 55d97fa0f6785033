"""The agenda: items and sub-headings added, amended, moved, removed and renumbered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from meetings.models import AgendaItem, Meeting
from meetings.operations.minuting import (
    is_in_print,
    open_meeting,
    ranks_beside,
    refuse_given_out,
    starting_classification,
)
from meetings.operations.renumbering import follow_numbers
from secgov import ranks, references
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import delete, save
from secgov.lifecycle import Refused
from secgov.models import AccessGrant, GrantKind, Reference, User, standing
from secgov.operations import grant
from secgov.publication import follow_within
from secgov.reference_forms import Kind


@operation
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: User,
    parent: AgendaItem | None = None,
    is_heading: bool = False,
    number: str = "",
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.SET,
    about: Reference | None = None,
    **facts: Any,
) -> AgendaItem:
    """A new item at the end of the agenda or of its parent. It gets the next number unless it is a sub-heading;
    `number` keeps a number that was printed."""
    meeting = open_meeting(meeting.pk)
    if classification is None:
        classification, classified_by = _starting(meeting, parent)
    siblings = AgendaItem.objects.filter(meeting=meeting, parent=parent, removed_at__isnull=True)
    last = siblings.order_by("rank").last()
    item = AgendaItem(
        meeting=meeting,
        parent=parent,
        title=title,
        rank=ranks.between(last.rank if last else None, None),
        number="" if is_heading else number,
        classification=classification,
        classified_by=classified_by,
        about=about,
        **facts,
        **standing(parent or meeting, stage=Stage.SECRETARIAT),
    )
    save(item, by=by)
    if not is_heading and not number:
        renumber(meeting, by=by, new=item)
    _note_mentions(item, by=by)
    _settle_presenter(item, by=by)
    return item


def _settle_presenter(item: AgendaItem, *, by: User) -> None:
    """Let whoever presents the item by their login, and nobody else, know of it before the agenda is out."""
    stated = AccessGrant.objects.filter(target=item.uid, kind=GrantKind.PRESENTS)
    for ended in stated.exclude(person=item.presented_by):
        delete(ended, by=by)
    if item.presented_by is not None:
        grant(person=item.presented_by, target=item.uid, kind=GrantKind.PRESENTS, by=by, why="Presents the item.")


def _starting(meeting: Meeting, parent: AgendaItem | None) -> tuple[int, ClassifiedBy]:
    above = parent.contents_classification or parent.classification if parent else meeting.classification
    return starting_classification(above, working=meeting.committee.working_classification)


def _note_mentions(item: AgendaItem, *, by: User) -> None:
    references.note_mentions(item, item.title, by=by)
    if item.about is not None:
        references.mention(item, Kind(item.about.kind), item.about.canonical, is_stated=True, by=by)


def renumber(meeting: Meeting, *, by: User, new: AgendaItem | None = None, gone: str = "") -> None:
    """Number the items in their order: 1, 2, 3, and 3.1 below. Sub-headings have none and keep none. What names an
    item by number follows; `gone` is the number of one that was taken off."""
    items = list(AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).order_by("rank", "pk"))
    before = {item.pk: item.number for item in items}
    _number_children(items, None, "", by=by, new=new)
    renamed = {before[item.pk]: item.number for item in items if before[item.pk] not in ("", item.number)}
    if gone:
        renamed.setdefault(gone, "")
    follow_numbers(meeting, renamed, by=by)


def _number_children(
    items: list[AgendaItem], parent: int | None, prefix: str, *, by: User, new: AgendaItem | None
) -> None:
    count = 0
    for item in items:
        if item.parent_id != parent or (item.is_heading and item != new):
            continue
        count += 1
        number = f"{prefix}{count}"
        if item.number != number:
            item.number = number
            save(item, by=by, update_fields=["number"])
        _number_children(items, item.pk, f"{number}.", by=by, new=new)
    if new is not None:
        new.refresh_from_db(fields=["number"])


@operation
def amend_item(item: AgendaItem, *, by: User, **facts: Any) -> AgendaItem:
    """Change an item's facts. A new title of minutes that are out stays with the secretariat until they come out."""
    open_meeting(item.meeting_id)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    before = item.classification
    refuse_given_out(item, facts.get("classification"))
    if facts.get("classification") not in (None, before):
        item.classified_by = ClassifiedBy.SET
    for field, value in facts.items():
        if field != "classification" or value is not None:
            setattr(item, field, value)
    if is_in_print(item):
        item.stage = Stage.SECRETARIAT
    save(item, by=by)
    _note_mentions(item, by=by)
    _settle_presenter(item, by=by)
    if item.classification != before:
        printed = item.meeting.versions.values_list("uid", flat=True)
        follow_within(item, before=before, by=by, leaving=[*printed, *_under(item)])
    return item


def _under(item: AgendaItem) -> list[UUID]:
    """What stands under a heading with a classification of its own: sub-items, entries and papers."""
    children = (each.values_list("uid", flat=True) for each in (item.children, item.entries, item.papers))
    return [uid for uids in children for uid in uids]


@operation
def move_item(item: AgendaItem, *, by: User, up: bool) -> AgendaItem:
    """Move an item one place up or down among its like; numbers follow, and with them "agenda item 4"."""
    meeting = open_meeting(item.meeting_id)
    siblings = list(
        AgendaItem.objects.select_for_update(of=("self",))
        .filter(meeting=meeting, parent=item.parent, removed_at__isnull=True)
        .order_by("rank")
    )
    at = [sibling.pk for sibling in siblings].index(item.pk)
    if moved_rank := ranks_beside([sibling.rank for sibling in siblings], at, up=up):
        siblings[at].rank = moved_rank
        save(siblings[at], by=by, update_fields=["rank"])
        renumber(meeting, by=by)
    return siblings[at]


@operation
def remove_item(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Take an item off the agenda; Refused while something is minuted under it, so that nothing is lost unseen."""
    meeting = open_meeting(item.meeting_id)
    below = AgendaItem.objects.filter(parent=item, removed_at__isnull=True).exists()
    if below or item.entries.filter(removed_at__isnull=True).exists():
        raise Refused(["Something is minuted under this item. Move or remove that first."])
    item.removed_at = at
    save(item, by=by, update_fields=["removed_at"])
    renumber(meeting, by=by, gone=item.number)
