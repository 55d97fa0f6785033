"""Promises in a discussion: a body or person said to do something, and whether an action repeats it.

Seeds: 001 item 4 ("requested that DCC provide clarity"), 003 item 3 ("SECAS also agreed to raise ...", "agreed to
confirm this with DCC colleagues", "a progress update will be provided to the CSC next month"). All patterns are
bounded, so that time is linear in the text.
"""

import re

from meetings.checking.sentences import sentences, share, stems

DOING = (
    "add|amend|analyse|arrange|articulate|ascertain|ask|attend|bring|check|circulate|clarify|collate|compile|complete|"
    "confirm|consult|contact|contribute|develop|draft|escalate|explore|feed|feedback|find|follow up|inform|"
    "investigate|invite|issue|liaise|look|notify|organise|prepare|present|produce|provide|publish|raise|report|request|"
    "return|review|revisit|schedule|seek|send|share|speak|submit|summarise|supply|update|write"
)
DONE = "brought|circulated|confirmed|given|presented|provided|reported|returned|sent|shared|submitted"
# A name of a body, a role, or a word in capitals such as SECAS; a person's initials may follow.
BODY = (
    r"(?:[A-Z][A-Z0-9]{2,12}|Ofgem|Chair|Vice-Chair|Secretary|Secretariat|Members?|Alternate|Representatives?|Proposer"
    r"|Group|Panel|Board|Committee|Sub-Committee|Authority|Team|Supplier|Suppliers|Operator|Operators)"
)
INITIALS = r"(?: \([A-Z]{2,3}\))?"
ADVERB = r"(?:also |therefore |then |both |further ){0,2}"
SAID = r"(?:noted|said|stated|confirmed|advised|informed|explained|reported|added|agreed|indicated)"
# The doer says that they will; `clause` is what is promised.
PROMISES = [
    re.compile(rf"\b{pattern}")
    for pattern in (
        rf"(?P<clause>(?:agreed|undertook|offered|promised|committed|volunteered) to {ADVERB}(?:{DOING})\b.*)",
        rf"{BODY}{INITIALS} (?P<clause>(?:will|shall) {ADVERB}(?:{DOING})\b.*)",
        rf"{SAID}(?: that)? (?P<clause>(?:they|he|she|it) (?:will|would) {ADVERB}(?:{DOING})\b.*)",
        rf"(?:requested|asked)(?: that| for)?(?: the)? (?P<clause>{BODY}{INITIALS} (?:to )?{ADVERB}(?:{DOING})\b.*)",
        rf"{SAID}\b[^.;]{{0,200}}?(?P<clause>\b(?:update|information|details?|report|paper|examples?|feedback)\b"
        rf"[^.;]{{0,120}}? (?:will|would) be (?:{DONE})\b.*)",
    )
]
SUBJECT = re.compile(rf"\b{BODY}\b")
# What is tracked already, or put off to what the minutes say elsewhere; deciding is not doing.
TRACKED = re.compile(r"\b[Aa]ction [A-Z]+ ?\d+/\d+|\bACTION\b|\b(?:this|the) action\b")
ENOUGH = 0.5
WILL = r"(?:(?:they|he|she|it) )?(?:will|would|shall)"
LEAD = re.compile(rf"^(?:(?:agreed|undertook|offered|promised|committed|volunteered) to|{WILL}) {ADVERB}")


def promises_in(text: str) -> list[tuple[str, str]]:
    """The promises in a plain text, each the sentence and the part of it that is promised."""
    found = []
    for sentence in sentences(text):
        clause = _clause(sentence)
        if clause:
            found.append((sentence, clause))
    return found


def _clause(sentence: str) -> str:
    if TRACKED.search(sentence) or not SUBJECT.search(sentence):
        return ""
    return next((match["clause"] for pattern in PROMISES if (match := pattern.search(sentence))), "")


def as_action(sentence: str, clause: str) -> str:
    """The promise as an action is worded: "SECAS to raise broadening the problem statement"."""
    if not LEAD.match(clause):
        return _asked_of(sentence, clause)
    before = sentence[: sentence.find(clause)]
    words, named = LEAD.sub("", clause), SUBJECT.findall(before)
    return f"{named[0]} to {words}" if named else sentence


def _asked_of(sentence: str, clause: str) -> str:
    """ "DCC to provide clarity", where somebody was asked; the sentence itself where the promise names no doer."""
    asked = re.match(rf"(?P<who>{BODY}){INITIALS} (?:to )?", clause)
    return f"{asked['who']} to {clause[asked.end() :]}" if asked else sentence


def repeated_in(sentence: str, clause: str, actions: list[str]) -> bool:
    """Whether one of `actions` says what the sentence promises."""
    whole, promised = stems(sentence), stems(clause)
    return any(max(share(promised, stems(text)), share(stems(text), whole)) >= ENOUGH for text in actions)
