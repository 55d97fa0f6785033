"""From a layout to minutes: title block, attendance, items, actions, outcomes, modifications, matrix, next meeting."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from archive.reading.layout.elements import Block, Layout, Line
from archive.reading.minutes import modifications, offers
from archive.reading.minutes.attendance import attendance_in
from archive.reading.minutes.bodies import Body, ItemReader
from archive.reading.minutes.committee import About
from archive.reading.minutes.family import doubt_other_paper, is_of_the_family
from archive.reading.minutes.header import about, title_of
from archive.reading.minutes.items import Item, divide, missing_numbers, words_of
from archive.reading.minutes.reviews import NO_STATUS, Review
from archive.reading.minutes.words import actions_in
from archive.reading.reading import INFERRED, LIKELY, Reading


def read_minutes(layout: Layout, *, name: str) -> Reading:
    """The minutes in `layout`. What is not of the family gives an empty reading whose doubts say what is missing."""
    reading = Reading(_empty(name), lines=layout.lines)
    text = "\n".join(line.text for line in layout.lines)
    if not is_of_the_family(text):
        why = (
            "This does not look like minutes of a body of the Smart Energy Code: "
            "too little of what such minutes hold was found, so nothing was read."
        )
        reading.doubt("", name, why)
        return reading
    before, items = divide(layout)
    found = about(layout, before, items, reading)
    reading.facts |= found.facts | {
        "committee": found.committee,
        "meeting_number": found.number,
        "date": found.day.isoformat() if found.day else None,
    }
    _attendance(before, reading)
    body = _bodies(layout, items, found)
    _agenda(items, body, reading)
    _actions(body, found, reading)
    _outcomes(body, found, reading)
    _modifications(items, body, reading)
    _matrix(body, reading)
    _footnotes(layout, reading)
    reading.offers = offers.offers_in(body.prose, [each.text for each in body.raised])
    doubt_other_paper(title_of(layout, before), reading)
    _missing(items, found, reading)
    return reading


def _empty(name: str) -> dict[str, Any]:
    nothing = ("committee", "committee_name", "meeting_number", "meeting_ref", "date", "month", "start", "end", "venue")
    lists = [
        "attendance",
        "agenda",
        "actions_raised",
        "actions_reviewed",
        "decisions",
        "modifications",
        "mod_assessments",
        "footnotes",
    ]
    return {
        "source": name,
        **dict.fromkeys(nothing),
        "status": "unknown",
        "classification": None,
        "next_meeting": None,
        **{key: [] for key in lists},
    }


def _attendance(before: list[Block], reading: Reading) -> None:
    for at, each in enumerate(attendance_in(before)):
        reading.facts["attendance"].append(each.as_fact())
        reading.put(f"/attendance/{at}", each.lines, each.sure)
        if each.sure < LIKELY:
            why = "Body and name stand on one line without a mark between them; look where the name begins."
            reading.doubt(f"/attendance/{at}", each.name, why, each.lines[0] if each.lines else None)


def _bodies(layout: Layout, items: list[Item], found: About) -> Body:
    reader = ItemReader(layout, found.committee, found.number)
    for item in items:
        reader.read(item)
    return reader.body


def _agenda(items: list[Item], body: Body, reading: Reading) -> None:
    for at, item in enumerate(items):
        headings = [title for title, _ in body.headings[item.number]]
        row = {
            "number": item.number,
            "title": item.title,
            "subheadings": headings,
            "entries": body.entries[item.number],
        }
        reading.facts["agenda"].append(row)
        reading.put(f"/agenda/{at}", item.lines)
    for number in missing_numbers(items):
        reading.doubt(
            "/agenda", str(number), f"No heading of item {number} was found; its text may stand in the item before."
        )


def _actions(body: Body, found: About, reading: Reading) -> None:
    for each in _once(body.raised, "/actions_raised", reading):
        pointer = f"/actions_raised/{len(reading.facts['actions_raised'])}"
        fact = each.as_fact()
        reading.facts["actions_raised"].append(fact)
        reading.put(pointer, each.lines)
        if not fact["owner"]:
            reading.doubt(pointer, each.ref.canonical, "The text does not say plainly who is to act.", each.lines[0])
    for review in _once(body.reviewed, "/actions_reviewed", reading):
        pointer = f"/actions_reviewed/{len(reading.facts['actions_reviewed'])}"
        reading.facts["actions_reviewed"].append(review.as_fact())
        reading.put(pointer, review.lines, review.sure)
        _doubts_about(review, pointer, found, reading)
    _doubt_due_dates(body.reviewed, reading)


def _doubt_due_dates(reviews: list[Review], reading: Reading) -> None:
    """Say once that dates in the table of reviewed actions are not kept by the record."""
    due = [f"{review.ref.canonical} {review.due}" for review in reviews if review.due]
    if due:
        why = "The table says when these are due. Minutes that review an action keep no date of it; it is not stored."
        reading.doubt("/actions_reviewed", "; ".join(due), why)


def _once(rows: list[Any], pointer: str, reading: Reading) -> Iterator[Any]:
    """Each reference once; a second row that bears it is left to a person."""
    seen: set[str] = set()
    for row in rows:
        name = row.ref.canonical
        if name in seen:
            reading.doubt(pointer, name, f"{name} stands here twice; the second was left out.", row.lines[0])
            continue
        seen.add(name)
        if row.ref.is_misread:
            reading.doubt(pointer, row.ref.printed, f"‘{row.ref.printed}’ was read as {name}.", row.lines[0])
        yield row


def _doubts_about(review: Review, pointer: str, found: About, reading: Reading) -> None:
    name, line = review.ref.canonical, review.lines[0]
    if review.doubt:
        reading.doubt(pointer, name, review.doubt, line)
    elif not review.standing:
        reading.doubt(pointer, name, NO_STATUS, line)
    later = [ref.printed for ref in actions_in(review.update) if found.number and ref.meeting > found.number]
    if later:
        reading.doubt(pointer, later[0], "The update names an action of a later meeting.", line)


def _outcomes(body: Body, found: About, reading: Reading) -> None:
    said = Counter(each.said_of for each in body.outcomes)
    for at, each in enumerate(body.outcomes):
        reading.facts["decisions"].append(each.as_fact())
        reading.put(f"/decisions/{at}", each.lines)
        is_ours = not each.said_of or not found.committee or each.said_of in found.committee.split()
        # Where most outcomes are said of another name, that is the committee's own.
        if not is_ours and said[found.committee or ""] > said[each.said_of]:
            why = f"This outcome is said of the {each.said_of}, in minutes of the {found.committee}."
            reading.doubt(f"/decisions/{at}", each.verb, why, each.lines[0])


def _modifications(items: list[Item], body: Body, reading: Reading) -> None:
    texts = [(item.number, "\n".join([item.title, *_paragraphs_of(item)])) for item in items]
    found, slips = modifications.collect(texts)
    titles = {row.ref: row.title for row in body.assessed}
    first: dict[str, Line] = {}
    for line in (line for item in items for line in (*item.lines, *(n for block in item.blocks for n in block.lines))):
        for named in modifications.named_in(line.text):
            first.setdefault(named.ref, line)
    for at, each in enumerate(found):
        each.title = titles.get(each.ref) or each.title
        reading.facts["modifications"].append(each.as_fact())
        reading.put(f"/modifications/{at}", [first[each.ref]] if each.ref in first else [])
    for slip in {slip.printed: slip for slip in slips}.values():
        seen = next((line for line in reading.lines if slip.printed in line.text), None)
        if slip.impossible:
            reading.doubt(
                "/modifications",
                slip.printed,
                f"‘{slip.printed}’ is no reference of a modification; it was left out.",
                seen,
            )
        else:
            reading.doubt("/modifications", slip.printed, f"‘{slip.printed}’ was read as {slip.ref}.", seen)


def _paragraphs_of(item: Item) -> list[str]:
    return [words_of(block) for block in item.blocks]


def _matrix(body: Body, reading: Reading) -> None:
    for at, row in enumerate(body.assessed):
        reading.facts["mod_assessments"].append(row.as_fact())
        reading.put(f"/mod_assessments/{at}", row.lines, INFERRED)
        if row.interest is None:
            why = "No level of interest was found for this row."
            reading.doubt(f"/mod_assessments/{at}", row.ref, why, row.lines[0] if row.lines else None)


def _footnotes(layout: Layout, reading: Reading) -> None:
    for at, note in enumerate(layout.notes):
        reading.facts["footnotes"].append(note.text)
        reading.put(f"/footnotes/{at}", note.lines)


def _missing(items: list[Item], found: About, reading: Reading) -> None:
    """Say plainly what was looked for and not found."""
    facts = reading.facts
    wanted = {
        "/committee": (found.committee, "No committee was found. Choose it."),
        "/meeting_number": (found.number, "No number of the meeting was found. Give it."),
        "/agenda": (items, "No numbered items were found."),
        "/attendance": (facts["attendance"], "No list of attendance was found; a page may be missing."),
        "/classification": (
            facts["classification"],
            "No classification is marked; it is read as Amber until a person classifies it.",
        ),
        "/start": (facts["start"], "No times were found."),
        "/venue": (facts["venue"], "No place was found."),
        "/status": (
            None if facts["status"] == "unknown" else True,
            "The source does not say whether it is a draft or final.",
        ),
    }
    for pointer, (value, why) in wanted.items():
        if not value:
            reading.doubt(pointer, "", why)
