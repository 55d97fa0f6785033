"""What stands beside an item while it is minuted: what it is about, and what was minuted of that last time.

The elder apps' part; younger apps put their own cards beside it through secgov/panels.py and ask here what the item is
about and where it stood before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.text import Truncator

from meetings.documents.places import Place
from meetings.lifecycle import Status
from meetings.models import AgendaItem, EntryKind, Meeting, MinuteEntry
from secgov import reference_forms, references
from secgov.access import Reader
from secgov.models import Mention, Reference
from secgov.panels import BLOCK_KINDS, Card, blocks_for
from secgov.reference_forms import Kind

# Of such meetings nothing has been minuted, or nothing counts.
NOT_HELD = (Status.PLANNED, Status.AGENDA, Status.CANCELLED)
LOOKED_BACK = 1_000  # items: some four years of monthly meetings
MOST_SHOWN = 400  # characters
# "Risk register: 16 August 2018", "Risk register (August 2018)", "Risk register - 16/08/2018"
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
TRAILING_DATE = re.compile(
    rf"[\s,:;(\[–—-]+(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS})[a-z]*\.?(?:\s+\d{{4}})?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}(?:-\d{2})?)[\s)\].]*$"
)


def title_stem(title: str) -> str:
    """A title by which an item is known again: without case, spaces, and the date that stands at its end."""
    plainly = " ".join(title.casefold().split())
    return TRAILING_DATE.sub("", plainly).rstrip(" .:")


def subjects_of(item: AgendaItem) -> list[Reference]:
    """What the item is about, by its link or because its title names it, each in every form it ever had. Two
    queries."""
    wanted = Q(pk=item.about_id) if item.about_id else Q(pk__in=[])
    for named in reference_forms.find(item.title, abbreviations=references.abbreviations()):
        if named.kind in references.LINKED and named.kind is not Kind.MEETING and not named.doubtful:
            wanted |= Q(kind=named.kind, canonical__in=reference_forms.asked_for_by(named.kind, named.canonical))
    roots = Reference.objects.filter(wanted).order_by().values_list(Coalesce("alias_of", "pk"))
    return list(Reference.objects.filter(Q(pk__in=roots) | Q(alias_of__in=roots)))


def before(meeting: Meeting) -> Q:
    """The condition that what stands in a meeting stands in one before `meeting`, in whatever order they arrived."""
    by_day = Q(meeting__order_on__lt=meeting.order_on)
    if meeting.number is None:
        return by_day
    return Q(meeting__number__lt=meeting.number) | (Q(meeting__number__isnull=True) & by_day)


def earlier_items(item: AgendaItem, reader: Reader) -> list[AgendaItem]:
    """The items of the committee's earlier meetings about what `item` is about, where there are none those with its
    title; the latest meeting's first, of one meeting a numbered item before a sub-heading. Five queries at most."""
    held = Meeting.objects.of_committee(item.meeting.committee_id).exclude(status__in=NOT_HELD).visible_to(reader)
    there = AgendaItem.objects.filter(before(item.meeting), meeting__in=held, removed_at__isnull=True)
    latest = there.visible_to(reader).order_by(
        F("meeting__number").desc(nulls_last=True), "-meeting__order_on", "-meeting", "rank", "pk"
    )
    named = Mention.objects.filter(reference__in=subjects_of(item)).visible_to(reader).values("source")
    found = list(latest.filter(uid__in=named).select_related("meeting"))
    if not found:
        stem = title_stem(item.title)
        titles = latest.values_list("pk", "title")[:LOOKED_BACK]
        same = [pk for pk, title in titles if title_stem(title) == stem]
        found = list(latest.filter(pk__in=same).select_related("meeting")) if same else []
    places = {meeting: at for at, meeting in enumerate(dict.fromkeys(each.meeting_id for each in found))}
    return sorted(found, key=lambda each: (places[each.meeting_id], each.is_heading))


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in short."""

    text: str
    is_outcome: bool


def last_time(item: AgendaItem, reader: Reader) -> Card | None:
    """ "Last time, TABASC 32 item 4": what was minuted there, in short. A constant number of queries."""
    found = earlier_items(item, reader)
    if not found:
        return None
    last = found[0]
    lines, level = _minuted(last, reader)
    place = Place(last.meeting, last, last.number)
    facts = {"place": place, "title": last.title, "lines": lines, "postponed_to": last.postponed_to, "level": level}
    title = f"Last time, {last.meeting} item {last.number}" if last.number else f"Last time, {last.meeting}"
    return Card(title, "meetings/_last_time.html", facts, level)


def _minuted(item: AgendaItem, reader: Reader) -> tuple[list[Line], int]:
    """The beginning of what was minuted under `item` and its sub-headings, in the order it prints, and the highest
    classification in it. Private notes were never minuted."""
    below = list(AgendaItem.objects.within(item.uid).filter(removed_at__isnull=True).visible_to(reader))
    entries = MinuteEntry.objects.filter(item__in=[item, *below], removed_at__isnull=True)
    those = list(
        entries.exclude(kind=EntryKind.PRIVATE).visible_to(reader).select_related("item", "meeting__committee")
    )
    paths = _paths(item, below)
    those.sort(key=lambda entry: (paths.get(entry.item_id, ()), entry.rank, entry.pk))
    return _in_short(those, item, reader)


def _paths(item: AgendaItem, below: Sequence[AgendaItem]) -> dict[int, tuple[str, ...]]:
    """Where each item below `item` stands under it, as a key to sort by."""
    by_parent: dict[int | None, list[AgendaItem]] = {}
    for each in below:
        by_parent.setdefault(each.parent_id, []).append(each)
    paths: dict[int, tuple[str, ...]] = {item.pk: ()}
    waiting = [item.pk]
    while waiting:
        parent = waiting.pop()
        for child in by_parent.get(parent, []):
            paths[child.pk] = (*paths[parent], child.rank)
            waiting.append(child.pk)
    return paths


def _in_short(entries: Sequence[MinuteEntry], item: AgendaItem, reader: Reader) -> tuple[list[Line], int]:
    """The entries' words until there are enough of them; an entry of a younger app says what that app prints."""
    blocks = blocks_for(entries, reader)
    lines: list[Line] = []
    left, level = MOST_SHOWN, item.classification
    for entry in entries:
        parts = blocks.get(entry.uid, [])
        is_own = BLOCK_KINDS[entry.kind].producer is None
        text = " ".join((entry.text if is_own else " ".join(part.text for part in parts)).split())
        if text and left > 0:
            lines.append(Line(Truncator(text).chars(left, truncate=" …"), entry.kind == EntryKind.OUTCOME))
            level = max(level, entry.classification, *(part.classification for part in parts))
            left -= len(text)
    return lines, level
