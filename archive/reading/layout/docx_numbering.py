"""The numbers that Word gives to headings and rows of lists: they stand nowhere in the text and are worked out."""

import re
from dataclasses import dataclass, field

from archive.reading.layout.docx_package import Element, W
from archive.reading.layout.docx_styles import Styles, value, whole_number

MOST_LEVELS = 9
LARGEST = 9_999
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: a bullet, or a number as Word prints it; `depth` is its level from 1."""

    text: str
    is_bullet: bool
    depth: int

    @property
    def number(self) -> str:
        """The number without the points and brackets around it: "3.1" of "3.1.", "a" of "(a)"."""
        return self.text.strip(" \t.:()[]")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    restarts_after: int | None = None
    is_legal: bool = False


@dataclass
class _List:
    """A list's definition: its levels, and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class _Instance:
    """A use of a list: levels of its own, where it begins to count anew, and where it has not yet done so."""

    list: _List
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    unused: set[int] = field(default_factory=set)

    def start(self, number: int) -> int:
        return self.starts.get(number, (self.level(number) or _Level()).start)

    def level(self, number: int) -> _Level | None:
        return self.levels.get(number) or self.list.levels.get(number)


class Numbering:
    """The lists of a file; asked for each paragraph in the order of the text, it counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._instances: dict[str, _Instance] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        elements = {element.get(f"{W}abstractNumId"): element for element in root.findall(f"{W}abstractNum")}
        by_style = {value(element, "styleLink"): key for key, element in elements.items()}
        lists = {key: _List(_levels(element)) for key, element in elements.items()}
        for number in root.findall(f"{W}num"):
            key = value(number, "abstractNumId")
            link = value(elements.get(key), "numStyleLink")
            key = by_style.get(link, key) if link else key
            if key in lists:
                self._instances[number.get(f"{W}numId")] = _instance(number, lists[key])

    def label(self, paragraph: Element) -> Label | None:
        """What Word prints before `paragraph`, None where it is in no list. Counts on."""
        found, style = self._styles.in_list(paragraph)
        instance = self._instances.get(found.instance) if found else None
        if found is None or instance is None:
            return None
        number = found.level
        if number is None:
            number = _level_of_style(instance, style)
        level = instance.level(number)
        if level is None:
            return None
        if level.form == "bullet":
            return Label("", is_bullet=True, depth=max(number + 1, self._styles.list_depth(paragraph)))
        _count(instance, number)
        text = _PLACE.sub(lambda place: _shown(instance, int(place[1]) - 1, level), level.text)
        return Label(text, is_bullet=False, depth=number + 1) if text.strip() else None


def _levels(element: Element) -> dict[int, _Level]:
    return {
        number: _level(level)
        for level in element.findall(f"{W}lvl")
        if (number := whole_number(level.get(f"{W}ilvl"))) is not None and 0 <= number < MOST_LEVELS
    }


def _level(element: Element) -> _Level:
    legal = element.find(f"{W}isLgl")
    start = whole_number(value(element, "start"))
    return _Level(
        start=1 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        style=value(element, "pStyle"),
        restarts_after=whole_number(value(element, "lvlRestart")),
        is_legal=legal is not None and legal.get(f"{W}val") not in {"0", "false"},
    )


def _instance(element: Element, list_: _List) -> _Instance:
    found = _Instance(list_)
    for override in element.findall(f"{W}lvlOverride"):
        number = whole_number(override.get(f"{W}ilvl"))
        if number is None:
            continue
        start = whole_number(value(override, "startOverride"))
        if start is not None:
            found.starts[number] = start
            found.unused.add(number)
        own = override.find(f"{W}lvl")
        if own is not None:
            found.levels[number] = _level(own)
    return found


def _level_of_style(instance: _Instance, style: str | None) -> int:
    """The level that names this style; the first where none does."""
    levels = instance.list.levels | instance.levels
    return next((number for number, level in levels.items() if style and level.style == style), 0)


def _count(instance: _Instance, number: int) -> None:
    """Count one on at a level; those below begin anew. An instance with a start of its own counts from there when it
    comes first."""
    counts = instance.list.counts
    before = instance.start(number) - 1
    counts[number] = (before if number in instance.unused else counts.get(number, before)) + 1
    instance.unused.discard(number)
    for below in [other for other in counts if other > number]:
        after = (instance.level(below) or _Level()).restarts_after
        if after is None or 0 <= number < after:
            del counts[below]


def _shown(instance: _Instance, number: int, level: _Level) -> str:
    of = instance.level(number) or _Level()
    count = instance.list.counts.get(number, instance.start(number))
    return formatted(count, "decimal" if level.is_legal else of.form)


def formatted(count: int, form: str) -> str:
    """A number in one of Word's forms; in figures where the form is none of the usual."""
    if form in {"none", "bullet"}:
        return ""
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= LARGEST:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= LARGEST:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in (*_ROMAN, *_ROMAN_ONES):
        times, count = divmod(count, worth)
        text += letters * times
    return text
