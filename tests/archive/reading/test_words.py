"""The words of minutes: references, dates, times, sentences and verbs, and what only looks like them."""

import pytest

from archive.reading.minutes.words import actions_in, days_in, put_right, sentences, times_in, verbs_in


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("TABASC23/01", "TABASC23/01"),
        ("CSC 11/01", "CSC11/01"),
        ("TSC 9/3", "TSC09/03"),
        ("SMKI PMA 14/02", "SMKIPMA14/02"),
        ("SMKI_PMA14/02", "SMKIPMA14/02"),
        ("TABASC20/01a Re-Opened", "TABASC20/01a"),
        ("SSC 42 / 02", "SSC42/02"),
        ("TABASC118/04", "TABASC118/04"),
        ("OpsG12/01", "OPSG12/01"),
    ],
)
def test_action_reference_is_read_in_its_canonical_form(printed: str, canonical: str) -> None:
    assert [ref.canonical for ref in actions_in(f"See {printed} below.")] == [canonical]


@pytest.mark.parametrize(
    ("printed", "canonical"), [("SSC42/O2", "SSC42/02"), ("OPSG1l/03", "OPSG11/03"), ("SSC4O/01", "SSC40/01")]
)
def test_action_reference_that_a_scan_misread_is_put_right_and_says_so(printed: str, canonical: str) -> None:
    found = actions_in(printed)

    assert [(ref.canonical, ref.printed, ref.is_misread) for ref in found] == [(canonical, printed, True)]


@pytest.mark.parametrize(
    "words",
    [
        "the week commencing 27/01/2020",
        "TABASC_23_1910",
        "version 2.0/1",
        "SSC00/00",
        "SECMP0006/12",
        "www.example.org/SEC12/01/index",
        "the budget for Winter 18/19",
        "the Budget 18/19 was agreed",
        "in FY 18/19 and FY18/19",
        "SMETS 1/2 Devices",
        "DCC 18/19 charges",
        "Pages 1/2",
        "Question 3/4",
        "and/or",
    ],
)
def test_what_only_looks_like_an_action_reference_is_none(words: str) -> None:
    assert actions_in(words) == []


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("28 January 2020", "2020-01-28"),
        ("Thursday 19th October 2017", "2017-10-19"),
        ("Thursday, 19 Oct 2017", "2017-10-19"),
        ("the 3rd of September 2018", "2018-09-03"),
        ("19/10/2017", "2017-10-19"),
        ("19.10.17", "2017-10-19"),
        ("October 19, 2017", "2017-10-19"),
        ("15t November 2018", "2018-11-15"),
        ("1O July 2O18", "2018-07-10"),
    ],
)
def test_day_is_read_as_printed_and_as_scanned(printed: str, day: str) -> None:
    assert [found.on.isoformat() for found in days_in(f"It met on {printed}.")] == [day]


@pytest.mark.parametrize(
    "words", ["August 2018", "31 February 2019", "19 October", "45/13/2017", "version 1.2.3", "2018 March", "10:30"]
)
def test_what_is_no_day_with_its_year_is_left(words: str) -> None:
    assert days_in(words) == []


def test_days_come_in_the_order_of_the_text() -> None:
    found = days_in("03/04/2019, then 2 May 2019 and June 7, 2019")

    assert [day.on.isoformat() for day in found] == ["2019-04-03", "2019-05-02", "2019-06-07"]


@pytest.mark.parametrize(
    ("printed", "contradicts"), [("Friday 20th December 2018", True), ("Thursday 20th December 2018", False)]
)
def test_day_that_was_another_weekday_says_so(printed: str, contradicts: bool) -> None:
    assert [day.contradicts_itself for day in days_in(printed)] == [contradicts]


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("10:00 – 11:00", "10:00", "11:00"),
        ("10:00 to 15:30", "10:00", "15:30"),
        ("10.30am - 1pm", "10:30", "13:00"),
        ("1000 - 1300hrs", "10:00", "13:00"),
        ("9am until 12 noon", "09:00", "12:00"),
        ("1O:OO - 11:3O", "10:00", "11:30"),
        ("10 – 11.30 a.m.", "10:00", "11:30"),
    ],
)
def test_times_are_read(printed: str, start: str, end: str) -> None:
    found = times_in(f"28 January 2020, {printed}")

    assert found is not None
    assert found[:2] == (start, end)


@pytest.mark.parametrize(
    "words",
    [
        "2010 - 12",
        "3 to 5 members",
        "15:00 - 10:00",
        "at 10:00",
        "2017/10 - 2018/11",
        "pages 10-12",
        "v1.0 to v2.0 and",
    ],
)
def test_what_is_no_span_of_times_gives_none(words: str) -> None:
    assert times_in(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Mr. Example spoke. He left.", ["Mr. Example spoke.", "He left."]),
        ("See e.g. Section 2. It helps.", ["See e.g. Section 2.", "It helps."]),
        ("The “plan.” It stays.", ["The “plan.”", "It stays."]),
        ("Version 1.2 stands.", ["Version 1.2 stands."]),
        ("no stop at the end", ["no stop at the end"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_new_one_begins(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_verbs_are_those_in_capitals() -> None:
    assert verbs_in("The TSC NOTED it, agreed a date and APPROVED the paper. UNRELATED") == ["NOTED", "APPROVED"]


@pytest.mark.parametrize(("scanned", "right"), [("N0TED", "NOTED"), ("AGREEO", "AGREEO"), ("PR0V1DED", "PROVIDED")])
def test_verb_that_a_scan_misread_is_put_right_where_it_is_known(scanned: str, right: str) -> None:
    assert put_right(f"The TSC {scanned} it") == f"The TSC {right} it"


@pytest.mark.parametrize("words", ["DP101D", "ISO10101ED", "SMETS10D", "B0GUSED"])
def test_figures_in_other_words_are_left(words: str) -> None:
    assert put_right(words) == words
