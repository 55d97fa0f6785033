"""Actions reviewed: tables of two columns or more, and tables that were run into lines, one column after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.reading.layout.elements import Block, Cell, Line, Paragraph, Table
from archive.reading.layout.paragraphs import FINISHED, SENTENCE_ENDS, joined
from archive.reading.minutes.raised import TO_DO
from archive.reading.minutes.words import REOPENED, ActionRef, actions_in, sentences
from archive.reading.reading import GUESSED, LIKELY, PRINTED

STATUS = re.compile(
    r"(?:^|(?<=[.\s]))(?:Action(?: (?:is|was|remains|now))?\s+|(?:Action )?Status\s*[:–-]\s*)(?P<status>"
    r"ON-?\s?GOING|CLOSED?|OPEN(?:ED)?|COMPLETED?|Ongoing|Closed?|Open|Completed?|0NGOING|ONG0ING|CL0SED|0PEN"
    r")\b\s*[.!]?\s*$"
)
LONE_STATUS = re.compile(r"^(?P<status>ONGOING|CLOSED|OPEN|Ongoing|Closed|Open|Complete[d]?|COMPLETE[D]?)\.?$")
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
OUT_OF_ORDER = "The columns of the table were run together out of order; compare this row with the source."
STATUS_BY_WORD = {"ON": "ONGOING", "CL": "CLOSED", "OP": "OPEN", "CO": "CLOSED"}


@dataclass
class Review:
    """One action as it was reviewed, with its lines and how sure the division of text and update is."""

    ref: ActionRef
    text: str
    update: str
    status: str
    is_reopened: bool
    lines: tuple[Line, ...]
    sure: float = PRINTED
    doubt: str = ""
    owner: str = ""

    def as_fact(self) -> dict[str, Any]:
        return {
            "ref": self.ref.canonical,
            "text": self.text,
            "update": self.update,
            "status": self.status or "OPEN",
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


# Tables.


def is_review_table(table: Table) -> bool:
    """Whether the rows of `table` begin with references of actions, and more than one cell is in it."""
    if max(len(row) for row in table.rows) < 2:
        return False
    first = [row[0].words for row in table.rows if row[0] is not None and row[0].words]
    begins = sum(lone_ref(words) is not None for words in first)
    heads = [cell.words for cell in table.rows[0] if cell is not None]
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
    review.owner = _one_line(texts.get("owner", ""))
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
    if len(texts) == 2 and review.update and not review.status:
        review.text = joined([review.text, _one_line(texts[0])])
        texts = texts[1:]
    words, status = take_status(joined([review.update, *(_one_line(text) for text in texts)]))
    review.update = words
    review.status = status or review.status


# Tables that were run into lines.


@dataclass
class Record:
    """The lines of one row of a flattened table, from its reference to its status."""

    ref: ActionRef
    first: str
    lines: list[Line]
    statuses: list[int]
    status: str = ""


def region_of(blocks: Sequence[Block], meeting: int | None) -> tuple[int, int] | None:
    """Where among `blocks` a flattened table of reviews stands, as a slice; None where there is none."""
    starts = [at for at, block in enumerate(blocks) if _opens_record(block, meeting)]
    ends = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and _ends_record(block.text)]
    if not starts or not ends or ends[-1] < starts[0]:
        return None
    start, end = starts[0], ends[-1] + 1
    while start and isinstance(blocks[start - 1], Paragraph) and HEAD_ROW.match(blocks[start - 1].text):  # type: ignore[union-attr]
        start -= 1
    return start, end


def _ends_record(text: str) -> bool:
    return bool(STATUS.search(text) or LONE_STATUS.match(text))


def _opens_record(block: Block, meeting: int | None) -> bool:
    if not isinstance(block, Paragraph):
        return False
    begins = lone_ref(block.first.text.strip())
    if begins is None:
        return False
    ref, rest = begins
    rest = rest.strip()
    if not rest or REOPENED.match(rest.strip("(–- ")):
        return True
    is_raised = rest.startswith(":") and ref.meeting == meeting
    return not is_raised and not re.match(r"^[-–—]", rest) and bool(re.match(r"^:?\s*[A-Z]", rest))


def reviews_in_lines(blocks: Sequence[Block], meeting: int | None) -> list[Review]:
    """The reviews of a region, each line given to the text or to the update."""
    lines = [line for block in blocks for line in block.lines]
    records = _in_order(_share_out(list(_records(lines, meeting))))
    width = _text_width(records)
    return [_review(record, width) for record in records]


def _records(lines: list[Line], meeting: int | None) -> Iterator[Record]:
    record: Record | None = None
    for line in lines:
        text = line.text.strip()
        begins = lone_ref(text)
        if begins and _is_new(begins, meeting):
            if record:
                yield record
            rest = begins[1].strip(" :–-()")
            is_reopened = bool(REOPENED.match(rest))
            first = REOPENED.sub("", rest, count=1).strip(" :–-()") if is_reopened else rest
            record = Record(begins[0], first, [line], [])
        elif record and not HEAD_ROW.match(text):
            record.lines.append(line)
            if STATUS.search(text) or LONE_STATUS.match(text):
                record.statuses.append(len(record.lines) - 1)
    if record:
        yield record


def _is_new(begins: tuple[ActionRef, str], meeting: int | None) -> bool:
    rest = begins[1].strip()
    return (
        not rest
        or bool(REOPENED.match(rest.strip("(–- ")))
        or bool(re.match(r"^[:–-]?\s*[A-Z]", rest))
        and begins[0].meeting != meeting
    )


def _in_order(records: list[Record]) -> list[Record]:
    """Where a status slipped out of its row into a neighbour's, there are still as many as rows, in their order."""
    said = [(at, n) for at, record in enumerate(records) for n in record.statuses]
    if len(said) != len(records) or all(len(record.statuses) == 1 for record in records):
        return records
    words = [status_of_line(records[at].lines[n].text) for at, n in said]
    for record, status in zip(records, words, strict=True):
        gone = set(record.statuses)
        record.lines = [line for n, line in enumerate(record.lines) if n not in gone]
        record.statuses, record.status = [], status
    return records


