"""Which kind of file it is, told by its content and never by its name alone, and the layout that it gives."""

from archive.reading.layout.elements import Layout, Unreadable

MOST_BYTES = 25 * 1024 * 1024
PDF, ZIP, OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PROGRAMS = {
    b"MZ": "a program for Windows",
    b"\x7fELF": "a program",
    b"\xca\xfe\xba\xbe": "a program",
    b"\xcf\xfa\xed\xfe": "a program",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"\x1f\x8b": "an archive",
    b"{\\rtf": "a document in RTF",
}
KINDS = "Bring it as .txt, .md, .pdf or .docx."


def lay_out(content: bytes, name: str) -> Layout:
    """The layout of the file; Unreadable where it is empty, too large, or of a kind that is not read."""
    kind = kind_of(content, name)
    if kind == "pdf":
        from archive.reading.layout import pdf  # noqa: PLC0415  slow import

        return pdf.lay_out(content)
    if kind == "docx":
        from archive.reading.layout import docx  # noqa: PLC0415  slow import

        return docx.lay_out(content)
    from archive.reading.layout import text  # noqa: PLC0415  slow import

    return text.lay_out(content)


def _refuse_size(content: bytes) -> None:
    if not content.strip():
        raise Unreadable("The file is empty.")
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file has {len(content) // 1_048_576} MB; at most {MOST_BYTES // 1_048_576} MB are read.")


def kind_of(content: bytes, name: str) -> str:
    """ "pdf", "docx" or "text", by the first bytes; Unreadable for what is none of them."""
    _refuse_size(content)
    if PDF in content[:1024]:
        return "pdf"
    if content.startswith(ZIP):
        return "docx"
    if content.startswith(OLE):
        raise Unreadable(
            "This is an old or a protected Word file. Open it in Word, take off its password and save it as .docx."
        )
    if words := next((words for mark, words in PROGRAMS.items() if content.startswith(mark)), ""):
        raise Unreadable(f"This is {words}, whatever its name says. {KINDS}")
    if name.lower().endswith((".pdf", ".docx")):
        raise Unreadable(f"This is no {name.rpartition('.')[2].upper()} file, whatever its name says. {KINDS}")
    return "text"
