"""Files made to harm whoever takes them in: each ends in a sentence, in little time and memory."""

import io
import zipfile

import pytest

from archive.intake.confined import _last_of
from archive.intake.kinds import NotTaken, kind_of
from archive.intake.unpacking import Limits, unpacked
from secgov import richtext

LIMITS = Limits(file_bytes=1024 * 1024, files=20, total_bytes=4 * 1024 * 1024)


def packed(names: list[str], compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name in names:
            archive.writestr(name, b"Minutes of a meeting.")
    return file


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_unpacks_without_a_limit_is_refused_before_it_is_read(compression: int) -> None:
    with pytest.raises(NotTaken) as refused:
        unpacked(packed(["minutes.txt"], compression), "years.zip", LIMITS)

    assert str(refused.value) == (
        "“years.zip” is packed in an unusual way. Make an ordinary ZIP of the files. Nothing of it was taken."
    )


def test_a_zip_with_far_too_many_names_is_refused_before_they_are_gone_through() -> None:
    crowded = packed([f"{number:06}.txt" for number in range(20_000)], zipfile.ZIP_STORED)

    for take in (lambda: unpacked(crowded, "years.zip", LIMITS), lambda: kind_of(crowded.getvalue(), "years.zip")):
        with pytest.raises(NotTaken) as refused:
            take()
        assert str(refused.value) == "“years.zip” holds far too many files. Split it."


def test_names_from_a_zip_are_short_and_on_one_line() -> None:
    found = [name for name, _ in unpacked(packed(["a\nb.txt", f"{'x' * 5000}.txt"]), "years.zip", LIMITS)]

    assert found == ["ab.txt", f"{'x' * 251}.txt"]


def test_what_a_library_complains_of_without_end_is_cut() -> None:
    complaints = io.BytesIO(b"warning\n" * 1_000_000 + b"MemoryError\n")

    assert len(_last_of(complaints)) == 4096
    assert _last_of(complaints).endswith("MemoryError\n")


def test_nested_marks_are_cleaned_in_one_pass() -> None:
    deep = 5_000

    found = richtext.clean(f"<p>{'<sup>x' * deep}{'</sup>' * deep}</p>")

    assert found == f"<p>{'x' * deep}</p>"
