"""What is hidden in a PDF: remarks, names, files within it, and what would run."""

import io
import re
from typing import Any

import pikepdf

PLAIN = {"/Link", "/Widget", "/Popup"}
PROTECTED = "It is protected by a password, so that nobody could look into it."
UNREADABLE = "It is damaged, so that nobody could look into it."
NAMES = {"/Author": "author", "/Manager": "manager", "/Company": "company"}
XMP_AUTHOR = re.compile(r"<dc:creator>\s*<rdf:\w+>\s*<rdf:li[^>]*>([^<]{1,100})</rdf:li>")
MOST_PAGES_READ = 6


def inspect(content: bytes) -> tuple[list[str], str]:
    """What is hidden in a PDF, in sentences, and the words of its first and last pages."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = [*_remarks(pdf), *_active(pdf), *_layers(pdf), *_people(pdf)]
    except pikepdf.PasswordError:
        return [PROTECTED], ""
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return [UNREADABLE], ""
    return found, _words(content)


def _remarks(pdf: pikepdf.Pdf) -> list[str]:
    count, by = 0, set()
    for page in pdf.pages:
        for each in page.obj.get("/Annots", []):
            if str(each.get("/Subtype", "")) not in PLAIN:
                count += 1
                by.add(str(each.get("/T", ""))[:100])
    names = ", ".join(sorted(by - {""})[:5])
    return [f"{count} comment{'' if count == 1 else 's'}{f', by {names}' if names else ''}."] if count else []


def _active(pdf: pikepdf.Pdf) -> list[str]:
    names: Any = pdf.Root.get("/Names", {})
    found = ["A script that runs when it is opened."] if "/JavaScript" in names or _runs(pdf) else []
    files = len(pdf.attachments)
    return [*found, *([f"{files} file{'' if files == 1 else 's'} attached to it."] if files else [])]


def _runs(pdf: pikepdf.Pdf) -> bool:
    action: Any = pdf.Root.get("/OpenAction", None)
    kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
    return kind in ("/JavaScript", "/Launch", "/SubmitForm") or "/AA" in pdf.Root


def _layers(pdf: pikepdf.Pdf) -> list[str]:
    layers: Any = pdf.Root.get("/OCProperties", {})
    hidden = layers.get("/D", {}).get("/OFF", [])
    return ["Layers that are hidden."] if len(hidden) else []


def _people(pdf: pikepdf.Pdf) -> list[str]:
    named = {role: str(pdf.docinfo.get(key, ""))[:100].strip() for key, role in NAMES.items()}
    metadata = pdf.Root.get("/Metadata", None)
    if metadata is not None and not named["author"]:
        creator = XMP_AUTHOR.search(metadata.read_bytes().decode("utf-8", "replace"))
        named["author"] = creator[1].strip() if creator else ""
    said = ", ".join(f"{role} {name}" for role, name in named.items() if name)
    return [f"Names in its properties: {said}."] if said else []


def _words(content: bytes) -> str:
    """The words of the first and the last pages, where a document says what it is; "" where they cannot be read."""
    import pdfplumber  # noqa: PLC0415  slow import

    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = pdf.pages
            wanted = pages if len(pages) <= MOST_PAGES_READ else [*pages[: MOST_PAGES_READ - 1], pages[-1]]
            return "\n".join(page.extract_text() or "" for page in wanted)
    except Exception:  # noqa: BLE001  what the library raises about damage is open-ended; its words are then unread
        return ""
