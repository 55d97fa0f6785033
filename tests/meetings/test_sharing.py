"""Showing a draft by name before circulation: who reads what of it, and until when."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.lifecycle import Status
from meetings.models import EntryKind, Meeting
from meetings.operations import make_move
from meetings.operations.sharing import share_draft
from secgov.access import may_read
from secgov.classification import Classification
from secgov.models import AccessGrant
from secgov.operations import end_grant
from tests import factories
from tests.factories.meetings import DAY

WHITE, GREEN, AMBER, RED = Classification


@pytest.fixture
def meeting(cast) -> Meeting:
    """An Amber draft of two items, with something of every classification and a private note."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, classification=AMBER)
    for title in ("Zebra", "Giraffe"):
        item = factories.item(meeting, by=cast.secretary, title=f"The {title}")
        for level in (WHITE, AMBER, RED):
            factories.entry(item, by=cast.secretary, body=f"<p>{title} {level.label}.</p>", classification=level)
        factories.entry(item, by=cast.secretary, body=f"<p>{title} private.</p>", kind=EntryKind.PRIVATE)
    return meeting


def page(browser, meeting) -> str:
    answer = browser.get(meeting.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def words(text: str) -> list[str]:
    kinds = ("White", "Amber", "Red", "private")
    return [f"{title} {kind}" for title in ("Zebra", "Giraffe") for kind in kinds if f"{title} {kind}." in text]


def test_whoever_is_shown_the_draft_reads_it_live_up_to_amber(cast, meeting, signed_in) -> None:
    assert signed_in(cast.party).get(meeting.get_absolute_url()).status_code == 404

    share_draft(meeting, people=[cast.party.person], by=cast.secretary, why="To check the figures")

    text = page(signed_in(cast.party), meeting)
    assert words(text) == ["Zebra White", "Zebra Amber", "Giraffe White", "Giraffe Amber"]
    assert "Draft, shown to you by the secretariat." in text
    assert "edition" not in text
    [mail] = factories.mails()
    assert (mail.recipient, meeting.get_absolute_url() in mail.text) == (cast.party.email, True)
    assert "Zebra" not in mail.text
    assert cast.secretary.email in mail.text


def test_whoever_is_shown_one_item_reads_that_item(cast, meeting, signed_in, reader) -> None:
    item = meeting.items.get(title="The Giraffe")

    share_draft(meeting, people=[cast.party.person], by=cast.secretary, item=item)

    text = page(signed_in(cast.party), meeting)
    assert words(text) == ["Giraffe White", "Giraffe Amber"]
    assert "Zebra" not in text
    assert may_read(meeting, reader(cast.party))
    assert not may_read(meeting.items.get(title="The Zebra"), reader(cast.party))


def test_nobody_else_reads_a_shared_draft(cast, meeting, signed_in) -> None:
    share_draft(meeting, people=[cast.party.person], by=cast.secretary)

    for who in ("member", "chair", "records", "public", "secretary_elsewhere", "admin"):
        assert words(signed_in(cast.people[who]).get(meeting.get_absolute_url()).content.decode()) == [], who


def test_whoever_is_recused_is_shown_nothing(cast, meeting, signed_in) -> None:
    factories.recuse(cast.party, meeting.uid, by=cast.secretary)

    share_draft(meeting, people=[cast.party.person], by=cast.secretary)

    assert signed_in(cast.party).get(meeting.get_absolute_url()).status_code == 404


def test_a_sharing_is_ended_and_who_ended_it_is_kept(cast, meeting, signed_in) -> None:
    [given] = share_draft(meeting, people=[cast.party.person], by=cast.secretary)

    answer = signed_in(cast.secretary).post(reverse("meetings:end_share", args=[meeting.ref, given.pk]))

    given.refresh_from_db()
    assert (answer.status_code, given.ended_by) == (302, cast.secretary)
    assert signed_in(cast.party).get(meeting.get_absolute_url()).status_code == 404
    ended = given.ended_at
    assert end_grant(given, by=cast.chair, at=timezone.now()).ended_at == ended


def test_sharing_ends_with_circulation(cast, meeting, signed_in) -> None:
    share_draft(meeting, people=[cast.party.person, cast.chair.person], by=cast.secretary)

    make_move(meeting, "circulate", by=cast.secretary, on=timezone.localdate())

    assert not AccessGrant.objects.filter(until=None).exists()
    assert signed_in(cast.party).get(meeting.get_absolute_url()).status_code == 404
    assert "Zebra Amber." in page(signed_in(cast.chair), meeting)


def test_the_page_shares_with_the_committees_and_with_others_by_name(cast, meeting, signed_in) -> None:
    browser, address = signed_in(cast.secretary), reverse("meetings:share", args=[meeting.ref])
    item = meeting.items.get(title="The Giraffe")
    typed = {"people": [cast.chair.person.pk], "other": cast.party.email, "what": str(item.uid), "why": "To check"}

    assert browser.post(address, typed)["Location"] == address

    shares = browser.get(address).context["shares"]
    assert [(share["name"], share["what"], share["why"]) for share in shares] == [
        ("Chair", "Item 2: The Giraffe", "To check"),
        ("Party", "Item 2: The Giraffe", "To check"),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"why": "To check"}, "Choose at least one person, or name somebody else."),
        ({"other": "Nobody Known"}, "Nobody with an account is called Nobody Known."),
    ],
)
def test_the_form_says_what_is_missing(cast, meeting, signed_in, typed, sentence) -> None:
    answer = signed_in(cast.secretary).post(reverse("meetings:share", args=[meeting.ref]), typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert AccessGrant.objects.count() == 0


def test_sharing_is_the_secretarys(cast, meeting, signed_in) -> None:
    [given] = share_draft(meeting, people=[cast.chair.person], by=cast.secretary)
    share = reverse("meetings:share", args=[meeting.ref])
    end = reverse("meetings:end_share", args=[meeting.ref, given.pk])

    for address in (share, end):
        assert signed_in(cast.member).post(address).status_code == 403
        assert signed_in(cast.party).post(address).status_code == 404
    assert signed_in(cast.secretary).get(end).status_code == 405
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    away = reverse("meetings:end_share", args=[other.ref, given.pk])
    assert signed_in(cast.secretary).post(away).status_code == 404


def test_closed_minutes_are_shown_to_nobody_by_name(cast, meeting, signed_in) -> None:
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary, on=DAY)

    answer = signed_in(cast.secretary).post(
        reverse("meetings:share", args=[meeting.ref]), {"people": [cast.chair.person.pk]}
    )

    assert answer.status_code == 422
    assert AccessGrant.objects.count() == 0
