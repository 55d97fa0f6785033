"""Actions raised: numbered ones that begin a paragraph or stand in a box, and who is to act."""

import re
from dataclasses import dataclass
from typing import Any

from archive.reading.layout.elements import Line
from archive.reading.minutes.words import ActionRef, actions_in, either

BEGINS = re.compile(r"^(?:(?:NEW\s+)?ACTI[O0]N|Action|New Action)?\s*(?:Reference\s*)?[:–-]?\s*")
MODAL = either(
    *("to", "agreed", "will", "shall", "should", "must", "are", "is", "was", "were", "has", "have", "noted"),
    *("requested", "asked", "undertook", "undertakes", "committed", "offered", "confirmed", "suggested", "stated"),
    *("advised", "took", "would", "considered", r"and(?= to\b)"),
)
OWNER = re.compile(
    rf"^(?:The\s+|the\s+)?(?P<owner>[A-Z][\w&’'()./-]*(?:\s*,?\s+(?!{MODAL}\b)[\w&’'()./-]+){{0,9}}?)\s*,?\s+{MODAL}\b"
)
# What an action says: somebody is to do something.
TO_DO = re.compile(
    r"^(?:The\s+)?[A-Z][\w&’'-]*(?:\s+(?:(?:and|of|for)\s+(?:the\s+)?)?(?:[A-Z(][\w&’'()-]*|representatives?)){0,6}"
    r"\s+(?:agreed\s+)?to\s+(?!(?:the|an?|be|this|its|their|all|any)\b)[a-z]+"
)
# "the DCC are requested to go", "the TABASC asked the DCC to provide".
BODY = r"[A-Z][\w&’'-]*(?:\s+(?:and\s+)?[A-Z][\w&’'-]*){0,4}"
ASKED = re.compile(
    rf"\bthe\s+(?P<owner>{BODY})\s+(?:is|are|was|were|to be)\s+(?:requested|asked|invited|required|tasked)\b"
    rf"|\b(?:requested|asked|invited)\s+(?:that\s+)?(?:the\s+)?(?P<asked>{BODY})\s+(?:to|provides?)\b"
)
# "A DCC Representative to ask": somebody. "An Impact Assessment to be made": something.
SOMEBODY = re.compile(r"^An?\s+(?=[A-Z])(?!.*?\b(?:to|will|shall|should|must)\s+be\b)")
NO_OWNER = re.compile(r"(?:Following|As|In|On|At|After|Due|Given|It|There|This|An?|Once|When|Where|If|Subject)\b")


@dataclass
class Raised:
    """An action raised in an item."""

    ref: ActionRef
    item: str
    text: str
    lines: tuple[Line, ...]
    owner: str = ""

    def as_fact(self) -> dict[str, Any]:
        return {
            "ref": self.ref.canonical,
            "item": self.item,
            "owner": self.owner or owner_of(self.text),
            "text": self.text,
        }


def raised_in(text: str, committee: str | None, meeting: int | None) -> tuple[ActionRef, str] | None:
    """The reference and the text of the action that `text` raises; None where it raises none.

    "ACTION TABASC22/08 - Update on ..." of an earlier meeting is a heading, "As per ACTION ..." is prose.
    """
    begins = BEGINS.match(text)
    start = begins.end() if begins else 0
    refs = actions_in(text[start : start + 40])
    if not refs or refs[0].start > 1:
        return None
    ref = refs[0]
    rest = text[start + ref.end :]
    has_colon = bool(re.match(r"\s*\)?\s*[:;]", rest))
    has_dash = bool(re.match(r"\s*[-–—]\s", rest))
    is_here = ref.meeting == meeting and (committee is None or ref.committee == committee)
    words = rest.lstrip(" ):;–—-\t").strip()
    if not words or not words[0].isupper() and not words[0].isdigit():
        return None
    if is_here and (
        has_colon
        or has_dash
        or text[:start].strip().upper().startswith(("ACTI", "NEW"))
        or re.match(r"\s+(?:The )?[A-Z]", rest)
    ):
        return ref, words
    if meeting is None and has_colon:
        return ref, words
    return None


def owner_of(text: str) -> str:
    """Who is to act, without the leading article; "" where the text does not say."""
    match = OWNER.match(SOMEBODY.sub("", text))
    if match and not NO_OWNER.match(match["owner"]):
        return match["owner"].strip(" ,")
    asked = ASKED.search(text)
    if asked:
        return (asked["owner"] or asked["asked"]).strip()
    return ""
