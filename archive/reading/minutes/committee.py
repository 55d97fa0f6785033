"""Which committee met and which of its meetings it was: its reference, its name, and what the text lets see of them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.reading.layout.elements import Block, Layout, Line
from archive.reading.minutes.items import words_of
from archive.reading.minutes.words import (
    BODIES,
    MEETING_REFERENCE,
    NO_COMMITTEE,
    UNNAMED_MEETING,
    actions_in,
    days_in,
)
from archive.reading.reading import INFERRED, LIKELY, Reading

NAMED = re.compile(
    rf"\b((?:[A-Z][\w&’'-]*(?:,| and| of the| for| of|) ){{0,10}}?"
    rf"(?:{BODIES}|Sub Committee|Policy Management Authority))"
)
NO_NAME = re.compile(r"^(?:(?:Draft|Final) )?(?:Meeting|Minutes)(?: of)?(?: the)? |^The ")
NUMBERED = re.compile(r"\b(?:Meeting|meeting)\s*(?:No\.?|Number|number|#)?\s*:?\s*(\d{1,3})\b(?!_|[:/])")
OF_THE_PANEL = "SECP"  # what the references of the SEC Panel's meetings and actions begin with


@dataclass
class About:
    """What the title block, the page furniture and the references of the text say of the meeting."""

    committee: str | None = None
    number: int | None = None
    day: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def find_reference(lines: list[Line], found: About, reading: Reading) -> None:
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


def find_committee(layout: Layout, before: list[Block], found: About, reading: Reading) -> None:
    """The committee of a document without a reference: as its title says, else as its text lets see, with a doubt."""
    if found.committee is not None:
        return
    in_title, of_members = _committee_in_brackets(before), _committee_of_members(before)
    found.committee = in_title or _committee_of_text(layout) or of_members
    if not found.committee:
        return
    line = next((line for line in layout.lines if found.committee in line.text.upper()), None)
    is_printed = found.committee in (in_title, of_members, _initials(found.facts.get("committee_name", "")))
    reading.put("/committee", [line] if line else [], LIKELY if is_printed else INFERRED)
    if not is_printed:
        why = "The title does not name the committee; it is the one whose actions and outcomes the text minutes."
        reading.doubt("/committee", found.committee, why, line)


def _initials(name: str) -> str:
    """ "CSC" of "Change Sub-Committee"."""
    return "".join(word[0] for word in re.findall(r"[A-Z][a-z]+", name))


def find_number(layout: Layout, shown: list[Line], found: About, reading: Reading) -> None:
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
    """The abbreviation in the head of the members or of the document."""
    text = "\n".join(words_of(block) for block in before[:40])
    for match in re.finditer(r"\b([A-Z]{2,8}(?: PMA)?) (?:Members|Meeting|Minutes|Chair)\b", text):
        if match[1] not in NO_COMMITTEE:
            return match[1]
    return OF_THE_PANEL if re.search(r"\bSEC Panel\b", text) else None


def _committee_of_text(layout: Layout) -> str | None:
    """The committee whose actions are raised and whose outcomes are minuted; one action named in passing is not
    enough."""
    text = "\n".join(words_of(block) for block in layout.blocks)
    votes: Counter[str] = Counter()
    for ref in actions_in(text):
        votes[ref.committee] += 1
    for match in re.finditer(
        r"\bThe ([A-Z][A-Za-z]{1,9}(?: PMA)?) (?:also )?[A-Z]{3,}ED\b|\bThe ([A-Z]{2,8}(?: PMA)?):", text
    ):
        name = match[1] or match[2]
        # "The Chair NOTED", "The Group AGREED" name nobody; the Panel has an abbreviation of its own.
        if not name[1:].islower() or name == "Panel":
            votes[OF_THE_PANEL if name == "Panel" else name.upper()] += 2
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


def find_name(lines: list[Line], found: About, reading: Reading) -> None:
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
