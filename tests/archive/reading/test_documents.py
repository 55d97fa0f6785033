"""The reader on whole documents: our own, in four formats, and the four real sets of minutes where they are."""

import html
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from archive.reading import Reading, lay_out, read
from tests.archive.reading.scoring import score

DOCUMENTS = Path(__file__).parent.parent / "documents"
GOLD = sorted(DOCUMENTS.glob("*.gold.json"))
OFF = sorted(DOCUMENTS.glob("*.expect.json"))
SHARED = Path(__file__).parents[4] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def source_of(expected: Path) -> Path:
    name = expected.name.split(".")[0]
    return next(file for file in DOCUMENTS.glob(f"{name}.*") if file.suffix != ".json")


def reading_of(file: Path) -> Reading:
    return read(file.read_bytes(), file.name)


@pytest.mark.parametrize("gold", GOLD, ids=lambda file: file.name.split(".")[0])
def test_document_of_our_own_is_read_whole(gold: Path) -> None:
    found = score(reading_of(source_of(gold)).facts, json.loads(gold.read_text()))

    assert found.f1 >= 0.98, found.misses


@pytest.mark.parametrize("expected", OFF, ids=lambda file: file.name.split(".")[0])
def test_document_of_another_kind_gives_no_fact_and_says_so(expected: Path) -> None:
    reading = reading_of(source_of(expected))

    lists = [name for name, value in reading.facts.items() if isinstance(value, list) and value]
    assert lists == []
    assert (reading.facts["committee"], reading.facts["meeting_number"]) == (None, None)
    assert [doubt.why.startswith("This does not look like minutes") for doubt in reading.doubts] == [True]


@pytest.mark.skipif(not SEEDS, reason="The seeds are not beside this checkout.")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda file: file.name[:3])
def test_seed_is_read_as_its_hand_made_reading_says(seed: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    found.write_text(json.dumps(reading_of(seed).as_json()))
    gold = SHARED / "gold" / f"{seed.stem}.json"
    scored = subprocess.run(
        [sys.executable, str(SHARED / "score_import.py"), str(found), str(gold), "--misses"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert float(scored.stdout.split()[-1]) >= 0.98, scored.stdout


@pytest.mark.parametrize("gold", GOLD, ids=lambda file: file.name.split(".")[0])
def test_every_fact_says_where_it_was_read(gold: Path) -> None:
    reading = reading_of(source_of(gold))

    numbers = {line.number for line in reading.lines}
    lists = {name: value for name, value in reading.facts.items() if isinstance(value, list)}
    wanted = {f"/{name}/{at}" for name, rows in lists.items() for at in range(len(rows))}
    assert wanted - set(reading.places) == set()
    assert all({place.line, place.last} <= numbers and 0 < place.sure <= 1 for place in reading.places.values())


def test_module_prints_the_reading_and_refuses_in_one_sentence(tmp_path: Path) -> None:
    program = tmp_path / "minutes.pdf"
    program.write_bytes(b"MZ\x90\x00 this is no PDF")
    command = [sys.executable, "-m", "archive.reading"]

    good = subprocess.run([*command, str(source_of(GOLD[0]))], capture_output=True, text=True, check=False)
    bad = subprocess.run([*command, str(program)], capture_output=True, text=True, check=False)

    assert (good.returncode, json.loads(good.stdout)["source"]) == (0, source_of(GOLD[0]).name)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr == (
        "This is a program for Windows, whatever its name says. Bring it as .txt, .md, .pdf or .docx.\n"
    )


def test_reader_knows_nothing_of_django() -> None:
    wanted = "import sys, archive.reading; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", wanted], check=False).returncode == 0


# What stands in the source and not in the facts: heads of tables, marks, words that became a field of their own.
APART = re.compile(
    r"Action|ACTI[O0]N|Reference|Update|Status|Open|Closed|Ongoing|Re-Opened|Modification|Proposal|Impact|EC|Notification"
    r"|requirement|Notes/Concerns|Interest|(?:Level)?Technical|Level|Business|Owner|Due|note|[a-z©]|\W+|[\d/.]+[a-z]?"
    r"|[A-Z0-9]{2,6}|[A-Z]{2,6}[\dOlI]+/[\dOlI]+[a-z]?|[0O]NGOING|[A-Za-z]+-"
)


def words_of(text: str) -> Counter[str]:
    plain = re.sub(r"\]\([^)]*\)|<[^>]*>|[*|_#\[\]]", " ", html.unescape(text))
    return Counter(word for word in re.findall(r"[\w£%/’'–.-]*\w", plain) if not APART.fullmatch(word))


@pytest.mark.parametrize("gold", GOLD, ids=lambda file: file.name.split(".")[0])
def test_no_word_of_the_items_is_lost(gold: Path) -> None:
    source = source_of(gold)
    reading, layout = reading_of(source), lay_out(source.read_bytes(), source.name)
    facts = json.dumps(reading.facts, ensure_ascii=False)

    begin = min(place.line for pointer, place in reading.places.items() if pointer.startswith("/agenda/"))
    furniture = {line.number for line in layout.furniture}
    body = [line.text for line in layout.lines if line.number >= begin and line.number not in furniture]
    lost = words_of(" ".join(body)) - words_of(facts.replace("\\n", " ").replace('\\"', '"'))
    assert lost.total() <= 0.006 * len(" ".join(body).split()), lost
