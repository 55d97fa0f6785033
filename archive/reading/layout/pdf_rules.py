"""The rules (drawn lines) that make the tables of a PDF's page, and those that a table leaves out."""

from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.layout import LTCurve
from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import obj_to_edges

from archive.reading.layout.pdf_lines import Letter, drawn_on

Edge = dict[str, Any]

THIN = 3.0  # points: a filled area so thin is a rule
NEAR = 3.0  # points
SHORTEST = 8.0  # points
GUTTER = 8.0  # points without a letter between two columns
MOST_EDGES = 4_000  # a drawing, not a table
MOST_RULES = 400


def rules_on(page: Any, letters: list[Letter]) -> tuple[list[Edge], list[Edge]]:
    """The upright and the level rules of a page, merged, with those added that close a table: where a page break
    cut it, at open sides, and between columns that only white space divides."""
    drawn = [edge for shape in _shapes(page) for edge in obj_to_edges(shape) if edge["orientation"]]
    if len(drawn) > MOST_EDGES:
        return [], []
    upright, level = _merged(drawn)
    if len(upright) + len(level) > MOST_RULES:
        return [], []
    added = [*_closing(upright, level), *_columns(upright, level, letters)]
    return _merged([*upright, *level, *added]) if added else (upright, level)


def _shapes(page: Any) -> Iterator[Edge]:
    """What may be a rule. Areas of colour are none, but two that differ by a rule's width are the frame of a box."""
    areas: list[Edge] = []
    for drawn in drawn_on(page):
        if not isinstance(drawn, LTCurve):
            continue
        shape = page.process_object(drawn)
        is_thin = min(shape["width"], shape["height"]) <= THIN
        if shape["object_type"] == "line" or is_thin or shape.get("stroke"):
            yield shape
        else:
            areas.append(shape)
    for last, area in zip(areas, areas[1:], strict=False):
        if _is_frame(last, area):
            yield area


def _is_frame(one: Edge, other: Edge) -> bool:
    return all(0.1 < abs(one[side] - other[side]) <= THIN for side in ("x0", "x1", "top", "bottom"))


def _merged(edges: Iterable[Edge]) -> tuple[list[Edge], list[Edge]]:
    merged = merge_edges(list(edges), NEAR, NEAR, NEAR, NEAR)
    upright = [edge for edge in merged if edge["orientation"] == "v" and edge["bottom"] - edge["top"] >= SHORTEST]
    level = [edge for edge in merged if edge["orientation"] == "h" and edge["x1"] - edge["x0"] >= SHORTEST]
    return upright, level


def level_rule(x0: float, x1: float, y: float) -> Edge:
    """A rule from left to right."""
    return _rule(x0, x1, y, y) | {"orientation": "h"}


def upright_rule(x: float, top: float, bottom: float) -> Edge:
    """A rule from the top down."""
    return _rule(x, x, top, bottom) | {"orientation": "v"}


def _rule(x0: float, x1: float, top: float, bottom: float) -> Edge:
    place = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return place | {"object_type": "rect_edge"}


def _closing(upright: list[Edge], level: list[Edge]) -> Iterator[Edge]:
    """Level rules where several upright ones begin or end together and none is drawn: there a page ended."""
    for end in ("top", "bottom"):
        for rules in _alike(upright, end):
            x0, x1 = min(rule["x0"] for rule in rules), max(rule["x0"] for rule in rules)
            y = rules[0][end]
            if len(rules) > 1 and not any(_covers(rule, x0, x1) and abs(rule["top"] - y) <= NEAR for rule in level):
                yield level_rule(x0, x1, y)


def _covers(rule: Edge, x0: float, x1: float) -> bool:
    return rule["x0"] <= x0 + NEAR and rule["x1"] >= x1 - NEAR


def _alike(rules: list[Edge], *keys: str) -> list[list[Edge]]:
    """Rules in groups whose places at `keys` are near."""
    found: list[list[Edge]] = []
    for rule in sorted(rules, key=lambda rule: tuple(rule[key] for key in keys)):
        near = next((group for group in reversed(found[-50:]) if _is_near(group[-1], rule, keys)), None)
        if near is None:
            found.append([rule])
        else:
            near.append(rule)
    return found


