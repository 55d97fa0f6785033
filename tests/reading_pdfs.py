"""The words of a PDF, for tests that read one."""

import io

import pdfplumber


def words_of(content: bytes) -> str:
    """The text of every page, each run of spaces as one."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return " ".join(" ".join((page.extract_text() or "") for page in pdf.pages).split())
