"""What a file is, by its content and not by its name."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Suffix, media type: the kinds that can be read, and what several of them come in.
ACCEPTED = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".docx": WORD,
    ".zip": "application/zip",
}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"\x00asm")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Where UTF-16 begins; such a text is full of NULs.
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
# More of these in a thousand bytes than this many, and it is no text. Tab, newlines and page breaks are text.
FEW_CONTROLS = 10
CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13}))


# The last record of a ZIP may have a comment of 64 KB behind it; its directory, of some thousand files, is far smaller
# than this.
END_BYTES = 22 + 65_535
MOST_DIRECTORY = 1024 * 1024


class NotTaken(ValueError):
    """A file that is not taken in; the text is one sentence for whoever brought it."""


@dataclass(frozen=True)
class Kind:
    """What a file is: the suffix that names it, and its media type."""

    suffix: str
    media_type: str


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of a file; NotTaken where it is none that can be read, or its name says otherwise."""
    if not content.strip(b"\x00\t\n\x0c\r \xef\xbb\xbf\xff\xfe"):
        raise NotTaken(f"“{name}” is empty. Choose the file with the minutes in it.")
    suffix = PurePath(name).suffix.lower()
    found = _recognised(content, name)
    if suffix not in ACCEPTED:
        kinds = ", ".join(ACCEPTED)
        raise NotTaken(f"“{name}” is of a kind that cannot be read. Choose a file of one of these: {kinds}.")
    named_alike = {suffix, found} <= {".txt", ".md"}
    if suffix != found and not named_alike:
        raise NotTaken(f"“{name}” holds {WORDS[found]}, whatever its name says. Give it the name that fits.")
    return Kind(suffix, ACCEPTED[suffix])


WORDS = {".txt": "plain text", ".pdf": "a PDF", ".docx": "a Word document", ".zip": "a ZIP"}


def _recognised(content: bytes, name: str) -> str:
    """The suffix that would fit the content."""
    if content.startswith(PROGRAMS):
        raise NotTaken(f"“{name}” is a program, whatever its name says. Choose a file with minutes in it.")
    if content.startswith(OLD_OFFICE):
        raise NotTaken(f"“{name}” is protected by a password or of an old kind of Word. Save it as .docx or PDF.")
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content, name)
    if not _is_text(content):
        raise NotTaken(f"“{name}” holds neither text, nor a PDF, nor a Word document. Choose another file.")
    return ".txt"


def refuse_crowded(end: bytes, name: str) -> None:
    """NotTaken where the `end` of a ZIP says that its directory is too large to be gone through."""
    at = end.rfind(b"PK\x05\x06")
    if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > MOST_DIRECTORY:
        raise NotTaken(f"“{name}” holds far too many files. Split it.")


def _packed(content: bytes, name: str) -> str:
    """A Word document is a ZIP too."""
    refuse_crowded(content[-END_BYTES:], name)
    try:
        members = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise NotTaken(f"“{name}” is damaged: it cannot be opened. Get the file anew.") from None
    if "word/document.xml" in members:
        return ".docx"
    if "[Content_Types].xml" in members or "mimetype" in members:
        raise NotTaken(f"“{name}” is an office file, but no Word document. Save the minutes as .docx or PDF.")
    return ".zip"


def _is_text(content: bytes) -> bool:
    if content.startswith(WIDE_TEXT):
        return True
    sample = content[:100_000]
    return len(sample) - len(sample.translate(None, CONTROLS)) <= FEW_CONTROLS * len(sample) // 1000
