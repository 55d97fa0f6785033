"""The numbers of a meeting's actions: put in the order of the minutes, fixed when one is released, freed when one goes.

Until circulation numbers are provisional (product.md section 4). A number that was printed in the source or released
to its owner is fixed; renumbering passes over it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from django.db.models import Q

from actions.models import Action
from actions.operations.raising import RAISED, parts_of
from meetings.models import AgendaItem, EntryKind, Footnote, Meeting, MinuteEntry
from meetings.operations import amend_entry, amend_item
from meetings.operations.minuting import open_meeting
from meetings.operations.settling import settle_entry
from secgov import reference_forms, references
from secgov.acting import operation
from secgov.history import save
from secgov.models import Mention, Reference, ReferenceState, User
from secgov.reference_forms import Kind

TOKEN = re.compile(r"(<[^>]*>)")
LAST_NUMBER = re.compile(r"\d+(?=[A-Za-z]?$)")


@dataclass(frozen=True, slots=True)
class NumberState:
    """How the actions of a meeting are numbered: their references in the order of the minutes, those that renumbering
    would change to what, and the numbers below the highest that are nobody's."""

    refs: tuple[str, ...]
    changes: dict[str, str]
    gaps: tuple[str, ...]

    @property
    def would_change(self) -> bool:
        return bool(self.changes)


def numbers_of(meeting: Meeting) -> NumberState:
    """How the actions raised in `meeting` are numbered. Two queries."""
    actions = _in_order(meeting)
    changes = _wanted(meeting, actions)
    refs = tuple(action.ref for action in actions)
    return NumberState(refs, changes, _gaps(meeting, refs) if changes else ())


def _in_order(meeting: Meeting) -> list[Action]:
    """The actions raised in the minutes of `meeting`, in the order in which they stand."""
    raised = Action.objects.filter(raised_in__meeting=meeting, raised_in__removed_at__isnull=True)
    rows = list(raised.select_related("reference", "raised_in"))
    items = AgendaItem.objects.filter(meeting=meeting).order_by("rank", "pk").values_list("pk", "parent_id")
    place = {pk: at for at, pk in enumerate(_walked(list(items)))}
    return sorted(rows, key=lambda action: _stands_at(action, place))


def _stands_at(action: Action, place: dict[int, int]) -> tuple[int, str]:
    entry: Any = action.raised_in
    return place.get(entry.item_id, len(place)), entry.rank


def _walked(items: list[tuple[int, int | None]], parent: int | None = None) -> Iterable[int]:
    for pk, above in items:
        if above == parent:
            yield pk
            yield from _walked(items, pk)


def _wanted(meeting: Meeting, actions: list[Action]) -> dict[str, str]:
    """What renumbering makes of each reference that changes: 01, 02, ... in order, without the fixed ones."""
    provisional = [action for action in actions if action.reference.state == ReferenceState.PROVISIONAL]
    if not provisional:
        return {}
    fixed = {action.ref for action in actions} - {action.ref for action in provisional}
    others = Reference.objects.filter(kind=Kind.ACTION, canonical__startswith=_stem(meeting), target__isnull=False)
    fixed |= set(others.exclude(target__in=[action.uid for action in provisional]).values_list("canonical", flat=True))
    free = (form for form in (_form(meeting, number) for number in count(1)) if form not in fixed)
    wanted = dict(zip((action.ref for action in provisional), free, strict=False))
    return {old: new for old, new in wanted.items() if old != new}


def _stem(meeting: Meeting) -> str:
    return f"{meeting.abbreviation}{meeting.number or 0:02d}/"


def _form(meeting: Meeting, number: int) -> str:
    return f"{_stem(meeting)}{number:02d}"


def _gaps(meeting: Meeting, refs: tuple[str, ...]) -> tuple[str, ...]:
    taken = {parts_of(ref)[2] for ref in refs}
    return tuple(_form(meeting, number) for number in range(1, max(taken, default=0)) if number not in taken)


@operation
def renumber_actions(meeting: Meeting, *, by: User) -> dict[str, str]:
    """Give the provisional actions of `meeting` the numbers 01, 02, ... in the order in which they stand, and return
    what became of each reference that changed.

    Whatever names one of them by its record follows by itself; where its number was typed, in these minutes or in
    others still being written, the text is rewritten. The meeting's row is locked, so that neither two people at once
    nor somebody raising an action come between. Refused where the minutes are closed to change.
    """
    meeting = open_meeting(meeting.pk)
    actions = {action.ref: action for action in _in_order(meeting)}
    changes = _wanted(meeting, list(actions.values()))
    if changes:
        named = _named_in(changes)
        _rename([actions[old] for old in changes], changes, by=by)
        _rewrite(meeting, named, changes, by=by)
    count_on(meeting)
    return changes


