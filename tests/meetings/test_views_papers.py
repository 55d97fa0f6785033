"""Papers on their pages: who may put them in until when, what is taken, what is shown to whom, and its download."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.lifecycle import Status
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from meetings.operations import amend_item, make_move
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast
from tests.secgov.office_files import portable, word

Knock = Callable[[object], Client]
WHITE, GREEN, AMBER, RED = Classification
FACTS = {"title": "Register", "kind": "appendix", "letter": "B", "originator": "DCC", "originator_mark": "DCC Public"}


def planned(cast: Cast, *, held_on: date) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None, held_on=held_on)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """An item of a meeting whose paper day lies ahead."""
    return factories.item(planned(cast, held_on=timezone.localdate() + timedelta(days=60)), by=cast.secretary)


@pytest.fixture
def past(cast: Cast) -> AgendaItem:
    """An item of a meeting whose paper day has passed."""
    return factories.item(planned(cast, held_on=timezone.localdate() + timedelta(days=1)), by=cast.secretary)


def url(name: str, *arguments: object) -> str:
    return reverse(f"meetings:{name}", args=arguments)


def attach(item: AgendaItem) -> str:
    return url("attach_paper", item.meeting.ref, item.uid)


def upload(content: bytes | None = None, name: str = "register.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, word() if content is None else content)


def test_a_secretary_puts_a_paper_in_with_its_kind_letter_and_mark(cast, item, signed_in) -> None:
    answer = signed_in(cast.secretary).post(attach(item), FACTS | {"classification": "2", "file": upload()})

    paper = Paper.objects.get()
    assert answer.url == url("paper_record", item.meeting.ref, paper.uid)
    assert (paper.kind_words, paper.originator_mark, paper.level) == ("Appendix B", "DCC Public", GREEN)
    assert (paper.submitted_by, paper.history.first().history_user) == (cast.secretary, cast.secretary)
    assert paper.versions.get().media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "none of those that can be put in"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"%PDF-1.7" + b" " * 2_000_000, "larger than 1 MB"),
    ],
)
def test_other_files_and_too_large_ones_are_not_taken(content, sentence, cast, item, signed_in, settings) -> None:
    settings.PAPER_MAX_BYTES = 1024 * 1024

    answer = signed_in(cast.secretary).post(attach(item), FACTS | {"file": upload(content, "a.pdf")})

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_a_file_goes_out_as_what_it_is_and_never_as_a_page(cast, item, signed_in) -> None:
    browser = signed_in(cast.secretary)
    browser.post(attach(item), FACTS | {"file": upload(portable(), "register.html")})
    paper = Paper.objects.get()

    answers = [
        browser.get(url("paper", paper.uid)),
        browser.get(url("paper_version", paper.versions.get().uid)),
    ]

    for answer in answers:
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="register.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("how", ["presents", "shown"])
def test_who_presents_or_is_shown_an_item_puts_papers_in_and_sees_their_own(how, cast, item, signed_in) -> None:
    others = factories.paper(item, by=cast.secretary, title="zqothers", at=timezone.now())
    before = signed_in(cast.shown).get(attach(item)).status_code
    if how == "presents":
        amend_item(item, by=cast.secretary, presented_by=cast.shown.person)
    else:
        cast.show(item.uid)
    browser = signed_in(cast.shown)

    page = browser.get(attach(item)).content.decode()
    answer = browser.post(attach(item), FACTS | {"classification": "1", "late_because": "x", "file": upload()})

    mine = Paper.objects.get(submitted_by=cast.shown)
    assert before == 404
    assert 'name="classification"' not in page
    assert answer.url == url("paper_record", item.meeting.ref, mine.uid)
    assert (mine.level, mine.versions.get().late_because) == (AMBER, "")
    record = browser.get(answer.url).content.decode()
    listed = browser.get(attach(item)).content.decode()
    assert "zqothers" not in page + record + listed
    assert "Register" in listed
    assert browser.get(url("paper_record", item.meeting.ref, others.uid)).status_code == 404
    assert browser.get(url("paper_version", mine.versions.get().uid)).status_code == 200
    for forbidden in ("amend_paper", "accept_findings"):
        assert browser.post(url(forbidden, item.meeting.ref, mine.uid), {"because": "x"}).status_code == 403
    assert browser.get(url("agenda", item.meeting.ref)).status_code == 404


def test_after_paper_day_papers_are_a_secretarys_to_put_in(cast, past, signed_in) -> None:
    amend_item(past, by=cast.secretary, presented_by=cast.shown.person)
    browser = signed_in(cast.shown)

    for answer in (browser.get(attach(past)), browser.post(attach(past), FACTS | {"file": upload()})):
        assert answer.status_code == 403
        assert "Ask a secretary of the committee to put it in." in answer.content.decode()
    assert Paper.objects.count() == 0

    secretary = signed_in(cast.secretary)
    without = secretary.post(attach(past), FACTS | {"file": upload()})
    secretary.post(attach(past), FACTS | {"file": upload(), "late_because": "It was long."})
    assert "Write why the paper is late." in without.content.decode()
    assert "Choose the file again: it was not kept." in without.content.decode()
    assert PaperVersion.objects.get().late_because == "It was long."


def test_a_former_reference_of_the_meeting_leads_to_its_items_papers_too(cast, item, signed_in) -> None:
    former = attach(item)
    make_move(item.meeting, "publish-agenda", by=cast.secretary, on=timezone.localdate())
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=50)

    assert signed_in(cast.secretary).get(former).status_code == 200
    assert signed_in(cast.secretary).get(url("attach_paper", other.ref, item.uid)).status_code == 404


def test_a_new_version_is_put_in_and_earlier_ones_stay_readable_to_those_who_may(cast, item, signed_in) -> None:
    amend_item(item, by=cast.secretary, presented_by=cast.shown.person)
    browser = signed_in(cast.shown)
    browser.post(attach(item), FACTS | {"file": upload()})
    paper = Paper.objects.get()
    browser.post(url("add_paper_version", item.meeting.ref, paper.uid), {"file": upload(portable(), "b.pdf")})
    first, second = (version.uid for version in PaperVersion.objects.order_by("number"))

    make_move(item.meeting, "publish-agenda", by=cast.secretary, on=timezone.localdate())

    def answers(user: object) -> list[int]:
        return [signed_in(user).get(url("paper_version", uid)).status_code for uid in (first, second)]

    assert answers(cast.secretary) == [200, 200]
    assert answers(cast.shown) == [200, 200]
    assert answers(cast.member) == [404, 200]
    assert answers(cast.party) == [404, 404]


def test_what_was_found_is_shown_to_the_secretary_and_accepted_by_name(cast, item, signed_in) -> None:
    amend_item(item, by=cast.secretary, presented_by=cast.shown.person)
    content = word(changed=True, text="Classification: Green.")
    signed_in(cast.shown).post(attach(item), FACTS | {"file": upload(content)})
    paper = Paper.objects.get()
    record, browser = url("paper_record", item.meeting.ref, paper.uid), signed_in(cast.secretary)
    page = browser.get(record).content.decode()
    accept = url("accept_findings", item.meeting.ref, paper.uid)

    without = browser.post(accept, {"because": ""})
    browser.post(accept, {"because": "The author agrees."})

    assert "1 tracked change, by C. Changer." in page
    assert "It calls itself Green, and its record is Amber." in page
    assert "C. Changer" not in signed_in(cast.shown).get(record).content.decode()
    assert (without.status_code, PaperVersion.objects.get().accepted_by) == (422, cast.secretary)
    accepted = browser.get(record).content.decode()
    assert "accepted by Secretary" in accepted
    assert "The author agrees." in accepted


def test_a_paper_is_amended_by_a_secretary(cast, item, signed_in) -> None:
    paper = factories.paper(item, by=cast.secretary, at=timezone.now())
    facts = FACTS | {"title": "Another", "classification": "3"}

    answer = signed_in(cast.secretary).post(url("amend_paper", item.meeting.ref, paper.uid), facts)

    paper.refresh_from_db()
    assert answer.url == url("paper_record", item.meeting.ref, paper.uid)
    assert (paper.title, paper.level, paper.history.first().history_user) == ("Another", AMBER, cast.secretary)


def test_waiting_papers_come_out_from_the_agendas_page(cast, item, signed_in) -> None:
    make_move(item.meeting, "publish-agenda", by=cast.secretary, on=timezone.localdate())
    item.meeting.refresh_from_db()
    factories.paper(item, by=cast.secretary, title="Waiting", at=timezone.now())
    browser, agenda = signed_in(cast.secretary), url("agenda", item.meeting.ref)
    before = browser.get(agenda).content.decode()

    answer = browser.post(url("publish_papers", item.meeting.ref), {"to": "agenda"})

    assert answer.url == agenda
    assert ("Publish these papers" in before, "Publish these papers" in browser.get(agenda).content.decode()) == (
        *(True, False),
    )


def test_a_papers_page_asks_the_same_for_one_and_three_versions(cast, item, signed_in) -> None:
    browser, counts = signed_in(cast.secretary), []
    browser.post(attach(item), FACTS | {"file": upload()})
    paper = Paper.objects.get()

    for more in (0, 2):
        for _ in range(more):
            browser.post(url("add_paper_version", item.meeting.ref, paper.uid), {"file": upload()})
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url("paper_record", item.meeting.ref, paper.uid)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
