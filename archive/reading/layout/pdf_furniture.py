"""What the pages of a PDF repeat at their top and foot, and watermarks: no part of the text."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.reading.layout.pdf_lines import Printed

BAND = 0.14  # of the page's height, above and below
SAME_HEIGHT = 14.0  # points
MOST_PAGES = 0.5
LARGE = 3.0  # times the size of the text, and on every page: a watermark that is not turned
_DIGITS = re.compile(r"\d{1,9}")
_PAGE_OF = re.compile(r"\bPage\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\b")
_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE)
LONGEST = 140  # characters
MOST_ARTIFACTS = 0.4  # of the lines: where more bear that mark, it says nothing


@dataclass(frozen=True, slots=True)
class _Place:
    """A line and how far from the page's edge it stands, in points."""

    line: Printed
    distance: float

    def is_repeated_in(self, other: "_Place") -> bool:
        """Whether another page has a line that differs at most by numbers that count the pages."""
        if abs(self.distance - other.distance) > SAME_HEIGHT:
            return False
        between = other.line.page - self.line.page
        pairs = zip(_DIGITS.findall(self.line.text), _DIGITS.findall(other.line.text), strict=True)
        return all(int(theirs) - int(ours) in {0, between} for ours, theirs in pairs)


def furniture_of(pages: list[tuple[list[Printed], float]]) -> list[Printed]:
    """The lines that are furniture. A page is its lines from the top down, those of its tables left out, and its
    height in points."""
    lines_in_all = [line for lines, _ in pages for line in lines]
    if sum(line.is_artifact for line in lines_in_all) > MOST_ARTIFACTS * len(lines_in_all):
        for line in lines_in_all:
            line.is_artifact = False
    top = [_from_edge(lines, height, is_top=True) for lines, height in pages]
    foot = [_from_edge(lines, height, is_top=False) for lines, height in pages]
    return [*_repeated(top), *_repeated(foot)]


def _from_edge(lines: list[Printed], height: float, *, is_top: bool) -> list[_Place]:
    """The lines in the band at the page's edge, from the edge inwards."""
    ordered = lines if is_top else list(reversed(lines))
    places = [_Place(line, line.base if is_top else height - line.base) for line in ordered]
    return [place for place in places if place.distance <= BAND * height]


def _repeated(edges: list[list[_Place]]) -> Iterable[Printed]:
    """On each page the lines from the edge inwards that most pages repeat, up to the first that is not."""
    alike: dict[str, list[_Place]] = defaultdict(list)
    for place in (place for places in edges for place in places):
        alike[folded(place.line.text)].append(place)
    for places in edges:
        for place in places:
            line = place.line
            pages = {other.line.page for other in alike[folded(line.text)] if place.is_repeated_in(other)}
            if not (_is_page_number(line) or line.is_artifact or are_most(len(pages), len(edges))):
                break
            yield line


def folded(text: str) -> str:
    """`text` with its numbers made alike."""
    return _DIGITS.sub("\0", text.casefold())


def are_most(count: int, pages: int) -> bool:
    """Whether what stands on `count` of `pages` pages is repeated on most; the first page may differ."""
    return count > 1 and count >= MOST_PAGES * (pages - 1)


def is_in_band(top: float, bottom: float, height: float) -> bool:
    """Whether something stands wholly at a page's upper or lower edge."""
    return bottom <= BAND * height or top >= (1 - BAND) * height


def _is_page_number(line: Printed) -> bool:
    has_number = bool(_PAGE_OF.search(line.text)) and len(line.text) <= LONGEST
    return has_number or bool(_PAGE_NUMBER.fullmatch(line.text))


def large_and_repeated(pages: list[tuple[list[Printed], float]], body_size: float) -> list[Printed]:
    """Words several times as large as the text that stand on every page: a watermark that is not turned."""
    large = [line for lines, _ in pages for line in lines if line.size >= LARGE * body_size]
    on = {text: {line.page for line in large if line.text == text} for text in {line.text for line in large}}
    return [line for line in large if len(pages) > 1 and len(on[line.text]) == len(pages)]
