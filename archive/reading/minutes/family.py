"""Whether a document is of the family at all, and whether it is minutes and not another paper of the Code."""

import re
from collections.abc import Iterable

from archive.reading.layout.elements import Line
from archive.reading.reading import Reading

# What minutes of the Smart Energy Code's bodies hold and other papers do not (domain.md sections 1, 2 and 3).
OF_THE_FAMILY = (
    re.compile(r"\bSECAS\b"),
    re.compile(r"\bSmart Energy Code\b|\bSEC (?:Panel|Parties|Party|Section|Modification|Release)\b"),
    re.compile(r"\bPanel Information Policy\b"),
    re.compile(r"\b[A-Z]{2,8}(?: PMA)?_\d{2,3}_\d{4}\b"),
    re.compile(r"\b(?:SECMP|DP|MP)\d{3,4}\b"),
    re.compile(r"\b[Tt]he [A-Z][A-Za-z]{1,8}(?: PMA)? (?:also )?(?:NOTED|AGREED|APPROVED|RECOMMENDED|CONSIDERED)\b"),
    re.compile(r"\b[A-Z]{2,8}(?: PMA)?\s?\d{2,3}/\d{2}[a-z]?\b"),
    re.compile(r"\bDCC\b"),
)
ENOUGH = 3  # of these signs
MINUTES = re.compile(r"\bMinutes\b", re.IGNORECASE)
# What papers of the Code that are not minutes call themselves in their titles.
OTHER_PAPER = re.compile(
    r"\b(?:Agenda|Modification Report|Modification Proposal Form|Problem Statement|Impact Assessment|Legal Text"
    r"|Consultation(?: Responses?)?|Request for Information|Terms of Reference|Action Log|Work Package"
    r"|(?:Implementation|Guidance) Document|Paper for (?:Decision|Information)|Newsletter|Status Report)\b",
    re.IGNORECASE,
)
TITLE_LINES = 12


def is_of_the_family(text: str) -> bool:
    """Whether `text` bears enough of the signs that papers of the Code's bodies bear."""
    return sum(bool(sign.search(text)) for sign in OF_THE_FAMILY) >= ENOUGH


def doubt_other_paper(title: Iterable[Line], reading: Reading) -> None:
    """Doubt the whole reading where the document calls itself something else, or where nothing in it, neither its
    title nor anybody named nor an action, is of minutes."""
    lines = list(title)
    if any(MINUTES.search(line.text) for line in lines):
        return
    called = next(((line, found) for line in lines[:TITLE_LINES] if (found := OTHER_PAPER.search(line.text))), None)
    if called:
        line, found = called
        reading.doubt("", found[0], f"This calls itself ‘{found[0]}’ and not minutes; look whether it is any.", line)
        return
    facts = reading.facts
    if not (facts["attendance"] or facts["actions_raised"] or facts["actions_reviewed"]):
        why = "Neither a title, nor attendance, nor an action says that these are minutes; look whether they are any."
        reading.doubt("", facts["source"], why)
