"""Redlines of minutes: every kind of change is told, and nobody learns of it what they may not read on both sides."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

from meetings.documents.redlines import Comparison, compared
from meetings.documents.redlines_on_paper import drawing
from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.operations import (
    accept_correction,
    amend_attendance,
    amend_entry,
    amend_item,
    amend_meeting,
    make_move,
    move_entry,
    remove_entry,
    write_correction,
)
from meetings.tasks import draw_redline
from secgov.classification import Classification
from secgov.operations import reclassify
from secgov.tagcheck import check
from tests import factories
from tests.reading_pdfs import words_of

AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
DAY = date(2018, 9, 3)
WHITE, GREEN, AMBER, RED = Classification


def version(meeting: Meeting, number: int) -> MinutesVersion:
    return meeting.versions.get(number=number, kind="minutes")


def told(comparison: Comparison) -> list[tuple[str, str]]:
    """What changed: the state of each part and its words, deletions in [-…-], insertions in {+…+}."""
    marks = {"same": "%s", "inserted": "{+%s+}", "deleted": "[-%s-]"}
    parts = [*comparison.attendance]
    for passage in comparison.passages:
        parts += [passage.title, *passage.pieces]
    found = []
    for piece in parts:
        lines = [*piece.lines, *(line for _, fact in piece.facts for line in fact)]
        if piece.state not in ("same", "withheld"):
            found.append((piece.state, " / ".join("".join(marks[r.kind] % r.text for r in line) for line in lines)))
    return found


@pytest.fixture
def minutes(cast) -> Meeting:
    """Circulated minutes, opened again to be changed."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.attendance(meeting, by=cast.secretary, name="A Guest", represents="DCC")
    item = factories.item(meeting, by=cast.secretary, title="The register")
    for words in ("Thirty notices came.", "Nobody asked why.", "The end was near."):
        factories.entry(item, by=cast.secretary, body=f"<p>{words}</p>")
    factories.action(item, by=cast.secretary, owner="SECAS")
    factories.item(meeting, by=cast.secretary, title="Any other business")
    circulated = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    return make_move(circulated, "reopen", by=cast.secretary, on=DAY, note="Much was wrong")


def test_every_kind_of_change_is_told(cast, minutes, reader) -> None:
    by = cast.secretary
    first, second, third = minutes.entries.filter(kind="discussion").order_by("rank")
    amend_entry(first, by=by, body="<p>Thirty-one notices came.</p>")
    remove_entry(second, by=by, at=AT)
    move_entry(third, by=by, up=True)
    move_entry(third, by=by, up=True)
    factories.entry(minutes.items.get(number="2"), by=by, body="<p>A giraffe.</p>")
    amend_item(minutes.items.get(number="2"), by=by, title="Other business")
    amend_attendance(minutes.attendance.get(), by=by, name="A Guest", represents="Ofgem")
    amend_entry(minutes.entries.get(kind="actions.raised"), by=by, body="<p>SECAS to bring it back.</p>")
    amend_meeting(minutes, by=by, venue="Room 2")
    again = make_move(minutes, "circulate", by=by, on=DAY)

    comparison = compared(again, reader(cast.member), version(again, 1), version(again, 2))

    assert told(comparison) == [
        ("changed", "[-DCC-]{+Ofgem+} A Guest"),
        ("moved", "The end was near."),
        ("changed", "Thirty{+-one+} notices came."),
        ("removed", "[-Nobody asked why.-]"),
        ("changed", "SECAS to bring [-the register-]{+it+} back."),
        ("changed", "2. [-Any other-]{+Other+} business"),
        ("added", "{+A giraffe.+}"),
    ]
    assert [name for name, _ in comparison.head] == ["Place"]
    assert comparison.summary == "Parts: 4 changed, 1 added, 1 taken out, 1 moved."


def test_the_owner_of_an_action_is_told_too(cast, minutes, reader) -> None:
    from actions.models import Action  # noqa: PLC0415  app ready
    from actions.operations import amend_action  # noqa: PLC0415  app ready

    amend_action(Action.objects.get(), by=cast.secretary, owner="DCC", due="")
    again = make_move(minutes, "circulate", by=cast.secretary, on=DAY)

    comparison = compared(again, reader(cast.member), version(again, 1), version(again, 2))

    assert [name for passage in comparison.passages for piece in passage.pieces for name, _ in piece.facts] == [
        "Owners"
    ]


