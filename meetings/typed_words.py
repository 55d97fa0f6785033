"""What the words a secretary types anyway make of an entry: "The TABASC NOTED ...", "Post-meeting note: ...".

Younger apps read their own ("ACTION: ...") through the commands of secgov/panels.py.
"""

import re

from meetings.models import EntryKind, Meeting
from meetings.outcome_sentences import in_sentence, verbs_in
from secgov.panels import COMMANDS, Typed

PREFIXES = (
    (EntryKind.NOTE, re.compile(r"\s*post[- ]meeting note\s*[:–—]\s*", re.IGNORECASE)),
    (EntryKind.PRIVATE, re.compile(r"\s*private(?: note)?\s*[:–—]\s*", re.IGNORECASE)),
)
LONGEST_BODY = 8  # words that may stand before the verb


def read_typed(text: str, meeting: Meeting) -> Typed | None:
    """What the beginning `text` of a discussion entry makes of it; None where it stays discussion."""
    for kind, prefix in PREFIXES:
        if found := prefix.match(text):
            return Typed(kind, drop=found.end())
    for command in COMMANDS:
        if command.reads is not None and (typed := command.reads(text, meeting)) is not None:
            return typed
    return Typed(EntryKind.OUTCOME) if begins_an_outcome(text) else None


def begins_an_outcome(text: str) -> bool:
    """Whether `text` begins as an outcome does: a body in a few words, then a verb in capitals with words behind."""
    verbs = verbs_in(text)
    if not verbs:
        return False
    before, _, behind = text.partition(verbs[0])
    is_short = 0 < len(before.split()) <= LONGEST_BODY and "." not in before
    return is_short and bool(behind.strip()) and bool(in_sentence(text))
