"""When items change their numbers, what names them by number follows: recusals, parts attended, "agenda item 4"."""

import re

from django.utils.text import get_text_list

from meetings.models import Attendance, Meeting, MinuteEntry
from meetings.operations.attendance import numbers_in, settle_recusals
from meetings.operations.minuting import amend_entry, is_in_print
from secgov import reference_forms, references
from secgov.classification import Stage
from secgov.history import save
from secgov.models import User
from secgov.reference_forms import Found, Kind

RANGE = re.compile(r"(\d+)\s*(?:to|[-–])\s*(\d+)")
TOKEN = re.compile(r"(<[^>]*>)")
AGENDA_LIST = re.compile(r"[Aa]genda\s+[Ii]tems?\s+(?:[\d.]+(?:,\s*(?:and\s+)?|\s+(?:and|or|to|&(?:amp;)?)\s+))*$")
# "the October 2017 TABASC agenda item 4", "agenda item 4 of the last meeting": items of another agenda.
ELSEWHERE_BEFORE = r"(?:{bodies}|[Pp]anel|[Mm]eeting)(?:'s|’s)?(?:\W+\w+){{0,2}}\W*$"
ELSEWHERE_BEHIND = r"^\W*(?:of|at|from|in)\s+(?:\w+\s+){{0,4}}(?:{bodies}|[Pp]anel|[Mm]eeting)\b"


def follow_numbers(meeting: Meeting, renamed: dict[str, str], *, by: User) -> None:
    """Bring what names items by number up to `renamed`: the number each had, and the one it has now, "" for an item
    that was taken off the agenda."""
    if renamed:
        _follow_attendance(meeting, renamed, by=by)
        _follow_entries(meeting, renamed, by=by)


def _follow_attendance(meeting: Meeting, renamed: dict[str, str], *, by: User) -> None:
    people = set()
    for row in Attendance.objects.filter(meeting=meeting).select_related("person"):
        said = (_renamed_list(row.recused_from, renamed), _renamed_part(row.part_items, renamed))
        if said == (row.recused_from, row.part_items):
            continue
        row.recused_from, row.part_items = said
        if is_in_print(row):
            row.stage = Stage.SECRETARIAT
        save(row, by=by, update_fields=["recused_from", "part_items", "stage"])
        people.add(row.person)
    settle_recusals(meeting, people, by=by)


def _renamed_list(words: str, renamed: dict[str, str]) -> str:
    """ "2 and 4" with the numbers the items have now; as it was where none of them changed."""
    numbers = numbers_in(words)
    now = [renamed.get(number, number) for number in numbers]
    return words if now == numbers else get_text_list(sorted(filter(None, now), key=_in_order), "and")


def _renamed_part(words: str, renamed: dict[str, str]) -> str:
    """The items somebody was there for. A run that stays one prints as one: "4 to 6" becomes "5 to 7"."""
    run = RANGE.fullmatch(words.strip())
    if run is None:
        return _renamed_list(words, renamed) if all(map(_is_number, numbers_in(words))) else words
    first, last = int(run[1]), int(run[2])
    if last - first > 100:
        return words
    numbers = [str(number) for number in range(first, last + 1)]
    now = sorted(filter(None, (renamed.get(number, number) for number in numbers)), key=_in_order)
    if now == numbers:
        return words
    is_run = len(now) > 2 and [int(each) if each.isdecimal() else -1 for each in now] == list(
        range(int(float(now[0])), int(float(now[0])) + len(now))
    )
    return f"{now[0]} to {now[-1]}" if is_run else get_text_list(now, "and")


def _is_number(word: str) -> bool:
    return word.replace(".", "").isdecimal()


def _in_order(number: str) -> list[int]:
    return [int(part) for part in number.split(".") if part.isdecimal()]


def _follow_entries(meeting: Meeting, renamed: dict[str, str], *, by: User) -> None:
    known = references.abbreviations()
    entries = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True, text__icontains="agenda item")
    for entry in entries:
        parts = TOKEN.split(entry.body)
        body = "".join(part if part.startswith("<") else _renamed_text(part, renamed, known) for part in parts)
        if body != entry.body:
            amend_entry(entry, by=by, body=body)


def _renamed_text(text: str, renamed: dict[str, str], known: frozenset[str]) -> str:
    """A text in which "agenda item 4" bears the number that item has now; items of other agendas are left alone."""
    out, at = [], 0
    for found in reference_forms.find(text, abbreviations=known):
        now = renamed.get(found.canonical) if found.kind == Kind.AGENDA_ITEM and not found.doubtful else None
        if now and _says_agenda(found, text) and not _is_elsewhere(text, found, known):
            out += [text[at : found.start], found.printed.removesuffix(found.canonical) + now]
            at = found.end
    return "".join([*out, text[at:]])


def _says_agenda(found: Found, text: str) -> bool:
    """Whether the words speak of the agenda, on their own or in a list ("agenda items 3 and 4")."""
    before = text[max(0, found.start - 80) : found.start]
    return "agenda" in found.printed.lower() or AGENDA_LIST.search(before) is not None


def _is_elsewhere(text: str, found: Found, known: frozenset[str]) -> bool:
    bodies = "|".join(map(re.escape, sorted(known))) or "(?!)"
    before, behind = text[max(0, found.start - 60) : found.start], text[found.end : found.end + 60]
    return bool(
        re.search(ELSEWHERE_BEFORE.format(bodies=bodies), before)
        or re.search(ELSEWHERE_BEHIND.format(bodies=bodies), behind)
    )
