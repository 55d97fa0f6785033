"""Each way of writing a reference, read out of a sentence, and what only looks like one."""

import pytest

from secgov.reference_forms import Kind, find

KNOWN = frozenset({"TABASC", "TSC", "CSC", "OPSG"})


def found_in(text: str) -> list[tuple[Kind, str, str]]:
    return [(one.kind, one.canonical, one.printed) for one in find(text, abbreviations=KNOWN)]


@pytest.mark.parametrize(
    ("text", "kind", "canonical", "printed"),
    [
        ("See TABASC33/01 below.", Kind.ACTION, "TABASC33/01", "TABASC33/01"),
        ("superseded by TABASC 23/02.", Kind.ACTION, "TABASC23/02", "TABASC 23/02"),
        ("ACTION CSC 10/01", Kind.ACTION, "CSC10/01", "CSC 10/01"),
        ("CSC 11/01: The DCC to", Kind.ACTION, "CSC11/01", "CSC 11/01"),
        ("TABASC20/01a Re-Opened", Kind.ACTION, "TABASC20/01a", "TABASC20/01a"),
        ("TABASC33/1", Kind.ACTION, "TABASC33/01", "TABASC33/1"),
        ("TABASC_33/01", Kind.ACTION, "TABASC33/01", "TABASC_33/01"),
        ("TSC7/1", Kind.ACTION, "TSC07/01", "TSC7/1"),
        ("TABASC100/100", Kind.ACTION, "TABASC100/100", "TABASC100/100"),
        ("TABASC_23_1910 – Final Minutes", Kind.MEETING, "TABASC_23_1910", "TABASC_23_1910"),
        ("Meeting TSC_07_1606, 16th June", Kind.MEETING, "TSC_07_1606", "TSC_07_1606"),
        ("at CSC Meeting 11_2801", Kind.MEETING, "CSC_11_2801", "CSC Meeting 11_2801"),
        ("at TABASC_33", Kind.MEETING, "TABASC_33", "TABASC_33"),
        ("at TABASC 23.", Kind.MEETING, "TABASC_23", "TABASC 23"),
        ("at TABASC23 amended", Kind.MEETING, "TABASC_23", "TABASC23"),
        ("at the September 2018 TABASC", Kind.MEETING, "TABASC_2018-09", "September 2018 TABASC"),
        (
            "the September 2018\nTABASC meeting",
            Kind.MEETING,
            "TABASC_2018-09",
            "September 2018\nTABASC meeting",
        ),
        ("the TABASC September 2018 dates", Kind.MEETING, "TABASC_2018-09", "TABASC September 2018"),
        ("Sept 2018 TSC", Kind.MEETING, "TSC_2018-09", "Sept 2018 TSC"),
        ("TABASC_2018-09", Kind.MEETING, "TABASC_2018-09", "TABASC_2018-09"),
        ("SECMP0006 ‘Digits’", Kind.MODIFICATION, "SECMP0006", "SECMP0006"),
        ("for SECMPO0006 as", Kind.MODIFICATION, "SECMP0006", "SECMPO0006"),
        ("SECMPO006", Kind.MODIFICATION, "SECMP0006", "SECMPO006"),
        ("SECMP-30", Kind.MODIFICATION, "SECMP0030", "SECMP-30"),
        ("SECMP 0030", Kind.MODIFICATION, "SECMP0030", "SECMP 0030"),
        ("SECMP6", Kind.MODIFICATION, "SECMP0006", "SECMP6"),
        ("of DP096.", Kind.MODIFICATION, "DP096", "DP096"),
        ("of DP 096.1", Kind.MODIFICATION, "DP096", "DP 096"),
        ("MP102a", Kind.MODIFICATION, "MP102A", "MP102a"),
        ("CR90 – The DCC", Kind.CHANGE_REQUEST, "CR90", "CR90"),
        ("CR 90", Kind.CHANGE_REQUEST, "CR90", "CR 90"),
        ("CR-90", Kind.CHANGE_REQUEST, "CR90", "CR-90"),
        ("under agenda item \n6. The DCC", Kind.AGENDA_ITEM, "6", "agenda item \n6"),
        ("Agenda Item 3", Kind.AGENDA_ITEM, "3", "Agenda Item 3"),
        ("see item 8", Kind.AGENDA_ITEM, "8", "item 8"),
        ("item 4.2", Kind.AGENDA_ITEM, "4.2", "item 4.2"),
        ("to Panel Issue 2 next", Kind.ISSUE, "Panel Issue 2", "Panel Issue 2"),
        ("1 SEC Panel Issue 2: DCC", Kind.ISSUE, "Panel Issue 2", "SEC Panel Issue 2"),
        ("the Panel’s Issue 2!", Kind.ISSUE, "Panel Issue 2", "Panel’s Issue 2"),
        ("the Panel manage it under their Issue 2!", Kind.ISSUE, "Panel Issue 2", "Issue 2"),
        ("TABASC Risk 3", Kind.RISK, "TABASC Risk 3", "TABASC Risk 3"),
        ("TSC risk 12", Kind.RISK, "TSC Risk 12", "TSC risk 12"),
        ("SEC Panel Risk 3", Kind.RISK, "Panel Risk 3", "SEC Panel Risk 3"),
        ("Principle 2: Efficiencies", Kind.PRINCIPLE, "Principle 2", "Principle 2"),
        ("the principle 5, due", Kind.PRINCIPLE, "Principle 5", "principle 5"),
        ("SMETS2 v3.1 in", Kind.SPECIFICATION, "SMETS2 v3.1", "SMETS2 v3.1"),
        ("SMETS2 version\n3.1", Kind.SPECIFICATION, "SMETS2 v3.1", "SMETS2 version\n3.1"),
        ("SMETS 1 v1.2", Kind.SPECIFICATION, "SMETS1 v1.2", "SMETS 1 v1.2"),
        ("GBCS V1.1;", Kind.SPECIFICATION, "GBCS v1.1", "GBCS V1.1"),
        ("DUIS v3.0", Kind.SPECIFICATION, "DUIS v3.0", "DUIS v3.0"),
        ("CHTS v1.0", Kind.SPECIFICATION, "CHTS v1.0", "CHTS v1.0"),
        ("Release 2.0 at", Kind.RELEASE, "Release 2.0", "Release 2.0"),
        ("DCC Release 2 and", Kind.RELEASE, "Release 2.0", "Release 2"),
        ("since R1.3 went", Kind.RELEASE, "Release 1.3", "R1.3"),
        ("for release1.2 had", Kind.RELEASE, "Release 1.2", "release1.2"),
        (
            "the November\n2018 SEC Release,",
            Kind.RELEASE,
            "November 2018 SEC Release",
            "November\n2018 SEC Release",
        ),
        ("the Nov 2019 Release", Kind.RELEASE, "November 2019 SEC Release", "Nov 2019 Release"),
        ("by SEC Section D6.8(f), The", Kind.SECTION, "SEC Section D6.8(f)", "SEC Section D6.8(f)"),
        ("‘Section D Review", Kind.SECTION, "SEC Section D", "Section D"),
        ("SEC Appendix AH ‘Self", Kind.SECTION, "SEC Appendix AH", "SEC Appendix AH"),
    ],
)
def test_find_reads_each_form(text: str, kind: Kind, canonical: str, printed: str) -> None:
    assert found_in(text) == [(kind, canonical, printed)]


