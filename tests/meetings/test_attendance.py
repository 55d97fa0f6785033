"""The attendance list: who is put on it and how, what a recusal takes away, and what it prints."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.composition import write_version
from meetings.documents.editions import minutes_html
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, AttendanceNote, Meeting, MinuteEntry
from meetings.operations import amend_attendance, make_move, remove_attendance
from secgov.access import may_read
from secgov.classification import Classification, Stage
from secgov.lifecycle import Effective, Refused, record_decided
from secgov.models import AccessGrant, GrantKind
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Knock = Callable[[object], Client]
WHITE, GREEN, AMBER, RED = Classification
ONLY_PRINTED = "We know no login for this name: the recusal is printed, and withholds nothing."
FORM = {"name": "A Member", "capacity": "member", "is_present": "yes"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def entries(cast: Cast, meeting: Meeting) -> list[MinuteEntry]:
    """An Amber paragraph under each of four items."""
    items = [factories.item(meeting, by=cast.secretary, title=f"Matter {at}") for at in range(1, 5)]
    return [factories.entry(item, by=cast.secretary, classification=AMBER) for item in items]


def adding(meeting: Meeting) -> str:
    return reverse("meetings:add_attendance", args=[meeting.ref])


def amending(row: Attendance) -> str:
    return reverse("meetings:amend_attendance", args=[row.meeting.ref, row.uid])


def recused_items(user: Any) -> list[str]:
    targets = AccessGrant.objects.filter(person=user.person, kind=GrantKind.RECUSED).values("target")
    return list(AgendaItem.objects.filter(uid__in=targets).order_by("rank").values_list("number", flat=True))


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    return dict(response.context["form"].errors)


def test_a_recusal_from_the_form_withholds_the_items_it_names(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock, reader: Any
) -> None:
    wanted = FORM | {"name": "", "person": cast.member.person.pk, "recused_from": "2, 4"}

    page = signed_in(cast.secretary).post(adding(meeting), wanted, follow=True)
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)

    row = Attendance.objects.get()
    assert (row.name, row.person, row.recused_from) == ("Member", cast.member.person, "2 and 4")
    assert [may_read(entry, reader(cast.member)) for entry in entries] == [True, False, True, False]
    assert [may_read(entry, reader(cast.chair)) for entry in entries] == [True] * 4
    assert ONLY_PRINTED not in page.content.decode()


def test_a_name_the_committee_knows_is_that_person_and_any_other_is_only_printed(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock
) -> None:
    browser = signed_in(cast.secretary)

    known = browser.post(adding(meeting), FORM | {"name": "member", "recused_from": "2"}, follow=True)
    stranger = browser.post(adding(meeting), FORM | {"name": "Somebody else", "recused_from": "2"}, follow=True)

    assert [ONLY_PRINTED in page.content.decode() for page in (known, stranger)] == [False, True]
    # The sentence stands at the head of the page.
    edit = reverse("meetings:edit", args=[meeting.ref])
    assert [page.redirect_chain for page in (known, stranger)] == [[(f"{edit}#attendance", 302)], [(edit, 302)]]
    assert recused_items(cast.member) == ["2"]
    assert AccessGrant.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("7", "The agenda has no item 7. Write item numbers as they stand on it, for example 2, 4."),
        ("2, 7 and 9", "The agenda has no item 7 or 9. Write item numbers as they stand on it, for example 2, 4."),
    ],
)
def test_a_recusal_from_an_item_that_is_not_there_is_refused(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock, words: str, sentence: str
) -> None:
    answer = signed_in(cast.secretary).post(adding(meeting), FORM | {"recused_from": words})

    assert errors(answer) == {"recused_from": [sentence]}
    assert not Attendance.objects.exists()
    with pytest.raises(Refused, match="The agenda has no item"):
        factories.attendance(meeting, by=cast.secretary, recused_from=words)


def test_amending_or_removing_a_row_takes_its_recusals_away_and_no_others(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting
) -> None:
    cast.recuse(entries[0].item.uid)
    person = cast.recused.person
    row = factories.attendance(meeting, by=cast.secretary, person=person, recused_from="2 and 4")
    assert recused_items(cast.recused) == ["1", "2", "4"]

    row = amend_attendance(row, by=cast.secretary, recused_from="3")
    assert recused_items(cast.recused) == ["1", "3"]
    row = amend_attendance(row, by=cast.secretary, person=cast.member.person)
    assert (recused_items(cast.recused), recused_items(cast.member)) == (["1"], ["3"])
    remove_attendance(row, by=cast.secretary)
    assert (recused_items(cast.recused), recused_items(cast.member)) == (["1"], [])


def test_a_recusal_that_another_row_of_the_person_states_stays(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting
) -> None:
    person = cast.member.person
    first = factories.attendance(meeting, by=cast.secretary, name="First", person=person, recused_from="2")
    factories.attendance(meeting, by=cast.secretary, name="Second", person=person, recused_from="2, 3")

    remove_attendance(first, by=cast.secretary)

    assert recused_items(cast.member) == ["2", "3"]


def test_recusals_of_one_meeting_leave_those_of_another(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting
) -> None:
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34, held_on=date(2018, 9, 20))
    item = factories.item(later, by=cast.secretary)
    row = factories.attendance(meeting, by=cast.secretary, person=cast.member.person, recused_from="2")
    factories.attendance(later, by=cast.secretary, person=cast.member.person, recused_from="1")

    remove_attendance(row, by=cast.secretary)

    assert list(AccessGrant.objects.values_list("target", flat=True)) == [item.uid]


def test_the_form_offers_the_committees_people_of_today_and_whoever_the_row_names(
    cast: Cast, meeting: Meeting, signed_in: Knock
) -> None:
    row = factories.attendance(meeting, by=cast.secretary, person=cast.former_member.person)
    browser = signed_in(cast.secretary)

    def offered(url: str) -> set[str]:
        people = browser.get(url).context["form"].fields["person"].queryset
        return {person.name for person in people}

    belonging = {"Member", "Alternate", "Chair", "Standing attendee", "Cleared too low", "Recused", "Secretary"}
    assert offered(adding(meeting)) == belonging
    assert offered(amending(row)) == belonging | {"Former member"}


def test_a_row_wants_a_name_or_a_person(cast: Cast, meeting: Meeting, signed_in: Knock) -> None:
    answer = signed_in(cast.secretary).post(adding(meeting), FORM | {"name": ""})

    assert errors(answer) == {"name": ["Enter a name, or choose one of the committee’s people."]}


def test_amending_starts_from_what_is_listed_and_keeps_its_place(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock
) -> None:
    facts = {"represents": "Ofgem", "capacity": "other", "role": "Observer", "mode": "teleconference"}
    row = factories.attendance(
        meeting,
        by=cast.secretary,
        person=cast.member.person,
        recused_from="2 and 4",
        is_present=False,
        note="ill",
        note_classification=RED,
        **facts,
    )
    factories.attendance(meeting, by=cast.secretary, name="Behind")
    browser = signed_in(cast.secretary)

    listed = browser.get(amending(row)).context["form"].initial
    shown = {name: "" if value is None else value for name, value in listed.items() if value is not False}
    answer = browser.post(amending(row), shown | {"name": "A Member, amended", "note": "away"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("meetings:edit", args=[meeting.ref]) + "#attendance"
    amended = Attendance.objects.get(pk=row.pk)
    assert {name: getattr(amended, name) for name in facts} == facts
    assert (amended.name, amended.rank, amended.is_present) == ("A Member, amended", row.rank, False)
    assert amended.recused_from == "2 and 4"
    assert AttendanceNote.objects.values_list("text", "classification").get() == ("away", RED)
    assert amended.history.first().history_user == cast.secretary


def test_a_remark_that_is_emptied_goes(cast: Cast, meeting: Meeting) -> None:
    row = factories.attendance(meeting, by=cast.secretary, note="joined late")

    amend_attendance(row, by=cast.secretary, note="")

    assert not AttendanceNote.objects.exists()


def test_what_is_amended_after_reopening_waits_until_the_minutes_come_out_again(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting
) -> None:
    row = factories.attendance(meeting, by=cast.secretary, name="Misspelt")
    meeting = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    with pytest.raises(Refused, match="closed to change"):
        amend_attendance(row, by=cast.secretary, name="Spelt")
    make_move(meeting, "reopen", by=cast.secretary, on=factories.meetings.DAY, note="A name was misspelt")

    amended = amend_attendance(row, by=cast.secretary, name="Spelt")

    assert amended.stage == Stage.SECRETARIAT


def test_the_same_name_and_body_are_listed_once(cast: Cast, meeting: Meeting, signed_in: Knock) -> None:
    browser = signed_in(cast.secretary)
    facts = FORM | {"represents": "Large Suppliers"}
    browser.post(adding(meeting), facts)
    browser.post(adding(meeting), FORM | {"represents": "Ofgem"})

    again = browser.post(adding(meeting), facts | {"is_present": "no"})
    other = Attendance.objects.get(represents="Ofgem")
    amended = browser.post(amending(other), facts)
    unchanged = browser.post(amending(other), FORM | {"represents": "Ofgem", "is_part": "on"})

    sentence = "A Member stands on the attendance list for Large Suppliers already. Amend that row."
    assert errors(again) == errors(amended) == {"__all__": [sentence]}
    assert unchanged.status_code == 302
    assert Attendance.objects.count() == 2


def test_loaded_minutes_keep_a_row_that_their_source_prints_twice(cast: Cast, meeting: Meeting) -> None:
    for _ in range(2):
        factories.attendance(meeting, by=cast.secretary, name="Vacant", represents="Small Suppliers")

    assert Attendance.objects.count() == 2


def test_roles_and_recusals_print_as_people_say_them(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock
) -> None:
    for name, facts in {
        "First": {"role": "Chair", "represents": "TABASC Chair"},
        "Second": {"role": "Chair", "represents": "Ofgem"},
        "Third": {"recused_from": "2"},
        "Fourth": {"recused_from": "2 and 4"},
    }.items():
        factories.attendance(meeting, by=cast.secretary, name=name, **facts)

    page = signed_in(cast.secretary).get(meeting.get_absolute_url()).content.decode()
    printed = minutes_html(Meeting.objects.get(), WHITE, None)

    for shown in (page, printed):
        assert "<td>First</td>" in shown
        assert "<td>Second (<em>Chair</em>)</td>" in shown
        assert "<td>Third (<em>recused from item 2</em>)</td>" in shown
        assert "<td>Fourth (<em>recused from items 2 and 4</em>)</td>" in shown


def test_each_row_is_amended_and_taken_off_where_minutes_are_written_and_nowhere_else(
    cast: Cast, meeting: Meeting, signed_in: Knock
) -> None:
    row = factories.attendance(meeting, by=cast.secretary)
    browser = signed_in(cast.secretary)
    links = [amending(row), reverse("meetings:remove_attendance", args=[meeting.ref, row.uid])]

    written = browser.get(reverse("meetings:edit", args=[meeting.ref])).content.decode()
    read = browser.get(meeting.get_absolute_url()).content.decode()

    assert [written.count(f'href="{link}"') for link in links] == [1, 1]
    assert [read.count(f'href="{link}"') for link in links] == [0, 0]


def test_a_remark_is_called_one_thing(cast: Cast, meeting: Meeting, signed_in: Knock) -> None:
    form = signed_in(cast.secretary).get(adding(meeting)).context["form"]

    labels = [form[name].label for name in ("note", "note_classification")]
    assert labels == ["Remark", "Classification of the remark"]


def test_minutes_are_classified_from_their_page_until_they_are_published(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock
) -> None:
    url = reverse("meetings:classify", args=[meeting.ref])

    def offered(user: Any) -> list[str]:
        page = signed_in(user).get(meeting.get_absolute_url())
        assert (f'href="{url}"' in page.content.decode()) == bool(page.context["classify_url"])
        return [page.context["classify_url"]]

    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    assert (offered(cast.secretary), offered(cast.member)) == ([url], [""])
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    assert offered(cast.secretary) == [""]


def test_the_classification_of_published_minutes_is_said_not_asked(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock
) -> None:
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    browser, url = signed_in(cast.secretary), reverse("meetings:classify", args=[meeting.ref])

    shown, sent = browser.get(url), browser.post(url, {"classification": 3, "reason": "None"})

    assert (shown.status_code, sent.status_code) == (200, 409)
    for answer in (shown, sent):
        assert "which cannot be changed here yet." in answer.content.decode()
        assert b'name="classification"' not in answer.content
    meeting.refresh_from_db()
    assert meeting.classification == WHITE


def test_loaded_final_minutes_are_the_secretaries_until_they_are_published(
    cast: Cast, entries: list[MinuteEntry], meeting: Meeting, signed_in: Knock
) -> None:
    loaded = record_decided(meeting, after=Status.FINAL, by=cast.secretary, effective=Effective())
    write_version(loaded, by=cast.secretary)

    readers = signed_in(cast.secretary).get(meeting.get_absolute_url()).context["readers"]

    sentence = "The secretaries of the TABASC, until they are published."
    assert [line["sentence"] for line in readers] == [sentence]
