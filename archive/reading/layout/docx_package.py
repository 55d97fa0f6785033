"""The door to a Word file: what is no Word file, is protected, damaged or unpacks to too much gets one sentence."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package

from archive.reading.layout.elements import Unreadable

Element = Any  # lxml's elements have no types of their own here.

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_UNPACKED = 100_000_000  # bytes
MOST_TIMES = 100  # how many times its own size a file may unpack to
MOST_PARTS = 2_000
IS_ENCRYPTED = 0x1

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_DOCUMENT = "WordDocument".encode("utf-16-le")
_MAIN_PART = re.compile(r"wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)")
_STRICT = b"http://purl.oclc.org/ooxml/"

NOT_WORD = "This is not a Word document, whatever its name says. Bring the file as .docx, .pdf, .md or .txt."
LOCKED = "This Word document is protected by a password. Save a copy without one and bring that."
OLD = "This is a document of an old Word. Open it, save it as .docx and bring that."
STRICT = "This Word document is saved as Strict Open XML. Save it as Word Document (.docx) and bring that."
DAMAGED = "This Word document is damaged and cannot be read. Open it in Word, save it again and bring that."
TOO_LARGE = "This Word document unpacks to more than 100 MB. Take its pictures out and bring it again."
BOMB = "This Word document unpacks to more than 100 times its size and is not read. Open it in Word and save it again."
TOO_MANY = f"This Word document has more than {MOST_PARTS:,} parts and is not read. Open it in Word and save it again."
ENTITIES = "This Word document declares entities, which Word never does, and is not read. Save it again with Word."


@dataclass
class WordFile:
    """The parts of a Word file that hold text, and those that say how it looks; None where a part is not there."""

    body: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    headers: list[Element] = field(default_factory=list)
    footers: list[Element] = field(default_factory=list)


def opened(content: bytes) -> WordFile:
    """The Word file in `content`. Unreadable says what is wrong; what the library raises about damage passes."""
    _refuse_other_kinds(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_bomb(archive.infolist(), len(content))
        _refuse_entities(archive)
        if _STRICT in archive.read("_rels/.rels"):
            raise Unreadable(STRICT)
        if "word/" not in "".join(archive.namelist()):
            raise Unreadable(NOT_WORD)
    main = Package.open(io.BytesIO(content)).main_document_part
    if not _MAIN_PART.search(main.content_type):
        raise Unreadable(NOT_WORD)
    return _word_file(main)


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(_OLE):
        is_word = _WORD_DOCUMENT in content
        raise Unreadable(LOCKED if _ENCRYPTED_PACKAGE in content else OLD if is_word else NOT_WORD)
    if not content.startswith(b"PK"):
        raise Unreadable(NOT_WORD)


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Unreadable by what the directory of the ZIP says; zipfile never unpacks more of a part than that."""
    if len(parts) > MOST_PARTS:
        raise Unreadable(TOO_MANY)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise Unreadable(TOO_LARGE)
    if unpacked > MOST_TIMES * size:
        raise Unreadable(BOMB)
    if any(part.flag_bits & IS_ENCRYPTED for part in parts):
        raise Unreadable(LOCKED)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Unreadable(NOT_WORD)  # Word packs in no other way, and the others unpack without a limit.


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """python-docx's parser does not resolve entities in text, but does in attributes."""
    for part in archive.infolist():
        is_xml = part.filename.endswith((".xml", ".rels"))
        if is_xml and b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
            raise Unreadable(ENTITIES)


def _word_file(main: Part) -> WordFile:
    body = _root(main).find(f"{W}body")
    if body is None:
        raise Unreadable(DAMAGED)
    found = WordFile(body)
    for name in ("styles", "numbering", "footnotes", "endnotes"):
        setattr(found, name, next(_related(main, name), None))
    found.headers = list(_related(main, "header"))
    found.footers = list(_related(main, "footer"))
    return found


def _related(main: Part, name: str) -> Iterator[Element]:
    """The parts of this kind, in the order in which the file names them."""
    for relation in main.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            yield _root(relation.target_part)


def _root(part: Part) -> Element:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    return parse_xml(part.blob)
