"""Paragraphs from printed lines: where one ends and the next begins, told by gaps, indents, bullets and type."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from archive.reading.layout.pdf_lines import Printed
from archive.reading.layout.words import ends_sentence, opens_in_lower_case, rejoined, without_bullet

SAME_SIZE = 0.06  # of the size
SAME_PLACE = 3.0  # points
WIDER = 1.18  # of the usual distance between two lines
USUAL_LEADING = 1.2  # of the size, where a document has too few lines to tell
LEADINGS = (0.8, 2.6)
ENOUGH_LINES = 30
LEAST_RUN = 4  # lines
LONG = 40  # letters
RAGGED = 0.15  # of a line's width
_LABEL = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)]\s")


@dataclass(frozen=True, slots=True)
class Measure:
    """What tells a full line from a short one and a gap from a line's distance: the right margin, in points, and the
    usual distance of lines as a share of their size."""

    right: float
    leading: float = USUAL_LEADING
    leadings: dict[float, float] = field(default_factory=dict)

    def is_gap(self, last: Printed, line: Printed) -> bool:
        """Whether more than the usual distance lies between two lines."""
        usual = self.leadings.get(round(line.size), self.leading) * max(last.size, line.size)
        return line.base - last.base > usual * WIDER

    def ends_early(self, last: Printed, line: Printed) -> bool:
        """Whether the first word of `line` would have fitted behind `last`, which was ended on purpose then."""
        return last.x1 + 0.3 * last.size + line.first_width < self.right - 2


def leadings_of(columns: Iterable[list[Printed]]) -> tuple[float, dict[float, float]]:
    """The usual distance of lines as a share of their size: over all, and by size. Of several that are usual the least
    one counts, the others are spaces between paragraphs."""
    shares: dict[float, Counter[float]] = defaultdict(Counter)
    for lines in columns:
        for last, line in zip(lines, lines[1:], strict=False):
            share = (line.base - last.base) / line.size
            if _same_size(last, line) and LEADINGS[0] <= share <= LEADINGS[1]:
                shares[round(line.size)][round(share * 20) / 20] += 1
    by_size = {size: _least_usual(counted) for size, counted in shares.items() if counted.total() >= 3}
    return _least_usual(sum(shares.values(), Counter())), by_size


def _least_usual(counted: Counter[float]) -> float:
    if not counted:
        return USUAL_LEADING
    most = counted.most_common(1)[0][1]
    return min(share for share, count in counted.items() if count >= most / 4)


def right_margin(lines: list[Printed], width: float) -> float:
    """Where full lines end on pages of this `width`."""
    ends = sorted(line.x1 for line in lines)
    if not ends:
        return width
    margin = ends[int(len(ends) * 0.97)]
    return margin if len(ends) >= ENOUGH_LINES else max(margin, width - min(line.x0 for line in lines) * 1.05)


def _same_size(last: Printed, line: Printed) -> bool:
    return abs(last.size - line.size) <= SAME_SIZE * max(last.size, line.size)


def grouped(lines: Iterable[Printed], measure: Measure) -> list[list[Printed]]:
    """Neighbouring lines of one page or cell as paragraphs; marks in each line whether a gap stands before it."""
    groups: list[list[Printed]] = []
    for run in _runs(lines, measure):
        own = replace(measure, right=_own_margin(run, measure))
        for at, line in enumerate(run):
            if groups and not line.gap and not _begins_anew(groups[-1], line, own if at else measure):
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups


def _runs(lines: Iterable[Printed], measure: Measure) -> list[list[Printed]]:
    """Neighbouring lines that begin at the same place, without a gap; marks in each line whether one stands before."""
    runs: list[list[Printed]] = []
    for line in lines:
        line.gap = bool(runs) and measure.is_gap(runs[-1][-1], line)
        if runs and not line.gap and _is_flush(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _own_margin(run: list[Printed], measure: Measure) -> float:
    """Where the full lines of a run end. A quotation is set in on both sides: all its lines but the last are long and
    about equally so."""
    margin = max(line.x1 for line in run)
    full = [line for line in run[:-1] if len(line.text) >= LONG and line.x1 >= margin - RAGGED * (margin - line.x0)]
    return min(measure.right, margin + 2) if len(run) >= LEAST_RUN and len(full) == len(run) - 1 else measure.right


def _begins_anew(paragraph: list[Printed], line: Printed, measure: Measure) -> bool:
    last = paragraph[-1]
    if without_bullet(line.text)[1] or line.mark or not _same_size(last, line) or line.base <= last.base:
        return True
    if _LABEL.match(line.text) and _LABEL.match(paragraph[0].text) and _is_flush(paragraph[0], line):
        return True
    if measure.ends_early(last, line):
        goes_on = opens_in_lower_case(line.text) and not ends_sentence(last.text)
        return not goes_on or last.is_bold != line.is_bold
    if len(paragraph) == 1 and _is_label(last, line):
        return True
    return len(paragraph) > 1 and not _is_flush(last, line) and not _is_centred(last, line)


def _is_label(last: Printed, line: Printed) -> bool:
    """Whether a full line in bold stands above its text, and does not go on there: "TABASC20/01a Re-Opened"."""
    words = last.text.split()
    ends_in_name = bool(words) and not words[-1][:1].islower()
    return last.is_bold and not line.is_bold and ends_in_name and line.text[:1].isupper()


def _is_flush(last: Printed, line: Printed) -> bool:
    return abs(last.x0 - line.x0) <= SAME_PLACE


def _is_centred(last: Printed, line: Printed) -> bool:
    return abs(last.x0 + last.x1 - line.x0 - line.x1) <= 2 * SAME_PLACE


def goes_on(paragraph: list[Printed], following: list[Printed], measure: Measure) -> bool:
    """Whether a paragraph that ends a page goes on with the one that begins the next."""
    last, line = paragraph[-1], following[0]
    if not _same_size(last, line) or last.is_bold != line.is_bold or ends_sentence(last.text):
        return False
    if without_bullet(line.text)[1] or _LABEL.match(line.text):
        return False
    return opens_in_lower_case(line.text) or not measure.ends_early(last, line)


def text_of(lines: Iterable[Printed]) -> tuple[str, bool]:
    """What the lines of a paragraph say without the mark of a bullet, and whether there was one."""
    texts = [line.text for line in lines]
    texts[0], is_bullet = without_bullet(texts[0])
    return rejoined(texts), is_bullet
