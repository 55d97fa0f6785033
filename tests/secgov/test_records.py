"""The page of one record: who can read it and why, for every kind; the forms that change it, and who may."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from archive.operations import receive_several
from meetings.lifecycle import Status
from meetings.models import Meeting, MinuteEntry, WithheldName
from meetings.operations import withhold_name
from modifications.models import CommitteeInterest, Modification
from secgov.access import may_read, reader_for
from secgov.classification import Classification
from secgov.governed import GOVERNED
from secgov.models import (
    AccessGrant,
    ClassificationChange,
    ClassificationRequest,
    HeldDocument,
    IssuedDocument,
    IssuedKind,
    IssuedPart,
    StoredFile,
)
from secgov.operations import name_person, reclassify
from secgov.readers import people_of
from secgov.storage import store
from tests import factories
from tests.at_once import at_once
from tests.cast import NAMES

WHITE, GREEN, AMBER, RED = Classification
CITED = {"authority": "originator", "authority_words": "DCC, 3 September", "reason": "It is public now."}


def paper_file() -> StoredFile:
    return store(content=b"%PDF-1.7 words", name="paper.pdf", media_type="application/pdf")


@pytest.fixture
def records(cast) -> dict[str, Any]:
    """One Amber record of every kind, in minutes that are final."""
    by, facts = cast.secretary, {"by": cast.secretary, "classification": AMBER}
    meeting = factories.meeting(cast.tabasc, **facts)
    item = factories.item(meeting, **facts)
    entry = factories.entry(item, **facts)
    decided = factories.outcome(item, **facts)
    paper = factories.paper(item, file=paper_file(), **facts)
    row = factories.attendance(meeting, name="Somebody", note="Left early", note_classification=AMBER, **facts)
    action = factories.action(item, **facts)
    factories.matrix(item, [{"ref": "DP101", "title": "A change", "interest": "High"}], **facts)
    update = factories.review(item, "TABASC30/01", **facts)
    circulated = factories.bring_to(meeting, Status.CIRCULATED, by=by)
    said = factories.correction(circulated, entry, by=cast.member, comment="It was said otherwise.")
    factories.bring_to(meeting, Status.CIRCULATED, by=by)
    upload = {"by": by, "at": timezone.now(), "reader": reader_for(by, on=timezone.localdate())}
    batch, imported = receive_several(files=[("a.txt", b"words")], name="a.zip", **upload)
    issued = IssuedDocument.objects.create(
        file=paper_file(),
        target=meeting.uid,
        title="An edition",
        issued_by=by,
        issued_at=timezone.now(),
        classification=AMBER,
        committee=cast.tabasc,
        audience=[cast.tabasc.pk],
        stage=3,
    )
    placed = {"committee": cast.tabasc, "classification": AMBER, "audience": [cast.tabasc.pk]}
    part = IssuedPart.objects.create(document=issued, stage=3, **placed)
    what = {"target": meeting.uid, "kind": IssuedKind.MINUTES, "title": "An edition", "held_at": timezone.now()}
    held = HeldDocument.objects.create(stage=1, version=1, file=paper_file(), **what, **placed)
    found = [meeting, item, entry, decided.outcomes.get(), paper, paper.versions.get(), row, row.note, said, action]
    withhold_name(paper, to=RED, by=by, at=timezone.now())
    name = WithheldName.objects.get()
    reclassify(name, to=AMBER, by=by, at=timezone.now())
    paper.refresh_from_db()
    found += [
        name,
        update,
        Modification.objects.get(number=101),
        CommitteeInterest.objects.get(),
        batch,
        imported[0],
        issued,
        part,
        held,
    ]
    for record in found:
        record.refresh_from_db()
    return {record._meta.label: record for record in found}


def page(record: Any, name: str = "record", *more: Any) -> str:
    return reverse(f"secgov:{name}", args=[record.uid, *more])


def test_every_kind_is_among_them(records) -> None:
    assert set(records) == set(GOVERNED)


def test_the_page_is_there_for_whoever_reads_the_record_and_for_nobody_else(cast, records, signed_in, reader) -> None:
    cast.invite(records["meetings.AgendaItem"])
    cast.recuse(records["meetings.AgendaItem"].uid)
    told, expected = {}, {}
    for who in ("public", "party", "member", "invited", "recused", "records", "secretary", "secretary_elsewhere"):
        browser = signed_in(cast.people[who])
        for label, record in records.items():
            told[who, label] = browser.get(page(record)).status_code
            expected[who, label] = 200 if may_read(record, reader(cast.people[who])) else 404

    assert told == expected
    assert set(told.values()) == {200, 404}


def test_the_names_on_it_are_those_of_the_gate_for_every_kind(cast, records) -> None:
    cast.invite(records["meetings.AgendaItem"])
    cast.recuse(records["meetings.AgendaItem"].uid)
    cast.show(records["meetings.Meeting"].uid)
    on = timezone.localdate()
    users = {name: user for name, user in cast.people.items() if name != "public"}
    assert len(users) == len(NAMES) - 1
    told, expected = {}, {}
    for label, record in records.items():
        people = people_of(record, on=on)
        told[label] = {name for name, user in users.items() if people.is_open or user.pk in people.keys}
        expected[label] = {name for name, user in users.items() if may_read(record, reader_for(user, on=on))}

    assert told == expected


def test_names_and_reasons_are_told_to_secretaries_and_records_administrators_only(cast, records, signed_in) -> None:
    entry = records["meetings.MinuteEntry"]
    reclassify(entry, to=GREEN, by=cast.secretary, at=timezone.now(), **CITED)
    shown = {}
    for who in ("member", "records", "secretary"):
        words = signed_in(cast.people[who]).get(page(entry)).content.decode()
        shown[who] = [cast.chair.person.name + "</strong>" in words, CITED["reason"] in words, "DCC, 3" in words]

    assert shown == {"member": [False] * 3, "records": [True] * 3, "secretary": [True] * 3}
    words = signed_in(cast.member).get(page(entry)).content.decode()
    assert "On the authority of the originator’s consent." in words


def test_the_link_to_where_it_stands_is_for_who_may_go_there(cast, records, signed_in) -> None:
    entry = records["meetings.MinuteEntry"]
    reclassify(entry, to=RED, by=cast.secretary, at=timezone.now(), **CITED)
    entry.refresh_from_db()
    cast.name(entry.uid)

    words = signed_in(cast.named).get(page(entry)).content.decode()

    assert "Who reads it now" in words
    assert "TABASC_33" not in words


def test_it_leads_to_what_it_is_classified_with(records, cast, signed_in) -> None:
    words = signed_in(cast.secretary).get(page(Action.objects.get(ref="TABASC33/01"))).content.decode()

    assert page(Action.objects.get(ref="TABASC33/01").raised_in) in words
    assert "Change its classification" not in words


def test_it_costs_the_same_whatever_has_happened(cast, records, signed_in) -> None:
    entry, browser = records["meetings.MinuteEntry"], signed_in(cast.secretary)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page(entry)).status_code == 200
        return len(queries)

    reclassify(entry, to=GREEN, by=cast.secretary, at=timezone.now(), **CITED)
    few = asked()
    for to in (AMBER, GREEN):
        reclassify(entry, to=to, by=cast.secretary, at=timezone.now(), **CITED)

    assert asked() == few
    assert few <= 25


# -- changing it ---------------------------------------------------------------------------------------------------


def test_the_form_says_what_it_will_do_and_then_does_it(cast, records, signed_in) -> None:
    entry, browser = records["meetings.MinuteEntry"], signed_in(cast.secretary)
    address = page(entry, "change_classification")

    assert "What it will do" not in browser.get(address).content.decode()
    words = browser.get(f"{address}?to=green").content.decode()
    assert "What it will do" in words
    assert "Nobody gains it or loses it today." not in words or "Gains it" not in words
    assert browser.post(f"{address}?to=green", {"to": GREEN}).status_code == 422
    answer = browser.post(f"{address}?to=green", {"to": GREEN} | CITED, follow=True)

    assert answer.redirect_chain == [(page(entry), 302)]
    assert "The classification is Green now." in answer.content.decode()
    change = ClassificationChange.objects.get(target=entry.uid)
    assert (change.by, change.after, change.reason) == (cast.secretary, GREEN, CITED["reason"])


def test_two_persons_make_it_white_page_by_page(cast, records, signed_in) -> None:
    entry = records["meetings.MinuteEntry"]
    first, second = signed_in(cast.secretary), signed_in(cast.records)
    answer = first.post(page(entry, "change_classification"), {"to": WHITE} | CITED, follow=True)
    assert "waits for another person" in answer.content.decode()

    listed = second.get(reverse("secgov:waiting_classifications")).content.decode()
    assert page(entry, "change_classification") in listed
    assert "Agree: make it White now" in second.get(page(entry, "change_classification")).content.decode()
    assert "Take it back" in first.get(page(entry, "change_classification")).content.decode()
    assert first.post(page(entry, "answer_classification", "agree")).status_code == 409
    assert second.post(page(entry, "answer_classification", "agree")).status_code == 302

    entry.refresh_from_db()
    assert entry.level == WHITE
    assert second.post(page(entry, "answer_classification", "agree")).status_code == 409
    assert "Nothing waits" in second.get(reverse("secgov:waiting_classifications")).content.decode()


def test_a_request_is_declined_or_taken_back_by_page(cast, records, signed_in) -> None:
    entry = records["meetings.MinuteEntry"]
    first, second = signed_in(cast.secretary), signed_in(cast.records)
    ask = page(entry, "change_classification")

    first.post(ask, {"to": WHITE} | CITED)
    assert second.post(page(entry, "answer_classification", "decline"), {"reason": ""}).status_code == 409
    assert second.post(page(entry, "answer_classification", "decline"), {"reason": "Not yet."}).status_code == 302
    first.post(ask, {"to": WHITE} | CITED)
    assert second.post(page(entry, "answer_classification", "take-back")).status_code == 409
    assert first.post(page(entry, "answer_classification", "take-back")).status_code == 302
    assert first.post(page(entry, "answer_classification", "nonsense")).status_code == 409

    answers = ClassificationRequest.objects.order_by("pk").values_list("answer", "answered_by")
    assert list(answers) == [("declined", cast.records.pk), ("taken_back", cast.secretary.pk)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_agree_at_once_one_wins(cast, signed_in) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=AMBER)
    factories.bring_to(Meeting.objects.get(), Status.FINAL, by=cast.secretary)
    reclassify(entry, to=WHITE, by=cast.secretary, at=timezone.now(), **CITED)
    another = factories.user("another-records@cast.test")
    another.roles = ["records"]
    another.save()
    browsers = [signed_in(cast.records), signed_in(another)]

    answers = at_once([lambda b=b: b.post(page(entry, "answer_classification", "agree")).status_code for b in browsers])

    assert sorted(answers) == [302, 409]
    assert ClassificationChange.objects.count() == 1


def test_the_waiting_are_told_to_who_may_answer_and_cost_the_same_for_many(cast, records, signed_in) -> None:
    address = reverse("secgov:waiting_classifications")
    first, second, third = MinuteEntry.objects.filter(kind__in=["discussion", "outcome", "actions.raised"])

    def asked(browser: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    browser = signed_in(cast.records)
    reclassify(first, to=WHITE, by=cast.secretary, at=timezone.now(), **CITED)
    few = asked(browser)
    for entry in (second, third):
        reclassify(entry, to=WHITE, by=cast.secretary, at=timezone.now(), **CITED)

    assert asked(browser) == few
    words = browser.get(address).content.decode()
    assert [page(entry, "change_classification") in words for entry in (first, second, third)] == [True] * 3
    for who in ("member", "secretary_elsewhere", "party"):
        assert "Nothing waits" in signed_in(cast.people[who]).get(address).content.decode()


@pytest.mark.parametrize("name", ["answer_classification", "name_person", "unname_person"])
def test_what_changes_something_is_done_by_post(cast, records, signed_in, name) -> None:
    more = {"answer_classification": ["agree"], "unname_person": [1]}.get(name, [])
    url = page(records["meetings.MinuteEntry"], name, *more)

    assert signed_in(cast.secretary).get(url).status_code == 405


# -- the names on a Red one ----------------------------------------------------------------------------------------


def test_the_secretary_names_somebody_on_a_red_record_and_takes_them_off(cast, records, signed_in) -> None:
    entry, browser = records["meetings.MinuteEntry"], signed_in(cast.secretary)
    assert "Named on it" not in browser.get(page(entry)).content.decode()
    reclassify(entry, to=RED, by=cast.secretary, at=timezone.now(), **CITED)
    assert "Named on it" in browser.get(page(entry)).content.decode()

    assert browser.post(page(entry, "name_person"), {"person": cast.party.person.pk, "why": ""}).status_code == 422
    facts = {"person": cast.party.person.pk, "why": "Their own price."}
    assert browser.post(page(entry, "name_person"), facts).status_code == 302
    grant = AccessGrant.objects.get(person=cast.party.person)
    assert (grant.kind, grant.target, grant.by, grant.why) == ("named", entry.uid, cast.secretary, facts["why"])
    assert signed_in(cast.party).get(page(entry)).status_code == 200

    assert browser.post(page(entry, "unname_person", grant.person_id)).status_code == 302
    assert signed_in(cast.party).get(page(entry)).status_code == 404
    assert browser.post(page(entry, "unname_person", grant.person_id)).status_code == 404


def test_only_its_secretaries_name_people(cast, records, signed_in) -> None:
    entry = records["meetings.MinuteEntry"]
    reclassify(entry, to=RED, by=cast.secretary, at=timezone.now(), **CITED)
    entry.refresh_from_db()
    name_person(entry, person=cast.named.person, by=cast.secretary, at=timezone.now(), why="Their own price.")
    facts = {"person": cast.party.person.pk, "why": "Curious."}

    told = {
        who: signed_in(cast.people[who]).post(page(entry, "name_person"), facts).status_code
        for who in ("public", "party", "member", "named", "records", "secretary_elsewhere")
    }

    assert told == dict.fromkeys(told, 404) | {"named": 403}
    assert "Named on it" not in signed_in(cast.named).get(page(entry)).content.decode()
