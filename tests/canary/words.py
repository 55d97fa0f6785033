"""Words that stand for what a record says: each made once, found in any text, and known for what it was planted as."""

import random
import re
from dataclasses import dataclass, field
from enum import StrEnum

from secgov.classification import Classification, Stage

# No vowels, no ligatures, no hyphenation; "xq" begins no word of English.
LETTERS = "bcdghjkmnprstvw"
LENGTH = 6
WORD = re.compile(rf"xq[{LETTERS}]{{{LENGTH}}}", re.IGNORECASE)


class Rule(StrEnum):
    """What product.md section 2 says of a text beside its classification and how far it has come out."""

    RECORD = "as the record"
    HEADING = "as the record, and whoever presents the item"
    KEPT = "the secretaries' for ever"
    TOLD = "why a classification changed: the secretaries' and the records administrators' who read it"
    PAPER = "before it is out the secretaries' and whoever put it in"
    SAID = "before it is settled the secretaries' and whoever said it"
    TRAY = "of whoever uploaded it"


@dataclass(frozen=True)
class Fact:
    """What a word was planted as. `scene` is the meeting and `item` the item it stands in, `of` the record it is in
    where somebody's right hangs on that, `by` whoever wrote it where that gives a right to it."""

    field: str
    level: Classification
    reach: Stage
    committee: str
    scene: str
    item: str = ""
    of: str = ""
    by: str = ""
    rule: Rule = Rule.RECORD

    def __str__(self) -> str:
        place = " ".join(filter(None, [self.scene, self.item, self.of]))
        return f"{self.field} × {self.level.label} × {Stage(self.reach).name.lower()} ({place}; {self.rule})"


@dataclass
class Words:
    """All words planted, and what each stands for."""

    facts: dict[str, Fact] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(20181122))  # noqa: S311

    def plant(self, fact: Fact) -> str:
        """A new word that stands for `fact`."""
        word = "xq" + "".join(self.chance.choices(LETTERS, k=LENGTH))
        if word in self.facts:
            return self.plant(fact)
        self.facts[word] = fact
        return word

    def met_in(self, text: str) -> set[str]:
        """The planted words that stand in `text`."""
        return {found.lower() for found in WORD.findall(text)} & self.facts.keys()
