"""Papers: who puts them in until when, their versions, what was found in them, and who reads which."""

from datetime import UTC, date, datetime

import pytest

from meetings.lifecycle import Status
from meetings.models import Paper, PaperVersion
from meetings.operations import (
    accept_findings,
    add_paper_version,
    amend_item,
    amend_paper,
    attach_paper,
    make_move,
    paper_day,
    publish_papers,
)
from secgov.access import Edition, may_read
from secgov.classification import Classification, Stage
from secgov.inspection import Inspected
from secgov.lifecycle import Refused
from secgov.models import GrantKind
from secgov.storage import store
from tests import factories

WHITE, GREEN, AMBER, RED = Classification
DAY = date(2018, 8, 16)
LATE = datetime(2018, 8, 10, 10, 0, tzinfo=UTC)
FOUND = Inspected(["1 tracked change."], ["Green"])


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)


@pytest.fixture
def item(cast, meeting):
    return factories.item(meeting, by=cast.secretary)


def file(content: bytes = b"%PDF-1.7 one"):
    return store(content=content, name="paper.pdf", media_type="application/pdf")


def put_in(item, *, by, inspected=None, **facts):
    return attach_paper(
        item=item,
        title="Register",
        by=by,
        at=factories.MOMENT,
        file=file(),
        inspected=inspected,
        **({"classification": WHITE} | facts),
    )


def renew(paper, *, by, content: bytes = b"%PDF-1.7 two", **facts):
    facts = {"at": factories.MOMENT, "file_name": "b.pdf", "media_type": "application/pdf"} | facts
    return add_paper_version(paper, file=file(content), by=by, **facts)


def readers_of(record, cast, reader) -> list[str]:
    return [who for who, user in cast.people.items() if may_read(record, reader(user))]


def test_the_paper_day_lies_the_committees_working_days_before_the_meeting(cast, meeting) -> None:
    cast.tabasc.paper_days = 10
    cast.tabasc.save()

    assert paper_day(type(meeting).objects.get()) == date(2018, 8, 2)


def test_a_paper_has_no_last_day_before_the_meeting_has_a_day(cast) -> None:
    planned = factories.meeting(
        cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None, held_on=None, month=date(2018, 9, 1)
    )

    assert paper_day(planned) is None


def test_a_late_paper_says_why_and_that_is_kept_with_who_and_when(cast, item) -> None:
    with pytest.raises(Refused, match="The paper day of TABASC 33 was 9 August 2018. Write why the paper is late."):
        attach_paper(item=item, title="Late", by=cast.secretary, at=LATE, file=file())

    attach_paper(item=item, title="Late", by=cast.secretary, at=LATE, file=file(), late_because="It was long.")

    version = PaperVersion.objects.get()
    assert (version.late_because, version.submitted_by, version.submitted_at) == ("It was long.", cast.secretary, LATE)
    assert version.history.first().history_user == cast.secretary


def test_a_paper_in_time_keeps_no_reason(cast, item) -> None:
    put_in(item, by=cast.secretary, late_because="I thought it was.")

    assert PaperVersion.objects.get().late_because == ""


def test_a_late_paper_is_a_secretarys_to_put_in(cast, item) -> None:
    with pytest.raises(Refused, match="Ask a secretary of the committee to put the paper in"):
        attach_paper(item=item, title="Late", by=cast.party, at=LATE, file=file(), late_because="It was long.")


def test_an_unpublished_paper_is_the_secretaries_and_its_submitters(cast, item, reader) -> None:
    mine = put_in(item, by=cast.party)
    others = put_in(item, by=cast.secretary)

    assert readers_of(mine, cast, reader) == ["party", "secretary"]
    assert readers_of(mine.versions.get(), cast, reader) == ["party", "secretary"]
    assert readers_of(others, cast, reader) == ["secretary"]


@pytest.mark.parametrize("kind", ["show", "present"])
def test_whoever_is_shown_or_presents_an_item_sees_no_papers_of_others(kind, cast, item, reader) -> None:
    others = put_in(item, by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary)
    if kind == "show":
        cast.show(item.uid)
    else:
        amend_item(item, by=cast.secretary, presented_by=cast.shown.person)
    mine = put_in(item, by=cast.shown)
    theirs = reader(cast.shown)

    assert may_read(item, theirs)
    assert may_read(mine, theirs)
    assert not may_read(others, theirs)
    assert not may_read(others.versions.get(), theirs)
    assert may_read(entry, theirs) == (kind == "show")
    assert list(Paper.objects.visible_to(theirs)) == [mine]


def test_a_presenter_who_is_changed_knows_of_the_item_no_longer(cast, item, reader) -> None:
    amend_item(item, by=cast.secretary, presented_by=cast.party.person)
    before = may_read(item, reader(cast.party))

    amend_item(item, by=cast.secretary, presented_by=cast.shown.person)

    assert (before, may_read(item, reader(cast.party)), may_read(item, reader(cast.shown))) == (True, False, True)
    assert [grant.kind for grant in cast.shown.person.grants.all()] == [GrantKind.PRESENTS]


def test_a_recused_presenter_sees_neither_item_nor_paper(cast, item, reader) -> None:
    amend_item(item, by=cast.secretary, presented_by=cast.recused.person)
    mine = put_in(item, by=cast.recused, classification=AMBER)

    cast.recuse(item.uid)

    assert not may_read(item, reader(cast.recused))
    assert not may_read(mine, reader(cast.recused))


