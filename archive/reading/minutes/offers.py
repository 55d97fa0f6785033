"""Promises without a number: offered to a person as actions, never made (domain.md section 8)."""

import re
from collections.abc import Iterable

from archive.reading.layout.elements import Paragraph
from archive.reading.minutes.words import actions_in, either, sentences, verbs_in
from archive.reading.reading import Offer

NAME = r"[A-Z][\w’'&/-]*"
BODY = rf"(?:{NAME}(?:\s+(?:{NAME}|of|and|for|representative)){{0,6}}|They|Members)(?:\s*\([^()]{{1,30}}\))?"
ASKED_BODY = r"(?:the\s+)?(?P<body>[A-Z][A-Za-z]+(?: [A-Z][a-z]+){0,2})"
PROMISED = r"(?:agreed|undertook|offered|committed|promised|volunteered)"
DOES = either(
    *("provide", "circulate", "bring", "present", "report", "raise", "share", "issue", "publish", "confirm", "send"),
    *("seek", "return", "develop", "check", "clarify", "investigate", "add", "write", "keep"),
)
PROMISES = [
    re.compile(rf"\b{BODY}\s+(?:also\s+|then\s+)?{PROMISED} to\s+[a-z]+"),
    re.compile(
        rf"\b{BODY}\s+(?:also\s+|therefore\s+)?(?:(?:requested|asked)\s+(?:for\s+)?{ASKED_BODY}\s+to|requested\s+that\s+\w+)\s+[a-z]+"
    ),
    re.compile(
        r"\b(?:[Aa]n?|[Tt]he|[Ff]urther)\s+(?:\w+\s+){0,3}(?:update|paper|report|presentation|response)s?\b"
        r"[^.;]{0,90}\bwill be (?:given|provided|presented|circulated|brought)\b"
    ),
    re.compile(rf"\b{BODY}\s+will\s+(?:also\s+)?{DOES}\b"),
    re.compile(r"\brequested that (?:the )?[A-Z][A-Za-z]+(?: [A-Z][a-z]+){0,2} [a-z]+"),
    re.compile(rf"\b(?:are|is) to (?:re-?)?{DOES}\b"),
    re.compile(rf"\bagreed to {DOES}\b"),
]
ASKED_OF = re.compile(rf"\b(?:requested|asked)\s+(?:that\s+)?(?:for\s+)?{ASKED_BODY}\s+(?:to\s+)?[a-z]+")
PROMISER = re.compile(
    rf"^(?:(?:The|A|An|One) )?(?P<body>{NAME}(?: (?:{NAME}|of|and|for)){{0,4}})(?: \([^()]{{1,30}}\))?"
    rf"(?: (?:also|then|therefore))? (?:{PROMISED}|will|are to|is to|noted|clarified)\b"
)
# What was agreed as a decision, or tells of others, is no promise.
SAME_WORDS = 7
NOT_ONE = re.compile(r"\b(?:consultation|Government|Parliament)\b.{0,40}\bwill be\b|\bwould\b.{0,20}\bif\b")


def offers_in(prose: Iterable[tuple[str, Paragraph]], raised_texts: Iterable[str]) -> list[Offer]:
    """Sentences of the discussion, by item, that promise something and raise no numbered action, with who is to act
    ("" where the sentence does not say plainly)."""
    known = [_folded(text) for text in raised_texts]
    found = []
    for number, paragraph in prose:
        for sentence in sentences(paragraph.text):
            if _is_promise(sentence) and not _is_said_by(known, sentence):
                place = paragraph.first
                found.append(Offer(number, _owner(sentence), sentence, place.page, place.number))
    return found


def _is_said_by(known: list[str], sentence: str) -> bool:
    """Whether an action raised says it too: some words in a row are the same."""
    words = _folded(sentence).split()
    runs = (" ".join(words[at : at + SAME_WORDS]) for at in range(max(1, len(words) - SAME_WORDS + 1)))
    return any(run in text for run in runs for text in known)


def _owner(sentence: str) -> str:
    asked = ASKED_OF.search(sentence)
    if asked:
        return str(asked["body"])
    match = PROMISER.match(sentence)
    return str(match["body"]) if match else ""


def _is_promise(sentence: str) -> bool:
    return (
        len(sentence) > 30
        and not verbs_in(sentence)
        and not actions_in(sentence)
        and not NOT_ONE.search(sentence)
        and any(pattern.search(sentence) for pattern in PROMISES)
    )


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
