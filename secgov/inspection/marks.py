"""The classification that a text bears by its own words."""

import re

LEVELS = ("White", "Green", "Amber", "Red")
WORD = r"(white|green|amber|red)\b"
# "has a Classification of White", "Classification: AMBER", "classified as Green", "TLP:AMBER", "RED classification".
MARKS = re.compile(
    rf"\bclassifi(?:cation|ed)\b[\s:=\-–—]{{0,4}}(?:(?:of|as|is|level)\b[\s:]{{0,3}})?{WORD}"
    rf"|\bTLP[\s:]{{1,3}}{WORD}"
    rf"|\b{WORD}\s+classification\b",
    re.IGNORECASE,
)


def marked(text: str) -> list[str]:
    """The classifications `text` says of itself, each once, the lowest first."""
    found = {word.capitalize() for groups in MARKS.findall(text) for word in groups if word}
    return [level for level in LEVELS if level in found]
