"""The agenda items: which lines are their headings, and what stands before, in and behind them."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from archive.reading.layout.elements import Block, Kind, Layout, Line, Paragraph, Table
from archive.reading.layout.paragraphs import FINISHED
from archive.reading.minutes.words import VERB, digits

HEADING = re.compile(
    r"^(?P<number>\d[\dOlI]?|[lI]\d|[lI](?=\.))\s?(?P<point>[.):])?\s+(?P<title>[A-Z0-9‘“'\"(][^\n]{1,220})$"
)
SUB_NUMBER = re.compile(r"^\d{1,2}\.\d{1,2}\.?\s+")
DANGLING = re.compile(
    r"(?:\b(?:and|or|of|the|for|to|in|on|a|an|with|from|by|regarding|including|as|at|under)|[-–—,/&(:])$", re.IGNORECASE
)
LONGEST_TITLE = 160  # characters
LEAST_WIDTH = 52  # characters a heading's line may have before it wraps, in a document with short headings
LOOK_BACK = 200  # candidates: what lies between two items' headings in any document
ANYWAY = 3  # headings without a point are looked at where fewer than so many have one


@dataclass
class Item:
    """An agenda item with the blocks that stand under its heading."""

    number: str
    title: str
    lines: tuple[Line, ...]
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be the heading of an item."""

    at: int
    number: int
    title: str
    score: float


def divide(layout: Layout) -> tuple[list[Block], list[Item]]:
    """What stands before the first item, and the items in order."""
    chain = _best_chain(_candidates(layout))
    if not chain:
        return list(layout.blocks), []
    width = max([LEAST_WIDTH, *(len(_printed(layout.blocks[each.at])) for each in chain)])
    before = layout.blocks[: chain[0].at]
    items = []
    ends = [each.at for each in chain[1:]] + [len(layout.blocks)]
    for each, end in zip(chain, ends, strict=True):
        block = layout.blocks[each.at]
        item = Item(str(each.number), each.title, block.lines, layout.blocks[each.at + 1 : end])
        _lengthen(item, width, is_flat=layout.is_flat)
        items.append(item)
    return list(before), items


def _printed(block: Block) -> str:
    return block.lines[0].text.strip()


def _candidates(layout: Layout) -> list[Candidate]:
    found = [
        candidate
        for at, block in enumerate(layout.blocks)
        if isinstance(block, Paragraph) and (candidate := _candidate(at, block, needs_point=True))
    ]
    if len(found) < ANYWAY:
        found = [
            candidate
            for at, block in enumerate(layout.blocks)
            if isinstance(block, Paragraph) and (candidate := _candidate(at, block, needs_point=False))
        ]
    return found


def _candidate(at: int, block: Paragraph, *, needs_point: bool) -> Candidate | None:
    """The heading that `block` may be, scored by how much it looks like one."""
    if block.number:
        whole = re.fullmatch(r"(\d{1,2})\.?", block.number)
        number, title, has_point = (int(whole[1]) if whole else 0), block.text, True
    else:
        match = HEADING.match(block.text)
        number = digits(match["number"]) if match else 0
        title, has_point = (match["title"], bool(match["point"])) if match else ("", False)
        has_point = has_point or "\t" in block.first.text
    if not number or not title or len(title) > LONGEST_TITLE or VERB.search(title):
        return None
    if block.kind == Kind.BULLET or (needs_point and not has_point and block.kind != Kind.HEADING):
        return None
    return Candidate(at, number, title.strip(), _score(block, title))


def _score(block: Paragraph, title: str) -> float:
    score = 1.0
    score += 1.0 if block.kind == Kind.HEADING else 0.4 if block.is_bold else 0.0
    score += 0.2 if block.first.gap or block.first.opens_page else 0.0
    score -= 1.6 if re.search(r"(?:[;,]|; and|[a-z]\.)$", title) else 0.0
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", title) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    score += 0.5 if words and capitals / len(words) > 0.6 else 0.0
    score -= 0.7 if len(block.lines) > 2 or len(title) > 110 else 0.0
    return score


def _best_chain(candidates: list[Candidate]) -> list[Candidate]:
    """The headings whose numbers go up one by one and that look most like headings together. A number may be missing
    where a heading was lost; that costs."""
    best: list[tuple[float, int | None]] = []
    for at, each in enumerate(candidates):
        start = each.score - (0.0 if each.number == 1 else 0.3 * min(each.number, 6))
        value: tuple[float, int | None] = (start, None)
        for earlier in range(max(0, at - LOOK_BACK), at):
            step = each.number - candidates[earlier].number
            if 1 <= step <= 3:
                total = best[earlier][0] + each.score - 1.2 * (step - 1)
                value = max(value, (total, earlier), key=lambda pair: pair[0])
        best.append(value)
    if not best:
        return []
    end: int | None = max(range(len(best)), key=lambda at: best[at][0])
    chain: list[Candidate] = []
    while end is not None:
        chain.append(candidates[end])
        end = best[end][1]
    chain.reverse()
    return [each for each in chain if each.score > 0]


def _lengthen(item: Item, width: int, *, is_flat: bool) -> None:
    """Take the rest of a heading that runs over two lines out of the item's text."""
    while item.blocks and isinstance(item.blocks[0], Paragraph) and len(item.lines) < 3:
        first = item.blocks[0]
        text = first.text
        is_short = len(text) < width and len(first.lines) == 1 and not FINISHED.search(text)
        last = item.lines[-1].text.strip()
        fits = len(last) + 1 + len(text.partition(" ")[0]) <= width
        dangles = bool(DANGLING.search(last)) or _is_open(item.title)
        if first.kind != Kind.TEXT or not is_short or first.first.gap and not dangles:
            return
        if not is_flat and (not dangles or first.first.gap):
            return
        if not dangles and not text[:1].islower() and (fits or len(last) < LEAST_WIDTH):
            return
        item.title = f"{item.title} {text}"
        item.lines = (*item.lines, *first.lines)
        del item.blocks[0]


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("‘") > text.count("’") or text.count("“") > text.count("”")


def missing_numbers(items: list[Item]) -> list[int]:
    """The numbers between the first and the last item that no heading bears, and those before the first."""
    numbers = [int(item.number) for item in items]
    gaps = [list(range(before + 1, after)) for before, after in pairwise(numbers)]
    return [*range(1, numbers[0] if numbers else 1), *(number for gap in gaps for number in gap)]


def words_of(block: Block) -> str:
    """All that a block says."""
    if isinstance(block, Table):
        return "\n".join(cell.words for row in block.rows for cell in row if cell is not None)
    return block.text
