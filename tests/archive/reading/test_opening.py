"""Which kind a file is, told by its content; and the one sentence that refuses what is not read."""

import pytest

from archive.reading import Unreadable, read
from archive.reading.opening import MOST_BYTES, kind_of

KINDS = "Bring it as .txt, .md, .pdf or .docx."


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7 ...", "minutes.pdf", "pdf"),
        (b"%PDF-1.7 ...", "minutes.txt", "pdf"),
        (b"\n\n%PDF-1.4", "minutes", "pdf"),
        (b"PK\x03\x04...", "minutes.docx", "docx"),
        (b"PK\x03\x04...", "minutes.md", "docx"),
        (b"# Minutes", "minutes.md", "text"),
        (b"Minutes", "minutes", "text"),
        (b"MINUTES of the", "minutes.txt", "text"),
    ],
)
def test_kind_is_told_by_the_content(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "minutes.txt", "The file is empty."),
        (b" \n\t ", "minutes.pdf", "The file is empty."),
        (b"a" * (MOST_BYTES + 1), "minutes.txt", "The file has 25 MB; at most 25 MB are read."),
        (b"a" * (MOST_BYTES * 2), "minutes.txt", "The file has 50 MB; at most 25 MB are read."),
        (b"MZ\x90\x00\x03", "minutes.docx", f"This is a program for Windows, whatever its name says. {KINDS}"),
        (b"\x7fELF\x02", "minutes.txt", f"This is a program, whatever its name says. {KINDS}"),
        (b"\x89PNG\r\n", "minutes.pdf", f"This is a picture, whatever its name says. {KINDS}"),
        (b"\xff\xd8\xff\xe0", "minutes.pdf", f"This is a picture, whatever its name says. {KINDS}"),
        (b"\x1f\x8b\x08", "minutes.txt", f"This is an archive, whatever its name says. {KINDS}"),
        (b"{\\rtf1", "minutes.doc", f"This is a document in RTF, whatever its name says. {KINDS}"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "minutes.doc",
            "This is an old or a protected Word file. Open it in Word, take off its password and save it as .docx.",
        ),
        (b"just words", "minutes.pdf", f"This is no PDF file, whatever its name says. {KINDS}"),
        (b"just words", "Minutes.DOCX", f"This is no DOCX file, whatever its name says. {KINDS}"),
        (
            b"abc \xff\xfe\x9d",
            "minutes.txt",
            "The text is not in UTF-8: byte 4 cannot be read. Save it as UTF-8 and bring it again.",
        ),
    ],
)
def test_file_that_is_not_read_is_refused_in_one_sentence(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, name)

    assert str(refused.value) == sentence
