"""What is hidden in a Word document, a workbook or a presentation: the parts of its ZIP read one by one."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from secgov.inspection.kinds import BROKEN, DAMAGED, EXCEL, POWERPOINT, WORD, FileKind, NotAccepted, opened

Element = Any  # lxml's elements have no types of their own here.

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGES = tuple(
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "cellIns", "cellDel")
)
WORDS_IN = {WORD.suffix: re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")}
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
NOTES = re.compile(r"ppt/notesSlides/notesSlide\d+\.xml")
SHEET_TEXT = re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml")
COMMENTS = re.compile(
    r"(?:word/comments|xl/comments\d*|xl/comments/comment\d*|xl/threadedComments/threadedComment\d*"
    r"|ppt/comments/[^/]*)\.xml"
)
PEOPLE = {"creator": "author", "lastModifiedBy": "last saved by", "manager": "manager", "company": "company"}


class Package:
    """An office file and its parts as XML; what declares entities, or is no XML, is damaged."""

    def __init__(self, content: bytes) -> None:
        self.zip = opened(content)
        self.names = self.zip.namelist()

    def parts(self, pattern: re.Pattern[str]) -> Iterator[Element]:
        for name in self.names:
            if pattern.fullmatch(name):
                yield self.part(name)

    def part(self, name: str) -> Element:
        try:
            raw = self.zip.read(name)
            if b"<!ENTITY" in raw or b"<!DOCTYPE" in raw:
                raise NotAccepted(BROKEN)
            return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except (*DAMAGED, etree.XMLSyntaxError, zipfile.LargeZipFile):
            raise NotAccepted(BROKEN) from None

    def has(self, name: str) -> bool:
        return name in self.names

    def holds(self, folder: str) -> bool:
        return any(name.startswith(folder) for name in self.names)


def inspect(content: bytes, kind: FileKind) -> tuple[list[str], str]:
    """What is hidden in an office file, in sentences, and its words."""
    package = Package(content)
    look = {WORD.suffix: _word, EXCEL.suffix: _excel, POWERPOINT.suffix: _powerpoint}[kind.suffix]
    found, words = look(package)
    return [*found, *_comments(package), *_embedded(package), *_people(package)], words


def _word(package: Package) -> tuple[list[str], str]:
    changes, by, hidden, words = 0, set(), False, []
    for part in package.parts(WORDS_IN[WORD.suffix]):
        for change in part.iter(*CHANGES):
            changes += 1
            by.add(change.get(f"{W}author") or "")
        hidden = hidden or any(each.get(f"{W}val") not in ("0", "false") for each in part.iter(f"{W}vanish"))
        words.append(_text_of(part, f"{W}p", f"{W}t"))
    found = [f"{_counted(changes, 'tracked change')}{_by(by)}."] if changes else []
    return [*found, *(["Text that is hidden."] if hidden else [])], "\n".join(words)


def _excel(package: Package) -> tuple[list[str], str]:
    found = []
    if package.has("xl/workbook.xml"):
        sheets = [each for each in package.part("xl/workbook.xml").iter() if _name(each) == "sheet"]
        hidden = [each.get("name") or "" for each in sheets if each.get("state") in ("hidden", "veryHidden")]
        found += [f"{_counted(len(hidden), 'hidden sheet')}: {', '.join(hidden)}."] if hidden else []
    lines = sum(
        _name(each) in ("row", "col") and each.get("hidden") in ("1", "true")
        for part in package.parts(re.compile(r"xl/worksheets/sheet\d+\.xml"))
        for each in part.iter()
    )
    found += ["Rows or columns that are hidden."] if lines else []
    found += (
        ["A history of tracked changes."] if any(each.startswith("xl/revisions/") for each in package.names) else []
    )
    found += (
        ["Links to other workbooks."] if any(each.startswith("xl/externalLinks/") for each in package.names) else []
    )
    return found, _all_text(package.parts(SHEET_TEXT), "t")


def _powerpoint(package: Package) -> tuple[list[str], str]:
    slides = list(package.parts(SLIDE))
    hidden = sum(each.get("show") in ("0", "false") for each in slides)
    notes = sum(bool(_speaker_notes(part)) for part in package.parts(NOTES))
    found = [f"{_counted(hidden, 'hidden slide')}."] if hidden else []
    found += [f"Speaker notes on {_counted(notes, 'slide')}."] if notes else []
    return found, _all_text(slides, "t")


def _speaker_notes(part: Element) -> str:
    """The words of the notes beneath a slide: its body, without the slide's number and date."""
    words = []
    for shape in (each for each in part.iter() if _name(each) == "sp"):
        kinds = {each.get("type") for each in shape.iter() if _name(each) == "ph"}
        if kinds <= {"body", None}:
            words += [each.text or "" for each in shape.iter() if _name(each) == "t"]
    return "".join(words).strip()


def _comments(package: Package) -> list[str]:
    count = sum(
        _name(each) in ("comment", "cm", "threadedComment") for part in package.parts(COMMENTS) for each in part.iter()
    )
    return [f"{_counted(count, 'comment')}."] if count else []


def _embedded(package: Package) -> list[str]:
    count = sum("/embeddings/" in name and not name.endswith("/") for name in package.names)
    return [f"{_counted(count, 'file')} embedded in it."] if count else []


def _people(package: Package) -> list[str]:
    """Who the file says it is by."""
    named: dict[str, str] = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if package.has(name):
            for each in package.part(name).iter():
                role = _name(each)[:1].lower() + _name(each)[1:]
                if role in PEOPLE and (each.text or "").strip():
                    named[PEOPLE[role]] = (each.text or "").strip()[:100]
    return [f"Names in its properties: {', '.join(f'{role} {name}' for role, name in named.items())}."] if named else []


def _name(element: Element) -> str:
    """An element's name without its namespace; "" for remarks."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text_of(part: Element, paragraph: str, run: str) -> str:
    return "\n".join("".join(each.text or "" for each in p.iter(run)) for p in part.iter(paragraph))


def _all_text(parts: Iterable[Element], name: str) -> str:
    return "\n".join(each.text or "" for part in parts for each in part.iter() if _name(each) == name)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _by(names: set[str]) -> str:
    known = sorted(name[:100] for name in names if name)
    return f", by {', '.join(known[:5])}" if known else ""