def status_of_line(text: str) -> str:
    """The status that a line ends in, "" for none."""
    return take_status(text.strip())[1]


def _share_out(records: list[Record]) -> list[Record]:
    """Where a page's first column was run before its second, the updates of several actions stand behind the last of
    them: give each its own."""
    at = 0
    while at < len(records):
        last = at
        while last + 1 < len(records) and not records[last].statuses:
            last += 1
        group = records[at : last + 1]
        is_by_column = len(group) > 1 and len(group[-1].statuses) == len(group) and group[-1].statuses[0] > 1
        if is_by_column and all(map(_has_text_only, group[:-1])):
            _divide_updates(group)
        at = last + 1
    return records


def _has_text_only(record: Record) -> bool:
    """Whether no wide space divides what stands under the reference."""
    return not any(line.gap and not line.opens_page for line in record.lines[2:])


def _divide_updates(group: list[Record]) -> None:
    whole = group[-1]
    ends = whole.statuses
    first = _end_of_text(whole.lines[: ends[0] + 1])
    parts, start = [], first
    for end in ends:
        parts.append(whole.lines[start : end + 1])
        start = end + 1
    whole.lines = whole.lines[:first]
    for record, part in zip(group, parts, strict=True):
        record.lines += part
        record.statuses = [len(record.lines) - 1]


def _end_of_text(lines: list[Line]) -> int:
    for at in range(1, len(lines)):
        if SENTENCE_ENDS.search(lines[at].text) or (at + 1 < len(lines) and lines[at + 1].gap and at >= 1):
            return at + 1
    return 1


def _text_width(records: list[Record]) -> int:
    """How wide the column of texts is: the longest line right behind a reference."""
    firsts = sorted(len(record.lines[1].text.strip()) for record in records if len(record.lines) > 2)
    return firsts[-1] if firsts else 45


