"""The facts about the meeting: which committee, which meeting, when, where, draft or final, and its classification."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.reading.layout.elements import Block, Layout, Line, Paragraph
from archive.reading.minutes.items import Item, words_of
from archive.reading.minutes.words import (
    BODIES,
    MEETING_REFERENCE,
    MONTH_AND_YEAR,
    UNNAMED_MEETING,
    actions_in,
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
NAMED = re.compile(
    rf"\b((?:[A-Z][\w&’'-]*(?:,| and| of the| for| of|) )*?(?:{BODIES}|Sub Committee|Policy Management Authority))"
)
NO_NAME = re.compile(r"^(?:(?:Draft|Final) )?(?:Meeting|Minutes)(?: of)?(?: the)? |^The ")
NUMBERED = re.compile(r"\b(?:Meeting|meeting)\s*(?:No\.?|Number|number|#)?\s*:?\s*(\d{1,3})\b(?!_|[:/])")
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
# What is capital letters and no committee.
NO_COMMITTEE = frozenset(
    ["SEC", "SECAS", "DCC", "BEIS", "DECC", "CR", "RFC", "TOR", "GBCS", "SMETS", "DUIS", "CHTS", "SRV", "PDF", "MHHS"]
    + ["UK", "GB", "PART"]
)


@dataclass
class About:
    """What the title block, the page furniture and the references of the text say of the meeting."""

    committee: str | None = None
    number: int | None = None
    day: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def about(layout: Layout, before: list[Block], items: list[Item], reading: Reading) -> About:
    """The header facts, put into `reading` with their places and doubts. Nothing is put in that stands nowhere."""
    found = About()
    title = [line for block in before for line in _lines_of(block)]
    shown = [*_before_attendance(title), *layout.furniture]
    _reference(shown, found, reading)
    _committee_and_number(layout, shown, before, items, found, reading)
    _committee_name(_before_attendance(title), found, reading)
    _day(shown, items, found, reading)
    _times_and_venue(_before_attendance(title), found, reading)
    _status(shown, found, reading)
    _classification(layout, title, found, reading)
    _next_meeting(layout, found, reading)
    return found


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


def _reference(lines: list[Line], found: About, reading: Reading) -> None:
    for line in lines:
        text = line.text
        named = next(
            (
                match
                for match in MEETING_REFERENCE.finditer(text)
                if _day_and_month(match[3]) and match[1] not in ("Meeting", "Page")
            ),
            None,
        )
        if named:
            found.committee = " ".join(named[1].replace("_", " ").split()).upper()
            found.number = int(named[2])
            found.facts["meeting_ref"] = named[0].replace(" ", "_")
            for pointer in ("/committee", "/meeting_number", "/meeting_ref"):
                reading.put(pointer, [line])
            return
        unnamed = next((match for match in UNNAMED_MEETING.finditer(text) if _day_and_month(match[2])), None)
        if unnamed and re.search(r"meeting|minutes", text, re.IGNORECASE):
            found.number = int(unnamed[1])
            found.facts["meeting_ref"] = unnamed[0]
            for pointer in ("/meeting_number", "/meeting_ref"):
                reading.put(pointer, [line])
            return


def _day_and_month(digits: str) -> bool:
    try:
        return bool(date(2000, int(digits[2:]), int(digits[:2])))
    except ValueError:
        return False


def _committee_and_number(
    layout: Layout, shown: list[Line], before: list[Block], items: list[Item], found: About, reading: Reading
) -> None:
    if found.committee is None:
        found.committee = _committee_in_brackets(before) or _committee_of_text(layout) or _committee_of_members(before)
        if found.committee:
            reading.put("/committee", shown[:1], LIKELY)
    if found.number is None:
        _number_of_title(shown, found, reading)
    if found.number is None and found.committee:
        _number_of_actions(layout, found, reading)


def _committee_in_brackets(before: list[Block]) -> str | None:
    """The abbreviation behind the committee's name: "Technical Sub-Committee (TSC)"."""
    text = "\n".join(words_of(block) for block in before[:40])
    match = re.search(rf"(?:{BODIES}|Sub Committee)\s*\(([A-Z][A-Za-z]{{1,7}}(?: PMA)?)\)", text)
    return match[1].upper() if match else None