def _named_in(changes: dict[str, str]) -> set[UUID]:
    """The uids of the records that name one of these numbers, the old or the new."""
    forms = Reference.objects.filter(kind=Kind.ACTION, canonical__in={*changes, *changes.values()})
    return set(Mention.objects.filter(reference__in=forms).values_list("source", flat=True))


def _rename(actions: list[Action], changes: dict[str, str], *, by: User) -> None:
    """Every reference keeps its row, so that what points at it follows. A form of words that no action bore, and that
    one now takes, changes places with a number that has become free. Numbers are unique, so all step aside first."""
    ours = [action.reference for action in actions]
    in_the_way = Reference.objects.filter(kind=Kind.ACTION, canonical__in=changes.values(), target__isnull=True)
    others = list(in_the_way.exclude(pk__in=[reference.pk for reference in ours]))
    free = sorted(set(changes) - set(changes.values()))
    for reference in [*ours, *others]:
        _call(reference, f"~{reference.pk}")
    for reference, form in zip(others, free, strict=False):
        _call(reference, form)
    becomes = {action.pk: changes[action.ref] for action in actions}
    for action in actions:
        _call(action.reference, becomes[action.pk])
        action.ref = f"~{action.pk}"
        save(action, by=by, update_fields=["ref"], is_kept=False)
    for action in Action.objects.filter(pk__in=becomes):
        action.ref = becomes[action.pk]
        save(action, by=by, update_fields=["ref"])


def _call(reference: Reference, canonical: str) -> None:
    reference.canonical = canonical
    reference.save(update_fields=["canonical"])


def _rewrite(meeting: Meeting, named: set[UUID], changes: dict[str, str], *, by: User) -> None:
    """Let the texts say the new numbers, and the mentions on record follow the texts. In these minutes any text may
    hold one, a private note too, which no mention tells of; in others still being written, what mentions tell of."""
    known = references.abbreviations()
    for item in AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True, title__contains="/"):
        title = _renamed(item.title, changes, known)
        if title != item.title:
            amend_item(item, by=by, title=title)
    entries = MinuteEntry.objects.filter(removed_at__isnull=True).select_related("item", "meeting")
    for entry in entries.filter(Q(uid__in=named) | Q(meeting=meeting, text__contains="/") | Q(uid__in=_noted(meeting))):
        if entry.meeting.is_open_to_change:
            _rewrite_entry(entry, changes, known, is_named=entry.uid in named, by=by)


def _noted(meeting: Meeting) -> Any:
    """The uids of the entries of `meeting` in whose footnotes a number may stand."""
    notes = Footnote.objects.filter(entry__meeting=meeting, text__contains="/")
    return notes.values("entry__uid")


def _rewrite_entry(
    entry: MinuteEntry, changes: dict[str, str], known: frozenset[str], *, is_named: bool, by: User
) -> None:
    parts = TOKEN.split(entry.body)
    body = "".join(part if part.startswith("<") else _renamed(part, changes, known) for part in parts)
    notes = _renamed_notes(entry, changes, known)
    if body != entry.body or notes:
        amend_entry(entry, by=by, body=body, footnotes=notes)
    elif is_named and entry.kind != EntryKind.PRIVATE:
        settle_entry(entry, by=by)
    if is_named:
        _state(entry, by=by)


def _state(entry: MinuteEntry, *, by: User) -> None:
    """The entry that raises an action names it by its number of today."""
    if entry.kind == RAISED:
        ref = Action.objects.filter(raised_in=entry).values_list("ref", flat=True).first()
        if ref:
            references.mention(entry, Kind.ACTION, ref, printed=ref, is_stated=True, by=by)


def _renamed_notes(entry: MinuteEntry, changes: dict[str, str], known: frozenset[str]) -> dict[UUID, str]:
    notes = Footnote.objects.filter(entry=entry).values_list("uid", "text")
    renamed = {uid: (text, _renamed(text, changes, known)) for uid, text in notes}
    return {uid: new for uid, (old, new) in renamed.items() if old != new}


def _renamed(text: str, changes: dict[str, str], known: frozenset[str]) -> str:
    """`text` with every number that changes put right, as it was written: "TABASC 33/02" becomes "TABASC 33/01"."""
    out, at = [], 0
    for found in reference_forms.find(text, abbreviations=known):
        new = changes.get(found.canonical) if found.kind == Kind.ACTION else None
        if new:
            number = f"{parts_of(new)[2]:02d}"
            out += [text[at : found.start], LAST_NUMBER.sub(number, found.printed, count=1)]
            at = found.end
    return "".join([*out, text[at:]])


def count_on(meeting: Meeting) -> None:
    """The meeting's counter goes on behind the highest number that is somebody's."""
    taken = Reference.objects.filter(kind=Kind.ACTION, canonical__startswith=_stem(meeting), target__isnull=False)
    numbers = [parts_of(form)[2] for form in taken.values_list("canonical", flat=True)]
    meeting.next_action = max(numbers, default=0) + 1
    meeting.save(update_fields=["next_action"])
