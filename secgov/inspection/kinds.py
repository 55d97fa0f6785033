"""What a paper's file is, by its content and never by its name; and how a ZIP is opened without being harmed by it."""

import io
import re
import zipfile
from dataclasses import dataclass
from zlib import error as DamagedData  # noqa: N812  (a class, whatever zlib calls it)

MEGABYTE = 1024 * 1024
# The last record of a ZIP may have a comment of 64 KB behind it.
END_BYTES = 22 + 65_535
MOST_DIRECTORY = MEGABYTE
MOST_PARTS = 5_000
MOST_UNPACKED = 200 * MEGABYTE
# Texts shrink to a tenth, empty spreadsheets to a hundredth, one of nothing but blanks to a thousandth.
MOST_SHRUNK = 200
ENCRYPTED = 0x1
UNPACKED_IN_STEPS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, KeyError, DamagedData)

ACCEPTED_WORDS = "A PDF, Word document, Excel workbook, PowerPoint presentation or PNG picture."
NONE_OF_THEM = "This file is none of those that can be put in. Choose a PDF, DOCX, XLSX, PPTX or PNG."
OLD_OFFICE = "This file is protected by a password or of an old kind of Office. Save it as DOCX, XLSX, PPTX or PDF."
MACROS = "This file carries macros. Save it without them, as DOCX, XLSX or PPTX."
BROKEN = "This file is damaged: it cannot be opened. Get it anew."
SWOLLEN = "This file swells beyond measure when it is unpacked. Save it anew, or as PDF."
UNUSUAL = "This file is packed in an unusual way. Open it in its own program, save it anew and choose that."


@dataclass(frozen=True)
class FileKind:
    """A kind of file: the suffix that names it, its media type, and what people call it."""

    suffix: str
    media_type: str
    words: str


OPEN_XML = "application/vnd.openxmlformats-officedocument"
PDF = FileKind(".pdf", "application/pdf", "a PDF")
PNG = FileKind(".png", "image/png", "a PNG picture")
WORD = FileKind(".docx", f"{OPEN_XML}.wordprocessingml.document", "a Word document")
EXCEL = FileKind(".xlsx", f"{OPEN_XML}.spreadsheetml.sheet", "an Excel workbook")
POWERPOINT = FileKind(".pptx", f"{OPEN_XML}.presentationml.presentation", "a PowerPoint presentation")
# What the main part of each calls itself in [Content_Types].xml.
MAIN_PARTS = {f"{kind.media_type}.main+xml": kind for kind in (WORD, EXCEL, POWERPOINT)}
CONTENT_TYPE = re.compile(rb"""ContentType\s*=\s*["']([^"']+)["']""")


class NotAccepted(ValueError):
    """A file that is not taken; the text is one sentence for whoever brought it."""


def kind_of(content: bytes) -> FileKind:
    """The kind of a file; NotAccepted where it is none that is taken, or unpacks to more than it may."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise NotAccepted(OLD_OFFICE)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    raise NotAccepted(NONE_OF_THEM)


def _packed(content: bytes) -> FileKind:
    with opened(content) as package:
        if "[Content_Types].xml" not in package.namelist():
            raise NotAccepted(NONE_OF_THEM)
        stated = {found.decode("ascii", "replace") for found in CONTENT_TYPE.findall(_read(package))}
        if any("macroEnabled" in kind or "vbaProject" in kind for kind in stated) or any(
            name.lower().endswith("vbaproject.bin") for name in package.namelist()
        ):
            raise NotAccepted(MACROS)
        kinds = [kind for main, kind in MAIN_PARTS.items() if main in stated]
        if len(kinds) != 1:
            raise NotAccepted(NONE_OF_THEM)
        return kinds[0]


def _read(package: zipfile.ZipFile) -> bytes:
    try:
        return package.read("[Content_Types].xml")
    except DAMAGED:
        raise NotAccepted(BROKEN) from None


def opened(content: bytes) -> zipfile.ZipFile:
    """The ZIP in `content`, after a look at its directory: NotAccepted where it is damaged, or would unpack to more,
    or in another way, than any honest file does. Reading a part then gives no more than the directory says."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - END_BYTES))
    if at >= 0 and int.from_bytes(content[at + 12 : at + 16], "little") > MOST_DIRECTORY:
        raise NotAccepted(SWOLLEN)
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        members = package.infolist()
    except DAMAGED:
        raise NotAccepted(BROKEN) from None
    if any(member.flag_bits & ENCRYPTED or member.compress_type not in UNPACKED_IN_STEPS for member in members):
        raise NotAccepted(UNUSUAL)
    if len({member.filename for member in members}) != len(members) or len(members) > MOST_PARTS:
        raise NotAccepted(UNUSUAL)
    if sum(member.file_size for member in members) > MOST_UNPACKED or any(_swells(member) for member in members):
        raise NotAccepted(SWOLLEN)
    return package


def _swells(member: zipfile.ZipInfo) -> bool:
    return member.file_size > MEGABYTE and member.file_size > MOST_SHRUNK * max(1, member.compress_size)
