"""Plain text of minutes in sentences, and how much two texts say the same."""

import re

END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“‘'\"(])")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
STEM = 6  # letters by which words are compared: "provide", "provided", "providing"
STOP_WORDS = (
    "the a an and or of to in on at by for with from as is are was were be been being has have had it its this that "
    "these those they them their which who whom will would shall should could may might can any all also more some "
    "such than then there when where while whether into onto upon about over under further other next prior within "
    "agreed noted confirmed advised informed stated requested asked item agenda meeting possible soon member members "
    "chair representative one"
)
STOP = frozenset(STOP_WORDS.split())


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a line of it, which is a paragraph or a bullet, never runs on into the next."""
    return [part.strip() for line in text.splitlines() for part in END.split(line) if part.strip()]


def stems(text: str) -> frozenset[str]:
    """The words of a text that carry its matter, shortened so that forms of one word fall together."""
    words = {word.casefold() for word in WORD.findall(text)}
    return frozenset(word[:STEM] for word in words - STOP if len(word) > 2)


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter of two texts stands in the other, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
