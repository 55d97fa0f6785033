"""When an action is due, read from words: at a meeting, before it, on a date, some day, or when something happens."""

import re
from datetime import date, datetime
from typing import Any

from actions.models import DueKind

# A month with its year, but not "20 September 2018", which is a day, nor "November 2018 SEC Release".
MONTH = re.compile(
    r"(?<!\d )\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b"
    r"(?! (?:SEC )?Release)"
)
# "when BEIS has answered, in May 2018" waits on what happens, whatever month it names.
WAITS = re.compile(r"(?:when|once|after|until)\b")


# What an action has that is not due.
NOT_DUE: dict[str, Any] = {
    "due_kind": DueKind.NOT_STATED,
    "due_on": None,
    "due_month": None,
    "due_words": "",
}


def due_from(words: str) -> dict[str, Any]:
    """The due columns for `words`; the words themselves are always kept. Which meeting of the committee a month means
    is asked when it is read, because that meeting may be put on record later."""
    words = words.strip()
    if not words:
        return {"due_kind": DueKind.NOT_STATED, "due_words": ""}
    facts: dict[str, Any] = {"due_words": words[:200]}
    day = _day(words)
    if day is not None:
        return facts | {"due_kind": DueKind.DATE, "due_on": day}
    month = _month(words)
    kind = _kind(words.casefold(), names_month=month is not None)
    return facts | {"due_kind": kind, "due_month": None if kind == DueKind.EVENT else month}


def _kind(words: str, *, names_month: bool) -> DueKind:
    if "future" in words:
        return DueKind.FUTURE
    if "before" in words or "prior" in words:
        return DueKind.BEFORE_MEETING
    if "meeting" in words or (names_month and not WAITS.match(words)):
        return DueKind.MEETING
    return DueKind.EVENT


def _day(words: str) -> date | None:
    """The day that is all of `words`: 2018-09-20 or 20 September 2018."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007  a day, whatever the zone
        except ValueError:
            continue
    return None


def _month(words: str) -> date | None:
    """The first day of the month that `words` name."""
    found = MONTH.search(words)
    return datetime.strptime(f"1 {found[0]}", "%d %B %Y").date() if found else None  # noqa: DTZ007
