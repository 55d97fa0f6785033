"""The meetings' pages: what they show to whom, what they refuse and how, and how many questions they ask."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.lifecycle import Status
from meetings.models import AgendaItem, Meeting, MinuteEntry, Paper
from meetings.operations import make_move
from meetings.tasks import draw_minutes
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

Knock = Callable[[object], Client]
WHITE, GREEN, AMBER, RED = Classification


def minuted(cast: Cast, *, status: Status = Status.DRAFT) -> Meeting:
    """A White meeting with a White and an Amber paragraph, an outcome and an action."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, title="Maintenance notices")
    factories.entry(item, by=cast.secretary, body="<p>Thirty notices came.</p>")
    factories.entry(item, by=cast.secretary, body="<p>Their price is not public.</p>", classification=AMBER)
    factories.outcome(item, by=cast.secretary, body="<p>The TABASC AGREED a form, subject to a check.</p>")
    factories.action(item, by=cast.secretary, body="<p>SECAS to write the form.</p>")
    return meeting if status == Status.DRAFT else factories.bring_to(meeting, status, by=cast.secretary)


def text(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.django_db
def test_a_final_meeting_is_read_by_everybody_as_far_as_it_is_classified(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast, status=Status.FINAL)

    public = text(signed_in(cast.public), meeting.get_absolute_url())
    member = text(signed_in(cast.member), meeting.get_absolute_url())

    assert "Thirty notices came." in public
    assert "Their price is not public." not in public
    assert "Minuted under a confidential classification" in public
    assert "Their price is not public." in member
    assert "Minuted under a confidential classification" not in member


@pytest.mark.django_db
def test_a_draft_is_there_for_its_secretaries_alone(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)
    meeting.refresh_from_db()

    assert "Thirty notices came." in text(signed_in(cast.secretary), meeting.get_absolute_url())
    for who in ("public", "member", "chair", "records", "admin", "secretary_elsewhere"):
        page = signed_in(cast.people[who]).get(meeting.get_absolute_url())
        assert "Thirty notices" not in page.content.decode(), who


@pytest.mark.django_db
def test_once_the_agenda_is_out_it_is_shown_without_what_is_being_minuted(cast: Cast, signed_in: Knock) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=None, status=Status.PLANNED)
    item = factories.item(meeting, by=cast.secretary, title="Maintenance notices")
    meeting = make_move(meeting, "publish-agenda", by=cast.secretary, on=factories.meetings.DAY)
    factories.entry(item, by=cast.secretary, body="<p>Thirty notices came.</p>")
    factories.item(meeting, by=cast.secretary, title="Raised in the room")

    page = text(signed_in(cast.public), meeting.get_absolute_url())

    assert "Maintenance notices" in page
    assert "Thirty notices" not in page
    assert "Raised in the room" not in page
    assert "Minuted under a confidential classification" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["TABASC_33", "TABASC 33", "tabasc_33", "TABASC_2018-08"])
def test_every_form_of_a_reference_leads_to_the_meeting(cast: Cast, signed_in: Knock, form: str) -> None:
    meeting = minuted(cast, status=Status.FINAL)

    answer = signed_in(cast.public).get(reverse("meetings:detail", args=[form]))

    assert (answer.status_code, answer["Location"]) == (302, meeting.get_absolute_url())


@pytest.mark.django_db
def test_hidden_missing_and_signed_out_addresses_give_one_page(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)
    hidden = meeting.get_absolute_url()
    missing = hidden.replace(meeting.ref, meeting.ref[:-1] + "9")

    pages = []
    for address in (hidden, missing, reverse("meetings:plan").replace("plan", "plam")):
        page = text(signed_in(cast.public), address, status=404)
        pages.append(page.replace(quote(address, safe=""), "here").replace(address, "here"))

    assert pages[0] == pages[1] == pages[2]
    signed_out = text(signed_in(cast.public), reverse("meetings:plan"), status=404)
    assert "Nothing here for you to read" in signed_out


@pytest.mark.django_db
def test_who_may_see_but_not_write_gets_403_and_who_may_not_see_404(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast, status=Status.FINAL)
    draft = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    amend, amend_draft = (reverse("meetings:amend", args=[each.ref]) for each in (meeting, draft))

    assert signed_in(cast.member).get(amend).status_code == 403
    assert signed_in(cast.secretary_elsewhere).get(amend).status_code == 403
    assert signed_in(cast.party).get(amend_draft).status_code == 404


