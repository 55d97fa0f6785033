"""What an answer of the site says, whatever it is: a page, a PDF with its metadata and outline, a sheet, a header."""

import hashlib
import io
import zipfile
from typing import Any

import pikepdf
import pypdfium2
from django.http.response import HttpResponseBase

_KNOWN: dict[str, str] = {}


def said_in(response: HttpResponseBase) -> str:
    """Everything an answer says, its headers first."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{said_in_bytes(body)}"


def said_in_bytes(body: bytes) -> str:
    """The words in `body`; a file that has been read before is not read again."""
    if body[:4] not in (b"%PDF", b"PK\x03\x04"):
        return body.decode(errors="replace")
    key = hashlib.sha256(body).hexdigest()
    if key not in _KNOWN:
        _KNOWN[key] = _in_pdf(body) if body[:4] == b"%PDF" else _in_zip(body)
    return _KNOWN[key]


def _in_pdf(body: bytes) -> str:
    """Text, metadata and outline. Words that a narrow column broke are put together again: once with every space."""
    document = pypdfium2.PdfDocument(body)
    pages = [page.get_textpage().get_text_range() for page in document]
    outline = [entry.get_title() for entry in document.get_toc()]
    with pikepdf.open(io.BytesIO(body)) as opened:
        said = [str(value) for value in opened.docinfo.values()]
        said.append(str(opened.open_metadata()))
        said.append(_alternatives(opened))
    text = "\n".join([*pages, *outline, *said])
    return f"{text}\n{''.join(text.split())}"


def _alternatives(opened: Any) -> str:
    """What is said beside the text, for those who hear it."""
    found = []
    for each in opened.objects:
        if isinstance(each, pikepdf.Dictionary):
            found += [str(each[name]) for name in ("/Alt", "/ActualText", "/T", "/Contents") if _is_text(each, name)]
    return "\n".join(found)


def _is_text(each: Any, name: str) -> bool:
    return name in each and isinstance(each[name], pikepdf.String)


def _in_zip(body: bytes) -> str:
    """Every part of a spreadsheet, a document or an archive, names included."""
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        return "\n".join(f"{name}\n{said_in_bytes(opened.read(name))}" for name in opened.namelist())
