"""Everything that a document says: the words of its pages, and every word that no page shows.

Of a PDF every string in the file is read, whatever it is for: title, author, subject and keywords, XMP, bookmarks,
alternative texts and replacement texts of tags, notes, link targets, form fields, names and contents of what is
embedded. A document that is not drawn yet is read from the HTML it will be drawn from.
"""

import io
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pikepdf
import pypdfium2

# What a string in a PDF is called when a finding says where it stands.
PLACES = {
    "/Title": "a title or bookmark",
    "/Author": "the author",
    "/Subject": "the subject",
    "/Keywords": "the keywords",
    "/Alt": "an alternative text",
    "/ActualText": "a replacement text",
    "/E": "an expanded abbreviation",
    "/Contents": "a note",
    "/URI": "a link",
    "/F": "the name of an embedded file",
    "/UF": "the name of an embedded file",
    "/Desc": "the description of an embedded file",
    "/TU": "a form field",
    "/V": "a form field",
}
DEEPEST = 20  # arrays in arrays: more is no document of ours
# PDFium holds one document at a time.
_ONE_AT_A_TIME = threading.Lock()


class Unreadable(Exception):
    """A document that cannot be read, and so cannot be vouched for."""


@dataclass(frozen=True)
class Piece:
    """One run of words of a document. `breaks` says from which sign on each further page begins; `is_whole` that the
    piece repeats what others hold, put together across page ends."""

    where: str
    text: str
    breaks: tuple[tuple[int, str], ...] = field(default=())
    is_whole: bool = False

    def place_of(self, sign: int) -> str:
        """Where the sign at that place of the text stands."""
        found = self.where
        for start, where in self.breaks:
            if start <= sign:
                found = where
        return found


def pieces_of(content: bytes, *, title: str = "", file_name: str = "") -> list[Piece]:
    """What the document says, and the title and name under which it is given out. Unreadable where it is neither a
    PDF nor HTML, or a damaged or encrypted one."""
    named = [Piece("the title", title), Piece("the file name", unquote(file_name))]
    read = _pdf(content) if content[:1024].lstrip().startswith(b"%PDF") else _html(content)
    return [piece for piece in [*read, *named] if piece.text.strip()]


def _pdf(content: bytes) -> list[Piece]:
    try:
        pages = _pages(content)
        hidden = list(_strings(content))
    except (pypdfium2.PdfiumError, pikepdf.PdfError, OSError, ValueError) as error:
        raise Unreadable("The document cannot be read. Draw it again.") from error
    return [*pages, *_whole(pages), *_once(hidden)]


def _pages(content: bytes) -> list[Piece]:
    """The words of each page in the order they were drawn, so that a cell of a table stays in one piece."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            return [Piece(f"page {number}", _page_text(page)) for number, page in enumerate(document, start=1)]
        finally:
            document.close()


def _page_text(page: Any) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_range()).replace("\r\n", "\n")
    finally:
        words.close()
        page.close()


_NUMBERS = re.compile(r"\d+")
_MARKER = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•◦▪–-])\s+", re.MULTILINE)
_ANCHOR = re.compile(r"(?<=[^\W\d_])([.,;:)’”\"']?)\d{1,2}(?=\s|$|[.,;:)])")


def _whole(pages: list[Piece]) -> list[Piece]:
    """All pages in one piece: without what stands on every page, the numbers of lists and the marks of footnotes, so
    that none of these parts a passage."""
    seen = Counter(_masked(line) for page in pages for line in set(_edges(page.text)))
    text, breaks = "", []
    for page in pages:
        breaks.append((len(text), page.where))
        kept = [line for line in page.text.split("\n") if len(pages) == 1 or seen[_masked(line)] < 2]
        text += _ANCHOR.sub(r"\1", _MARKER.sub("", "\n".join(kept))) + "\n"
    return [Piece("the text", text, tuple(breaks), is_whole=True)] if pages else []


def _edges(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    return [*lines[:4], *lines[-4:]]


def _masked(line: str) -> str:
    return _NUMBERS.sub("#", line.strip())


def _strings(content: bytes) -> Iterator[Piece]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield from _in_object(pdf.trailer, "", 0)
        for found in pdf.objects:
            yield from _in_object(found, "", 0)
            if isinstance(found, pikepdf.Stream):
                yield from _in_stream(found)


def _in_object(found: Any, key: str, depth: int) -> Iterator[Piece]:
    """The strings of one object and of what stands directly in it; what it refers to comes by itself."""
    if isinstance(found, pikepdf.String):
        text = str(found)
        if any(sign.isalpha() for sign in text):
            yield Piece(PLACES.get(key, "the metadata"), unquote(text) if key == "/URI" else text)
        return
    for name, each in _parts(found, key):
        if depth < DEEPEST and not getattr(each, "is_indirect", False):
            yield from _in_object(each, name, depth + 1)


def _parts(found: Any, key: str) -> Iterator[tuple[str, Any]]:
    """What stands in an array, under the name the array has, or in a dictionary, each under its own."""
    if isinstance(found, pikepdf.Array):
        yield from ((key, each) for each in found)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield from found.items()


def _in_stream(stream: Any) -> Iterator[Piece]:
    """XMP, the contents of embedded files as far as they are words, and texts that stand in for drawn signs."""
    kind = str(stream.get("/Type", ""))
    if kind in ("/Metadata", "/EmbeddedFile"):
        words = stream.read_bytes().decode("utf-8", "replace")
        yield Piece("the metadata" if kind == "/Metadata" else "an embedded file", re.sub(r"<[^>]*>", "\n", words))
    elif kind in ("", "/XObject") and "/Length1" not in stream and str(stream.get("/Subtype", "")) != "/Image":
        yield from _drawn_instead(stream)


def _drawn_instead(stream: Any) -> Iterator[Piece]:
    data = stream.read_bytes()
    if b"ActualText" not in data and b"/Alt" not in data:
        return
    for drawn in pikepdf.parse_content_stream(stream):
        marked = list(drawn.operands) if str(drawn.operator) == "BDC" else []
        if len(marked) > 1 and isinstance(marked[1], pikepdf.Dictionary):
            yield from _in_object(marked[1], "", 0)


def _once(pieces: list[Piece]) -> list[Piece]:
    return list(dict.fromkeys(pieces))


SAID_BY_ATTRIBUTES = {"alt": "an alternative text", "title": "a title", "aria-label": "a label", "href": "a link"}
IN_LINE = frozenset(["a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup", "u"])


class _Words(HTMLParser):
    """Collects the words of a document and what its attributes say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.said: list[Piece] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.silent = tag if tag in ("style", "script") else self.silent
        if tag not in IN_LINE:
            self.text.append("\n")
        if tag == "meta" and given.get("name"):
            self.said.append(Piece("the metadata", given.get("content", "")))
        for name, place in SAID_BY_ATTRIBUTES.items():
            if given.get(name):
                self.said.append(Piece(place, unquote(given[name])))

    def handle_endtag(self, tag: str) -> None:
        self.silent = "" if tag == self.silent else self.silent
        if tag not in IN_LINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)


def _html(content: bytes) -> list[Piece]:
    try:
        html = content.decode()
    except UnicodeDecodeError as error:
        raise Unreadable("The document cannot be read. Draw it again.") from error
    words = _Words()
    words.feed(html)
    text = "".join(words.text)
    without_marks = _ANCHOR.sub(r"\1", text)
    return [Piece("the text", text), Piece("the text", without_marks, is_whole=True), *_once(words.said)]