@pytest.mark.django_db
def test_an_entry_is_added_amended_moved_and_removed_by_plain_forms(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)
    item = AgendaItem.objects.get(meeting=meeting)
    browser = signed_in(cast.secretary)
    add = reverse("meetings:add_entry", args=[meeting.ref, item.uid, "discussion"])

    browser.post(add, {"body": "First.\n\n- one\n- two\n\n\nLast <b>line</b>.", "classification": "1"})

    entry = MinuteEntry.objects.filter(item=item).latest("rank")
    assert entry.body == ("<p>First.</p><ul><li>one</li><li>two</li></ul><p>Last &lt;b&gt;line&lt;/b&gt;.</p>")
    where = [meeting.ref, entry.uid]
    amend = reverse("meetings:amend_entry", args=where)
    form = browser.get(amend).context["form"]
    assert form["body"].value() == "First.\n- one\n- two\n\nLast <b>line</b>."
    browser.post(amend, {"body": "Other words.", "classification": "2", "version": "1"})
    entry.refresh_from_db()
    assert (entry.text, entry.classification, entry.version) == ("Other words.", GREEN, 2)
    stale = browser.post(amend, {"body": "Too late.", "classification": "2", "version": "1"})
    assert stale.status_code == 422
    assert "Somebody else has saved this entry" in stale.content.decode()
    assert "Too late." in stale.content.decode()
    browser.post(reverse("meetings:move_entry", args=[*where, "up"]))
    assert list(MinuteEntry.objects.filter(item=item).order_by("rank"))[-2] == entry
    browser.post(reverse("meetings:remove_entry", args=where))
    entry.refresh_from_db()
    assert entry.removed_at is not None
    assert entry.history.latest().history_user == cast.secretary


@pytest.mark.django_db
def test_a_body_with_a_table_is_amended_without_losing_it(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)
    table = "<table><tbody><tr><td><ul><li>one</li></ul></td></tr></tbody></table>"
    entry = factories.entry(AgendaItem.objects.get(meeting=meeting), by=cast.secretary, body=table)
    amend = reverse("meetings:amend_entry", args=[meeting.ref, entry.uid])
    browser = signed_in(cast.secretary)

    shown = browser.get(amend).context["form"]["body"].value()
    browser.post(amend, {"body": shown, "classification": "1", "version": "1"})

    entry.refresh_from_db()
    assert entry.body == table


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("meetings:amend", {"held_on": "2018-13-40"}, "Enter a valid date."),
        ("meetings:amend", {"held_on": "2018-08-16", "number": ""}, "A number once given stays. Enter it again."),
        (
            "meetings:amend",
            {"held_on": "2018-08-16", "number": "33", "starts_at": "12:00", "ends_at": "10:00"},
            "The meeting ends after it starts. Enter a later time.",
        ),
        ("meetings:classify", {"classification": "1", "reason": ""}, "This field is required."),
        ("meetings:add_item", {"title": "", "classification": ""}, "This field is required."),
        ("meetings:add_attendance", {"name": "", "capacity": "member", "is_present": "yes"}, "Enter a name, or choose"),
    ],
)
def test_bad_input_gets_a_sentence_and_422_and_changes_nothing(
    cast: Cast, signed_in: Knock, name: str, sent: dict[str, str], sentence: str
) -> None:
    meeting = minuted(cast)
    before = Meeting.history.count(), AgendaItem.history.count()

    answer = signed_in(cast.secretary).post(reverse(name, args=[meeting.ref]), sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Meeting.history.count(), AgendaItem.history.count()) == before


@pytest.mark.django_db
def test_papers_are_downloads_of_pdf_files_only(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)
    item = AgendaItem.objects.get(meeting=meeting)
    browser = signed_in(cast.secretary)
    attach = reverse("meetings:attach_paper", args=[meeting.ref, item.uid])
    facts = {"title": "Form", "kind": "paper", "classification": "1", "late_because": "It came with the others."}

    wrong = browser.post(attach, facts | {"file": SimpleUploadedFile("form.pdf", b"<html>")})
    assert (wrong.status_code, Paper.objects.count()) == (422, 0)
    browser.post(attach, facts | {"file": SimpleUploadedFile('fo"rm.pdf', b"%PDF-1.7 words")})

    paper = Paper.objects.get()
    address = reverse("meetings:paper", args=[paper.uid])
    answer = browser.get(address)
    assert answer.content == b"%PDF-1.7 words"
    assert answer["Content-Disposition"] == 'attachment; filename="fo_rm.pdf"'
    assert signed_in(cast.member).get(address).status_code == 404


