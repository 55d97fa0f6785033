"""Minutes as PDF hold what was loaded, each thing in its place: read back as text, without looking at the tags."""

import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from archive.demo.seeding import seed_cast
from meetings.composition import latest_version
from meetings.documents import editions
from meetings.models import Meeting
from meetings.operations import classify_meeting
from meetings.outcome_sentences import verbs_in
from meetings.tasks import draw_minutes
from secgov.access import Purpose, System
from secgov.classification import Classification
from secgov.models import User
from secgov.tagcheck import check

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "archive" / "demo"
GOLD = PROJECT.parent / "shared" / "gold"
SECRETARY = "secretary@demo.test"
DEMO_FILES = ["csc_11", "tabasc_23", "tabasc_33", "tabasc_34", "tsc_07"]
GOLD_FILES = [
    "001_860d6fbc603bd7cd",
    "002_30687e360a39204f",
    "003_f0b7501dd6cdcbf0",
    "004_4c859cbc5bf5f42c",
]

# Sizes of type in documents (static/css/document.css), in points.
ITEM, HEADING, SMALLEST_TEXT = 13.0, 11.0, 8.0
BOTTOM_MARGIN = 22 / 25.4 * 72
BULLETS = "•◦▪"
UNPLACED = "Footnotes in the source, their places not given"


def squeezed(*words: str | None) -> str:
    """Without spaces: a line's end is one or none."""
    return "".join("".join(word.split()) for word in words if word)


@dataclass(frozen=True)
class Exported:
    """Minutes as loaded from a file, and their PDF."""

    facts: dict[str, Any]
    pdf: bytes
    level: Classification
    ref: str
    status_words: str
    file_name: str

    @cached_property
    def pages(self) -> list[Any]:
        return list(pdfplumber.open(io.BytesIO(self.pdf)).pages)

    @cached_property
    def signs(self) -> list[tuple[str, float]]:
        """Every letter above the page's foot and its size, in the order of the text; marks of footnotes left out."""
        return [
            (letter, round(sign["size"], 2))
            for page in self.pages
            for sign in page.chars
            if sign["top"] < float(page.height) - BOTTOM_MARGIN and sign["size"] > SMALLEST_TEXT
            for letter in squeezed(sign["text"])  # A ligature is one sign of several letters.
            if letter not in BULLETS
        ]

    @cached_property
    def text(self) -> str:
        return "".join(text for text, _ in self.signs)

    def places(self, size: float, *, after: int = 0) -> list[int]:
        """Where in the text, from `after` on, the letters of one size stand."""
        return [at for at, (_, its) in enumerate(self.signs) if its == size and at >= after]

    @cached_property
    def starts(self) -> list[int]:
        """Where each item's heading begins. The status in the title block is of the same size and comes before."""
        state = self.text.index(squeezed(self.status_words)) + len(squeezed(self.status_words))
        places, starts = self.places(ITEM, after=state), []
        for item in self.facts["agenda"]:
            starts.append(places[0])
            places = places[len(squeezed(item["number"], ".", item["title"])) :]
        return starts

    @cached_property
    def items(self) -> dict[str, str]:
        """The text of each item by its number, heading and all."""
        ends = [*self.starts[1:], len(self.text)]
        numbers = [item["number"] for item in self.facts["agenda"]]
        return {number: self.text[a:b] for number, a, b in zip(numbers, self.starts, ends, strict=True)}

    def headings(self, size: float) -> str:
        """All headings of a size, one behind the other."""
        return "".join(self.text[at] for at in self.places(size, after=self.starts[0]))

    @property
    def furniture(self) -> list[str]:
        """What stands at the foot of each page."""
        return [
            " ".join((page.within_bbox((0, float(page.height) - BOTTOM_MARGIN, *page.bbox[2:]))
                      .extract_text() or "").split())
            for page in self.pages
        ]  # fmt: skip

    @property
    def table_rows(self) -> list[list[str]]:
        """The rows of two cells on the first pages, an empty cell naming what the one above does."""
        rows = [row for page in self.pages[:2] for table in page.find_tables() for row in table.extract()]
        found: list[list[str]] = []
        for body, *others in rows:
            names = [name for name in others if name]
            if len(names) == 1:
                found.append([squeezed(body) if body else found[-1][0], squeezed(*names)])
        return found

    @property
    def is_spaced(self) -> bool:
        """Whether references and statuses print in the manner of the CSC."""
        return bool(self.facts["committee"] == "CSC")

    def printed(self, ref: str) -> str:
        return ref.replace("CSC", "CSC ") if self.is_spaced else ref

    def status(self, status: str) -> str:
        return f"Status: {status.capitalize()}." if self.is_spaced else f"Action {status}."


