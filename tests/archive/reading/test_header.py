"""The facts about the meeting: from where they stand and never from a sentence that speaks of another one."""

import pytest

from tests.archive.reading.building import BODY, TITLE, fact, read, whys


def test_title_block_gives_all_facts_of_the_meeting() -> None:
    facts = read().facts

    names = ["committee", "committee_name", "meeting_number", "meeting_ref", "date", "month", "start", "end", "status"]
    assert {name: facts[name] for name in names} == {
        "committee": "TSC",
        "committee_name": "Technical Sub-Committee",
        "meeting_number": 12,
        "meeting_ref": "12_0405",
        "date": "2017-05-04",
        "month": "2017-05",
        "start": "10:00",
        "end": "13:00",
        "status": "draft",
    }
    assert (facts["venue"], facts["classification"]) == ("Gemserv, 8 Fenchurch Place, London, EC3M 4AJ", "white")


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("Friday 4 May 2017", "4 May 2017 was a Thursday, the minutes say Friday."),
        ("5 May 2017", "The reference 12_0405 says 04/05, the date printed is 5 May."),
    ],
)
def test_day_that_contradicts_is_kept_and_doubted(printed: str, why: str) -> None:
    reading = read(TITLE.replace("Thursday 4 May 2017", printed))

    assert reading.facts["date"] == f"2017-05-0{printed.split()[-3]}"
    assert whys(reading)["/date"] == why


def test_day_of_the_reference_takes_the_year_of_the_text_and_says_so() -> None:
    reading = read("TSC_12_0405 – Draft Minutes\n", BODY + "\nThe release of May 2017 was discussed.\n")

    assert reading.facts["date"] == "2017-05-04"
    assert whys(reading)["/date"] == (
        "No day is printed; day and month are those of the reference, the year 2017 is the one the text names."
    )


def test_month_alone_makes_no_day() -> None:
    reading = read("TSC Draft Minutes\n", BODY + "\n3. Change Status Report – May 2017\nFor information.\n")

    assert (reading.facts["date"], reading.facts["month"]) == (None, "2017-05")
    assert whys(reading)["/date"].startswith("No day is printed. The month is that of the monthly report")


@pytest.mark.parametrize(
    "line",
    [
        "Next Meeting: 6 June 2017",
        "Published 6 June 2017",
        "Version 1.0, 6 June 2017",
        "Comments to be returned by 6 June 2017",
        "Deadline 6 June 2017",
        "Prepared by Ann Other, 6 June 2017",
        "As at 6 June 2017",
    ],
)
def test_day_of_something_else_is_not_the_meetings(line: str) -> None:
    reading = read(f"TSC Draft Minutes\n{line}\n")

    assert reading.facts["date"] is None
    assert whys(reading)["/date"] == "No day of the meeting was found. Give it, or say that it is not known."


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("Venue: Room 3, Fictional House", "Room 3, Fictional House"),
        ("Teleconference", "Teleconference"),
        ("10:00 – 13:00, Gemserv, London", "Gemserv, London"),
    ],
)
def test_venue_is_read_with_its_label_or_by_its_words(line: str, venue: str) -> None:
    assert fact("venue", f"TSC_12_0405 – Draft Minutes\n4 May 2017\n{line}\n") == venue


def test_venue_and_times_that_stand_nowhere_are_not_invented() -> None:
    facts = read("TSC_12_0405 – Draft Minutes\n4 May 2017\n").facts

    assert (facts["venue"], facts["start"], facts["end"]) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Draft Minutes", "draft"),
        ("Final Minutes", "final"),
        ("Minutes – Final", "final"),
        ("Status: Draft", "draft"),
        ("DRAFT", "draft"),
        ("Minutes", "unknown"),
        ("Draft Agenda", "unknown"),
    ],
)
def test_status_is_what_the_title_calls_it(line: str, status: str) -> None:
    assert fact("status", f"TSC Meeting 12_0405\n4 May 2017\n{line}\n") == status


def test_draft_minutes_of_an_earlier_meeting_in_the_text_say_nothing_of_these() -> None:
    body = BODY + "\nThe TSC APPROVED the Draft Minutes of the last meeting as Final Minutes.\n"

    assert fact("status", "TSC Meeting 12_0405\n4 May 2017\nMinutes\n", body) == "unknown"


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("This document is classified as **White** in accordance with the Panel Information Policy.", "white"),
        ("This document has a Classification of Amber", "amber"),
        ("Classification: Green", "green"),
        ("RED classification", "red"),
        ("The white paper was classified by topic", None),
    ],
)
def test_classification_is_the_mark_of_the_document(line: str, level: str | None) -> None:
    assert fact("classification", f"TSC Meeting 12_0405\n4 May 2017\n{line}\n") == level


def test_classification_of_a_paper_in_the_text_is_not_the_documents() -> None:
    reading = read("TSC Meeting 12_0405\n4 May 2017\n", BODY + "\nIt was noted that the paper is classified as Red.\n")

    assert reading.facts["classification"] is None


def test_highest_of_two_classifications_is_taken_and_doubted() -> None:
    reading = read(TITLE + "This document has a Classification of Amber\n")

    assert reading.facts["classification"] == "amber"
    assert whys(reading)["/classification"] == ("The source bears more than one classification; the highest was taken.")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Next Meeting: Thursday 1 June 2017", "2017-06-01"),
        ("The next TSC meeting will be held on 1 June 2017.", "2017-06-01"),
        ("Next Meeting: June 2017", None),
        ("The next release is on 1 June 2017.", None),
        ("Next Meeting: 1 June 2016", None),
    ],
)
def test_next_meeting_is_a_day_after_this_one(line: str, day: str | None) -> None:
    assert fact("next_meeting", body=f"{BODY}\n{line}\n") == day
