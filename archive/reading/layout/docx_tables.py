"""The places of a Word table: which cell stands where, and which places merged cells cover."""

from collections.abc import Iterator

from archive.reading.layout.docx_package import Element, W
from archive.reading.layout.docx_styles import value, whole_number
from archive.reading.layout.docx_text import grid_span, visible_children

MOST_COLUMNS = 63
Place = list[Element] | None  # The element of the cell that stands here in a list, None where another one covers it.


def row_places(table: Element) -> Iterator[list[Place]]:
    """The rows of a table, deleted ones left out; a cell is at the first place that it covers."""
    above: list[Element | None] = []
    for row in _rows(table):
        places, above = _row(row, above)
        yield places


def _rows(container: Element) -> Iterator[Element]:
    """Rows, those in content controls and other wraps too."""
    for child in visible_children(container):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        else:
            yield from _rows(child)


def _cells(container: Element) -> Iterator[Element]:
    for child in visible_children(container):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in {f"{W}tbl", f"{W}p"}:
            yield from _cells(child)


def _row(row: Element, above: list[Element | None]) -> tuple[list[Place], list[Element | None]]:
    """The places of a row, and the cells that cover them, for the row below. `above` are those of the row above."""
    places: list[Place] = []
    covering: list[Element | None] = []
    for _ in range(_skipped(row, "gridBefore")):
        places.append([])
        covering.append(None)
    for cell in _cells(row):
        at = len(places)
        span = grid_span(cell)
        if at + span > MOST_COLUMNS:
            break
        over = above[at] if at < len(above) else None
        goes_on = _merge(cell) == "continue" and over is not None
        covered = bool(places) and _is_covered_by_left(cell)
        places.append(None if goes_on or covered else [cell])
        places.extend(None for _ in range(span - 1))
        covering.extend([over if goes_on else cell if _merge(cell) == "restart" else None] * span)
    places.extend([] for _ in range(min(_skipped(row, "gridAfter"), MOST_COLUMNS - len(places))))
    return places, covering


def _skipped(row: Element, name: str) -> int:
    return min(max(whole_number(value(row, f"trPr/{name}")) or 0, 0), MOST_COLUMNS - 1)


def _merge(cell: Element) -> str:
    """ "restart" where cells below are merged into this one, "continue" where it is one of them, "" for neither."""
    found = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if found is None else (found.get(f"{W}val") or "continue")


def _is_covered_by_left(cell: Element) -> bool:
    """Whether an older Word merged the cell into its left neighbour."""
    found = cell.find(f"{W}tcPr/{W}hMerge")
    return found is not None and (found.get(f"{W}val") or "continue") == "continue"