def test_an_edition_of_the_meeting_holds_its_papers_as_they_are_classified(cast, meeting, item) -> None:
    put_in(item, by=cast.secretary)
    put_in(item, by=cast.secretary, classification=AMBER)

    white = Edition(WHITE, committee=cast.tabasc.pk, own=meeting.uid)
    assert [paper.level for paper in Paper.objects.visible_to(white)] == [WHITE]


def test_versions_are_counted_and_the_latest_comes_out(cast, meeting, item, reader) -> None:
    paper = put_in(item, by=cast.party)
    renew(paper, by=cast.secretary)

    make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)

    first, second = PaperVersion.objects.order_by("number")
    assert [(version.number, version.stage) for version in (first, second)] == [
        (1, Stage.SECRETARIAT),
        (2, Stage.PUBLISHED),
    ]
    assert readers_of(first, cast, reader) == ["party", "secretary"]
    assert may_read(second, reader(cast.public))


def test_a_version_put_in_after_publication_waits_and_then_takes_the_place_of_the_one_before(
    cast, meeting, item, reader
) -> None:
    paper = put_in(item, by=cast.secretary)
    meeting = make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)
    first = paper.versions.get()
    second = renew(paper, by=cast.secretary, at=LATE, late_because="A figure was wrong.")
    waiting = [may_read(version, reader(cast.public)) for version in (first, second)]

    out = publish_papers(meeting, by=cast.secretary)

    assert (out, waiting) == ([paper], [True, False])
    assert [may_read(version, reader(cast.public)) for version in (first, second)] == [False, True]
    assert publish_papers(meeting, by=cast.secretary) == []


def test_minutes_that_come_out_leave_replaced_versions_and_waiting_papers_where_they_are(
    cast, meeting, item, reader
) -> None:
    paper = put_in(item, by=cast.secretary)
    first, second = paper.versions.get(), renew(paper, by=cast.secretary)
    meeting = make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)
    waiting = put_in(item, by=cast.secretary)
    factories.entry(item, by=cast.secretary)

    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)

    everybody = reader(cast.public)
    assert may_read(second, everybody)
    assert [may_read(record, everybody) for record in (first, waiting, waiting.versions.get())] == [False] * 3


def test_loaded_minutes_come_out_with_the_latest_version_alone(cast, reader) -> None:
    loaded = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(loaded, by=cast.secretary)
    factories.entry(item, by=cast.secretary)
    paper = put_in(item, by=cast.secretary)
    first, second = paper.versions.get(), renew(paper, by=cast.secretary)
    final = factories.bring_to(loaded, Status.CIRCULATED, by=cast.secretary)
    type(final).objects.filter(pk=final.pk).update(status=Status.FINAL)

    make_move(final, "publish", by=cast.secretary, on=DAY)

    assert [may_read(version, reader(cast.public)) for version in (first, second)] == [False, True]


def test_mtg_7_a_paper_with_findings_comes_out_when_a_person_has_accepted_them(cast, meeting, item) -> None:
    version = put_in(item, by=cast.secretary, inspected=FOUND).versions.get()
    assert version.found == ["1 tracked change.", "It calls itself Green, and its record is White."]
    with pytest.raises(Refused, match="comes out when a person has accepted"):
        make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)

    accept_findings(version, by=cast.secretary, at=LATE, because="The author agrees.")
    make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)

    version.refresh_from_db()
    assert (version.accepted_by, version.accepted_at, version.accepted_because, version.stage) == (
        *(cast.secretary, LATE, "The author agrees."),
        Stage.PUBLISHED,
    )
    assert version.history.filter(history_user=cast.secretary, accepted_because="The author agrees.").exists()


def test_what_is_accepted_is_what_was_found_under_that_classification(cast, item) -> None:
    paper = put_in(item, by=cast.secretary, inspected=FOUND)
    accept_findings(paper.versions.get(), by=cast.secretary, at=LATE, because="It is so.")

    amend_paper(paper, by=cast.secretary, classification=AMBER)

    version = paper.versions.get()
    assert (version.level, version.not_accepted) == (AMBER, ["It calls itself Green, and its record is Amber."])


def test_a_file_that_calls_itself_what_its_record_is_has_nothing_to_accept(cast, item) -> None:
    version = put_in(item, by=cast.secretary, inspected=Inspected([], ["White"])).versions.get()

    assert version.found == []
    with pytest.raises(Refused, match="Nothing waits to be accepted"):
        accept_findings(version, by=cast.secretary, at=LATE, because="Why not.")


def test_accepting_takes_a_reason(cast, item) -> None:
    version = put_in(item, by=cast.secretary, inspected=FOUND).versions.get()

    with pytest.raises(Refused, match="takes a reason"):
        accept_findings(version, by=cast.secretary, at=LATE, because=" ")


def test_a_late_paper_with_findings_waits_for_acceptance_too(cast, meeting, item) -> None:
    meeting = make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)
    put_in(item, by=cast.secretary, inspected=FOUND)

    with pytest.raises(Refused, match="comes out when a person has accepted"):
        publish_papers(meeting, by=cast.secretary)


def test_the_versions_follow_a_papers_classification_and_one_that_is_out_is_not_lowered(cast, meeting, item) -> None:
    paper = put_in(item, by=cast.secretary, classification=GREEN)
    amend_paper(paper, by=cast.secretary, classification=AMBER)
    make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)

    assert paper.versions.get().level == AMBER
    with pytest.raises(Refused, match="can be raised here, not lowered"):
        amend_paper(paper, by=cast.secretary, classification=WHITE)
    assert amend_paper(paper, by=cast.secretary, title="Another", classification=RED).title == "Another"