def test_versions_that_are_the_same_differ_in_nothing(cast, minutes, reader) -> None:
    again = make_move(minutes, "circulate", by=cast.secretary, on=DAY)

    comparison = compared(again, reader(cast.member), version(again, 1), version(again, 2))

    assert (told(comparison), comparison.summary) == ([], "Nothing that you may read differs.")
    assert comparison.without_same().passages == []


def test_the_draft_is_compared_for_its_secretaries_alone(cast, minutes, signed_in) -> None:
    factories.entry(minutes.items.get(number="2"), by=cast.secretary, body="<p>A giraffe.</p>")
    address = reverse("meetings:redline", args=[minutes.ref])

    assert "A giraffe." in signed_in(cast.secretary).get(f"{address}?from=1&to=draft").content.decode()
    for who in ("member", "chair", "records", "admin", "public", "secretary_elsewhere"):
        browser = signed_in(cast.people[who])
        for query in ("?from=1&to=draft", "", "?from=draft&to=1", "?from=1&to=2", "?from=1&to=1", "?from=x&to=1"):
            assert browser.get(address + query).status_code == 404, (who, query)


def test_what_was_circulated_is_compared_by_nobody_who_could_not_read_it(cast, minutes, signed_in) -> None:
    entry = minutes.entries.get(text="Thirty notices came.")
    amend_entry(entry, by=cast.secretary, body="<p>Forty came.</p>")
    final = factories.bring_to(minutes, Status.FINAL, by=cast.secretary)
    address = reverse("meetings:redline", args=[final.ref])

    # Versions 1 and 2 were circulated, 3 is published.
    assert signed_in(cast.member).get(f"{address}?from=1&to=3").status_code == 200
    for who in ("public", "party", "member_elsewhere", "cleared_too_low", "admin"):
        assert signed_in(cast.people[who]).get(f"{address}?from=1&to=3").status_code == 404, who


