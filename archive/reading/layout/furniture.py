"""What a page repeats and what stands on it only for the printer: no part of the text."""

import re
from collections import Counter

from archive.reading.layout.elements import Line

PAGE_NUMBER = re.compile(r"\bP[a@]g[ec]\s+[0-9OlI]{1,3}(?:\s+of\s+[0-9OlI]{1,3})?\s*$", re.IGNORECASE)
ADDRESS = re.compile(r"^\s*<?(?:https?://|www\.)\S+>?\s*$", re.IGNORECASE)
WATERMARK = re.compile(r"^\s*DRAFT\s*$")
CLASSIFIED = re.compile(r"^\s*This document (?:has|bears|is|carries)\b.{0,40}\bclassifi(?:ed|cation)\b", re.IGNORECASE)
BROKEN_MARK = re.compile(r"^\s*This document (?:has|bears|carries) an?\s*$", re.IGNORECASE)
MARK_REST = re.compile(r"^\s*Classification (?:of|is)\b.{0,12}$", re.IGNORECASE)
RUNNING_HEAD = re.compile(
    r"^[A-Z]{2,8}(?:[_ ][A-Z]{2,4})?_\d{1,3}_\d{4}\s*[-–—|]\s*(?:Draft|Final)\b.{0,30}\bMinutes\b.{0,12}$"
)
LEVEL = re.compile(r"^\s*\W{0,4}(White|Green|Amber|Red)\W{0,4}\s*$", re.IGNORECASE)
LONE_NUMBER = re.compile(r"^\s*[-–—]?\s*\d{1,3}\s*[-–—]?\s*$")
LONGEST = 120  # characters
REPEATED = 3  # times on different pages


def furniture_in(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are furniture; blank lines are not among `lines`."""
    repeated = _repeated_at_page_ends(lines)
    found: set[int] = set()
    for at, line in enumerate(lines):
        text = line.text.strip()
        is_furniture = (
            _is_for_the_printer(text)
            or _folded(text) in repeated
            or (LONE_NUMBER.match(text) and _is_at_page_end(lines, at))
            or (at > 0 and _is_behind_text(text, lines[at - 1], is_marked=lines[at - 1].number in found))
        )
        if is_furniture:
            found.add(line.number)
    return found


def _is_for_the_printer(text: str) -> bool:
    """Whether `text` is an address, a watermark, the number of a page or half of a mark of classification."""
    if len(text) <= LONGEST and PAGE_NUMBER.search(text):
        return True
    return any(pattern.match(text) for pattern in (ADDRESS, WATERMARK, BROKEN_MARK))


def _is_behind_text(text: str, before: Line, *, is_marked: bool) -> bool:
    """Whether `text` is furniture where it is not the first line, which is the title's: the mark of a classification,
    its rest or level behind a mark that `before` has begun, or the head of a page."""
    return bool(
        RUNNING_HEAD.match(text)
        or (CLASSIFIED.match(text) and _ends_in_of(text))
        or (is_marked and CLASSIFIED.match(before.text) and LEVEL.match(text))
        or (BROKEN_MARK.match(before.text) and MARK_REST.match(text))
    )


def _ends_in_of(text: str) -> bool:
    """ "This document has a Classification of", broken before its level as a footer is."""
    return bool(re.search(r"\bof\s*:?$|:$", text)) or len(text) < LONGEST and bool(re.search(r"(?i)of (\w+)$", text))


def _folded(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split())).casefold()


def _is_at_page_end(lines: list[Line], at: int) -> bool:
    return lines[at].opens_page or at + 1 == len(lines) or lines[at + 1].opens_page


def _is_at_edge(lines: list[Line], at: int) -> bool:
    """At a page's end, or beside the number of a page."""
    near = (lines[n].text for n in (at - 1, at + 1) if 0 <= n < len(lines))
    return _is_at_page_end(lines, at) or any(PAGE_NUMBER.search(text.strip()) for text in near)


def _repeated_at_page_ends(lines: list[Line]) -> set[str]:
    """Texts, digits apart, that stand first or last on at least three pages. The head of a table that goes on from
    page to page is not furniture, so what tells of columns is left."""
    edges: Counter[str] = Counter()
    for at, line in enumerate(lines):
        text = line.text.strip()
        if _is_at_edge(lines, at) and 6 < len(text) <= LONGEST and not _is_table_head(text):
            edges[_folded(text)] += 1
    return {text for text, count in edges.items() if count >= REPEATED and not text.startswith("action ")}


def _is_table_head(text: str) -> bool:
    words = r"Modification Proposal|Action Reference|Impact|Interest|Representing|Category|Update$|Action$"
    return bool(re.search(words, text))
