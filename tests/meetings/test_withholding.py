"""A paper’s title and the name of its file can be more confidential than that the paper exists."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from meetings.documents.agendas import agenda_html
from meetings.lifecycle import Status
from meetings.models import Meeting, Paper, PrintedBlock, WithheldName
from meetings.operations import add_paper_version, amend_paper, make_move, publish_papers, withhold_name
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import ClassificationChange, StoredFile
from secgov.operations import agree_to_classification, reclassify
from secgov.storage import store
from tests import factories
from tests.factories.meetings import DAY

WHITE, GREEN, AMBER, RED = Classification
AT = datetime(2018, 8, 1, 10, 0, tzinfo=UTC)
TITLE, NAME = "Zebra takeover", "zebra-takeover.pdf"
CITED = {"reason": "It is announced.", "authority": "originator", "authority_words": "DCC, 3 September"}


def file_of(name: str = NAME) -> StoredFile:
    return store(content=b"%PDF-1.7 words", name=name, media_type="application/pdf")


@pytest.fixture
def planned(cast) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary, number=None, status=Status.PLANNED)


@pytest.fixture
def paper(cast, planned) -> Paper:
    """A White paper whose title and file name are Amber, on an agenda that is not out yet."""
    item = factories.item(planned, by=cast.secretary)
    made = factories.paper(item, by=cast.secretary, title=TITLE, file=file_of())
    withhold_name(made, to=AMBER, by=cast.secretary, at=AT)
    withhold_name(made.versions.get(), to=AMBER, by=cast.secretary, at=AT)
    made.refresh_from_db()
    return made


@pytest.fixture
def out(cast, planned, paper) -> Meeting:
    return make_move(planned, "publish-agenda", by=cast.secretary, on=DAY)


def download_name(browser: Any, paper: Paper) -> str:
    answer = browser.get(reverse("meetings:paper", args=[paper.uid]))
    assert answer.status_code == 200
    return str(answer["Content-Disposition"])


def test_a_placeholder_stands_wherever_the_paper_is_named(cast, paper, out, signed_in) -> None:
    browser = signed_in(cast.public)

    pages = [browser.get(out.get_absolute_url()).content.decode(), agenda_html(out, WHITE, out.versions.get())]

    assert ["zebra" in page.casefold() for page in pages] == [False, False]
    assert ["Title withheld" in page for page in pages] == [True, True]
    assert download_name(browser, paper).endswith('-paper-v1.pdf"')


def test_whoever_reads_at_that_classification_reads_the_title(cast, paper, out, signed_in) -> None:
    browser = signed_in(cast.member)

    assert TITLE in browser.get(out.get_absolute_url()).content.decode()
    assert TITLE in agenda_html(out, AMBER, out.versions.get())
    assert NAME in download_name(browser, paper)
    assert NAME not in download_name(signed_in(cast.party), paper)


def test_no_row_that_others_may_read_holds_the_words_nor_does_history(cast, paper, out, reader) -> None:
    asking = reader(cast.party)
    rows = [*Paper.objects.visible_to(asking).values_list("title", flat=True)]
    rows += Paper.history.values_list("title", flat=True)
    rows += paper.versions.visible_to(asking).values_list("file_name", flat=True)
    rows += PrintedBlock.objects.visible_to(asking).values_list("text", flat=True)

    assert [row for row in rows if "zebra" in row.casefold()] == []
    assert len(rows) > 4
    assert not WithheldName.objects.visible_to(asking).exists()


def test_what_was_printed_with_its_title_rises_when_that_is_withheld(cast, planned, reader) -> None:
    item = factories.item(planned, by=cast.secretary)
    made = factories.paper(item, by=cast.secretary, title=TITLE)
    make_move(planned, "publish-agenda", by=cast.secretary, on=DAY)
    printed = PrintedBlock.objects.filter(source=made.uid)
    assert printed.visible_to(reader(cast.public)).exists()

    with pytest.raises(Refused, match="with a reason"):
        withhold_name(made, to=AMBER, by=cast.secretary, at=AT)
    withhold_name(made, to=AMBER, by=cast.secretary, at=AT, **CITED)

    assert not printed.visible_to(reader(cast.public)).exists()
    assert Paper.objects.visible_to(reader(cast.public)).get().title == "Title withheld"


def test_it_is_shown_again_by_two_persons_once_it_was_out(cast, paper, out) -> None:
    name = WithheldName.objects.get(paper=paper)
    asked = reclassify(name, to=WHITE, by=cast.secretary, at=AT, **CITED).request

    agree_to_classification(asked, name, by=cast.records, at=AT)

    paper.refresh_from_db()
    assert paper.title == TITLE
    assert ClassificationChange.objects.filter(target=name.uid, after=WHITE).count() == 1


def test_a_new_title_of_a_withheld_one_is_withheld_too(cast, paper) -> None:
    amend_paper(paper, by=cast.secretary, title="Zebra merger")
    paper.refresh_from_db()
    assert (paper.title, WithheldName.objects.get(paper=paper).words) == ("Title withheld", "Zebra merger")

    amend_paper(paper, by=cast.secretary, title="Title withheld")
    assert WithheldName.objects.get(paper=paper).words == "Zebra merger"


def test_the_file_of_a_new_version_is_named_as_confidentially(cast, paper) -> None:
    facts = {"file_name": "zebra-2.pdf", "media_type": "application/pdf"}
    version = add_paper_version(paper, file=file_of("zebra-2.pdf"), by=cast.secretary, at=AT, **facts)

    version.refresh_from_db()
    assert version.file_name == f"{paper.meeting.ref}-paper-v2.pdf"
    assert version.withheld.words == "zebra-2.pdf"


def test_a_paper_that_becomes_as_confidential_shows_its_title_to_its_readers(cast, paper) -> None:
    amend_paper(paper, by=cast.secretary, classification=AMBER)

    paper.refresh_from_db()
    assert paper.title == TITLE


def test_a_late_paper_comes_out_with_its_name(cast, planned, reader) -> None:
    item = factories.item(planned, by=cast.secretary)
    out = make_move(planned, "publish-agenda", by=cast.secretary, on=DAY)
    made = factories.paper(item, by=cast.secretary, title=TITLE, file=file_of())
    withhold_name(made, to=AMBER, by=cast.secretary, at=AT)
    assert not WithheldName.objects.visible_to(reader(cast.member)).exists()

    publish_papers(out, by=cast.secretary)

    assert WithheldName.objects.visible_to(reader(cast.member)).get().words == TITLE
    assert not WithheldName.objects.visible_to(reader(cast.party)).exists()


def test_it_is_withheld_above_its_paper_only(cast, paper) -> None:
    amend_paper(paper, by=cast.secretary, classification=AMBER)
    paper.refresh_from_db()

    with pytest.raises(Refused, match="above the classification of its paper"):
        withhold_name(paper, to=AMBER, by=cast.secretary, at=AT)


def test_the_page_withholds_it_for_its_secretary(cast, planned, signed_in) -> None:
    item = factories.item(planned, by=cast.secretary)
    made = factories.paper(item, by=cast.secretary, title=TITLE, file=file_of())
    browser = signed_in(cast.secretary)

    for route, more in (("withhold_title", []), ("withhold_file_name", [1])):
        address = reverse(f"meetings:{route}", args=[planned.ref, made.uid, *more])
        assert browser.get(address).status_code == 200
        assert browser.post(address, {"to": WHITE}).status_code == 422
        assert browser.post(address, {"to": RED}).status_code == 302

    made.refresh_from_db()
    assert made.title == "Title withheld"
    page = browser.get(reverse("meetings:paper_record", args=[planned.ref, made.uid])).content.decode()
    assert (TITLE in page, NAME in page) == (True, True)
    missing = reverse("meetings:withhold_file_name", args=[planned.ref, made.uid, 9])
    assert browser.get(missing).status_code == 404