def exported(file: Path, folder: Path) -> Exported:
    """`file` loaded by the secretary, marked White by a person where it bears no mark, and exported."""
    facts = json.loads(file.read_text(encoding="utf-8"))
    marked = {"classification": "white"} if facts["committee"] == "TSC" else {}
    call_command("load_minutes", file, by=SECRETARY, stdout=io.StringIO(), **marked)
    meeting = Meeting.objects.select_related("committee").get(number=facts["meeting_number"])
    if meeting.is_unmarked:
        secretary = User.objects.get(email=SECRETARY)
        meeting = classify_meeting(
            meeting, classification=Classification.WHITE, by=secretary, reason="Published by the SEC"
        )
    level = Classification.AMBER if file.stem == "tabasc_34" else Classification.WHITE
    out = folder / "minutes.pdf"
    call_command("export_minutes", meeting.ref, edition=level.slug, out=out, stdout=io.StringIO())
    return Exported(
        facts=facts,
        pdf=out.read_bytes(),
        level=level,
        ref=meeting.ref,
        status_words=meeting.status_words,
        file_name=editions.file_name(meeting, level, None),
    )


@pytest.fixture(scope="module", params=[*DEMO_FILES, *GOLD_FILES])
def minutes(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Exported]:
    """One set of minutes after the other, each in a database that holds nothing else."""
    name = request.param
    file = (GOLD if name in GOLD_FILES else DEMO) / f"{name}.json"
    if not file.exists():
        pytest.skip("The gold readings are not beside this project.")
    folder = tmp_path_factory.mktemp(name)
    with (
        django_db_blocker.unblock(),
        override_settings(STORED_FILES_DIR=folder / "files"),
        transaction.atomic(),
    ):
        seed_cast(password="of the demo in tests")
        made = exported(file, folder)
        transaction.set_rollback(True)
    return made


def test_the_items_stand_in_order_with_number_and_title(minutes) -> None:
    titles = [f"{item['number']}. {item['title']}" for item in minutes.facts["agenda"]]

    assert minutes.headings(ITEM).removesuffix(squeezed(UNPLACED)) == squeezed(*titles)


def test_sub_headings_stand_in_their_items(minutes) -> None:
    titles = [title for item in minutes.facts["agenda"] for title in item.get("subheadings") or []]
    outside = [
        title
        for item in minutes.facts["agenda"]
        for title in item.get("subheadings") or []
        if squeezed(title) not in minutes.items[item["number"]]
    ]

    assert minutes.headings(HEADING) == squeezed(*titles)
    assert outside == []


def test_actions_raised_stand_in_their_items(minutes) -> None:
    missing = [
        action["ref"]
        for action in minutes.facts["actions_raised"]
        if squeezed(minutes.printed(action["ref"]), ":", action["text"]) not in minutes.items[action["item"]]
    ]

    assert minutes.facts["actions_raised"]
    assert missing == []


def test_actions_reviewed_stand_with_text_update_and_status_in_order(minutes) -> None:
    rows = [
        squeezed(
            minutes.printed(row["ref"]),
            "Re-Opened" if row["reopened"] else "",
            row["text"],
            row["update"],
            minutes.status(row["status"]),
        )
        for row in minutes.facts["actions_reviewed"]
    ]
    first = minutes.text[minutes.starts[0] :]

    places = [first.find(row) for row in rows]

    assert -1 not in places
    assert places == sorted(places)


def test_outcomes_stand_in_their_items_as_often_as_they_were_minuted(minutes) -> None:
    wanted = Counter((row["item"], row["text"]) for row in minutes.facts["decisions"])
    missing = [
        text
        for (item, text), records in wanted.items()
        if minutes.items[item].count(squeezed(text)) * max(1, len(verbs_in(text))) < records
    ]

    assert wanted
    assert missing == []


def test_attendees_stand_in_the_tables_before_the_first_item(minutes) -> None:
    wanted = [attendee_row(person, minutes) for person in minutes.facts["attendance"]]
    before = minutes.text[: minutes.starts[0]]

    assert [row for row in wanted if row not in minutes.table_rows] == []
    assert [name for _, name in wanted if name not in before] == []


def attendee_row(person: dict[str, Any], minutes: Exported) -> list[str]:
    """What the table prints of a person: whom they represent, and their name with what is remarked of them."""
    secretary = "(Meeting Secretary)" if person.get("role") == "Meeting Secretary" else ""
    remarks = [
        f"({person['mode']})" if person.get("mode") else "",
        f"(alternate to {person['alternate_for']})" if person.get("alternate_for") else "",
        "(part)" if person.get("part") else "",
    ]
    body = person["represents"]
    return [squeezed(body), squeezed(person["name"], secretary, *remarks)]


def test_apologies_stand_behind_those_who_came(minutes) -> None:
    absent = [person["name"] for person in minutes.facts["attendance"] if not person["present"]]
    before, _, behind = minutes.text[: minutes.starts[0]].partition("Apologies:")

    assert [name for name in absent if squeezed(name) not in behind] == []
    assert bool(behind) == bool(absent)


