"""Papers that are not minutes: those of other worlds are not read, those of the Code invent nothing and are doubted."""

import pytest

from archive.reading import Reading
from tests.archive.reading.building import reading_of, whys

AGENDA = """TABASC_41_1807 – Agenda
Technical Architecture and Business Architecture Sub-Committee (TABASC) Meeting 41
18 July 2019, 10:00 – 13:00
This document is classified as White in accordance with the Panel Information Policy.

1. Welcome and Introductions
The Chair opens the meeting and the DCC is asked to introduce its new Representative to all the others.

2. Minutes and Actions Outstanding
The TABASC is invited to:
• NOTE the contents of the paper; and
• AGREE the minutes of the last meeting.

3. SECMP0062 ‘Northbound Traffic’
SECAS will present TABASC_41_1807_02.
"""
REPORT = """MP099 ‘Incident Prioritisation’
Modification Report
Version 1.0, 3 June 2019
This document is classified as White in accordance with the Panel Information Policy.

Document control
Author: Ann Other, SECAS
Reviewed by Jo Example

1. Summary
The Proposer of this Modification Proposal is Sam Sample of Fictional Energy, a Large Supplier of gas.

2. Solution
The DCC costs of the Budget 18/19 are those of Release 1/2 under SMETS 1/2, as Section 3/4 says of 2019/20.

3. Parties impacted
Large Suppliers High
Small Suppliers Low
The Authority DETERMINED that this is no Self-Governance Modification.
"""
CONSULTATION = """SECMP0062 ‘Northbound Traffic’ Working Group Consultation
Responses to SECAS by 14 June 2019
This document is classified as White in accordance with the Panel Information Policy.

1. Questions
Question 1: Do you agree with the solution put forward by the Proposer to the Parties of the Smart Energy Code?
Respondent: Jo Example, Fictional Energy
Category: Large Supplier
Response: APPROVED by our board. The DCC should provide the costs.

2. Next steps
SECAS will issue the responses to Parties after 1/7 and the status of the consultation is then
Closed
"""
RELEASE = """# November 2019 SEC Release Implementation Document

**Document control**

| Role | Name |
|---|---|
| Author | Ann Other |

**Distribution**

| Name | Organisation |
|---|---|
| Sam Sample | DCC |

## 1. Introduction

SECAS has written this for SEC Parties, as **the** Panel Information Policy says.

## 2. Risks

| Ref | Risk | Status |
|---|---|---|
| REL12/02 | Testing takes longer | Closed |
"""
LISTS = ["attendance", "actions_raised", "actions_reviewed", "mod_assessments", "footnotes"]


def invented(reading: Reading) -> dict[str, object]:
    return {name: reading.facts[name] for name in LISTS if reading.facts[name]}


@pytest.mark.parametrize(
    ("source", "called"),
    [
        (AGENDA, "Agenda"),
        (REPORT, "Modification Report"),
        (CONSULTATION, "Consultation"),
        (RELEASE, "Implementation Document"),
    ],
)
def test_other_paper_of_the_code_invents_nobody_and_no_action_and_is_doubted(source: str, called: str) -> None:
    reading = reading_of(source)

    assert invented(reading) == {}
    assert whys(reading)[""] == f"This calls itself ‘{called}’ and not minutes; look whether it is any."


def test_agenda_has_no_outcomes() -> None:
    assert reading_of(AGENDA).facts["decisions"] == []


@pytest.mark.parametrize("source", [REPORT, CONSULTATION, RELEASE])
def test_paper_of_no_meeting_has_no_committee_number_or_day(source: str) -> None:
    facts = reading_of(source).facts

    assert (facts["committee"], facts["meeting_number"], facts["date"], facts["start"]) == (None, None, None, None)


def test_paper_without_a_title_or_any_sign_of_minutes_is_doubted() -> None:
    reading = reading_of("1. Costs\nSECAS and the DCC explain SECMP0062 to the Parties of the Smart Energy Code.\n")

    assert whys(reading)[""] == (
        "Neither a title, nor attendance, nor an action says that these are minutes; look whether they are any."
    )


@pytest.mark.parametrize(
    "title",
    ["Draft Minutes", "TSC_12_0405 – Draft Minutes\nPrevious paper: Agenda", "Minutes of the Consultation Group"],
)
def test_minutes_are_not_doubted(title: str) -> None:
    reading = reading_of(f"{title}\n\n1. Costs\nSECAS and the DCC explain SECMP0062 to Smart Energy Code Parties.\n")

    assert "" not in whys(reading)


def test_minutes_that_have_lost_their_first_page_are_not_doubted() -> None:
    reading = reading_of(
        "1. Costs\nSECAS and the DCC explain SECMP0062 to Smart Energy Code Parties.\n\n"
        "ACTION TSC12/01: SECAS to report on it.\n"
    )

    assert reading.facts["actions_raised"][0]["ref"] == "TSC12/01"
    assert "" not in whys(reading)


def test_outcome_of_another_committee_is_doubted() -> None:
    reading = reading_of(
        "TSC_12_0405 – Draft Minutes\n4 May 2017\n\n1. Costs\nSECAS told of it.\n\nThe TSC NOTED the update.\n\n"
        "2. Plan\nSECAS told of the plan, too.\n\nThe TSC AGREED the plan.\n\n3. Risks\n\nThe SSC NOTED the risks.\n"
    )

    assert [row["verb"] for row in reading.facts["decisions"]] == ["NOTED", "AGREED", "NOTED"]
    assert whys(reading)["/decisions/2"] == "This outcome is said of the SSC, in minutes of the TSC."


def test_paper_of_another_world_is_not_read() -> None:
    reading = reading_of("Minutes of the Garden Club\n\n1. Roses\nThe club AGREED to plant GC12/01 by the wall.\n")

    assert [value for value in reading.facts.values() if value] == ["minutes.txt", "unknown"]
    assert whys(reading)[""].startswith("This does not look like minutes of a body of the Smart Energy Code")
