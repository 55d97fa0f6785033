"""What is still wrong with a working copy, and what is still to be said: each a sentence with the id of its field."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from actions.operations.raising import parts_of
from archive.amending.columns import ENTRIES, FACTS, SECTIONS, Section
from archive.amending.working import Row, as_minutes, number_of
from archive.loading.arranging import arrange
from archive.loading.checking import Check, NotReadable, check_storable, shown
from archive.loading.faults import faults, in_matrix
from archive.loading.reading import DOCUMENT, ENTRY, NEEDED, read_minutes, typed_facts
from archive.loading.writing import STATUS
from modifications.operations import interest_of
from secgov import reference_forms
from secgov.models import CommitteeName
from secgov.reference_forms import Kind

MOST_ROWS = 500  # of a list that rows were added to; what was read may be more
NEW_ROW = re.compile(r"-n[0-9a-f]+$")
LABELS = {
    "committee": "Committee",
    "committee_name": "Name of the committee",
    "meeting_ref": "Reference as printed",
    "venue": "Venue",
    "next_meeting": "Next meeting",
    "status": "Status in the source",
    "classification": "Classification",
}


@dataclass(frozen=True)
class Problem:
    """One sentence, and the id of the field that it is about; "" for none in particular."""

    anchor: str
    sentence: str


def missing(working: dict[str, Any]) -> list[Problem]:
    """What no reader may invent: it is asked for until somebody has said it."""
    found = []
    if not working.get("committee"):
        found.append(Problem("committee", "Which committee met is not known. Choose it."))
    if number_of(working) is None:
        found.append(Problem("meeting_number", "The number of the meeting is not known. Enter it."))
    if not working.get("date") and not working.get("day_not_known"):
        found.append(
            Problem("date", "The day of the meeting is not known. Enter it, or tick that the day is not known.")
        )
    return found


def problems(working: dict[str, Any]) -> list[Problem]:
    """What the loader would refuse, each with its field; what can only be seen of the whole comes last. One query, for
    the abbreviations of the committees."""
    found = list(_of_facts(working))
    for section in SECTIONS:
        found += _of_length(working[section.name], section.title, section.name)
        for row in working[section.name]:
            found += _of_row(section, row)
    for item in working["agenda"]:
        found += _of_entries(item)
    found += [*_of_references(working), *_of_levels(working)]
    return found or list(_of_whole(working))


def _of_length(rows: list[Row], title: str, anchor: str) -> Iterator[Problem]:
    """Nothing that was typed is cut off, but a list does not grow without end."""
    if len(rows) > MOST_ROWS and any(NEW_ROW.search(row["key"]) for row in rows):
        yield Problem(
            anchor, f"{title} has {len(rows)} rows; none can be added beyond {MOST_ROWS}. Remove the new ones."
        )


def _of_facts(working: dict[str, Any]) -> Iterator[Problem]:
    for name, label in LABELS.items():
        yield from _tried(DOCUMENT[name], working.get(name), label, name)
    for name, sentence in typed_facts(working, {column.name: column.label for column in FACTS}).items():
        yield Problem(name, sentence)
    if working.get("date") and working.get("day_not_known"):
        yield Problem("day_not_known", "A day is entered, and it is ticked that it is not known. Take one out.")


def _tried(check: Check, value: Any, label: str, anchor: str) -> Iterator[Problem]:
    try:
        check_storable(value)
        check(value, label)
    except NotReadable as error:
        yield Problem(anchor, str(error))


def _of_row(section: Section, row: dict[str, Any]) -> Iterator[Problem]:
    # What stands in a list is looked at beside the other rows.
    labels = {column.name: column.label for column in section.columns if column.kind != "list"}
    if section.name == "footnotes" and not row["text"]:
        yield Problem(f"{row['key']}-text", "Text is empty; write it, or remove the footnote.")
    for name, check in (section.keys.must | section.keys.may).items():
        if name not in labels:
            continue
        anchor = f"{row['key']}-{name}"
        if name in section.keys.must and row.get(name) in (None, "") and name != "update":
            yield Problem(anchor, f"{labels[name]} is empty; enter it, or remove the row.")
        elif name in row:
            yield from _tried(check, row[name], labels[name], anchor)


def _of_entries(item: Row) -> Iterator[Problem]:
    yield from _of_length(item["entries"], f"Item {item['number']}", item["key"])
    for title in [] if item["entries"] else item.get("subheadings") or []:
        yield from _tried(ENTRY.may["title"], title, "A sub-heading", f"{item['key']}-subheadings")
    for entry in item["entries"]:
        needed, word, anchor = NEEDED.get(entry["kind"], "html"), ENTRIES[entry["kind"]], f"{entry['key']}-body"
        if needed in ("title", "html") and not entry.get(needed):
            yield Problem(anchor, f"{word} is empty; write it, or remove it.")
        elif needed in ("title", "html"):
            yield from _tried(ENTRY.may[needed], entry[needed], word, anchor)


def _of_references(working: dict[str, Any]) -> Iterator[Problem]:
    """Action references that no committee gives; of those raised and reviewed, another committee's too."""
    known = dict(CommitteeName.objects.values_list("abbreviation", "committee"))
    named = str(working.get("committee") or "")
    own = {each for each in known if known[each] == known.get(named)}
    abbreviations = frozenset({*known, named} - {""})
    raised, reviewed, number = working["actions_raised"], working["actions_reviewed"], number_of(working)
    named_in = [(row, "ref", own, None) for row in raised] + [(row, "ref", own, number) for row in reviewed]
    # What supersedes an action may be any committee's, of any meeting.
    for row, name, of, before in [*named_in, *((row, "superseded_by", set[str](), None) for row in reviewed)]:
        ref, anchor = row.get(name), f"{row['key']}-{name}"
        if not isinstance(ref, str) or not ref.strip():
            continue
        form = reference_forms.normalise(Kind.ACTION, ref, abbreviations=abbreviations)
        if form is None:
            yield Problem(anchor, f"{shown(ref)} is not an action reference of a committee on record.")
        else:
            yield from _of_another(form, of, before, anchor)


