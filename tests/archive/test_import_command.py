"""`manage.py import_minutes`: printing what was read, and storing it at somebody's word."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.models import Doubt, Import
from meetings.models import Meeting
from secgov.classification import Classification, ClassifiedBy
from secgov.models import StoredFile
from tests.archive.imports import DOUBT, found, zipped
from tests.archive.readings import everything

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture
def reader_gives(monkeypatch):
    """Let the reader give this, so that these tests are about what comes after."""

    def give(**changes: Any) -> None:
        monkeypatch.setattr("archive.committing.read_apart", lambda path, name: found(**changes))

    return give


def run(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("import_minutes", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_stores_and_settles_in_the_name_of_whoever_asks(cast, tmp_path, reader_gives) -> None:
    reader_gives(warnings=[DOUBT])
    path = tmp_path / "minutes.txt"
    path.write_text("Minutes", encoding="utf-8")

    said = run(path, "--commit", "--by", "SECRETARY@cast.test", "--classification", "green")

    assert said == "minutes.txt: TABASC_50_1601: stored. 1 doubt settled by storing it.\n"
    meeting = Meeting.objects.get(number=50)
    assert (meeting.classification, meeting.classified_by) == (Classification.GREEN, ClassifiedBy.SET)
    assert Doubt.objects.get().settled_by == cast.secretary
    before = everything()
    again = run(path, "--commit", "--by", "secretary@cast.test")
    assert again == "minutes.txt: TABASC_50_1601: already stored; nothing changed.\n"
    assert everything() == before


def test_the_command_takes_what_is_missing_from_its_options(cast, tmp_path, reader_gives) -> None:
    reader_gives(committee=None, date=None, month=None)
    path = tmp_path / "minutes.txt"
    path.write_text("Minutes", encoding="utf-8")

    run(path, "--commit", "--by", "secretary@cast.test", "--committee", "TABASC", "--held", "2020-01-16")

    assert Meeting.objects.get(number=50).ref == "TABASC_50_1601"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Say who stores the minutes"),
        (["--by", "nobody@cast.test"], "There is no user nobody@cast.test."),
        (["--by", "member@cast.test"], "Minutes are imported by the secretaries of a committee."),
        (["--by", "secretary-elsewhere@cast.test"], "Ask a secretary of the committee."),
        (["--by", "secretary@cast.test", "--held", "August"], "'August' is no day or month."),
        (["--by", "secretary@cast.test", "--classification", "blue"], "'blue' is not a classification."),
    ],
)
def test_the_command_refuses_in_a_sentence_and_leaves_nothing(options, words, cast, tmp_path, reader_gives) -> None:
    reader_gives()
    path = tmp_path / "minutes.txt"
    path.write_text("Minutes", encoding="utf-8")

    with pytest.raises(CommandError, match=words):
        run(path, "--commit", *options)

    assert (Import.objects.count(), Meeting.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_the_command_takes_a_folder_each_file_by_itself(cast, tmp_path, reader_gives) -> None:
    reader_gives()
    for name, content in (("a.txt", "Minutes"), ("b.txt", ""), ("c.txt", "The same meeting"), (".hidden", "x")):
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        run(tmp_path, "--commit", "--by", "secretary@cast.test")

    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == ["b.txt", "c.txt"]
    assert refused.value.returncode == 2
    assert Import.objects.values_list("name", flat=True).get() == "a.txt"


def test_the_command_takes_a_zip_and_refuses_one_that_climbs(cast, tmp_path, reader_gives) -> None:
    reader_gives()
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(zipped({"a.txt": b"Minutes"}))
    bad.write_bytes(zipped({"../a.txt": b"Other minutes"}))

    assert run(good, "--commit", "--by", "secretary@cast.test") == "a.txt: TABASC_50_1601: stored.\n"
    with pytest.raises(CommandError, match="leads out of its folder"):
        run(bad, "--commit", "--by", "secretary@cast.test")


@pytest.mark.slow
def test_the_command_prints_without_a_database_and_says_what_cannot_be_read(tmp_path) -> None:
    nowhere = "postgresql://{}:x@127.0.0.1:9/secgov"
    environment = {
        "PATH": "/usr/bin:/bin",
        "SECGOV_ENV": "test",
        "SECGOV_DATA_DIR": str(tmp_path / "var"),
        "DATABASE_URL": nowhere.format("web"),
        "SECGOV_OWNER_DATABASE_URL": nowhere.format("owner"),
    }
    good, empty = DOCUMENTS / "flat_csc.txt", tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")

    def command(path: Path) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "manage.py", "import_minutes", str(path), "--json"]
        return subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)

    told, refused = command(good), command(empty)

    assert (told.returncode, told.stderr) == (0, "")
    printed, gold = json.loads(told.stdout), json.loads((DOCUMENTS / "flat_csc.gold.json").read_text(encoding="utf-8"))
    assert (printed["source"], "lines" in printed) == ("flat_csc.txt", False)
    assert printed["meeting_number"] == gold["meeting_number"]
    assert [row["verb"] for row in printed["decisions"]] == [row["verb"] for row in gold["decisions"]]
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)
    assert refused.stderr.strip().endswith(".")
