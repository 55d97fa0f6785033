"""Records administrators read what is Red one record at a time, with a typed reason, and each read is on the log."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from meetings.lifecycle import Status
from meetings.models import Meeting
from secgov.classification import Classification
from secgov.models import AccessLogEntry, Logged
from secgov.red_door import KEPT
from tests import factories

REASON = "The auditor asks for it."


@pytest.fixture
def red(cast) -> Any:
    """A Red action of published minutes, and another that is still a draft."""
    facts = {"by": cast.secretary, "classification": Classification.RED}
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, title="Hushed matters", **facts)
    action = factories.action(item, body="<p>Hush it up.</p>", **facts)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    action.refresh_from_db()
    assert (action.classification, action.stage) == (Classification.RED, 3)
    return action


def draft_of(cast) -> Action:
    facts = {"by": cast.secretary, "classification": Classification.RED}
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=34), **facts)
    return factories.action(item, body="<p>Being hushed.</p>", **facts)


def url_of(action: Action) -> str:
    return reverse("actions:detail", args=[action.ref])


def open_(browser: Any, action: Any, reason: str = REASON) -> Any:
    return browser.post(reverse("secgov:red", args=[action.uid]), {"reason": reason, "next": url_of(action)})


def test_a_reason_is_asked_for_first_and_nothing_of_it_is_told(cast, red, signed_in) -> None:
    asked = signed_in(cast.records).get(url_of(red))

    assert asked.status_code == 403
    assert b"Read it" in asked.content
    assert b"Hush" not in asked.content
    assert not AccessLogEntry.objects.filter(kind=Logged.READ).exists()


def test_a_typed_reason_opens_that_record_and_is_logged_with_each_read(cast, red, signed_in) -> None:
    browser = signed_in(cast.records)
    opened = open_(browser, red)
    pages = [browser.get(url_of(red)), browser.get(url_of(red))]

    assert (opened.status_code, opened.url) == (302, url_of(red))
    assert [b"Hush it up" in page.content for page in pages] == [True, True]
    made = list(AccessLogEntry.objects.filter(kind=Logged.READ))
    assert [(each.by, each.target, each.classification, each.reason) for each in made] == [
        (cast.records, red.uid, Classification.RED, REASON)
    ] * 2


def test_no_reason_opens_nothing(cast, red, signed_in) -> None:
    browser = signed_in(cast.records)

    assert [open_(browser, red, reason).status_code for reason in ("", "   ", "why")] == [422] * 3
    assert browser.get(url_of(red)).status_code == 403


def test_it_opens_one_record_only(cast, red, signed_in) -> None:
    facts = {"by": cast.secretary, "classification": Classification.RED}
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=35), **facts)
    other = factories.action(item, body="<p>Hush this too.</p>", **facts)
    factories.bring_to(item.meeting, Status.FINAL, by=cast.secretary)
    browser = signed_in(cast.records)
    open_(browser, red)

    assert browser.get(url_of(other)).status_code == 403


def test_it_stands_open_for_half_an_hour(cast, red, signed_in) -> None:
    browser = signed_in(cast.records)
    open_(browser, red)
    session = browser.session
    kept = session[KEPT]
    assert {uid: facts["reason"] for uid, facts in kept.items()} == {str(red.uid): REASON}
    kept[str(red.uid)]["until"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    session[KEPT] = kept
    session.save()

    assert browser.get(url_of(red)).status_code == 403


@pytest.mark.parametrize("who", ["public", "party", "member", "member_elsewhere", "secretary_elsewhere", "admin"])
def test_for_everybody_else_it_is_as_if_absent(cast, red, signed_in, who: str) -> None:
    browser = signed_in(cast.people[who])

    assert browser.get(url_of(red)).status_code == 404
    assert open_(browser, red).status_code == 404


def test_what_is_with_the_secretariat_has_no_door(cast, red, signed_in) -> None:
    draft = draft_of(cast)
    browser = signed_in(cast.records)

    assert browser.get(url_of(draft)).status_code == 404
    assert open_(browser, draft).status_code == 404


def test_a_session_of_somebody_else_opens_nothing(cast, red, signed_in) -> None:
    """What is kept in a session counts only while its user administers records."""
    browser = signed_in(cast.records)
    open_(browser, red)
    cast.records.roles = []
    cast.records.save()

    assert browser.get(url_of(red)).status_code == 404


def test_red_parts_of_a_meeting_open_together(cast, red, signed_in) -> None:
    meeting = Meeting.objects.get()
    browser = signed_in(cast.records)
    before = browser.get(meeting.get_absolute_url())
    assert (b"Hush" in before.content, meeting.level) == (False, Classification.WHITE)
    assert reverse("secgov:red", args=[meeting.uid]).encode() in before.content

    door = reverse("secgov:red", args=[meeting.uid])
    assert browser.get(door).status_code == 403
    browser.post(door, {"reason": REASON, "next": meeting.get_absolute_url()})
    after = browser.get(meeting.get_absolute_url())

    assert b"Hush it up" in after.content
    entry = AccessLogEntry.objects.get(kind=Logged.READ)
    assert (entry.target, entry.classification, entry.reason) == (meeting.uid, Classification.RED, REASON)


def test_the_list_says_that_it_is_there_and_none_of_its_words(cast, red, signed_in) -> None:
    page = signed_in(cast.records).get("/actions/")

    assert b"A Red record" in page.content
    assert reverse("secgov:red", args=[red.uid]).encode() in page.content
    assert b"Hush" not in page.content
    assert b"A Red record" not in signed_in(cast.member).get("/actions/").content


def test_where_to_go_on_to_is_on_this_site(cast, red, signed_in) -> None:
    browser = signed_in(cast.records)
    sent = browser.post(
        reverse("secgov:red", args=[red.uid]), {"reason": REASON, "next": "https://elsewhere.test/steal"}
    )

    assert sent.url == url_of(red)
