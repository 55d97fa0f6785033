"""Actions reviewed: what a row says, and the rows of whole tables; those run into lines are read in review_lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.reading.layout.elements import Cell, Line, Table
from archive.reading.layout.paragraphs import joined
from archive.reading.minutes.words import REOPENED, ActionRef, actions_in, either, sentences
from archive.reading.reading import PRINTED

STATUSES = either(
    *("ON-?\\s?GOING", "CLOSED?", "OPEN(?:ED)?", "COMPLETED?", "On-?going", "Closed?", "Open", "Completed?"),
    *("0NGOING", "ONG0ING", "CL0SED", "0PEN"),
)
STATUS = re.compile(
    r"(?:^|(?<=[.\s]))(?:Action(?: (?:is|was|remains|now))?\s+|(?:Action )?Status\s*[:–-]\s*)"
    rf"(?P<status>{STATUSES})\b\s*[.!]?\s*$"
)
LONE_STATUS = re.compile(rf"^(?P<status>{STATUSES})\.?$")
HEAD_REF = re.compile(
    r"^(?:Action )?(?:Ref(?:erence)?|No\.?|Number|ID)\b|^Action Ref|^Action$|^Actions?(?: Reference)?(?: and| /)?",
    re.IGNORECASE,
)
HEAD_ROW = re.compile(
    r"^\s*(?:Action (?:Reference|Ref\.?|No\.?)(?:\s+(?:Update|Action|Status|Owner|Description))*"
    r"|Update|Action|Updates?/Status)\s*$"
)
HEADS = {
    "ref": re.compile(r"\bref(?:erence)?\b|^no\.?$|^action (?:no|ref|id)", re.IGNORECASE),
    "update": re.compile(r"\bupdates?\b|\bprogress\b|\bcomments?\b|\bresponse\b", re.IGNORECASE),
    "status": re.compile(r"\bstatus\b", re.IGNORECASE),
    "owner": re.compile(r"\bowner\b|\bresponsib|\bassigned\b|\bby whom\b|\bparty\b", re.IGNORECASE),
    "due": re.compile(r"\bdue\b|\bdeadline\b|\bdate\b|\btarget\b", re.IGNORECASE),
    "text": re.compile(r"\baction\b|\bdescription\b|\bdetail", re.IGNORECASE),
}
# A register of something else, whose rows have references too.
OTHER_REGISTER = re.compile(
    r"\b(?:risks?|issues?|questions?|requirements?|defects?|decisions?|papers?)\b", re.IGNORECASE
)
OF_ACTIONS = re.compile(r"\b(?:actions?|updates?)\b", re.IGNORECASE)
SUPERSEDED = re.compile(
    r"\b(?:superseded|overtaken by|replaced by|subsumed (?:in|into|by|within)|merged (?:in|into|with))\b", re.IGNORECASE
)
# What is handed over must be the action itself: risks and duties are transferred too.
HANDED = r"(?:hand(?:ed|ing)?(?: over)?|transferr?(?:ed|ing)?|pass(?:ed|ing)?|moved?|re-?assigned|reallocated)"
WHOSE = r"(?:(?:the|this|responsibility for the|ownership of the)\s+)?(?:formal\s+)?"
BODY_NAME = r"(?:the\s+)?([A-Z][\w&’'-]*(?:\s+(?:[A-Z][\w&’'()-]*|of|and|for)){0,6})"
TO_BODY = [
    re.compile(rf"\b{HANDED}\s+(?:over\s+)?{WHOSE}action\s+(?:over\s+|on\s+)?to\s+{BODY_NAME}"),
    re.compile(
        r"\baction\s+(?:has been|was|is being|is to be|is now|is|will be|would be|should be|to be|be)?\s*"
        rf"(?:formally\s+|therefore\s+|also\s+|now\s+)?{HANDED}\s+(?:over\s+)?(?:across\s+)?to\s+{BODY_NAME}"
    ),
]
NO_STATUS = "No status such as ‘Action CLOSED.’ was found; it was taken as open."
STATUS_BY_WORD = {"ON": "ONGOING", "CL": "CLOSED", "OP": "OPEN", "CO": "CLOSED"}


@dataclass
class Review:
    """One action as it was reviewed, with its lines and how sure the division of text and update is."""

    ref: ActionRef
    text: str
    update: str
    standing: str
    is_reopened: bool
    lines: tuple[Line, ...]
    sure: float = PRINTED
    doubt: str = ""
    owner: str = ""
    due: str = ""

    def as_fact(self) -> dict[str, Any]:
        given = {name: words for name, words in (("owner", self.owner), ("due", self.due)) if words}
        return given | {
            "ref": self.ref.canonical,
            "text": self.text,
            "update": self.update,
            "status": self.standing or "OPEN",
            "reopened": self.is_reopened,
            "superseded_by": self.superseded_by,
            "transferred_to": self.transferred_to,
        }

    @property
    def superseded_by(self) -> str | None:
        for sentence in sentences(self.update):
            match = SUPERSEDED.search(sentence)
            refs = [ref for ref in actions_in(sentence) if ref.canonical != self.ref.canonical]
            if match and refs:
                return next((ref for ref in refs if ref.start > match.start()), refs[0]).canonical
        return None

    @property
    def transferred_to(self) -> str | None:
        match = next((found for pattern in TO_BODY if (found := pattern.search(self.update))), None)
        return re.sub(r"\s+(?:and|of|for)$", "", match[1].strip(" .,;")) if match else None


def take_status(text: str) -> tuple[str, str]:
    """The update without its status, and the status in the schema's words, "" where it has none."""
    found = STATUS.search(text) or LONE_STATUS.match(text)
    if not found:
        return text, ""
    return text[: found.start()].rstrip(), status_of(found["status"])


