"""What was typed in a White entry before circulation, and then moved to Amber or taken out, is found by no member who
may not read it, on no page: the minutes, the PDF, the log, an action's story, a proposal's mentions, search."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.documents.editions import minutes_html
from meetings.lifecycle import Status
from meetings.models import EntryKind, Meeting, MinutesVersion, PrintedBlock
from meetings.operations import amend_entry, amend_item, make_move, remove_entry, remove_item
from meetings.operations.sharing import share_draft
from secgov.classification import Classification
from secgov.publication import classified_models
from tests import factories
from tests.factories.meetings import DAY

WHITE, GREEN, AMBER, RED = Classification
# Planted in what a White entry said at first, each in a record of another kind; none of it may come out.
# Long words, so that none stands in a token by chance.
GONE = ("aardvark", "capybara", "chinchilla", "dromedary", "hedgehog", "marmoset", "pangolin", "salamander")
# Planted in what stands in the minutes in the end: proof that the pages show such things at all.
STAYS = "rhinoceros"
RAISED = "hummingbird"  # moved to Amber in the end: the committee's, and nobody else's


@pytest.fixture
def meeting(cast) -> Meeting:
    """White minutes in which each word was typed, changed or taken out again before circulation."""
    by = cast.secretary
    meeting = factories.meeting(cast.tabasc, by=by)
    item = factories.item(meeting, by=by, title=f"The {STAYS} and DP201")
    factories.entry(item, by=by, body=f"<p>The {STAYS} stays, as DP201 says.</p>")
    factories.outcome(item, by=by, body=f"<p>The TABASC NOTED the {STAYS}.</p>")
    factories.action(item, by=by, body=f"<p>SECAS to feed the {STAYS}.</p>", due="a future meeting")

    reworded = factories.entry(item, by=by, body="<p>The aardvark was named with DP202.</p>")
    amend_entry(reworded, by=by, body="<p>Another word was said.</p>")
    removed = factories.entry(item, by=by, body="<p>The capybara was named with DP203.</p>")
    remove_entry(removed, by=by, at=timezone.now())
    decided = factories.outcome(item, by=by, body="<p>The TABASC AGREED to a chinchilla, subject to a dromedary.</p>")
    remove_entry(decided, by=by, at=timezone.now())
    promised = factories.action(item, by=by, body="<p>SECAS to buy a hedgehog.</p>")
    remove_entry(promised.raised_in, by=by, at=timezone.now())
    renamed = factories.item(meeting, by=by, title="The marmoset")
    amend_item(renamed, by=by, title="Another title")
    factories.entry(renamed, by=by)
    dropped = factories.item(meeting, by=by, title="The pangolin")
    remove_item(dropped, by=by, at=timezone.now())
    factories.entry(item, by=by, body="<p>The salamander is private.</p>", kind=EntryKind.PRIVATE)

    for record in (
        factories.entry(item, by=by, body=f"<p>The {RAISED} costs DP204 dear.</p>"),
        factories.outcome(item, by=by, body=f"<p>The TABASC NOTED the {RAISED}.</p>"),
        factories.action(item, by=by, body=f"<p>SECAS to hide the {RAISED}.</p>").raised_in,
    ):
        amend_entry(record, by=by, classification=AMBER)
    return meeting


def pages(meeting: Meeting) -> list[str]:
    """Every page on which something of the minutes may show, searches for each word among them."""
    ref = meeting.ref
    return [
        "/",
        "/meetings/",
        f"/meetings/{ref}/",
        "/actions/",
        "/actions/?format=csv",
        "/modifications/",
        *(f"/actions/TABASC33/{number:02d}/" for number in range(1, 5)),
        *(f"/modifications/DP20{number}/" for number in range(1, 5)),
        reverse("actions:outstanding", args=[ref]),
        *(f"/search/?q={word}" for word in (STAYS, RAISED, "DP202", "DP204")),
    ]


def found_by(browser, meeting: Meeting, wanted: tuple[str, ...]) -> dict[str, list[str]]:
    """The words that stand on each page, what was asked for left out of its own search."""
    told = {}
    for address in pages(meeting):
        text = b"".join(browser.get(address)).decode().casefold()
        asked = address.rpartition("=")[2].casefold() if "?" in address else ""
        there = [word for word in wanted if word in text and word != asked]
        if there:
            told[address] = there
    return told


@pytest.mark.parametrize("status", [Status.CIRCULATED, Status.FINAL])
def test_what_was_taken_back_is_on_no_page_for_anybody_but_the_secretaries(cast, meeting, signed_in, status) -> None:
    factories.bring_to(meeting, status, by=cast.secretary)
    others = ("public", "party", "member", "recused", "former_member", "secretary_elsewhere", "records", "admin")

    left = {who: found_by(signed_in(cast.people[who]), meeting, GONE) for who in others}

    assert {who: told for who, told in left.items() if told} == {}
    assert found_by(signed_in(cast.member), meeting, (STAYS,)) != {}


@pytest.mark.parametrize("status", [Status.CIRCULATED, Status.FINAL])
def test_what_was_moved_to_amber_is_the_committees_alone(cast, meeting, signed_in, status) -> None:
    factories.bring_to(meeting, status, by=cast.secretary)

    readers = {who for who, user in cast.people.items() if found_by(signed_in(user), meeting, (RAISED,))}

    assert readers == {"member", "alternate", "chair", "standing_attendee", "recused", "secretary", "records"}
    for who in ("public", "party", "cleared_too_low", "former_member", "member_elsewhere"):
        assert signed_in(cast.people[who]).get("/modifications/DP204/").status_code == 404
        assert signed_in(cast.people[who]).get("/actions/TABASC33/03/").status_code == 404


@pytest.mark.parametrize("status", [Status.CIRCULATED, Status.FINAL])
def test_a_search_for_what_was_taken_back_finds_nothing(cast, meeting, signed_in, status) -> None:
    factories.bring_to(meeting, status, by=cast.secretary)

    for who in ("member", "chair", "party", "public", "records"):
        browser = signed_in(cast.people[who])
        nothing = answer_to(browser, "nosuchword")
        assert {word: answer_to(browser, word) for word in GONE} == dict.fromkeys(GONE, nothing)
        for named in ("DP202", "DP203"):
            assert browser.get(f"/modifications/{named}/").status_code == 404, (who, named)
    assert answer_to(signed_in(cast.member), STAYS) != answer_to(signed_in(cast.member), "nosuchword")


def answer_to(browser, word: str) -> str:
    """What the page of a search says of it, whatever the word."""
    main = re.search(r"<main.*</main>", browser.get(f"/search/?q={word}").content.decode(), re.DOTALL)
    return main[0].replace(word, "WORD")


@pytest.mark.parametrize("level", [WHITE, GREEN, AMBER])
def test_no_edition_prints_what_was_taken_back(cast, meeting, level) -> None:
    meeting = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    version = MinutesVersion.objects.filter(meeting=meeting).latest("number")

    text = minutes_html(meeting, level, version).casefold()

    assert [word for word in GONE if word in text] == []
    assert (STAYS in text, RAISED in text) == (True, level == AMBER)


def test_no_record_of_it_can_be_read_by_anybody_but_the_secretaries(cast, meeting, reader) -> None:
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    columns = ("text", "title", "name", "body", "condition", "note", "action_text", "printed", "printed_title")

    for who in ("member", "chair", "records", "party", "public", "recused", "former_member"):
        asking = reader(cast.people[who])
        for model in classified_models():
            names = [field.name for field in model._meta.fields if field.name in columns]
            rows = model.objects.visible_to(asking).values_list(*names) if names else []
            said = " ".join(str(value) for row in rows for value in row).casefold()
            assert [word for word in GONE if word in said] == [], (who, model)
    assert not [word for word in GONE if PrintedBlock.objects.filter(text__icontains=word).exists()]


def test_sharing_and_opening_again_bring_none_of_it_back(cast, meeting, signed_in) -> None:
    share_draft(meeting, people=[cast.chair.person], by=cast.secretary)
    shown = signed_in(cast.chair).get(meeting.get_absolute_url()).content.decode().casefold()
    assert ([word for word in GONE if word in shown], STAYS in shown, RAISED in shown) == ([], True, True)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    make_move(meeting, "reopen", by=cast.secretary, on=DAY, note="A slip")

    assert found_by(signed_in(cast.chair), meeting, GONE) == {}
    assert found_by(signed_in(cast.public), meeting, (*GONE, RAISED)) == {}


def test_an_entry_that_nobody_has_typed_in_prints_neither_as_words_nor_as_withheld(cast) -> None:
    meeting = factories.meetings.meeting(cast.tabasc, by=cast.secretary)
    item = factories.meetings.item(meeting, by=cast.secretary, classification=Classification.WHITE)
    factories.meetings.entry(item, by=cast.secretary, body="<p></p>", classification=Classification.AMBER)
    before = minutes_html(meeting, Classification.WHITE, None)

    factories.meetings.entry(item, by=cast.secretary, body="<p>In confidence.</p>", classification=Classification.AMBER)

    withheld = "Minuted under a confidential classification"
    assert (before.count(withheld), minutes_html(meeting, Classification.WHITE, None).count(withheld)) == (0, 1)