def _review(record: Record, width: int) -> Review:
    lines = record.lines
    last = record.statuses[-1] if record.statuses else len(lines) - 1
    printed_order = [line for line in lines[1:] if line.number <= lines[last].number]
    body = _text_first(printed_order)
    printed = lines[0].text
    sure, doubt = PRINTED, ""
    if record.first:
        text_lines, update_lines, is_sure = _divided(body, width, text_first=record.first)
        text = joined([record.first, *(line.text for line in text_lines)])
    else:
        text_lines, update_lines, is_sure = _divided(body, width)
        text = joined(line.text for line in text_lines)
    update, status = take_status(joined(line.text for line in update_lines))
    if not update and not status:
        text, status = take_status(text)
    status = status or record.status
    if record.status or [line.number for line in body] != [line.number for line in printed_order]:
        sure, doubt = GUESSED, OUT_OF_ORDER
    if not update:
        sure, doubt = GUESSED, "No update was found in this row."
    if not is_sure:
        sure, doubt = (
            LIKELY,
            "The columns of the table were run together; look where the action ends and its update begins.",
        )
    if not status:
        sure, doubt = GUESSED, NO_STATUS
    return Review(record.ref, text, update, status, bool(REOPENED.search(printed)), tuple(lines), sure, doubt)


def _divided(lines: list[Line], width: int, *, text_first: str = "") -> tuple[list[Line], list[Line], bool]:
    """The lines of the text and those of the update, and whether the division is plain.

    A wide space divides them. Else the text ends at the end of a sentence, before the first line too long for its
    column, where its lines are as long as its column allows and those of the update as long as theirs.
    """
    gaps = [at for at in range(1, len(lines)) if lines[at].gap and not lines[at].opens_page]
    complete = [at for at in gaps if _is_complete(lines[:at], text_first)]
    if complete:
        return lines[: complete[0]], lines[complete[0] :], True
    if gaps and not text_first:
        return lines[: gaps[0]], lines[gaps[0] :], True
    ends = [
        at
        for at in range(0 if text_first and FINISHED.search(text_first) else 1, len(lines))
        if _may_divide(lines, at, text_first)
    ]
    if not ends and TO_DO.match(joined([text_first, *(line.text for line in lines)])):
        return lines, [], False
    if not ends:
        return ([], lines, False) if text_first else (lines[:1], lines[1:], False)
    right = max((len(line.text.strip()) for line in lines), default=width)
    costs = {at: _unnatural(lines[:at], width) + _unnatural(lines[at:], max(right, width + 8)) for at in ends}
    best = min(ends, key=lambda at: (costs[at], at))
    return lines[:best], lines[best:], len(ends) == 1


def _text_first(lines: list[Line]) -> list[Line]:
    """The lines of a row whose update was run before its action, put the right way round. They are told apart where a
    wide space divides them and only the later reads like an action: "SECAS to provide ..."."""
    parts: list[list[Line]] = []
    for line in lines:
        if not parts or line.gap:
            parts.append([])
        parts[-1].append(line)
    texts = [joined(line.text for line in part) for part in parts]
    like_actions = [at for at, text in enumerate(texts) if TO_DO.match(text)]
    if len(parts) < 2 or not like_actions or like_actions[0] == 0:
        return lines
    if len(texts[0]) < 8 or not SENTENCE_ENDS.search(texts[0]):
        return lines
    chosen = parts.pop(like_actions[0])
    statuses = [part for part in parts if _ends_record(joined(line.text for line in part))]
    rest = [part for part in parts if part not in statuses]
    marked = [replace(line, gap=at == 0) for at, line in enumerate(line for part in rest for line in part)]
    return [*chosen, *marked, *(line for part in statuses for line in part)]


def _is_complete(lines: list[Line], text_first: str) -> bool:
    words = joined([text_first, *(line.text for line in lines)])
    return bool(SENTENCE_ENDS.search(words)) or len(words) > 40


def _may_divide(lines: list[Line], at: int, text_first: str) -> bool:
    before = lines[at - 1].text.strip() if at else text_first
    after = lines[at].text.strip()
    is_status = bool(STATUS.search(after) and len(after) < 24)
    return bool(SENTENCE_ENDS.search(before)) and after[:1].isupper() and not (is_status and at > 1)


def _unnatural(lines: list[Line], width: int) -> float:
    """How many lines end although the next word would have fitted, and no sentence ended there; a line that is too
    long for the column counts more."""
    cost = 0.0
    for at, line in enumerate(lines):
        text = line.text.strip()
        cost += 3.0 * (len(text) > width + 3)
        if at + 1 < len(lines) and not SENTENCE_ENDS.search(text):
            room = width - len(text) - 1 - len(lines[at + 1].text.split(maxsplit=1)[0])
            cost += 0.5 * (room > 3) + 1.0 * (room > 12)
    return cost