def test_the_interest_matrix_stands_row_by_row(minutes) -> None:
    titles = {row["ref"]: row.get("title") for row in minutes.facts["modifications"]}
    text, missing = minutes.text.casefold(), []
    for row in minutes.facts["mod_assessments"]:
        title = row.get("title") or titles.get(row["ref"])
        head = squeezed(row["ref"], title, row["technical"], row["business"], row["ec_notification"])
        _, found, text = text.partition(head.casefold())
        # A long row goes on over the page: then its interest stands between the ends of its notes.
        notes, interest = squeezed(row.get("notes")).casefold(), squeezed(row["interest"]).casefold()
        cells = text.startswith(notes[:30] or interest) and notes[-30:] in text and interest in text
        if not (found and cells):
            missing.append(row["ref"])

    assert missing == []


def test_footnotes_stand_in_the_document(minutes) -> None:
    assert [note for note in minutes.facts["footnotes"] if squeezed(note) not in minutes.text] == []


def test_every_page_bears_reference_number_and_classification(minutes) -> None:
    reference = minutes.ref.removeprefix("CSC_")
    count = len(minutes.pages)

    assert minutes.furniture == [
        f"{reference} – {minutes.status_words} Page {number} of {count} "
        f"This document has a Classification of {minutes.level.label}"
        for number in range(1, count + 1)
    ]


def test_metadata_and_file_name_bear_the_classification(minutes) -> None:
    level, words = minutes.level, minutes.status_words
    with pikepdf.open(io.BytesIO(minutes.pdf)) as pdf:
        facts = {key: str(value) for key, value in pdf.docinfo.items()}

    assert facts["/Title"].endswith(f", {words}, {level.label}")
    assert facts["/Keywords"] == f"Classification: {level.label}"
    assert facts["/Subject"].endswith(f", {words}. Classification: {level.label}.")
    assert minutes.file_name == f"{minutes.ref}-{words.lower().replace(' ', '-')}-{level.slug}.pdf"


def test_the_tag_check_passes(minutes) -> None:
    assert check(minutes.pdf) == []


@pytest.fixture
def demo_meeting(db) -> Meeting:
    """TABASC 23 of the demo, final but not published."""
    seed_cast(password="of the demo in tests")
    call_command("load_minutes", DEMO / "tabasc_23.json", by=SECRETARY, stdout=io.StringIO())
    return Meeting.objects.select_related("committee").get(number=23)


def test_the_page_gives_the_same_bytes_under_a_name_with_the_classification(demo_meeting) -> None:
    version = latest_version(demo_meeting, System(Purpose.PRINTING))
    draw_minutes(demo_meeting.pk, int(Classification.WHITE), version.pk)
    browser = Client()
    browser.force_login(User.objects.get(email=SECRETARY), backend="django.contrib.auth.backends.ModelBackend")

    answer = browser.get(f"/meetings/{demo_meeting.ref}/minutes.pdf?edition=white")

    assert answer.content == editions.minutes_pdf(demo_meeting, Classification.WHITE, version)
    name = 'inline; filename="TABASC_23_1910-final-minutes-v1-white.pdf"'
    assert answer["Content-Disposition"] == name


def test_an_edition_below_the_meetings_own_is_refused(demo_meeting, tmp_path) -> None:
    Meeting.objects.filter(pk=demo_meeting.pk).update(classification=Classification.GREEN)

    with pytest.raises(CommandError, match="TABASC 23 is Green: it has no White edition"):
        call_command("export_minutes", demo_meeting.ref, edition="white", out=tmp_path / "minutes.pdf")
    assert not (tmp_path / "minutes.pdf").exists()


PROGRAM = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from secgov.wall.standing import Claims, stand_by_default
stand_by_default(Claims(system="a command"))
from django.core.management import call_command
call_command("export_minutes", "TABASC_23_1910", edition="white", out=__import__("pathlib").Path(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_another_process_in_another_zone_gives_the_same_bytes(tmp_path) -> None:
    seed_cast(password="of the demo in tests")
    call_command("load_minutes", DEMO / "tabasc_23.json", by=SECRETARY, stdout=io.StringIO())
    name = configured.DATABASES["default"]["NAME"]
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        out = tmp_path / f"{seed}.pdf"
        environment = {"DJANGO_SETTINGS_MODULE": "secgov.settings", "PYTHONHASHSEED": seed, "TZ": zone}

        subprocess.run(
            [sys.executable, "-c", PROGRAM, name, str(out)],
            env=os.environ | environment,
            cwd=PROJECT,
            check=True,
            capture_output=True,
        )
        made.append(out.read_bytes())

    assert made[0][:5] == b"%PDF-"
    assert made[1] == made[0]
