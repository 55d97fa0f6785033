"""Files as they come in: recognised by content, unpacked with suspicion, read where they can do no harm."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from archive.intake import Limits, NotTaken, Unread, confined, kind_of, read_apart, unpacked
from tests.archive.imports import zipped

DOCUMENTS = Path(__file__).parent / "documents"
LIMITS = Limits(file_bytes=2 * 1024 * 1024, files=3, total_bytes=3 * 1024 * 1024)
DOCX = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


@pytest.mark.parametrize(
    ("content", "name", "suffix"),
    [
        (b"Minutes", "a.txt", ".txt"),
        (b"# Minutes", "A.MD", ".md"),
        ("Minutes, naïvely".encode("utf-16"), "a.txt", ".txt"),
        (b"%PDF-1.7 and so on", "a.pdf", ".pdf"),
        (DOCX, "a.docx", ".docx"),
        (zipped({"a.txt": b"Minutes"}), "a.zip", ".zip"),
    ],
)
def test_a_file_is_what_its_content_says(content, name, suffix) -> None:
    assert kind_of(content, name).suffix == suffix


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.txt", "is empty"),
        (b" \n\x0c\xef\xbb\xbf", "a.txt", "is empty"),
        (b"MZ\x90\x00", "minutes.pdf", "is a program"),
        (b"\x7fELF\x02", "minutes.txt", "is a program"),
        (b"#!/bin/sh\n", "minutes.txt", "is a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.docx", "protected by a password or of an old kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a.txt", "neither text, nor a PDF"),
        (b"Minutes", "a.pdf", "holds plain text"),
        (b"%PDF-1.7", "a.txt", "holds a PDF"),
        (DOCX, "a.zip", "holds a Word document"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.docx", "no Word document"),
        (b"PK\x03\x04 and then nothing", "a.docx", "is damaged"),
        (b"Minutes", "a.html", "of a kind that cannot be read"),
    ],
)
def test_what_is_no_minutes_is_refused_in_a_sentence(content, name, words) -> None:
    with pytest.raises(NotTaken) as refused:
        kind_of(content, name)

    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_zip_gives_its_files_and_leaves_out_what_systems_put_there() -> None:
    packed = zipped({"2018/a.txt": b"one", "__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "b.md": b"two", "empty/": b""})

    assert list(unpacked(io.BytesIO(packed), "all.zip", LIMITS)) == [("a.txt", b"one"), ("b.md", b"two")]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"../../etc/passwd": b"x"}, "leads out of its folder"),
        ({"a/../../b.txt": b"x"}, "leads out of its folder"),
        ({"/etc/passwd": b"x"}, "leads out of its folder"),
        ({"C:\\a.txt": b"x"}, "leads out of its folder"),
        ({"a.txt": b"x", "inner.zip": zipped({"a.txt": b"x"})}, "holds another ZIP"),
        ({"a.txt": bytes(1_900_000)}, "swells beyond measure"),
        ({"a.txt": bytes(range(256)) * 9_000}, "larger than 2 MB"),
        ({f"{number}.txt": b"x" for number in range(4)}, "holds 4 files, more than 3"),
        ({f"{number}.txt": bytes(range(256)) * 5_000 for number in range(3)}, "more than 3 MB when unpacked"),
        ({"__MACOSX/x": b"x"}, "holds no files"),
    ],
)
def test_a_zip_with_anything_amiss_gives_nothing(files, words) -> None:
    stored = zipped(files, zipfile.ZIP_DEFLATED if "swells" in words else zipfile.ZIP_STORED)

    with pytest.raises(NotTaken, match=words):
        next(unpacked(io.BytesIO(stored), "all.zip", LIMITS))


def test_a_zip_with_a_password_or_damage_gives_nothing() -> None:
    packed = bytearray(zipped({"a.txt": b"words" * 100}, zipfile.ZIP_STORED))
    protected = bytes(packed[:6]) + b"\x01" + bytes(packed[7:])
    at = protected.index(b"PK\x01\x02")
    protected = protected[: at + 8] + b"\x01" + protected[at + 9 :]
    damaged = bytes(packed).replace(b"wordswords", b"wordsWORDS", 1)

    with pytest.raises(NotTaken, match="protected by a password"):
        list(unpacked(io.BytesIO(protected), "all.zip", LIMITS))
    for content in (damaged, bytes(packed[:40]), b"PK\x03\x04"):
        with pytest.raises(NotTaken, match="is damaged"):
            list(unpacked(io.BytesIO(content), "all.zip", LIMITS))


@pytest.mark.slow
def test_a_file_is_read_in_a_process_of_its_own(tmp_path) -> None:
    path = tmp_path / "kept"
    content = (DOCUMENTS / "flat_csc.txt").read_bytes()
    gold = json.loads((DOCUMENTS / "flat_csc.gold.json").read_text(encoding="utf-8"))
    path.write_bytes(content)

    found = read_apart(path, "minutes.txt")

    assert (found["source"], found["meeting_number"]) == ("minutes.txt", gold["meeting_number"])
    assert [row["verb"] for row in found["decisions"]] == [row["verb"] for row in gold["decisions"]]
    assert len(found["lines"]) == len(content.decode().splitlines())


@pytest.mark.slow
def test_a_file_that_cannot_be_read_says_why_in_the_readers_words(tmp_path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"%PDF-1.7 and nothing more")

    with pytest.raises(Unread) as refused:
        read_apart(path, "minutes.pdf")

    assert str(refused.value).endswith(".")
    assert "Traceback" not in str(refused.value)


@pytest.mark.slow
def test_a_reading_that_takes_too_long_is_stopped(tmp_path, monkeypatch) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"Minutes")
    monkeypatch.setattr(confined, "CLOCK_SECONDS", 0.01)

    with pytest.raises(Unread, match="longer than a minute"):
        read_apart(path, "minutes.txt")