def _committee_of_members(before: list[Block]) -> str | None:
    """The abbreviation in the head of the members or of the document; the Panel's own is SECP."""
    text = "\n".join(words_of(block) for block in before[:40])
    for match in re.finditer(r"\b([A-Z]{2,8}(?: PMA)?) (?:Members|Meeting|Minutes|Chair)\b", text):
        if match[1] not in NO_COMMITTEE:
            return match[1]
    return "SECP" if re.search(r"\bSEC Panel\b", text) else None


def _committee_of_text(layout: Layout) -> str | None:
    """The committee whose actions are raised and whose outcomes are minuted."""
    text = "\n".join(words_of(block) for block in layout.blocks)
    votes: Counter[str] = Counter()
    for ref in actions_in(text):
        votes[ref.committee] += 3
    for match in re.finditer(
        r"\bThe ([A-Z][A-Za-z]{1,9}(?: PMA)?) (?:also )?[A-Z]{4,}ED\b|\bThe ([A-Z]{2,8}(?: PMA)?):", text
    ):
        votes[(match[1] or match[2]).upper()] += 2
    for word in re.findall(r"\b([A-Z]{2,8}) Members?\b", text):
        votes[word] += 1
    ranked = [name for name, count in votes.most_common() if name not in NO_COMMITTEE and count >= 2]
    return ranked[0] if ranked else None


def _number_of_title(lines: list[Line], found: About, reading: Reading) -> None:
    for line in lines:
        match = NUMBERED.search(line.text) or re.search(
            rf"\b{re.escape(found.committee or 'None')}[ _](?:Meeting )?(\d{{1,3}})\b(?!\s?/)", line.text
        )
        if match and int(match[1]) and not days_in(line.text[: match.end() + 12]):
            found.number = int(match[1])
            reading.put("/meeting_number", [line], LIKELY)
            return


def _number_of_actions(layout: Layout, found: About, reading: Reading) -> None:
    """The meeting whose actions are raised here: the highest number before the stroke in "ACTION ABC12/01:"."""
    raised: list[tuple[int, Line]] = []
    for block in layout.blocks:
        for line in block.lines:
            for ref in actions_in(line.text):
                is_raised = re.match(r"\s*:", line.text[ref.end :]) is not None
                if ref.committee == found.committee and is_raised and ref.start < 12:
                    raised.append((ref.meeting, line))
    if not raised:
        return
    number, line = max(raised, key=lambda pair: pair[0])
    found.number = number
    reading.put("/meeting_number", [line], INFERRED)
    why = f"No number is printed; it is that of the actions raised, such as {actions_in(line.text)[0].printed}."
    reading.doubt("/meeting_number", str(number), why, line)


def _committee_name(lines: list[Line], found: About, reading: Reading) -> None:
    for line in lines[:14]:
        text = " ".join(line.text.replace("*", "").lstrip("# ").split())
        if "classifi" in text.casefold() or len(text) > 200:
            continue
        match = max(NAMED.finditer(text), key=lambda found: len(found[1]), default=None)
        if match is None or len(match[1].split()) < 2:
            continue
        name = NO_NAME.sub("", match[1].strip())
        if re.match(r"(?:Smart Energy Code|SEC) \w+ \S+", name):
            name = re.sub(r"^(?:Smart Energy Code|SEC)(?: \(SEC\))? ", "", name)
        found.facts["committee_name"] = name
        reading.put("/committee_name", [line], LIKELY)
        return


def _day(lines: list[Line], items: list[Item], found: About, reading: Reading) -> None:
    for line in lines:
        days = [
            day
            for day in days_in(line.text)
            if not re.search(r"next meeting|published|issued|version", line.text[: day.start], re.IGNORECASE)
        ]
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
    reading.places["/date"] = reading.places["/meeting_ref"].__class__(
        reading.places["/meeting_ref"].page,
        reading.places["/meeting_ref"].line,
        reading.places["/meeting_ref"].last,
        INFERRED,
    )
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
