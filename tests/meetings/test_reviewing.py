"""The classification review: what it lists, what it warns of, and whose word it keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.documents.reviewing import review_of, unconfirmed_of
from meetings.lifecycle import Status
from meetings.models import Confirmation
from meetings.operations import amend_entry, make_move
from meetings.operations.confirming import confirm_parts, confirm_white
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import MembershipRole
from secgov.operations import appoint
from tests import factories
from tests.factories.meetings import DAY

WHITE, GREEN, AMBER, RED = Classification
NOW = timezone.now()


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def item(cast, meeting):
    return factories.item(meeting, by=cast.secretary)


@pytest.fixture
def second(cast):
    """Another secretary of the committee."""
    appoint(committee=cast.tabasc, person=cast.party.person, role=MembershipRole.SECRETARY, by=None)
    return cast.party


def test_every_part_is_listed_with_where_its_classification_came_from(cast, meeting, item, reader) -> None:
    factories.attendance(meeting, by=cast.secretary, name="A Member", note="Left early")
    factories.paper(item, by=cast.secretary, classification=AMBER)
    factories.entry(item, by=cast.secretary, classification=None)
    factories.entry(factories.heading(item, by=cast.secretary, title="A part", classification=GREEN), by=cast.secretary)
    factories.action(item, by=cast.secretary, classification=AMBER)

    rows = [(row.kind, row.level, row.origin) for row in review_of(meeting, reader(cast.secretary))]

    by_person = f"set by {cast.secretary.person}"
    assert rows == [
        ("Remark on attendance", AMBER, by_person),
        ("Item", WHITE, by_person),
        ("Paper", AMBER, by_person),
        ("Discussion", AMBER, "the committee's working classification"),
        ("Action", AMBER, by_person),
        ("Heading", GREEN, by_person),
        ("Discussion", WHITE, by_person),
    ]


def test_what_names_a_record_of_a_higher_classification_warns(cast, meeting, item, reader) -> None:
    factories.action(item, by=cast.secretary, classification=RED)
    factories.entry(item, by=cast.secretary, body="<p>TABASC33/01 follows from it.</p>")

    rows = review_of(meeting, reader(cast.secretary))

    assert [row.warns for row in rows] == [[], [], ["names TABASC33/01, which is Red"]]


def test_a_word_holds_for_these_words_at_this_classification(cast, meeting, item, reader) -> None:
    entry = factories.entry(item, by=cast.secretary)
    asking = reader(cast.secretary)
    assert [row.kind for row in unconfirmed_of(meeting, asking)] == ["Item", "Discussion"]

    assert confirm_parts(meeting, [row.part for row in review_of(meeting, asking)], by=cast.secretary, at=NOW) == 2
    assert unconfirmed_of(meeting, asking) == []
    kept = Confirmation.objects.get(target=entry.uid)
    assert (kept.by, kept.level, kept.at) == (cast.secretary, WHITE, NOW)

    amend_entry(entry, by=cast.secretary, body="<p>Something else was said.</p>")
    assert [row.kind for row in unconfirmed_of(meeting, asking)] == ["Discussion"]


def test_before_circulation_one_person_makes_a_part_white(cast, meeting, item) -> None:
    entry = factories.entry(item, by=cast.secretary, classification=AMBER)
    paper = factories.paper(item, by=cast.secretary, classification=AMBER)
    remark = factories.attendance(meeting, by=cast.secretary, name="A Member", note="Left early").note

    for part in (entry, item, paper, remark):
        assert confirm_white(meeting, part, by=cast.secretary, at=NOW)
        part.refresh_from_db()
        assert (part.level, part.classified_by) == (WHITE, "set")


@pytest.mark.parametrize("level", [GREEN, AMBER])
def test_what_has_come_out_is_not_made_white_by_the_way(cast, meeting, item, level) -> None:
    entry = factories.entry(item, by=cast.secretary, classification=level)
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    make_move(meeting, "reopen", by=cast.secretary, on=DAY, note="A slip")

    with pytest.raises(Refused, match="a reason and an authority"):
        confirm_white(meeting, entry, by=cast.secretary, at=NOW)

    entry.refresh_from_db()
    assert (entry.level, Confirmation.objects.count()) == (level, 0)


def test_closed_minutes_are_not_confirmed(cast, meeting, item) -> None:
    entry = factories.entry(item, by=cast.secretary)
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)

    for act in (
        lambda: confirm_parts(meeting, [entry], by=cast.secretary, at=NOW),
        lambda: confirm_white(meeting, entry, by=cast.secretary, at=NOW),
    ):
        with pytest.raises(Refused, match="closed to change"):
            act()


def test_the_pages_confirm_and_go_on_to_the_next_row(cast, meeting, item, signed_in, reader) -> None:
    entry = factories.entry(item, by=cast.secretary, classification=AMBER)
    browser = signed_in(cast.secretary)
    page = reverse("meetings:review", args=[meeting.ref])

    answer = browser.post(reverse("meetings:confirm", args=[meeting.ref, item.uid]), {"after": str(entry.uid)})
    assert answer["Location"] == f"{page}#part-{entry.uid}"
    answer = browser.post(reverse("meetings:confirm_white", args=[meeting.ref, entry.uid]), {"after": ""})
    assert answer["Location"] == page

    rows = browser.get(page).context["rows"]
    assert [(row.level, row.confirmed.name) for row in rows] == [(WHITE, str(cast.secretary.person))] * 2


def test_all_are_confirmed_as_the_screen_showed_them(cast, meeting, item, signed_in) -> None:
    entry = factories.entry(item, by=cast.secretary)
    shown = [f"{item.uid}:1", f"{entry.uid}:1"]
    amend_entry(entry, by=cast.secretary, classification=GREEN)

    signed_in(cast.secretary).post(reverse("meetings:confirm_all", args=[meeting.ref]), {"shown": shown})

    assert list(Confirmation.objects.values_list("target", flat=True)) == [item.uid]


@pytest.mark.parametrize("name", ["confirm", "confirm_white", "confirm_all"])
def test_confirming_is_the_secretarys_and_by_post(cast, meeting, item, signed_in, name) -> None:
    arguments = [meeting.ref] if name == "confirm_all" else [meeting.ref, item.uid]
    address = reverse(f"meetings:{name}", args=arguments)

    assert signed_in(cast.secretary).get(address).status_code == 405
    assert signed_in(cast.member).post(address).status_code == 403
    assert signed_in(cast.party).post(address).status_code == 404
    assert Confirmation.objects.count() == 0


def test_the_review_asks_as_much_of_one_row_as_of_many(cast, meeting, item, reader) -> None:
    asking = reader(cast.secretary)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            review_of(meeting, asking)
        return len(queries)

    factories.entry(item, by=cast.secretary, body="<p>DP096</p>")
    factories.action(item, by=cast.secretary)
    few = asked()
    for _ in range(3):
        factories.entry(item, by=cast.secretary, body="<p>DP096</p>")
        factories.action(item, by=cast.secretary)

    assert asked() == few
