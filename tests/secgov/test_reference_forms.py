"""References found in text: lists, doubt, what is typed alone, any text at all, and the seeds."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secgov.reference_forms import (
    Found,
    Kind,
    asked_for_by,
    find,
    in_running_text,
    normalise,
    recognise,
)

KNOWN = frozenset({"TABASC", "TSC", "CSC", "OPSG"})
CSC_ALONE = frozenset({"CSC"})
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# How often each seed speaks of records: modifications, actions, all kinds.
SEEDS = {
    "001_860d6fbc603bd7cd": (19, 17, 72),
    "002_30687e360a39204f": (9, 28, 85),
    "003_f0b7501dd6cdcbf0": (37, 4, 49),
    "004_4c859cbc5bf5f42c": (25, 4, 48),
}


def found_in(text: str) -> list[tuple[Kind, str, str]]:
    return [(one.kind, one.canonical, one.printed) for one in find(text, abbreviations=KNOWN)]


def test_find_gives_each_number_of_a_list_its_own_span() -> None:
    text = "does not align with Principles 1, 3, and 4."

    found = find(text, abbreviations=KNOWN)

    assert [(one.canonical, one.printed, one.start) for one in found] == [
        ("Principle 1", "1", 31),
        ("Principle 3", "3", 34),
        ("Principle 4", "4", 41),
    ]


def test_find_reads_lists_of_other_kinds() -> None:
    text = "Agenda items 3 and 4, TABASC Risks 1 and 2, Releases 1.4 and 2.0, Sections G and L, Principles 1 & 2"

    assert [canonical for _, canonical, _ in found_in(text)] == [
        *("3", "4", "TABASC Risk 1", "TABASC Risk 2", "Release 1.4", "Release 2.0"),
        *("SEC Section G", "SEC Section L", "Principle 1", "Principle 2"),
    ]


def test_find_reads_no_number_of_a_list_twice() -> None:
    assert [canonical for _, canonical, _ in found_in("Sections G, R1.3 and D")] == [
        *("SEC Section G", "SEC Section R1.3", "SEC Section D"),
    ]


def test_find_goes_on_after_an_address() -> None:
    assert found_in("at https://example.org/DP001 DP096, a@example.org CR90") == [
        (Kind.MODIFICATION, "DP096", "DP096"),
        (Kind.CHANGE_REQUEST, "CR90", "CR90"),
    ]


def test_find_takes_neighbours_apart() -> None:
    text = "DP108/DP109, the October 2017 TABASC agenda item 4, SECMP0006 in Release 2.0"

    assert [canonical for _, canonical, _ in found_in(text)] == [
        *("DP108", "DP109", "TABASC_2017-10", "4", "SECMP0006", "Release 2.0"),
    ]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("SECMP00438", "SECMP00438"), ("Meeting 11_2801", "11_2801"), ("Risk 3", "Risk 3")],
)
def test_find_marks_as_doubtful_what_could_be_several_records(text: str, canonical: str) -> None:
    (found,) = find(text, abbreviations=KNOWN)

    assert found == Found(found.kind, canonical, text, 0, len(text), doubtful=True)
    assert normalise(found.kind, text, abbreviations=KNOWN) is None


def test_find_takes_the_only_committee_where_none_is_named() -> None:
    found = find("Meeting 11_2801 took Risk 3", abbreviations=CSC_ALONE)

    assert [(one.canonical, one.doubtful) for one in found] == [("CSC_11_2801", False), ("CSC Risk 3", False)]


def test_find_knows_only_the_abbreviations_given() -> None:
    text = "TABASC33/01, A+B33/01, SEC OPS\n33/01"

    found = find(text, abbreviations=frozenset({"A+B", "SEC OPS"}))

    assert [one.canonical for one in found] == ["A+B33/01", "SEC OPS33/01"]
    assert find(text, abbreviations=frozenset()) == []


@pytest.mark.parametrize(
    ("kind", "text", "canonical"),
    [
        (Kind.ACTION, "tabasc33/01", "TABASC33/01"),
        (Kind.ACTION, "  action csc 10 / 1 ", "CSC10/01"),
        (Kind.ACTION, "TABASC20/01A", "TABASC20/01a"),
        (Kind.ACTION, "33/01", None),
        (Kind.ACTION, "TABASC33/01 Closed", None),
        (Kind.MEETING, "tabasc 23 1910", "TABASC_23_1910"),
        (Kind.MEETING, "Meeting TSC_07_1606", "TSC_07_1606"),
        (Kind.MEETING, "TSC 7", "TSC_07"),
        (Kind.MEETING, "the september 2018 tabasc meeting", "TABASC_2018-09"),
        (Kind.MEETING, "TABASC 2018", None),
        (Kind.MEETING, "11_2801", None),
        (Kind.MEETING, "TABASC 23/02", None),
        (Kind.MEETING, "TABASC_23_3102", None),
        (Kind.MODIFICATION, "secmpo0006", "SECMP0006"),
        (Kind.MODIFICATION, "dp96", "DP096"),
        (Kind.MODIFICATION, "96", "MP096"),
        (Kind.MODIFICATION, "0006", "SECMP0006"),
        (Kind.MODIFICATION, "MP3", None),
        (Kind.CHANGE_REQUEST, "90", "CR90"),
        (Kind.AGENDA_ITEM, "4", "4"),
        (Kind.ISSUE, "Issue 2", "Panel Issue 2"),
        (Kind.PRINCIPLE, "2", "Principle 2"),
        (Kind.SPECIFICATION, "smets2 3.1", "SMETS2 v3.1"),
        (Kind.RELEASE, "r1.3", "Release 1.3"),
        (Kind.RELEASE, "november 2018 sec release", "November 2018 SEC Release"),
        (Kind.SECTION, "sec d6.8(F)", "SEC Section D6.8(f)"),
        (Kind.SECTION, "sec appendix ah", "SEC Appendix AH"),
        (Kind.ACTION, "", None),
        (Kind.ACTION, "TABASC33/01" + " " * 200, None),
    ],
)
def test_normalise_reads_one_reference_typed_alone(kind: Kind, text: str, canonical: str | None) -> None:
    assert normalise(kind, text, abbreviations=KNOWN) == canonical


def test_normalise_takes_the_only_committee_where_none_is_named() -> None:
    assert normalise(Kind.MEETING, "11_2801", abbreviations=CSC_ALONE) == "CSC_11_2801"
    assert normalise(Kind.MEETING, "Meeting 11_2801", abbreviations=CSC_ALONE) == "CSC_11_2801"
    assert normalise(Kind.ACTION, "10/1", abbreviations=CSC_ALONE) == "CSC10/01"
    assert normalise(Kind.RISK, "3", abbreviations=CSC_ALONE) == "CSC Risk 3"


def test_recognise_tells_the_kind_and_covers_the_whole_text() -> None:
    assert recognise(" tabasc 33/1 ", abbreviations=KNOWN) == Found(Kind.ACTION, "TABASC33/01", "tabasc 33/1", 1, 12)
    assert recognise("dp096", abbreviations=KNOWN) == Found(Kind.MODIFICATION, "DP096", "dp096", 0, 5)
    assert recognise("DP096 power", abbreviations=KNOWN) is None
    assert recognise("Principles 1 and 3", abbreviations=KNOWN) is None
    assert recognise("4", abbreviations=KNOWN) is None


def test_modification_may_be_asked_for_by_any_prefix_it_ever_had() -> None:
    assert asked_for_by(Kind.MODIFICATION, "DP096") == ("DP096", "SECMP0096", "MP096")
    assert asked_for_by(Kind.MODIFICATION, "MP102A") == ("MP102A", "SECMP0102A", "DP102A")
    assert asked_for_by(Kind.MODIFICATION, "SECMP0006") == ("SECMP0006", "DP006", "MP006")
    assert asked_for_by(Kind.MODIFICATION, "SECMP00438") == ("SECMP00438",)


def test_meeting_may_be_asked_for_without_its_day() -> None:
    assert asked_for_by(Kind.MEETING, "TABASC_23_1910") == ("TABASC_23_1910", "TABASC_23")
    assert asked_for_by(Kind.MEETING, "TABASC_2018-09") == ("TABASC_2018-09",)
    assert asked_for_by(Kind.ACTION, "TABASC33/01") == ("TABASC33/01",)


FRAGMENTS = st.sampled_from(
    [
        "TABASC",
        "CSC",
        "SECMP",
        "DP",
        "CR",
        "Panel",
        "its ",
        "Issue ",
        "Risk ",
        "Principles ",
        "agenda item ",
        "R",
    ]
    + ["33/01", "_23_1910", "0006", "O0006", "1", "2", " ", ", ", " and ", "\n", "/", "-", "_", ".", "@", "a"]
    + [
        "September ",
        "2018 ",
        "meeting ",
        "SMETS2 ",
        "v3.1",
        "Release ",
        "Section ",
        "D6.8(f)",
        "https://",
        "ſ",
        "K",
    ]
)
ANY_TEXT = st.text() | st.lists(FRAGMENTS | st.characters(), max_size=40).map("".join)
ANY_ABBREVIATIONS = st.sampled_from([KNOWN, CSC_ALONE, frozenset(), frozenset({"", "A+B", "SEC OPS", "K"})])


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT, ANY_ABBREVIATIONS)
def test_find_gives_true_spans_in_order_for_any_text(text: str, abbreviations: frozenset[str]) -> None:
    end = 0

    for one in find(text, abbreviations=abbreviations):
        assert end <= one.start < one.end
        assert text[one.start : one.end] == one.printed
        end = one.end


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT)
def test_canonical_form_stays_itself(text: str) -> None:
    for one in find(text, abbreviations=KNOWN):
        if not one.doubtful:
            assert normalise(one.kind, one.canonical, abbreviations=KNOWN) == one.canonical


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT, st.sampled_from(Kind), ANY_ABBREVIATIONS)
def test_typed_text_of_any_sort_is_read_or_refused(text: str, kind: Kind, abbreviations: frozenset[str]) -> None:
    canonical = normalise(kind, text, abbreviations=abbreviations)
    found = recognise(text, abbreviations=abbreviations)

    assert canonical is None or normalise(kind, canonical, abbreviations=abbreviations) == canonical
    assert found is None or found.printed == text.strip()


def test_pattern_repeats_nothing_without_bound_unless_possessive() -> None:
    pattern = in_running_text(KNOWN).pattern.pattern

    bare = re.sub(r"\\.|\[[^]]*\]", "x", pattern)

    assert re.findall(r"[*+]|\{[0-9]*,\}", re.sub(r"\+\+|(?<=\})\+", "", bare)) == []


@pytest.mark.parametrize(
    "unit",
    [
        "TABASC",
        "TABASC ",
        "1",
        " ",
        "\n",
        "1/",
        "_1",
        "a.",
        "a@",
        "Panel its ",
        "its Issue 2 ",
        "Principles 1, ",
    ]
    + ["SMETS ", "September 2018 ", "SECMPO", "Section D1.1", "https://", "x TABASC33/", "item\n \n"],
)
def test_find_ends_on_hostile_text_and_finds_in_step_with_its_length(unit: str) -> None:
    short, long = (unit * (length // len(unit)) for length in (50_000, 200_000))

    counts = [len(find(text, abbreviations=KNOWN)) for text in (short, long)]

    assert abs(counts[1] - 4 * counts[0]) <= 4


def test_find_reads_a_list_of_any_length() -> None:
    text = "Principles " + ", ".join(["1"] * 50_000)

    assert len(find(text, abbreviations=KNOWN)) == 50_000


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="The seeds are not beside this checkout.")
@pytest.mark.parametrize("name", SEEDS)
def test_seed_yields_every_reference_of_its_gold_reading(name: str) -> None:
    text = (SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))

    found = find(text, abbreviations=KNOWN)

    of_kind = {kind: [one for one in found if one.kind is kind] for kind in Kind}
    modifications, actions = of_kind[Kind.MODIFICATION], of_kind[Kind.ACTION]
    certain = {one.canonical for one in modifications if not one.doubtful}
    assert certain == {one["ref"] for one in gold["modifications"]}
    assert {one.canonical for one in actions} == _actions_of(gold)
    assert (len(modifications), len(actions), len(found)) == SEEDS[name]


def _actions_of(gold: dict) -> set[str]:
    reviewed = gold["actions_reviewed"]
    superseding = {one["superseded_by"] for one in reviewed if one["superseded_by"]}
    return {one["ref"] for one in [*reviewed, *gold["actions_raised"]]} | superseding
