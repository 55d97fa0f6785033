"""Tables of reviewed actions that were run into lines, row by row or one column after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.reading.layout.elements import Block, Line, Paragraph
from archive.reading.layout.paragraphs import FINISHED, SENTENCE_ENDS, joined
from archive.reading.minutes.raised import TO_DO
from archive.reading.minutes.reviews import HEAD_ROW, LONE_STATUS, NO_STATUS, STATUS, Review, lone_ref, take_status
from archive.reading.minutes.words import REOPENED, ActionRef
from archive.reading.reading import GUESSED, LIKELY, PRINTED

OUT_OF_ORDER = "The columns of the table were run together out of order; compare this row with the source."
RUN_TOGETHER = "The columns of the table were run together; look where the action ends and its update begins."
NO_UPDATE = "No update was found in this row."


@dataclass
class Record:
    """The lines of one row of a flattened table, from its reference to its status."""

    ref: ActionRef
    first: str
    lines: list[Line]
    statuses: list[int]
    standing: str = ""


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
    widths = _widths(records)
    return [_review(record, widths) for record in records]


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
        record.statuses, record.standing = [], status
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


@dataclass(frozen=True, slots=True)
class Widths:
    """How long full lines are in the two columns of a table, in characters."""

    text: int
    update: int


def _widths(records: list[Record]) -> Widths:
    """The longest line right behind a reference, and the longest of all."""
    firsts = [len(record.lines[1].text.strip()) for record in records if len(record.lines) > 2]
    text = max(firsts, default=45)
    return Widths(text, max([text, *(len(line.text.strip()) for record in records for line in record.lines[1:])]))


def _review(record: Record, widths: Widths) -> Review:
    lines = record.lines
    last = record.statuses[-1] if record.statuses else len(lines) - 1
    printed_order = [line for line in lines[1:] if line.number <= lines[last].number]
    body = _text_first(printed_order)
    text_lines, update_lines, is_plain = _divided(body, widths, text_first=record.first)
    text = joined([record.first, *(line.text for line in text_lines)])
    update, status = take_status(joined(line.text for line in update_lines))
    if not update and not status:
        text, status = take_status(text)
    status = status or record.standing
    is_in_order = not record.standing and body == printed_order
    sure, doubt = _how_sure(update, status, is_plain=is_plain, is_in_order=is_in_order)
    return Review(record.ref, text, update, status, bool(REOPENED.search(lines[0].text)), tuple(lines), sure, doubt)


def _how_sure(update: str, status: str, *, is_plain: bool, is_in_order: bool) -> tuple[float, str]:
    """How sure a row is, and the doubt that weighs most."""
    if not status:
        return GUESSED, NO_STATUS
    if not is_plain:
        return LIKELY, RUN_TOGETHER
    if not update:
        return GUESSED, NO_UPDATE
    return (PRINTED, "") if is_in_order else (GUESSED, OUT_OF_ORDER)


def _divided(lines: list[Line], widths: Widths, *, text_first: str = "") -> tuple[list[Line], list[Line], bool]:
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
        if _may_divide(lines, at, text_first, widths.text)
    ]
    if not ends and TO_DO.match(joined([text_first, *(line.text for line in lines)])):
        return lines, [], False
    if not ends:
        return ([], lines, False) if text_first else (lines[:1], lines[1:], False)
    costs = {
        at: _unnatural(lines[:at], widths.text) + _unnatural(lines[at:], widths.update) + _odd(lines[:at])
        for at in ends
    }
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


# How an update begins, where the action before it bears no full stop.
UPDATE_BEGINS = re.compile(
    r"^(?:An? (?:\w+ )?update\b|This (?:action|item|agenda item)\b|It was noted\b"
    r"|(?:The )?[A-Z][\w/]*(?: [A-Z][\w]*){0,3} "
    r"(?:noted|informed|advised|confirmed|presented|provided|reported|stated|agreed|explained|has|have|is|are|was|were)\b)"
)


def _may_divide(lines: list[Line], at: int, text_first: str, width: int) -> bool:
    before = lines[at - 1].text.strip() if at else text_first
    after = lines[at].text.strip()
    is_status = bool(STATUS.search(after) and len(after) < 24)
    is_short = len(before) + 1 + len(after.partition(" ")[0]) + 6 < width
    ends = bool(SENTENCE_ENDS.search(before)) or (at > 1 and is_short and bool(UPDATE_BEGINS.match(after)))
    return ends and after[:1].isupper() and not (is_status and at > 1)


def _odd(lines: list[Line]) -> float:
    """How unlike an action's text these lines are: it is one sentence as a rule, and ends as one."""
    texts = [line.text for line in lines]
    ended = sum(bool(SENTENCE_ENDS.search(text)) for text in texts)
    return 0.8 * max(0, ended - 1) + (0.0 if texts and SENTENCE_ENDS.search(texts[-1]) else 0.6)


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