@pytest.mark.parametrize(
    "text",
    [
        "SCR90 and CRs and CRED1",
        "two DPs, an MP3 and an MPs",
        "20/01/2020, w/c 27/01/2020, TABASC 20/01/2020",
        "0123 456 7890, 10:00 – 16:00, TABASC 10:00",
        "Phase 1, Severity 1, Category 3, Type 2",
        "TABASC 2018, TABASC 12 months, TABASC 6 February 2020, TABASC 10-12",
        "6 February 2020 TABASC, 31st October 2017 TABASC",
        "xTABASC33/01, TABASC33/01x, tabasc33/01, TABASC0/1, TABASC_23_9999",
        "version 3.1, SMETS2, CHTS, SMETS2 v3.1.2.4",
        "Issue 2, and its Issue 2",
        "The Panel heard that the TABASC has its Issue 2",
        "Appendix A, Section 2.1, Section Details",
        "a principle, principles of 10 years, Principle 2.5",
        "11_2801",
        "https://example.org/SECMP-30/TABASC33/01 www.example.org/DP096",
        "DP096@example.org and first.CR90@example.org",
        "SECMPO, DP000, SECMP0000, CR0",
    ],
)
def test_find_leaves_alone_what_only_looks_like_one(text: str) -> None:
    assert found_in(text) == []
