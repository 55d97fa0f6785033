"""References: from any printed form to the record, for whoever may know of it, and where it was spoken of."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action
from meetings.lifecycle import Status
from meetings.operations import amend_entry, amend_meeting
from secgov import references
from secgov.classification import Classification
from secgov.models import Mention, Reference
from secgov.reference_forms import Kind
from tests import factories


@pytest.fixture
def minutes(cast):
    """The draft minutes of TABASC 33 with an item."""
    return factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)


@pytest.mark.parametrize(
    "printed",
    ["TABASC33/01", "TABASC 33/01", "TABASC 33/1", "tabasc33/01", " TABASC33 /01 ", "action TABASC33/01"],
)
def test_every_form_of_an_action_leads_to_it(printed, cast, minutes) -> None:
    action = factories.action(minutes, by=cast.secretary)

    assert references.resolve(Kind.ACTION, printed).target == action.uid
    assert references.recognise(printed).target == action.uid


@pytest.mark.parametrize("printed", ["DP098", "MP098", "SECMP0098", "98", "dp 98", "SECMP-98"])
def test_every_prefix_of_a_modification_leads_to_it(printed, cast, minutes) -> None:
    known = factories.modification("DP098", born_in=minutes, by=cast.secretary)
    factories.modification("MP098", born_in=minutes, by=cast.secretary)

    assert references.resolve(Kind.MODIFICATION, printed).target == known.uid


@pytest.mark.parametrize(
    "printed", ["TABASC_33_1608", "TABASC_33", "TABASC 33", "TABASC_2018-08", "August 2018 TABASC"]
)
def test_every_form_of_a_meeting_leads_to_it(printed, minutes) -> None:
    assert references.recognise(printed).target == minutes.meeting.uid


def test_a_meeting_that_moves_is_found_under_its_old_reference(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=33, held_on=date(2018, 8, 16))

    amend_meeting(meeting, by=cast.secretary, held_on=date(2018, 9, 6))
    amend_meeting(meeting, by=cast.secretary, held_on=date(2018, 9, 13))

    meeting.refresh_from_db()
    assert meeting.ref == "TABASC_33_1309"
    for old in ("TABASC_33_1608", "TABASC_33_0609", "TABASC_33_1309", "TABASC_33"):
        assert references.recognise(old).target == meeting.uid
    assert Reference.objects.filter(target=meeting.uid).count() == 1


def test_a_meeting_that_moves_back_has_its_first_reference_again(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, held_on=date(2018, 8, 16))

    for day in (date(2018, 9, 6), date(2018, 8, 16)):
        meeting = amend_meeting(meeting, by=cast.secretary, held_on=day)

    assert meeting.ref == "TABASC_33_1608"
    assert references.recognise("TABASC_33_0609").target == meeting.uid
    assert references.recognise("TABASC_33_1608").target == meeting.uid


def test_a_planned_meeting_is_found_by_its_month_after_it_was_numbered(cast) -> None:
    meeting = factories.meeting(
        cast.tabasc,
        by=cast.secretary,
        status=Status.PLANNED,
        number=None,
        held_on=None,
        month=date(2018, 9, 1),
    )
    assert meeting.ref == "TABASC_2018-09"

    amend_meeting(meeting, by=cast.secretary, number=34, held_on=date(2018, 9, 20))

    assert references.recognise("TABASC_2018-09").target == meeting.uid
    assert references.recognise("September 2018 TABASC").target == meeting.uid


def test_two_meetings_of_one_month_have_references_of_their_own(cast) -> None:
    facts = {"status": Status.PLANNED, "number": None, "held_on": None, "month": date(2018, 9, 1)}
    first, second = (factories.meeting(cast.tabasc, by=cast.secretary, **facts) for _ in range(2))

    assert (first.ref, second.ref) == ("TABASC_2018-09", "TABASC_2018-09-2")


def test_every_prefix_of_a_modification_is_linked_and_listed_where_it_was_discussed(cast, minutes, reader) -> None:
    known = factories.modification("DP098", born_in=minutes, by=cast.secretary)
    entry = factories.entry(minutes, by=cast.secretary, body="<p>MP098 and SECMP0098.</p>")

    body = references.marked(entry.body, references.abbreviations())
    linked = references.linked(body, references.addresses_in([body], reader(cast.secretary)))

    link = f'<a href="{known.get_absolute_url()}" class="reference">'
    assert linked == f"<p>{link}MP098</a> and {link}SECMP0098</a>.</p>"
    listed = [
        mention for mention in references.mentions_of(known.uid, reader(cast.secretary)) if mention.printed != "DP098"
    ]
    assert {(mention.source, mention.printed) for mention in listed} == {(entry.uid, "MP098"), (entry.uid, "SECMP0098")}


def test_linking_asks_as_many_queries_for_three_prefixes_as_for_one(cast, minutes, reader) -> None:
    factories.modification("DP098", born_in=minutes, by=cast.secretary)
    asking = reader(cast.secretary)
    one, three = (
        references.marked(text, references.abbreviations())
        for text in ("<p>MP098</p>", "<p>DP098, MP098, SECMP0098</p>")
    )

    with CaptureQueriesContext(connection) as for_one:
        assert len(references.addresses_in([one], asking)) == 1
    with CaptureQueriesContext(connection) as for_three:
        assert len(references.addresses_in([three], asking)) == 3

    assert len(for_one) == len(for_three)


def test_nothing_on_record_resolves_to_none(cast) -> None:
    assert references.resolve(Kind.ACTION, "TABASC33/01") is None
    assert references.resolve(Kind.ACTION, "no reference") is None
    assert references.recognise("") is None


def test_a_mention_resolves_when_its_record_arrives(cast, minutes, reader) -> None:
    entry = factories.entry(minutes, by=cast.secretary, body="<p>As action TABASC33/01 says.</p>")
    assert references.resolve(Kind.ACTION, "TABASC33/01").target is None

    action = factories.action(minutes, by=cast.secretary)

    assert references.resolve(Kind.ACTION, "TABASC33/01").target == action.uid
    sources = {mention.source for mention in references.mentions_of(action.uid, reader(cast.secretary))}
    assert sources == {entry.uid, action.raised_in.uid}


def test_mentions_follow_the_text(cast, minutes) -> None:
    entry = factories.entry(minutes, by=cast.secretary, body="<p>DP096 and CR90 were looked at.</p>")
    before = set(Mention.objects.filter(source=entry.uid).values_list("reference__canonical", flat=True))

    amend_entry(entry, by=cast.secretary, body="<p>DP097 and CR90 were looked at.</p>")

    after = set(Mention.objects.filter(source=entry.uid).values_list("reference__canonical", flat=True))
    assert (before, after) == ({"DP096", "CR90"}, {"DP097", "CR90"})


def test_mentions_that_still_stand_are_left_alone_when_minutes_come_out(cast, minutes) -> None:
    entry = factories.entry(minutes, by=cast.secretary, body="<p>DP096 and CR90 were looked at.</p>")
    before = dict(Mention.objects.filter(source=entry.uid).values_list("reference__canonical", "pk"))

    factories.bring_to(minutes.meeting, Status.FINAL, by=cast.secretary)

    assert dict(Mention.objects.filter(source=entry.uid).values_list("reference__canonical", "pk")) == before


def test_a_mention_is_read_by_whoever_may_read_where_it_stands(cast, minutes, reader) -> None:
    modification = factories.modification("DP096", born_in=minutes, by=cast.secretary)
    Mention.objects.all().delete()
    white = factories.entry(minutes, by=cast.secretary, body="<p>DP096 was looked at.</p>")
    amber = factories.entry(
        minutes, by=cast.secretary, body="<p>DP096 was looked at.</p>", classification=Classification.AMBER
    )

    told = []
    for status in (Status.DRAFT, Status.CIRCULATED, Status.FINAL):
        factories.bring_to(minutes.meeting, status, by=cast.secretary)
        told.append(
            [
                {mention.source for mention in references.mentions_of(modification.uid, reader(user))}
                for user in (cast.public, cast.member, cast.secretary)
            ]
        )

    both, none = {white.uid, amber.uid}, set()
    assert told == [[none, none, both], [none, both, both], [{white.uid}, both, both]]


def test_text_is_linked_only_where_the_reader_may_follow(cast, minutes, reader) -> None:
    action = factories.action(minutes, by=cast.secretary, classification=Classification.AMBER)
    factories.bring_to(minutes.meeting, Status.FINAL, by=cast.secretary)
    body = references.marked("<p>See TABASC 33/01, not TABASC33/02.</p>", references.abbreviations())

    for user, link in (
        (cast.public, "TABASC 33/01"),
        (cast.member, f'<a href="{action.get_absolute_url()}" class="reference">TABASC 33/01</a>'),
    ):
        known = references.addresses_in([body], reader(user))
        assert references.linked(body, known) == f"<p>See {link}, not TABASC33/02.</p>"


def test_marks_come_off_as_they_were_put_on() -> None:
    body = '<p>DP096 &amp; <a href="https://example.org/DP097">DP097</a>, <strong>CR90</strong>.</p>'

    marked = references.marked(body, frozenset({"TABASC"}))

    assert references.unmarked(marked) == body
    assert [kind for kind, _, _ in references.MARK.findall(marked)] == [
        Kind.MODIFICATION,
        Kind.CHANGE_REQUEST,
    ]
    assert references.linked(marked, {}) == body


def test_an_unmarked_number_in_a_text_makes_no_action(cast, minutes) -> None:
    factories.entry(minutes, by=cast.secretary, body="<p>As action TABASC33/09 says.</p>")

    assert Action.objects.count() == 0
