"""PDFs that cannot be read, each refused in its sentence."""

import io
from contextlib import suppress

import pikepdf
import pytest

from archive.reading.layout.elements import Unreadable
from archive.reading.layout.pdf import lay_out
from tests.archive.reading.pdf_files import RUNNING, printed, prose, texts


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **how)
    return file.getvalue()


def protected(user: str) -> bytes:
    with pikepdf.open(io.BytesIO(printed("<p>Secret</p>"))) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user=user, owner="owner"))


def blank(pages: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return saved(pdf)


def packed_bomb() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b" " * 120_000_000)
    return saved(pdf)


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        lay_out(content)
    return str(refused.value)


def test_what_is_no_pdf_is_refused():
    assert refusal(b"MZ\x90\x00 a program") == (
        "This is not a PDF, whatever its name says. Bring the file as .pdf, .docx, .md or .txt."
    )


def test_a_password_is_refused():
    sentence = "This PDF is protected by a password. Save a copy without one and bring that."
    assert refusal(protected("user")) == sentence


def test_a_pdf_that_only_forbids_changes_is_read():
    assert texts(lay_out(protected(""))) == ["Secret"]


def test_pictures_without_text_are_refused():
    assert refusal(blank(1)) == (
        "This PDF holds pictures of pages and no text; "
        "run text recognition (OCR) over it, or bring the file it was made from."
    )


def test_too_many_pages_are_refused():
    assert refusal(blank(401)) == "This PDF has 401 pages; at most 400 are read. Divide it."


def test_a_bomb_is_refused():
    sentence = "This PDF unpacks to more than 100 MB and is not read. Save it again without pictures and bring that."
    assert refusal(packed_bomb()) == sentence


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", b"%PDF-" + b"\xff" * 5_000]
)
def test_a_damaged_file_is_refused_in_a_sentence(content: bytes):
    assert refusal(content) == (
        "This PDF is damaged and cannot be read. Open it in a PDF program, save it again and bring that."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_or_read(share: float):
    whole = printed(f"<p>{prose(60)}</p>", RUNNING)

    with suppress(Unreadable):
        assert lay_out(whole[: int(len(whole) * share)]).lines