@pytest.fixture
def published(cast) -> Meeting:
    """Final minutes that came out twice, a word in each of their parts changed between: versions 2 and 4 are public."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, title="The zebra")
    for level in (WHITE, AMBER):
        factories.entry(item, by=cast.secretary, body=f"<p>A zebra, {level.label}.</p>", classification=level)
    final = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    again = make_move(final, "reopen", by=cast.secretary, on=DAY, note="It was a giraffe")
    for entry in again.entries.all():
        amend_entry(entry, by=cast.secretary, body=entry.body.replace("zebra", "giraffe"))
    return factories.bring_to(again, Status.FINAL, by=cast.secretary)


def test_what_is_withheld_is_withheld_altogether(cast, published, reader) -> None:
    comparison = compared(published, reader(cast.public), version(published, 2), version(published, 4))

    assert told(comparison) == [("changed", "A [-zebra-]{+giraffe+}, White.")]
    assert [piece.state for piece in comparison.passages[0].pieces] == ["changed", "withheld"]
    assert comparison.shown == WHITE
    member = compared(published, reader(cast.member), version(published, 2), version(published, 4))
    assert len(told(member)) == 2
    assert member.shown == AMBER


@pytest.mark.parametrize("number", [2, 4])
def test_what_only_one_side_withholds_is_not_shown_from_the_other(number, cast, published, reader) -> None:
    blocks = version(published, number).blocks.filter(text__contains="White")
    blocks.update(classification=AMBER)

    comparison = compared(published, reader(cast.public), version(published, 2), version(published, 4))

    assert told(comparison) == []
    assert "zebra, White" not in repr(comparison)
    assert "giraffe, White" not in repr(comparison)


def test_a_part_raised_since_is_withheld_with_its_history(cast, published, reader, signed_in) -> None:
    entry = published.entries.get(text="A giraffe, White.")
    reclassify(entry, to=AMBER, by=cast.secretary, at=AT, reason="DCC asks", authority="panel")
    address = reverse("meetings:redline", args=[published.ref]) + "?from=2&to=4"

    page = signed_in(cast.public).get(address).content.decode()

    assert "White." not in page
    assert "Minuted under a confidential classification" in page
    assert "White." in signed_in(cast.member).get(address).content.decode()


CHANGES = st.lists(st.tuples(st.sampled_from(["amend", "remove", "raise", "add"]), st.integers(0, 3)), max_size=5)


@given(changes=CHANGES)
@properties(max_examples=8)
def test_no_redline_shows_more_than_its_two_versions(changes, cast, reader) -> None:
    """Whatever is changed between: every word of a redline stands in a part that its reader may read."""
    number = Meeting.objects.count() + 40
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number)
    item = factories.item(meeting, by=cast.secretary, title="All")
    for n, level in enumerate((WHITE, WHITE, AMBER, RED)):
        factories.entry(item, by=cast.secretary, body=f"<p>old{n} secret{n}.</p>", classification=level)
    meeting = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    meeting = make_move(meeting, "reopen", by=cast.secretary, on=DAY, note="Why")
    for how, which in changes:
        change(meeting, how, which, cast)
    meeting = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)

    for who in ("public", "party", "member"):
        asking = reader(cast.people[who])
        sides = [each for each in meeting.versions.order_by("number") if each in visible(meeting, asking)]
        for before, after in zip(sides, sides[1:], strict=False):
            readable = set()
            for side in (before, after):
                for text in side.blocks.visible_to(asking).values_list("text", flat=True):
                    readable |= set(re.findall(r"\w+", text))
            shown = {
                word
                for passage in compared(meeting, asking, before, after).passages
                for piece in (passage.title, *passage.pieces)
                if piece.state != "withheld"
                for line in piece.lines
                for run in line
                for word in re.findall(r"\w+", run.text)
            }
            assert shown <= readable


def visible(meeting, asking) -> list[MinutesVersion]:
    return list(MinutesVersion.objects.filter(meeting=meeting, kind="minutes").visible_to(asking))


def change(meeting, how, which, cast) -> None:
    entries = list(meeting.entries.filter(removed_at__isnull=True).order_by("rank"))
    if how == "add" or len(entries) < 2:  # minutes with nothing in them are not circulated
        factories.entry(meeting.items.get(), by=cast.secretary, body="<p>added words.</p>", classification=AMBER)
        return
    entry = entries[which % len(entries)]
    if how == "remove":
        remove_entry(entry, by=cast.secretary, at=AT)
    elif how == "raise" and entry.classification < RED:
        reclassify(entry, to=RED, by=cast.secretary, at=AT, reason="DCC asks", authority="panel")
    else:
        amend_entry(entry, by=cast.secretary, body=f"<p>new{which} {entry.text}</p>")


def test_the_pdf_is_tagged_bears_its_classification_and_says_what_changed(cast, published, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    address = reverse("meetings:redline_pdf", args=[published.ref]) + "?from=2&to=4"
    assert signed_in(cast.public).get(address).status_code == 202
    two, four = version(published, 2), version(published, 4)
    for level in (WHITE, AMBER):
        draw_redline(published.pk, int(level), two.pk, four.pk)

    white = signed_in(cast.public).get(address)
    amber = signed_in(cast.member).get(f"{address}&edition=amber")

    assert white["Content-Disposition"] == 'inline; filename="TABASC_33_1608-changes-v2-v4-white.pdf"'
    words = words_of(white.content)
    assert "This document has a Classification of White" in words
    assert "White." in words
    assert "Amber." not in words
    assert "Amber." in words_of(amber.content)
    assert check(white.content) == []
    meeting = Meeting.objects.select_related("committee").get(pk=published.pk)
    assert drawing(meeting, WHITE, two, four).pdf() == white.content


def test_a_redline_asks_as_much_for_three_of_everything_as_for_one(cast, signed_in) -> None:
    browser, asked = signed_in(cast.member), []
    for number, times in ((33, 1), (34, 3)):
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number)
        for _ in range(times):
            factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
        circulated = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
        again = make_move(circulated, "reopen", by=cast.secretary, on=DAY, note="Why")
        make_move(again, "circulate", by=cast.secretary, on=DAY)
        with CaptureQueriesContext(connection) as questions:
            browser.get(reverse("meetings:redline", args=[meeting.ref]))
        asked.append(len(questions))

    assert asked[0] == asked[1]


def test_what_was_accepted_shows_in_the_redline_of_the_draft(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary, body="<p>A zebra came.</p>")
    circulated = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    blocks = list(version(circulated, 1).blocks.filter(text="A zebra came."))
    facts = {"by": cast.member, "at": AT, "after": "A giraffe came."}
    correction = write_correction(version=version(circulated, 1), blocks=blocks, **facts)
    accept_correction(correction, by=cast.secretary, at=AT)

    page = signed_in(cast.secretary).get(reverse("meetings:redline", args=[meeting.ref])).content.decode()

    assert re.search(r"<del>.*?zebra.*?</del><ins>.*?giraffe", page) is not None
