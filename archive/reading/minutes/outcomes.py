"""Outcomes: sentences and list rows with a verb in capitals, said of a body (product.md section 4)."""

import re
from dataclasses import dataclass
from typing import Any

from archive.reading.layout.elements import Line, Paragraph
from archive.reading.minutes.words import BODIES, VERB, put_right, sentences, verbs_in

LEAD_IN = re.compile(
    r"^(?:[Tt]he\s+)?(?P<body>[A-Z][A-Za-z&/-]*(?:[ -](?:[A-Z][A-Za-z&/-]*|of|and)){0,6})"
    r"(?:\s+(?:also|therefore|unanimously))?(?:\s+Members?)?"
    r"(?:\s+(?:are|is|was|were)\s+(?:asked|requested|invited) to)?\s*:\s*$"
)
SUBJECT = re.compile(
    rf"(?:\b(?:[A-Z][A-Z&]{{1,9}}(?: (?:PMA|SC))?|[A-Z][a-z]+ (?:{BODIES})|{BODIES}|[Mm]embers|group|committee)\b"
    r"|^(?:It|They)\b)(?:[^.;:]{0,120}?)$"
)
SAID_OF = re.compile(rf"\b[Tt]he ([A-Z][A-Z&]{{1,9}}(?: PMA)?) (?:(?:also|therefore|unanimously) )?{VERB.pattern}")
ROW_END = re.compile(r"\s*(?:;\s*and|,\s*and|;\s*or|;|,)\s*$")
ADVERB = re.compile(r"^(?:also|unanimously|formally|therefore|then)\s+", re.IGNORECASE)


@dataclass
class Outcome:
    """One outcome, in the source's own words."""

    item: str
    verb: str
    text: str
    lines: tuple[Line, ...]
    modification: str | None = None

    @property
    def said_of(self) -> str:
        """The abbreviation of the body that the sentence says it of: "The TSC NOTED"; "" where it says none."""
        found = SAID_OF.search(put_right(self.text))
        return found[1] if found else ""

    def as_fact(self) -> dict[str, Any]:
        fact = {"item": self.item, "verb": self.verb, "text": self.text}
        return fact | ({"modification": self.modification} if self.modification else {})


def is_lead_in(text: str) -> bool:
    """Whether `text` leads to a list of outcomes: "The TSC:"."""
    return bool(LEAD_IN.match(text)) and len(text) < 90 and not verbs_in(text)


def in_row(text: str) -> list[tuple[str, str]]:
    """The verbs and the text of a row of a list behind a lead-in: its own verb first, the final "; and" left out."""
    right = put_right(text)
    bare = ADVERB.sub("", right)
    if not VERB.match(bare):
        return []
    words = ROW_END.sub("", text).strip()
    return [(verb, words) for verb in _own_verbs(right, starts=True)]


def in_paragraph(text: str) -> list[tuple[str, list[str]]]:
    """The sentences of a paragraph that are outcomes, each with its verbs."""
    found = []
    for sentence in sentences(text):
        verbs = _own_verbs(put_right(sentence), starts=False)
        if verbs:
            found.append((sentence, verbs))
    return found


def _own_verbs(sentence: str, *, starts: bool) -> list[str]:
    """The verbs that are said of a body: the first behind a body's name (or at the start of a row), the others behind
    a comma or "and" wherever they stand after it."""
    found: list[str] = []
    for match in VERB.finditer(sentence):
        before = sentence[: match.start()]
        is_first = not found and (starts or bool(SUBJECT.search(before.rstrip()[-160:])))
        if is_first or (found and before.strip()):
            found.append(match[1])
    return found


def is_outcome(paragraph: Paragraph) -> bool:
    return bool(verbs_in(paragraph.text)) and bool(in_paragraph(paragraph.text))