def status_of(word: str) -> str:
    return STATUS_BY_WORD.get(word.replace("0", "O").upper()[:2], "")


def lone_ref(text: str) -> tuple[ActionRef, str] | None:
    """The reference that `text` begins with, and what stands behind it; None where a colon makes it an action raised
    or where it begins with none."""
    bare = re.sub(r"^(?:ACTI[O0]N|Action)\s+", "", text)
    refs = actions_in(bare)
    if not refs or refs[0].start > 0:
        return None
    return refs[0], bare[refs[0].end :]


def is_review_table(table: Table) -> bool:
    """Whether the rows of `table` begin with references of actions, and more than one cell is in it."""
    if max(len(row) for row in table.rows) < 2:
        return False
    first = [row[0].words for row in table.rows if row[0] is not None and row[0].words]
    begins = sum(lone_ref(words) is not None for words in first)
    heads = [cell.words for cell in table.rows[0] if cell is not None]
    if any(map(OTHER_REGISTER.search, heads)) and not any(map(OF_ACTIONS.search, heads)):
        return False
    is_headed = bool(heads) and bool(HEAD_REF.match(heads[0]))
    return begins > 0 and (is_headed or begins >= len(first) / 2)


def reviews_in_table(table: Table) -> list[Review]:
    """The reviews in the rows of `table`; what stands in rows without a reference belongs to the one before."""
    columns = _columns(table.rows[0])
    found: list[Review] = []
    for row in table.rows[1:] if columns else table.rows:
        cells = [cell for cell in row if cell is not None]
        if not any(cell.words for cell in cells):
            continue
        begins = lone_ref(cells[0].words) if cells else None
        if begins:
            found.append(_of_row(row, begins, columns))
        elif found:
            _go_on(found[-1], cells)
    return found


def _columns(head: Sequence[Cell | None]) -> dict[str, int]:
    """Where reference, text, update, status and owner stand, by the head of the table; empty where it has none."""
    words = ["" if cell is None else cell.words for cell in head]
    if not words or lone_ref(words[0]):
        return {}
    found: dict[str, int] = {}
    for at, word in enumerate(words):
        for name, pattern in HEADS.items():
            if name not in found and word and len(word) < 60 and pattern.search(word):
                # One column headed "Action and update" holds the action; its update stands in it, or beneath.
                is_both = name == "update" and HEADS["text"].search(word)
                found["text" if is_both else name] = at
                break
    if not found:
        return {}
    found.setdefault("ref", 0)
    return found


def _of_row(row: Sequence[Cell | None], begins: tuple[ActionRef, str], columns: dict[str, int]) -> Review:
    ref, _ = begins
    lines = tuple(line for cell in row if cell is not None for line in cell.lines)
    first = row[0].text if row[0] is not None else ""
    behind = _behind_ref(first)
    texts = {name: _text(row, at) for name, at in columns.items() if name != "ref"}
    others = [cell.text for at, cell in enumerate(row) if at and cell is not None and cell.text.strip()]
    is_reopened = bool(REOPENED.search(first))
    if behind:
        text, update = behind, texts.get("update") or "\n".join(others)
    elif len(others) == 1 and "update" not in columns:
        text, update = others[0], ""
    else:
        text = texts.get("text") or (others[0] if others else "")
        update = texts.get("update") or "\n".join(others[1:])
    if not update and "\n" in text and take_status(_one_line(text))[1]:
        text, _, update = text.partition("\n")
    words, status = take_status(_one_line(update))
    if not status and "status" in texts:
        status = status_of(texts["status"].strip().split(" ")[0]) if texts["status"].strip() else ""
    review = Review(ref, _one_line(text), words, status, is_reopened, lines)
    review.owner, review.due = _one_line(texts.get("owner", "")), _one_line(texts.get("due", ""))
    return review


def _text(row: Sequence[Cell | None], at: int) -> str:
    cell = row[at] if at < len(row) else None
    return cell.text if cell is not None else ""


def _behind_ref(text: str) -> str:
    begins = lone_ref(" ".join(text.split()))
    if begins is None:
        return ""
    rest = REOPENED.sub("", begins[1], count=1) if REOPENED.match(begins[1].strip(" –-(")) else begins[1]
    return rest.strip(" :–-()").strip()


def _one_line(text: str) -> str:
    return joined(text.split("\n"))


def _go_on(review: Review, cells: list[Cell]) -> None:
    """Add a row without a reference: the update beneath an action, or the rest of one cut by a page's end."""
    texts = list(dict.fromkeys(cell.text for cell in cells if cell.words))
    review.lines = (*review.lines, *(line for cell in cells for line in cell.lines))
    if len(texts) == 2 and review.update and not review.standing:
        review.text = joined([review.text, _one_line(texts[0])])
        texts = texts[1:]
    words, status = take_status(joined([review.update, *(_one_line(text) for text in texts)]))
    review.update = words
    review.standing = status or review.standing
