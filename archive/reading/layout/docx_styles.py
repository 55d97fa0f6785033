"""What the styles of a Word file say of a paragraph or a run: headings, bold, hidden, numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.reading.layout.docx_package import Element, W

DEEPEST = 20  # styles based on each other
BODY_LEVEL = 9  # the outline level of text that is no heading
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"list(?: bullet| number)? (\d)", re.IGNORECASE)
_TITLES = {"title": 1, "subtitle": 2}
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class InList:
    """That a paragraph is in a list: its number instance, and its level from 0 where that is said."""

    instance: str
    level: int | None


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at `path` (names divided by strokes), None where there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/"))) if element is not None else None
    return None if found is None else found.get(f"{W}{attribute}")


def whole_number(text: str | None) -> int | None:
    """A whole number, None where `text` is none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


class Styles:
    """The styles of a file by their identifiers."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId"): style for style in styles}
        self._default = next(
            (
                style.get(f"{W}styleId")
                for style in styles
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
            ),
            None,
        )
        self._switches: dict[tuple[str | None, str], bool | None] = {}

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(DEEPEST):
            element = self._by_id.get(style)
            if element is None:
                return
            yield element
            style = value(element, "basedOn")

    def of(self, paragraph: Element) -> str | None:
        """The identifier of a paragraph's style."""
        return value(paragraph, "pPr/pStyle") or self._default

    def heading_depth(self, paragraph: Element) -> int:
        """The level of a heading, 1 the highest; 0 for what is none."""
        depth = _outline_depth(paragraph)
        if depth is not None:
            return depth
        for style in self.chain(self.of(paragraph)):
            name = (value(style, "name") or "").strip()
            found = _HEADING.fullmatch(name)
            if found:
                return int(found[1])
            depth = _TITLES.get(name.casefold()) or _outline_depth(style)
            if depth is not None:
                return depth
        return 0

    def list_depth(self, paragraph: Element) -> int:
        """The level in the name of a style like "List Bullet 2"; 1 for all others."""
        for style in self.chain(self.of(paragraph)):
            found = _LIST_LEVEL.fullmatch((value(style, "name") or "").strip())
            if found:
                return max(1, int(found[1]))
        return 1

    def in_list(self, paragraph: Element) -> tuple[InList | None, str | None]:
        """The list that a paragraph is in, and the style that says so; None where the paragraph itself does."""
        own = _in_list(paragraph.find(f"{W}pPr"))
        if own is not None and own.instance:
            return own, None
        for style in self.chain(self.of(paragraph)):
            found = _in_list(style.find(f"{W}pPr"))
            if found is not None and found.instance:
                level = own.level if own is not None and own.level is not None else found.level
                return InList(found.instance, level), style.get(f"{W}styleId")
        return None, None

    def indent(self, paragraph: Element) -> float:
        """How far a paragraph is set in, in points."""
        for element in (paragraph, *self.chain(self.of(paragraph))):
            left = value(element, "pPr/ind", "left") or value(element, "pPr/ind", "start")
            if left is not None:
                return (whole_number(left) or 0) / 20
        return 0.0

    def is_on(self, name: str, run: Element, paragraph: Element) -> bool:
        """Whether a run has a property that is on or off ("b", "vanish"): its own word, else its styles'."""
        own = _switch(run.find(f"{W}rPr"), name)
        if own is not None:
            return own
        by_run = self._style_switch(value(run, "rPr/rStyle"), name)
        return bool(by_run if by_run is not None else self._style_switch(self.of(paragraph), name))

    def _style_switch(self, style: str | None, name: str) -> bool | None:
        key = (style, name)
        if key not in self._switches:
            said = (_switch(element.find(f"{W}rPr"), name) for element in self.chain(style))
            self._switches[key] = next((switch for switch in said if switch is not None), None)
        return self._switches[key]

    def is_own(self, name: str, run: Element) -> bool:
        """Whether a run, or the style of its letters, has a property; the paragraph's style is not asked."""
        own = _switch(run.find(f"{W}rPr"), name)
        return bool(own if own is not None else self._style_switch(value(run, "rPr/rStyle"), name))


def _switch(properties: Element | None, name: str) -> bool | None:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val") not in _OFF


def _outline_depth(element: Element) -> int | None:
    level = whole_number(value(element, "pPr/outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level < BODY_LEVEL else 0


def _in_list(properties: Element | None) -> InList | None:
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    return InList(value(found, "numId") or "", whole_number(value(found, "ilvl")))