def _is_near(one: Edge, other: Edge, keys: tuple[str, ...]) -> bool:
    return all(abs(one[key] - other[key]) <= NEAR for key in keys)


def _columns(upright: list[Edge], level: list[Edge], letters: list[Letter]) -> Iterator[Edge]:
    """Upright rules for tables that are drawn with level rules alone, or without their outer sides."""
    for rules in _alike(level, "x0", "x1"):
        rules.sort(key=lambda rule: rule["top"])
        x0, x1, top, bottom = rules[0]["x0"], rules[0]["x1"], rules[0]["top"], rules[-1]["top"]
        inside = [rule for rule in upright if x0 - NEAR <= rule["x0"] <= x1 + NEAR and _overlaps(rule, top, bottom)]
        sides = [x for x in (x0, x1) if not any(abs(rule["x0"] - x) <= NEAR for rule in inside)]
        if inside and len(rules) > 1 and len(sides) == 2:
            yield from (upright_rule(x, top, bottom) for x in sides)
        elif not inside and len(rules) > 2:
            yield from _by_gutters(rules, letters)


def _overlaps(rule: Edge, top: float, bottom: float) -> bool:
    return bool(min(rule["bottom"], bottom) - max(rule["top"], top) > SHORTEST)


def _by_gutters(rules: list[Edge], letters: list[Letter]) -> Iterator[Edge]:
    """The sides and gutters of a table drawn with level rules alone, and the rule above its head where that has none;
    nothing where the columns do not stand clearly apart in at least two rows."""
    x0, x1, top, bottom = rules[0]["x0"], rules[0]["x1"], rules[0]["top"], rules[-1]["top"]
    within = [letter for letter in letters if _is_within(letter, x0, x1, top, bottom)]
    gutters = _gutters(within)
    bands = [
        [letter for letter in within if above["top"] <= letter.middle[1] < below["top"]]
        for above, below in zip(rules, rules[1:], strict=False)
    ]
    if not gutters or sum(_columns_filled(band, gutters) > 1 for band in bands) < 2:
        return
    head = _head_above(letters, gutters, x0, x1, top)
    if head is not None:
        yield level_rule(x0, x1, head)
    for band in bands:
        yield from (level_rule(x0, x1, y) for y in _between_rows(band, gutters))
    for x in (x0, *gutters, x1):
        yield upright_rule(x, head or top, bottom)


def _between_rows(band: list[Letter], gutters: list[float]) -> list[float]:
    """The heights between the lines of a band, where each line fills all columns and so is a row."""
    lines: list[list[Letter]] = []
    for letter in sorted(band, key=lambda letter: letter.base):
        if lines and letter.base - lines[-1][-1].base < letter.size / 2:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    are_rows = all(_columns_filled(line, gutters) == len(gutters) + 1 for line in lines)
    return [min(letter.top for letter in line) for line in lines[1:]] if are_rows else []


def _is_within(letter: Letter, x0: float, x1: float, top: float, bottom: float) -> bool:
    x, y = letter.middle
    return x0 <= x <= x1 and top <= y <= bottom


def _gutters(letters: list[Letter]) -> list[float]:
    """Where columns end that are divided by white space in every line."""
    found: list[float] = []
    reach: float | None = None
    for letter in sorted(letters, key=lambda letter: letter.x0):
        if reach is not None and letter.x0 - reach >= GUTTER:
            found.append(letter.x0 - GUTTER / 4)
        reach = letter.x1 if reach is None else max(reach, letter.x1)
    return found


def _columns_filled(letters: list[Letter], gutters: list[float]) -> int:
    return len({sum(letter.x0 > gutter for gutter in gutters) for letter in letters})


def _head_above(letters: list[Letter], gutters: list[float], x0: float, x1: float, top: float) -> float | None:
    """The top of the line right above a table, where its words stand in the table's columns."""
    near = [letter for letter in letters if _is_within(letter, x0, x1, top - 2.2 * letter.size, top)]
    together = _gutters(near)
    if _columns_filled(near, gutters) < 2 or len(together) != len(gutters):
        return None
    crosses = any(letter.x0 < gutter < letter.x1 for letter in near for gutter in gutters)
    return None if crosses else min(letter.top for letter in near) - 1
