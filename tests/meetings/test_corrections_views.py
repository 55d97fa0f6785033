"""The pages on which circulated minutes are commented on and corrections settled."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.lifecycle import Status
from meetings.models import Correction, Meeting, MinuteEntry
from meetings.operations import (
    amend_entry,
    amend_item,
    decline_correction,
    make_move,
    remove_entry,
    write_correction,
)
from secgov.classification import Classification
from tests import factories

AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
AMBER = Classification.AMBER


@pytest.fixture
def minutes(cast) -> Meeting:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.entry(item, by=cast.secretary, body="<p>A zebra came.</p>")
    factories.entry(item, by=cast.secretary, body="<p>Its price is ten pounds.</p>", classification=AMBER)
    return factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)


def page_of(meeting) -> str:
    return reverse("meetings:corrections", args=[meeting.ref])


def add_url(meeting, words="A zebra came.") -> str:
    return reverse("meetings:add_correction", args=[meeting.ref, MinuteEntry.objects.get(text=words).uid])


def add_url_of(meeting, uid) -> str:
    return reverse("meetings:add_correction", args=[meeting.ref, uid])


def answer_url(correction, move) -> str:
    return reverse("meetings:answer_correction", args=[correction.meeting.ref, correction.uid, move])


def proposed(minutes, cast, *, words="A zebra came.", after="A giraffe came.", by=None) -> Correction:
    by = by or cast.member
    version = minutes.versions.get()
    facts = {"by": by, "at": AT, "after": after, "person": by.person}
    return write_correction(version=version, blocks=list(version.blocks.filter(text=words)), **facts)


def test_a_member_proposes_a_correction_from_the_page_of_the_minutes(cast, minutes, signed_in) -> None:
    browser, url = signed_in(cast.member), add_url(minutes)
    assert url in browser.get(minutes.get_absolute_url()).content.decode()
    assert "A zebra came.</textarea>" in browser.get(url).content.decode()

    nothing = browser.post(url, {"after": "A  zebra came.", "comment": ""})
    done = browser.post(url, {"after": "A giraffe came.", "comment": "I was there"})

    correction = Correction.objects.get()
    assert (nothing.status_code, done.status_code) == (422, 302)
    assert (correction.by, correction.person, correction.after) == (cast.member, cast.member.person, "A giraffe came.")
    assert "giraffe" in browser.get(page_of(minutes)).content.decode()
    assert "giraffe" not in signed_in(cast.chair).get(page_of(minutes)).content.decode()


def test_a_member_says_in_one_tap_that_there_is_nothing_to_say(cast, minutes, signed_in) -> None:
    browser, url = signed_in(cast.member), reverse("meetings:no_comments", args=[minutes.ref])
    assert url in browser.get(minutes.get_absolute_url()).content.decode()

    assert browser.get(url).status_code == 405
    assert browser.post(url).status_code == 302
    assert url not in browser.get(minutes.get_absolute_url()).content.decode()
    assert Correction.objects.get().kind == "none"


@pytest.mark.parametrize(("days", "says"), [(2, "Comments are asked for until"), (-2, "That day has passed")])
def test_the_page_says_until_when_comments_are_asked_for(days, says, cast, minutes, signed_in) -> None:
    by_date = timezone.localdate() + timedelta(days=days)
    Meeting.objects.filter(pk=minutes.pk).update(comments_by=by_date)

    assert says in signed_in(cast.member).get(minutes.get_absolute_url()).content.decode()
    signed_in(cast.member).post(add_url(minutes), {"after": "A giraffe came."})
    assert Correction.objects.get().is_late is (days < 0)


def test_nobody_comments_on_what_they_may_not_read(cast, minutes, signed_in) -> None:
    cast.invite(minutes.items.get())
    reached_by = {"A zebra came.": set(), "Its price is ten pounds.": set()}
    for words, found in reached_by.items():
        for who, user in cast.people.items():
            if signed_in(user).post(add_url(minutes, words), {"comment": "Why?"}).status_code == 302:
                found.add(who)
    everybody = {"member", "alternate", "chair", "standing_attendee", "recused", "invited"}

    # The secretary has to say from whom it came.
    assert reached_by == {"A zebra came.": everybody, "Its price is ten pounds.": everybody}
    assert signed_in(cast.records).post(add_url(minutes), {"comment": "Why?"}).status_code == 403
    for who in ("public", "party", "member_elsewhere", "former_member", "admin", "secretary_elsewhere"):
        assert signed_in(cast.people[who]).get(add_url(minutes)).status_code == 404, who
        assert signed_in(cast.people[who]).get(page_of(minutes)).status_code == 404, who


def test_who_is_recused_comments_on_nothing_of_it(cast, minutes, signed_in) -> None:
    cast.recuse(minutes.items.get().uid)

    assert signed_in(cast.recused).get(add_url(minutes)).status_code == 404


def test_a_draft_takes_no_comments_and_shows_none(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    entry = factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    url = reverse("meetings:add_correction", args=[meeting.ref, entry.uid])

    for who in ("member", "secretary"):
        assert signed_in(cast.people[who]).get(url).status_code == 404
        assert signed_in(cast.people[who]).get(page_of(meeting)).status_code == 404


def test_what_was_typed_and_not_printed_is_on_no_page_of_a_member(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, title="A walrus")
    amend_item(item, by=cast.secretary, title="A zebra")
    entry = factories.entry(item, by=cast.secretary, body="<p>A walrus came.</p>")
    entry = amend_entry(entry, by=cast.secretary, body="<p>A zebra came.</p>")
    gone = factories.entry(item, by=cast.secretary, body="<p>A second walrus.</p>")
    remove_entry(gone, by=cast.secretary, at=AT)
    hidden = factories.entry(item, by=cast.secretary, body="<p>A third walrus.</p>")
    amend_entry(hidden, by=cast.secretary, classification=Classification.RED)
    meeting = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    meeting = make_move(meeting, "reopen", by=cast.secretary, on=AT.date(), note="Why")
    amend_entry(entry, by=cast.secretary, body="<p>A fourth walrus came.</p>")  # waits
    later = factories.entry(item, by=cast.secretary, body="<p>A fifth walrus.</p>")
    browser = signed_in(cast.member)

    told = {"add": browser.get(add_url_of(meeting, entry.uid)), "whole": browser.get(add_url_of(meeting, meeting.uid))}
    told |= {"page": browser.get(page_of(meeting)), "minutes": browser.get(meeting.get_absolute_url())}

    assert {name: answer.status_code for name, answer in told.items()} == dict.fromkeys(told, 200)
    assert [name for name, answer in told.items() if "walrus" in answer.content.decode()] == []
    for uid in (gone.uid, hidden.uid, later.uid):
        assert browser.get(add_url_of(meeting, uid)).status_code == 404
    make_move(meeting, "circulate", by=cast.secretary, on=AT.date())
    page = browser.get(reverse("meetings:redline", args=[meeting.ref])).content.decode()
    assert ("fourth walrus" in page, "second walrus" in page, "third walrus" in page) == (True, False, False)


def test_the_secretary_records_what_came_by_e_mail(cast, minutes, signed_in) -> None:
    browser, url = signed_in(cast.secretary), add_url(minutes)
    facts = {"after": "A giraffe came.", "received_on": "2018-09-02"}

    from_nobody = browser.post(url, facts)
    ahead = browser.post(url, facts | {"from_words": "A Guest", "received_on": "2999-01-01"})
    done = browser.post(url, facts | {"from_words": "A Guest"})

    correction = Correction.objects.get()
    assert (from_nobody.status_code, ahead.status_code, done.status_code) == (422, 422, 302)
    assert (correction.from_words, correction.by, correction.received_on) == (
        "A Guest",
        cast.secretary,
        date(2018, 9, 2),
    )


def test_a_person_reads_what_the_secretary_recorded_for_them(cast, minutes, signed_in) -> None:
    facts = {"after": "A giraffe came.", "received_on": "2018-09-02", "person": cast.chair.person.pk}
    signed_in(cast.secretary).post(add_url(minutes), facts)

    assert "giraffe" in signed_in(cast.chair).get(page_of(minutes)).content.decode()
    assert "giraffe" not in signed_in(cast.member).get(page_of(minutes)).content.decode()


def test_the_secretary_sees_who_answered_and_who_is_silent(cast, minutes, signed_in) -> None:
    proposed(minutes, cast)
    browser = signed_in(cast.secretary)
    silent = browser.get(page_of(minutes)).content.decode().count("Silent")

    said = browser.post(reverse("meetings:no_comments", args=[minutes.ref]), {"person": cast.chair.person.pk})
    unknown = browser.post(reverse("meetings:no_comments", args=[minutes.ref]), {"person": cast.party.person.pk})

    assert (said.status_code, unknown.status_code) == (302, 404)
    assert browser.get(page_of(minutes)).content.decode().count("Silent") == silent - 1
    assert "Silent" not in signed_in(cast.member).get(page_of(minutes)).content.decode()
    assert list(Correction.objects.filter(kind="none").values_list("person", flat=True)) == [cast.chair.person.pk]


def test_the_secretary_accepts_by_a_button_alone(cast, minutes, signed_in) -> None:
    correction = proposed(minutes, cast)
    browser = signed_in(cast.secretary)

    assert browser.get(answer_url(correction, "accept")).status_code == 302
    correction.refresh_from_db()
    assert correction.status == "proposed"
    assert browser.post(answer_url(correction, "accept")).status_code == 302
    correction.refresh_from_db()
    assert (correction.status, correction.answered_by) == ("accepted", cast.secretary)
    assert browser.post(answer_url(correction, "accept")).status_code == 409


def test_the_secretary_adjusts_and_declines_with_a_reason(cast, minutes, signed_in) -> None:
    first, second = proposed(minutes, cast), proposed(minutes, cast, after="An owl came.", by=cast.chair)
    browser = signed_in(cast.secretary)

    assert "A zebra came." in browser.get(answer_url(first, "adjust")).content.decode()
    assert browser.post(answer_url(first, "adjust"), {"text": "A quagga came."}).status_code == 422
    adjusted = browser.post(answer_url(first, "adjust"), {"text": "A quagga came.", "answer": "As the tape has it"})
    assert browser.post(answer_url(second, "decline"), {}).status_code == 422
    declined = browser.post(answer_url(second, "decline"), {"answer": "No owl was there"})

    assert (adjusted.status_code, declined.status_code) == (302, 302)
    assert MinuteEntry.objects.get(uid=first.source).text == "A quagga came."
    page = signed_in(cast.alternate).get(page_of(minutes)).content.decode()
    assert ("quagga" in page, "No owl was there" in page) == (True, True)


@pytest.mark.parametrize("move", ["accept", "adjust", "decline", "note"])
def test_only_a_secretary_settles(move, cast, minutes, signed_in) -> None:
    correction = proposed(minutes, cast)

    assert signed_in(cast.member).post(answer_url(correction, move)).status_code == 403
    for who in ("chair", "party", "public", "secretary_elsewhere", "admin"):  # nobody else may know of it yet
        assert signed_in(cast.people[who]).post(answer_url(correction, move)).status_code == 404, who
    assert signed_in(cast.secretary).post(answer_url(correction, "eat")).status_code == 404
    correction.refresh_from_db()
    assert correction.status == "proposed"


def test_words_from_outside_are_words_on_the_page(cast, minutes, signed_in) -> None:
    signed_in(cast.member).post(add_url(minutes), {"after": "<img src=x onerror=alert(1)>", "comment": "<b>bold</b>"})

    page = signed_in(cast.secretary).get(page_of(minutes)).content.decode()

    assert ("<img src=x" in page, "<b>bold" in page) == (False, False)
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_the_page_asks_as_much_for_three_corrections_as_for_one(cast, minutes, signed_in) -> None:
    asked = []
    for browser in (signed_in(cast.secretary), signed_in(cast.member)):
        for times in (1, 2):
            for _ in range(times):
                correction = proposed(minutes, cast)
                decline_correction(correction, by=cast.secretary, at=AT, answer="No")
            with CaptureQueriesContext(connection) as questions:
                assert browser.get(page_of(minutes)).status_code == 200
            asked.append(len(questions))

    assert (asked[0], asked[2]) == (asked[1], asked[3])


# -- notes and raised classifications ------------------------------------------------------------------------------


def test_a_note_is_added_by_its_form(cast, minutes, signed_in) -> None:
    final = factories.bring_to(minutes, Status.FINAL, by=cast.secretary)
    entry = MinuteEntry.objects.get(text="A zebra came.")
    url = reverse("meetings:add_note", args=[final.ref, entry.uid])
    browser = signed_in(cast.secretary)
    assert url in browser.get(final.get_absolute_url()).content.decode()

    empty = browser.post(url, {"on": "2018-09-03", "text": ""})
    done = browser.post(url, {"on": "2018-09-03", "text": "It left again."})

    assert (empty.status_code, done.status_code) == (422, 302)
    assert "It left again." in signed_in(cast.public).get(final.get_absolute_url()).content.decode()
    assert signed_in(cast.member).get(url).status_code == 403
    assert url not in signed_in(cast.member).get(final.get_absolute_url()).content.decode()


def test_the_form_names_other_minutes_that_speak_of_an_action(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    action = factories.action(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    factories.review(factories.item(later, by=cast.secretary), action, by=cast.secretary)

    url = reverse("secgov:change_classification", args=[action.raised_in.uid])
    page = signed_in(cast.secretary).get(f"{url}?to=red")

    assert "What other minutes say of it keeps its own classification: TABASC 34, item 1." in page.content.decode()
