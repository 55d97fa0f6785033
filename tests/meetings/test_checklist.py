"""The checklist: what it remarks on, what it leaves alone, and what happens to a remark that is put aside."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.demo.seeding import seed_cast
from archive.loading import load_minutes
from archive.reading import read
from meetings.checking.promises import as_action, promises_in, repeated_in
from meetings.documents.checklist import remarks_for
from meetings.models import DismissedRemark, EntryKind, Purpose
from meetings.operations.checking import bring_back_remark, dismiss_remark
from secgov.access import reader_for
from secgov.classification import Classification
from secgov.models import User
from secgov.operations import add_acronym
from tests import factories
from tests.archive.readings import DEMO, PROJECT

SEEDS = PROJECT.parent / "shared" / "seeds"
HANDMADE = PROJECT.parent / "shared" / "gold"
NO_SEEDS = "the real minutes are not beside this project"


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def item(cast, meeting):
    for name in ("SECAS", "DCC"):
        factories.organisation(name)
    return factories.item(meeting, by=cast.secretary)


@pytest.fixture
def remarked(cast, meeting, reader):
    """The kinds and sentences remarked on."""
    return lambda: [(remark.kind, remark.sentence) for remark in remarks_for(meeting, reader(cast.secretary))]


def test_an_item_discussed_without_an_outcome_is_remarked_on(cast, item, remarked) -> None:
    factories.entry(item, by=cast.secretary)
    assert remarked() == [("no-outcome", "“Risk register” was discussed and has no outcome.")]

    factories.outcome(item, by=cast.secretary)

    assert remarked() == []


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Welcome and introductions", {}),
        ("Minutes and Actions Outstanding", {}),
        ("Any Other Business (A.O.B.)", {}),
        ("Risk register", {"purpose": Purpose.INFORMATION}),
        ("Risk register", {"postponed_to": "September"}),
    ],
)
def test_items_that_come_to_no_outcome_are_left_alone(cast, meeting, remarked, title, facts) -> None:
    factories.entry(factories.item(meeting, by=cast.secretary, title=title, **facts), by=cast.secretary)

    assert remarked() == []


def test_what_stands_behind_any_other_business_is_for_information(cast, meeting, remarked) -> None:
    factories.item(meeting, by=cast.secretary, title="Any Other Business")
    factories.entry(factories.item(meeting, by=cast.secretary, title="Change Status Report"), by=cast.secretary)

    assert remarked() == []


def test_an_item_for_decision_of_which_nothing_is_minuted_is_remarked_on(cast, meeting, remarked) -> None:
    factories.item(meeting, by=cast.secretary, purpose=Purpose.DECISION)

    assert remarked() == [("not-minuted", "“Risk register” is for decision; nothing is minuted.")]


def test_an_outcome_without_a_verb_in_capitals_is_remarked_on(cast, item, remarked) -> None:
    factories.entry(item, by=cast.secretary, kind=EntryKind.OUTCOME, body="<p>The TABASC agreed it.</p>")

    assert [kind for kind, _ in remarked()] == ["no-verb"]


def test_initials_are_asked_of_the_attendance_list(cast, meeting, item, remarked) -> None:
    factories.outcome(item, by=cast.secretary)
    body = "<p>One Member (PS) asked, a Member (JL) agreed, the Chair (DK) closed it.</p>"
    factories.entry(item, by=cast.secretary, body=body)
    assert remarked() == []  # no list was made

    factories.attendance(meeting, by=cast.secretary, name="Pat Sample")
    factories.attendance(meeting, by=cast.secretary, name="Jo Low", is_present=False)

    assert remarked() == [
        ("initials", "(JL) are the initials of Jo Low, who sent apologies."),
        ("initials", "(DK) are the initials of nobody on the attendance list."),
    ]


def test_an_acronym_is_written_out_or_on_the_committees_list(cast, item, remarked) -> None:
    factories.outcome(item, by=cast.secretary)
    body = "<p>The Distribution Network Operators (DNOs) met the LTE group; DNOs and SECMP0006 were named.</p>"
    factories.entry(item, by=cast.secretary, body=body)
    sentence = "LTE is neither written out here nor on the committee’s list of acronyms."
    assert remarked() == [("acronym", sentence)]

    add_acronym(cast.tabasc, by=cast.secretary, short="LTE", long="Long Term Evolution")

    assert remarked() == []


@pytest.mark.parametrize("slip", ["TABSAC", "TASBC", "TABAC"])
def test_a_committees_name_a_letter_off_is_remarked_on(cast, item, remarked, slip) -> None:
    factories.outcome(item, by=cast.secretary, body="<p>The TABASC NOTED it. The TABASC and the TABASC met.</p>")
    factories.entry(item, by=cast.secretary, body=f"<p>The {slip} met.</p>")

    assert remarked() == [("name", f"{slip}: is TABASC meant?")]


def test_a_short_name_a_letter_off_is_asked_about(cast, item, remarked) -> None:
    body = "<p>The Security Sub-Committee (SSC) wrote. The SSC met, the SSC asked. The SCC do not believe it.</p>"
    factories.outcome(item, by=cast.secretary)
    factories.entry(item, by=cast.secretary, body=body)

    assert remarked() == [
        ("acronym", "SCC is neither written out here nor on the committee’s list of acronyms. Is SSC meant?")
    ]


def test_references_that_lead_nowhere_are_remarked_on(cast, item, remarked) -> None:
    factories.outcome(item, by=cast.secretary, body="<p>The TABASC NOTED TABASC29/02, item 1, item 12 and DP096.</p>")

    assert remarked() == [
        ("reference", "TABASC29/02 is no action on record. Check the number."),
        ("reference", "There is no item 12 on this agenda."),
    ]


def test_an_action_without_owner_or_due_is_remarked_on(cast, item, remarked) -> None:
    factories.outcome(item, by=cast.secretary)
    factories.action(item, by=cast.secretary, owner="", body="<p>The register is brought back.</p>", due="2018-09-20")
    factories.action(item, by=cast.secretary, body="<p>SECAS to look.</p>")
    factories.action(item, by=cast.secretary, body="<p>SECAS to report at the September 2018 meeting.</p>")
    factories.action(item, by=cast.secretary, body="<p>SECAS to ask.</p>", due="a future meeting")

    assert remarked() == [
        ("no-owner", "TABASC33/01 has no owner."),
        ("no-due", "TABASC33/02 does not say by when."),
        ("no-due", "TABASC33/03 says “September 2018 meeting”, and no due date is on record."),
    ]


def test_a_promise_is_remarked_on_until_an_action_repeats_it(cast, item, reader, meeting, remarked) -> None:
    factories.outcome(item, by=cast.secretary)
    factories.entry(item, by=cast.secretary, body="<p>SECAS also agreed to raise the problem with the Proposer.</p>")

    remark = remarks_for(meeting, reader(cast.secretary))[0]
    assert (remark.kind, remark.place) == ("promise", "Item 1")
    assert remark.offer is not None
    assert remark.offer.url.endswith("?body=SECAS+to+raise+the+problem+with+the+Proposer.")

    factories.action(item, by=cast.secretary, body="<p>SECAS to raise the problem with the Proposer.</p>", due="x")
    assert remarked() == []


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("SECAS will circulate the list.", "SECAS to circulate the list."),
        ("It was noted, and they requested that DCC provide clarity.", "DCC to provide clarity."),
        ("A Member (MT) said so and undertook to confirm it.", "Member to confirm it."),
        ("SECAS noted they would raise it.", "SECAS to raise it."),
    ],
)
def test_promises_are_read_and_worded_as_actions(sentence, action) -> None:
    [(whole, clause)] = promises_in(sentence)

    assert as_action(whole, clause) == action


@pytest.mark.parametrize(
    "sentence",
    [
        "The TABASC agreed a way forward.",
        "The paper will cover costs.",
        "As per ACTION TABASC22/08, SECAS will provide an update.",
        "SECAS will provide an update prior to closing this action.",
        "The benefits that this would present were weighed.",
        "An update was provided under item 4.",
    ],
)
def test_what_is_no_promise_is_left_alone(sentence) -> None:
    assert promises_in(sentence) == []


def test_a_promise_is_known_in_other_words() -> None:
    sentence = "A DCC Member noted that systems may be affected by the IRPs and agreed to provide details to SECAS."
    [(whole, clause)] = promises_in(sentence)

    assert repeated_in(whole, clause, ["The DCC to provide SECAS with information on IRPs that affect systems."])
    assert not repeated_in(whole, clause, ["SECAS to book the room."])


def test_what_is_put_aside_stays_so_and_can_be_brought_back(cast, meeting, item, reader, remarked) -> None:
    first = factories.entry(item, by=cast.secretary)
    key = remarks_for(meeting, reader(cast.secretary))[0].key
    dismiss_remark(meeting, key=key, by=cast.secretary, at=timezone.now(), why="It is noted at item 2")
    factories.entry(item, by=cast.secretary, body="<p>More was said.</p>", after=first)
    assert remarked() == []
    assert (DismissedRemark.objects.get().by, DismissedRemark.objects.get().why) == (
        cast.secretary,
        "It is noted at item 2",
    )

    bring_back_remark(meeting, key=key, by=cast.secretary)

    assert [kind for kind, _ in remarked()] == ["no-outcome"]
    assert [row.history_user for row in DismissedRemark.history.all()] == [cast.secretary, cast.secretary]


def test_the_pages_put_aside_and_bring_back(cast, meeting, item, signed_in, reader) -> None:
    factories.entry(item, by=cast.secretary)
    key = remarks_for(meeting, reader(cast.secretary))[0].key
    page, aside, back = (
        reverse(f"meetings:{name}", args=[meeting.ref]) for name in ("checklist", "dismiss_remark", "bring_back_remark")
    )
    browser = signed_in(cast.secretary)

    browser.post(aside, {"key": key, "why": "Settled"})
    told = browser.get(page)
    assert [put.why for put in told.context["checklist"].put_aside] == ["Settled"]
    browser.post(back, {"key": key})
    assert browser.get(page).context["checklist"].count == 1
    assert [browser.get(address).status_code for address in (aside, back)] == [405, 405]
    assert signed_in(cast.member).post(aside, {"key": key}).status_code == 403
    assert signed_in(cast.party).post(aside, {"key": key}).status_code == 404


def test_the_card_stands_beside_the_minutes_being_written(cast, meeting, item, signed_in) -> None:
    factories.entry(item, by=cast.secretary)

    browser, address = signed_in(cast.secretary), reverse("meetings:checklist", args=[meeting.ref])

    page = browser.get(reverse("meetings:edit", args=[meeting.ref])).content.decode()
    card = browser.get(address, headers={"HX-Request": "true"})

    assert f'hx-get="{address}"' in page
    assert "1 thing to look at" in card.content.decode()
    assert ("<html" in card.content.decode(), "HX-Request" in card["Vary"]) == (False, True)


def test_a_promise_fills_the_form_that_raises_it(cast, item, signed_in) -> None:
    address = reverse("actions:raise", args=[item.uid]) + "?body=SECAS+to+ask."

    assert signed_in(cast.secretary).get(address).context["form"]["body"].value() == "SECAS to ask."


def test_the_checklist_asks_as_much_of_one_entry_as_of_many(cast, meeting, item, reader) -> None:
    asking = reader(cast.secretary)
    asking.sees()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            remarks_for(meeting, asking)
        return len(queries)

    factories.entry(item, by=cast.secretary, body="<p>SECAS will report on TABASC29/02.</p>")
    factories.action(item, by=cast.secretary)
    few = asked()
    for _ in range(3):
        factories.entry(item, by=cast.secretary, body="<p>SECAS will report on TABASC29/02.</p>")
        factories.action(item, by=cast.secretary)

    assert asked() == few


# -- real minutes: a count for each, so that what is added to the checklist is judged by what it says of them ----------


def remarks_of(path: Path) -> Counter[str]:
    """How many remarks of each kind the minutes in a file get, with the acronyms of the demo's committees."""
    seed_cast(password="not asked for in tests")
    secretary = User.objects.get(email="secretary@demo.test")
    content = path.read_bytes()
    if path.suffix == ".txt":
        found: dict[str, Any] = read(content, path.name).as_json()
        content = json.dumps({name: value for name, value in found.items() if name != "lines"}).encode()
    facts = {"classification": Classification.AMBER, "held": timezone.localdate(), "is_day": False}
    meeting = load_minutes(content=content, name=path.name, by=secretary, **facts).meeting
    return Counter(remark.kind for remark in remarks_for(meeting, reader_for(secretary, on=timezone.localdate())))