@pytest.mark.django_db
def test_the_pdf_is_drawn_once_and_served_from_the_store(cast: Cast, signed_in: Knock, settings: object) -> None:
    settings.PDF_WAIT_SECONDS = 0  # type: ignore[attr-defined]
    meeting = minuted(cast, status=Status.FINAL)
    address = reverse("meetings:pdf", args=[meeting.ref]) + "?edition=white"
    browser = signed_in(cast.public)

    waiting = browser.get(address)
    assert waiting.status_code == 202
    assert "The PDF is being drawn" in waiting.content.decode()
    draw_minutes(meeting_id=meeting.pk, level=1, version_id=meeting.versions.latest("number").pk)
    drawn = browser.get(address)

    assert drawn.status_code == 200
    assert drawn.content.startswith(b"%PDF-")
    assert drawn["Content-Disposition"] == f'inline; filename="{meeting.ref}-final-minutes-v2-white.pdf"'
    assert browser.get(address).content == drawn.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "asked", "status", "got"),
    [
        ("public", "amber", 202, "White"),
        ("member", "amber", 202, "Amber"),
        ("member", "red", 202, "Amber"),
        ("party", "green", 202, "White"),
        ("public", "purple", 404, ""),
    ],
)
def test_who_may_not_open_an_edition_gets_the_next_lower_one(
    cast: Cast, signed_in: Knock, settings: object, who: str, asked: str, status: int, got: str
) -> None:
    settings.PDF_WAIT_SECONDS = 0  # type: ignore[attr-defined]
    meeting = minuted(cast, status=Status.FINAL)

    answer = signed_in(cast.people[who]).get(reverse("meetings:pdf", args=[meeting.ref]), {"edition": asked})

    assert answer.status_code == status
    assert f"{got} edition" in answer.content.decode() or not got


def meeting_with(cast: Cast, number: int, count: int) -> Meeting:
    """A draft meeting with `count` of everything."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number)
    for at in range(count):
        item = factories.item(meeting, by=cast.secretary, title=f"Item {at}")
        factories.entry(item, by=cast.secretary, body=f"<p>On DP{at + 101} and TABASC{number}/01.</p>")
        factories.outcome(item, by=cast.secretary)
        factories.action(item, by=cast.secretary)
        factories.review(item, f"TABASC{20 + at}/01", by=cast.secretary, action_text="SECAS to act.")
        factories.attendance(meeting, by=cast.secretary, name=f"Member {at}")
    return meeting


def questions(browser: Client, address: str) -> int:
    """How many queries a page takes, once the browser has been there."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "most"), [(Status.DRAFT, 31), (Status.FINAL, 18)])
def test_a_meeting_asks_as_much_for_three_of_everything_as_for_one(
    cast: Cast, signed_in: Knock, status: Status, most: int
) -> None:
    browser = signed_in(cast.secretary)
    one, three = meeting_with(cast, 33, 1), meeting_with(cast, 34, 3)
    if status == Status.FINAL:
        one, three = (factories.bring_to(each, status, by=cast.secretary) for each in (one, three))

    asked = questions(browser, one.get_absolute_url())

    assert questions(browser, three.get_absolute_url()) == asked
    assert asked <= most


@pytest.mark.django_db
def test_the_editing_page_asks_as_much_for_three_of_everything_as_for_one(cast: Cast, signed_in: Knock) -> None:
    browser = signed_in(cast.secretary)
    one, three = (reverse("meetings:edit", args=[meeting_with(cast, 32 + n, n).ref]) for n in (1, 3))

    assert questions(browser, three) == questions(browser, one)


@pytest.mark.django_db
def test_the_list_of_meetings_asks_as_much_for_three_as_for_one(cast: Cast, signed_in: Knock) -> None:
    browser = signed_in(cast.secretary)
    meeting_with(cast, 33, 1)
    asked = questions(browser, reverse("meetings:index"))
    known = Meeting.objects.count()
    meeting_with(cast, 34, 3)
    assert Meeting.objects.count() >= known + 2

    assert questions(browser, reverse("meetings:index")) == asked


@pytest.mark.django_db
def test_the_list_shows_only_meetings_one_may_know_of(cast: Cast, signed_in: Knock) -> None:
    minuted(cast, status=Status.FINAL)
    factories.meeting(cast.tabasc, by=cast.secretary, number=34)

    public = text(signed_in(cast.public), reverse("meetings:index"))

    assert "TABASC 33" in public
    assert "TABASC 34" not in public
    assert "1 record" in public


@pytest.mark.django_db
def test_a_move_shows_who_is_told_and_what_it_does_before_it_is_made(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)

    page = text(signed_in(cast.secretary), reverse("meetings:move", args=[meeting.ref, "circulate"]))

    assert "closed to change" in page
    assert cast.member.person.name in page
    assert cast.party.person.name not in page


@pytest.mark.django_db
def test_things_that_are_not_there_are_404(cast: Cast, signed_in: Knock) -> None:
    meeting = minuted(cast)
    browser = signed_in(cast.secretary)

    for name, args in (
        ("meetings:move", ["no-such-move"]),
        ("meetings:amend_item", [uuid4()]),
        ("meetings:amend_entry", [uuid4()]),
        ("meetings:add_entry", [uuid4(), "discussion"]),
    ):
        assert browser.get(reverse(name, args=[meeting.ref, *args])).status_code == 404, name
