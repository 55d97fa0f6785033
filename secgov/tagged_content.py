"""What the pages of a PDF draw, mark by mark: its words, and whether it is tagged, an artifact or neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

TEXT = {"Tj", "TJ", "'", '"'}
DRAWING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}
HEX_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Content:
    """Something drawn on a page; `number` is None for what has no tag, `text` "" for what has no words."""

    page: int
    number: int | None
    is_artifact: bool
    text: str = ""


@dataclass(frozen=True)
class Font:
    """How the codes of a font read: bytes to a code, and the words of each code."""

    width: int
    words: dict[int, str]

    def read(self, codes: bytes) -> str:
        steps = range(0, len(codes), self.width)
        return "".join(self.words.get(int.from_bytes(codes[at : at + self.width]), "") for at in steps)


@dataclass
class _State:
    """Where in a stream we are: the marks open around what is drawn, and the font."""

    marks: list[Content]
    fonts: dict[str, Font] = field(default_factory=dict)
    font: Font | None = None
    kept: list[Font | None] = field(default_factory=list)


def contents_of(page: pikepdf.Page, number: int) -> list[Content]:
    """What is drawn on `page`, which is the page `number`, in the order it is drawn."""
    untagged = Content(number, None, is_artifact=False)
    return list(_drawn(page.obj, page.resources, _State([untagged])))


def _drawn(stream: Any, resources: Any, state: _State) -> Iterator[Content]:
    for each in pikepdf.parse_content_stream(stream):
        sign, operands = str(each.operator), each.operands
        if sign in ("BMC", "BDC"):
            state.marks.append(_mark(state.marks[-1], operands, resources))
        elif sign == "EMC":
            state.marks.pop()
        elif sign in TEXT or sign in DRAWING:
            yield replace(state.marks[-1], text=_words(operands, state.font) if sign in TEXT else "")
        elif sign == "Do":
            yield from _placed(resources.XObject[str(operands[0])], resources, state)
        else:
            _follow_font(sign, operands, resources, state)


def _placed(thing: Any, resources: Any, state: _State) -> Iterator[Content]:
    """An image, or what a form draws within the marks around it."""
    if thing.get("/Subtype") == "/Form":
        yield from _drawn(thing, thing.get("/Resources", resources), _State(state.marks[-1:]))
    else:
        yield state.marks[-1]


def _mark(around: Content, operands: Any, resources: Any) -> Content:
    if str(operands[0]) == "/Artifact":
        return replace(around, is_artifact=True)
    properties = operands[1] if len(operands) > 1 else {}
    if isinstance(properties, pikepdf.Name):
        properties = resources.Properties[str(properties)]
    return replace(around, number=int(properties["/MCID"])) if "/MCID" in properties else around


def _follow_font(sign: str, operands: Any, resources: Any, state: _State) -> None:
    if sign == "q":
        state.kept.append(state.font)
    elif sign == "Q" and state.kept:
        state.font = state.kept.pop()
    elif sign == "Tf":
        name = str(operands[0])
        if name not in state.fonts:
            state.fonts[name] = _font(resources.Font[name])
        state.font = state.fonts[name]


def _words(operands: Any, font: Font | None) -> str:
    if font is None or not operands:
        return ""
    parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    return "".join(font.read(bytes(part)) for part in parts if isinstance(part, pikepdf.String))


def _font(font: Any) -> Font:
    words: dict[int, str] = {}
    if "/ToUnicode" in font:
        table = font.ToUnicode.read_bytes()
        for section in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            words |= {int(code, 16): _unicode(text) for code, text in HEX_PAIR.findall(section)}
        for section in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, text in RANGE.findall(section):
                words |= _range(int(first, 16), int(last, 16), _unicode(text))
    return Font(2 if font.get("/Subtype") == "/Type0" else 1, words)


def _unicode(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")


def _range(first: int, last: int, text: str) -> dict[int, str]:
    return {first + step: f"{text[:-1]}{chr(ord(text[-1]) + step)}" for step in range(last - first + 1)}
