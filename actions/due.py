"""When an action is due, read from words: at a meeting, before it, on a date, some day, or when something happens."""

import re
from datetime import date, datetime
from typing import Any

from actions.models import DueKind
from meetings.models import Meeting
from secgov.models import Committee

MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b"
)


def due_from(words: str, committee: Committee) -> dict[str, Any]:
    """The due columns for `words`; the words themselves are always kept."""
    words = words.strip()
    if not words:
        return {"due_kind": DueKind.NOT_STATED, "due_words": ""}
    try:
        return {"due_kind": DueKind.DATE, "due_on": date.fromisoformat(words), "due_words": words}
    except ValueError:
        pass
    lower = words.casefold()
    facts: dict[str, Any] = {"due_words": words[:200], "due_meeting": _meeting(words, committee)}
    if "future" in lower:
        return facts | {"due_kind": DueKind.FUTURE}
    if "before" in lower or "prior" in lower:
        return facts | {"due_kind": DueKind.BEFORE_MEETING}
    return facts | {"due_kind": DueKind.MEETING if "meeting" in lower or facts["due_meeting"] else DueKind.EVENT}


def _meeting(words: str, committee: Committee) -> Meeting | None:
    """The committee's meeting of the month that `words` name, where one is on record."""
    found = MONTH.search(words)
    if found is None:
        return None
    month = datetime.strptime(f"1 {found[0]}", "%d %B %Y").date()  # noqa: DTZ007
    return Meeting.objects.filter(committee=committee, month=month).order_by("number").first()