# Read by hand, remark by remark: each names something a secretary could mend, save those under FALSE_ALARMS.
OF_DEMO = {
    "csc_11": {"promise": 2, "no-due": 2},
    "tabasc_23": {"acronym": 4, "promise": 1, "no-due": 3, "no-outcome": 1},
    "tabasc_33": {"acronym": 1, "no-due": 2},
    # Loaded alone: in the demo itself both references lead to actions of TABASC 23 and 33.
    "tabasc_34": {"reference": 2, "acronym": 2},
    "tsc_07": {"no-due": 3, "acronym": 1},
}
OF_SEEDS = {
    "001": {"acronym": 2, "promise": 3, "no-due": 4},
    "002": {"acronym": 5, "promise": 4, "no-due": 5, "no-outcome": 1},
    "003": {"promise": 4, "no-due": 2},
    "004": {"no-due": 4, "acronym": 1},
}
OF_HANDMADE = {"001": {"no-due": 4}, "002": {"no-due": 5}, "003": {"acronym": 1, "no-due": 2}, "004": {"no-due": 4}}
FALSE_ALARMS = {
    "002": ["The TABASC agreed to update the commencement date"],  # decided there and then, in small letters
    "003": ["IRP"],  # written out in the discussion, which the hand-made reading does not hold
}


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
@pytest.mark.django_db
def test_minutes_of_the_demo_get_these_remarks(path: Path) -> None:
    assert remarks_of(path) == OF_DEMO[path.stem]


@pytest.mark.parametrize(
    ("folder", "expected"), [(SEEDS, OF_SEEDS), (HANDMADE, OF_HANDMADE)], ids=["seeds", "hand-made"]
)
@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
@pytest.mark.django_db
def test_real_minutes_get_these_remarks(folder: Path, expected: dict[str, dict[str, int]], number: str) -> None:
    path = next((each for each in folder.glob(f"{number}_*") if each.suffix in (".txt", ".json")), None)
    if path is None:
        pytest.skip(NO_SEEDS)

    found = remarks_of(path)

    assert found == expected[number]
    assert len(FALSE_ALARMS.get(number, [])) * 5 <= sum(OF_SEEDS[number].values())
