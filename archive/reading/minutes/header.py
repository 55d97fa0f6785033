"""The facts about the meeting: when, where, draft or final, its classification; which it is, committee says."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from archive.reading.layout.elements import Block, Layout, Line, Paragraph
from archive.reading.minutes.committee import NAMED, About, find_committee, find_name, find_number, find_reference
from archive.reading.minutes.items import Item, words_of
from archive.reading.minutes.words import (
    MONTH_AND_YEAR,
    days_in,
    month_number,
    times_in,
)
from archive.reading.reading import GUESSED, INFERRED, LIKELY, PRINTED, Reading

STATUS = re.compile(
    r"\b(Draft|Final|Approved)\b[\s:–-]{1,3}(?:Version\s)?(?:Meeting\s)?Minutes\b|\bMinutes\b\s*[(:–-]\s*(Draft|Final|Approved)\b|\bStatus\s*:\s*(Draft|Final)\b",
    re.IGNORECASE,
)
LEVELS = r"(White|Green|Amber|Red)"
CLASSIFIED = re.compile(
    rf"\bclassifi(?:ed|cation)\b(?:\s+(?:of|as|is))?\s*:?\s*\W{{0,3}}{LEVELS}\b"
    r"|\b(WHITE|GREEN|AMBER|RED)\s+[Cc]lassification\b|\bclassification of\s*$",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:Date of )?Next [Mm]eeting\b\s*:?"
    r"|\bnext (?:[A-Z][\w -]{1,30} )?meeting (?:will be|is|is to be|is due to be|is scheduled)\b"
    r"[^.]{0,60}?\b(?=on\b|for\b|to\b)",
    re.IGNORECASE,
)
VENUE_WORDS = re.compile(
    r"\b(?:[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}|tele-?conference|webex|teams|skype|conference call|Room|Floor|House"
    r"|Street|Place|Road|London|Gemserv|Hotel|Centre|Office|Square|Lane|Building|Court|Birmingham|Manchester)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^\s*(?:Venue|Location|Place|Held at|Where)\s*:\s*", re.IGNORECASE)
# What stands before a day that is not the meeting's.
OTHER_DAY = re.compile(
    r"next meeting|published|issued|version|deadline|\b(?:raised|return(?:ed)?|due|expected|prepared|author)\b"
    r"|\b(?:reviewe[dr]|approve[dr])\b|\b(?:by|before|until|as at)\s*$",
    re.IGNORECASE,
)


def about(layout: Layout, before: list[Block], items: list[Item], reading: Reading) -> About:
    """The header facts, put into `reading` with their places and doubts. Nothing is put in that stands nowhere."""
    found = About()
    title = [line for block in before for line in _lines_of(block)]
    shown = title_of(layout, before)
    find_reference(shown, found, reading)
    find_name(_before_attendance(title), found, reading)
    find_committee(layout, before, found, reading)
    find_number(layout, shown, found, reading)
    _day(shown, items, found, reading)
    _times_and_venue(_before_attendance(title), found, reading)
    _status(shown, found, reading)
    _classification(layout, title, found, reading)
    _next_meeting(layout, found, reading)
    return found


def title_of(layout: Layout, before: Iterable[Block]) -> list[Line]:
    """The lines that speak of the document itself: its title block, then what its pages repeat."""
    return [*_before_attendance([line for block in before for line in _lines_of(block)]), *layout.furniture]


def _lines_of(block: Block) -> list[Line]:
    """The lines of a block, a row of a table as one: "Venue: Teleconference"."""
    if isinstance(block, Paragraph):
        return list(block.lines)
    rows = [[cell for cell in row if cell is not None and cell.words] for row in block.rows]
    return [
        Line(row[0].lines[0].number, row[0].lines[0].page, " ".join(cell.words for cell in row))
        for row in rows
        if row and row[0].lines
    ]


def _before_attendance(lines: list[Line]) -> list[Line]:
    for at, line in enumerate(lines):
        if re.match(r"^\s*(?:Attend(?:ees|ance)|Present|Category\b|Representing\b|Apologies)", line.text):
            return lines[:at]
    return lines[:25]


def _day(lines: list[Line], items: list[Item], found: About, reading: Reading) -> None:
    for line in lines:
        days = [day for day in days_in(line.text) if not OTHER_DAY.search(line.text[: day.start])]
        if days:
            found.day = days[0].on
            reading.put("/date", [line])
            if days[0].contradicts_itself:
                why = f"{days[0].on.day} {days[0].on:%B %Y} was a {days[0].on:%A}, the minutes say {days[0].says}."
                reading.doubt("/date", days[0].printed, why, line)
            break
    ref = found.facts.get("meeting_ref") or ""
    digits = re.search(r"_(\d{2})(\d{2})$", ref)
    if found.day is None and digits:
        _day_from_reference(int(digits[1]), int(digits[2]), items, found, reading)
    elif found.day and digits and (found.day.day, found.day.month) != (int(digits[1]), int(digits[2])):
        why = f"The reference {ref} says {digits[1]}/{digits[2]}, the date printed is {found.day.day} {found.day:%B}."
        reading.doubt("/date", ref, why)
    if found.day is None:
        _month_only(items, found, reading)
    else:
        found.facts["month"] = f"{found.day:%Y-%m}"


def _day_from_reference(day: int, month: int, items: list[Item], found: About, reading: Reading) -> None:
    """The day and month of the reference with the year that the text names most often with that month."""
    text = " ".join([item.title for item in items] + [words_of(block) for item in items for block in item.blocks])
    years = Counter(int(year) for name, year in MONTH_AND_YEAR.findall(text) if month_number(name) == month)
    if not years:
        years = Counter(int(year) for _, year in MONTH_AND_YEAR.findall(text))
    if not years:
        return
    year = years.most_common(1)[0][0]
    found.day = date(year, month, day)
    reading.places["/date"] = replace(reading.places["/meeting_ref"], sure=INFERRED)
    why = f"No day is printed; day and month are those of the reference, the year {year} is the one the text names."
    reading.doubt("/date", found.day.isoformat(), why)


def _month_only(items: list[Item], found: About, reading: Reading) -> None:
    """A month without a day: from the title of a monthly report, for a person to settle."""
    for item in reversed(items):
        month = MONTH_AND_YEAR.search(item.title)
        if month and re.search(r"\bReport\b", item.title):
            found.facts["month"] = f"{month[2]}-{month_number(month[1]):02d}"
            reading.put("/month", item.lines, GUESSED)
            why = (
                "No day is printed. The month is that of the monthly report; give the day, or say that it is not known."
            )
            reading.doubt("/date", month[0], why, item.lines[0])
            return
    reading.doubt("/date", "", "No day of the meeting was found. Give it, or say that it is not known.")


def _times_and_venue(lines: list[Line], found: About, reading: Reading) -> None:
    at_times = None
    for at, line in enumerate(lines):
        times = times_in(line.text)
        if times:
            found.facts["start"], found.facts["end"] = times[:2]
            for pointer in ("/start", "/end"):
                reading.put(pointer, [line])
            at_times = at
            rest = _without_days(line.text[: times[2][0]] + " " + line.text[times[2][1] :])
            if VENUE_WORDS.search(rest) and not re.search(r"\bMeeting\b", rest):
                _set_venue(rest, [line], found, reading)
            break
    if "venue" in found.facts:
        return
    start = 0 if at_times is None else at_times + 1
    for line in [line for line in lines if LABEL.match(line.text)] + lines[start:]:
        text = line.text.strip()
        is_other = STATUS.search(text) or re.search(r"classifi|Attendees|\bMinutes\b|\bMeeting\b", text)
        if LABEL.match(text) or (VENUE_WORDS.search(text) and not is_other and not NAMED.search(text)):
            _set_venue(LABEL.sub("", _without_days(text)), [line], found, reading)
            return


def _without_days(text: str) -> str:
    for day in reversed(days_in(text)):
        text = text[: day.start] + text[day.end :]
    return text


def _set_venue(text: str, lines: list[Line], found: About, reading: Reading) -> None:
    venue = " ".join(re.sub(r"\b(?:hrs|hours)\b", "", text).split()).strip(" ,;:|–—-.")
    venue = LABEL.sub("", venue)
    if venue:
        found.facts["venue"] = venue
        reading.put("/venue", lines, LIKELY)


def _status(lines: list[Line], found: About, reading: Reading) -> None:
    said = []
    for line in lines:
        if match := STATUS.search(line.text):
            word = next(filter(None, match.groups())).casefold()
            said.append(("draft" if word == "draft" else "final", line))
    if not said and any(re.fullmatch(r"\s*DRAFT\s*", line.text) for line in lines):
        said = [("draft", next(line for line in lines if re.fullmatch(r"\s*DRAFT\s*", line.text)))]
    if not said:
        found.facts["status"] = "unknown"
        return
    found.facts["status"] = said[0][0]
    reading.put("/status", [said[0][1]])
    if len({word for word, _ in said}) > 1:
        reading.doubt("/status", said[0][0], "The source calls itself both draft and final.", said[0][1])


def _classification(layout: Layout, title: list[Line], found: About, reading: Reading) -> None:
    """The mark of the document: in its title block or the furniture of its pages, never in a sentence of the text."""
    marks: list[tuple[str, Line]] = []
    numbers = {line.number for line in layout.furniture} | {line.number for line in title}
    lines = [line for line in layout.lines if line.number in numbers]
    for at, line in enumerate(lines):
        for match in CLASSIFIED.finditer(line.text.replace("*", "")):
            level = match[1] or match[2]
            if level is None and at + 1 < len(lines):
                following = re.match(rf"^\W*{LEVELS}\W*$", lines[at + 1].text.strip(), re.IGNORECASE)
                level = following[1] if following else None
            if level:
                marks.append((level.casefold(), line))
    if not marks:
        return
    order = ["white", "green", "amber", "red"]
    level, line = max(marks, key=lambda mark: order.index(mark[0]))
    found.facts["classification"] = level
    reading.put("/classification", [line], PRINTED)
    if len({mark for mark, _ in marks}) > 1:
        reading.doubt(
            "/classification", level, "The source bears more than one classification; the highest was taken.", line
        )


def _next_meeting(layout: Layout, found: About, reading: Reading) -> None:
    for block in reversed(list(layout.paragraphs)):
        match = NEXT.search(block.text)
        if not match or len(block.text) > 400:
            continue
        days = list(days_in(block.text[match.start() :]))
        if days and (found.day is None or days[0].on > found.day):
            found.facts["next_meeting"] = days[0].on.isoformat()
            reading.put("/next_meeting", block.lines)
            if days[0].contradicts_itself:
                why = f"{days[0].on.day} {days[0].on:%B %Y} is a {days[0].on:%A}, the minutes say {days[0].says}."
                reading.doubt("/next_meeting", days[0].printed, why, block.lines[0])
            return