def _of_another(form: str, own: set[str], before: int | None, anchor: str) -> Iterator[Problem]:
    """A reference of a committee that is not one's `own` where that is known, or not of a meeting `before` the one of
    that number."""
    abbreviation, number, _, _ = parts_of(form)
    if own and abbreviation.casefold() not in {each.casefold() for each in own}:
        yield Problem(anchor, f"{form} is an action of another committee. Name it in the text, or raise one here.")
    elif before is not None and number >= before:
        yield Problem(anchor, f"{form} was not raised before this meeting. Review it at a later meeting.")


def _of_levels(working: dict[str, Any]) -> Iterator[Problem]:
    """A status or a level of interest that is none of those there are."""
    for row in working["actions_reviewed"]:
        if row.get("status") and row["status"] not in STATUS:
            yield Problem(f"{row['key']}-status", f"Status is {shown(row['status'])}; choose Ongoing, Open or Closed.")
    for row in working["mod_assessments"]:
        try:
            interest_of(str(row.get("interest") or ""))
        except ValueError as error:
            yield Problem(f"{row['key']}-interest", str(error))


def _of_whole(working: dict[str, Any]) -> Iterator[Problem]:
    """Two rows of one name, a fact in no item, by their rows; what else the loader would say in its own words."""
    together = [*faults(working), *in_matrix(working["mod_assessments"])]
    for fault in together:
        yield Problem(f"{working[fault.section][fault.at]['key']}-{fault.column}", fault.sentence)
    if together:
        return
    found = as_minutes(working)
    found["committee"] = found["committee"] or "unknown"
    found["meeting_number"] = number_of(working) or 1
    try:
        arrange(read_minutes(json.dumps(found)))
    except NotReadable as error:
        yield Problem("", str(error))
