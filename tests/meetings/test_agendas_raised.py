"""What was on an issued agenda and is raised afterwards stands in no issued agenda below its classification."""

from datetime import UTC, date, datetime

import pytest

from meetings.lifecycle import Status
from meetings.models import MinutesVersion, Printed
from meetings.operations import make_move
from meetings.operations.withholding import withhold_name
from meetings.tasks import issue_editions
from secgov.classification import Classification
from secgov.models import Authority, IssuedDocument, IssuedKind
from secgov.operations import reclassify
from secgov.storage import store
from tests import factories

WHITE, AMBER = Classification.WHITE, Classification.AMBER
AT = datetime(2019, 8, 16, 12, 0, tzinfo=UTC)
WHY = {"reason": "It names a site.", "authority": Authority.PANEL}


@pytest.fixture
def issued(cast):
    """A paper on an agenda that has been issued."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=None, status=Status.PLANNED)
    file = store(content=b"%PDF-1.7 words", name="plan.pdf", media_type="application/pdf")
    paper = factories.paper(factories.item(meeting, by=cast.secretary), by=cast.secretary, title="The site", file=file)
    make_move(meeting, "publish-agenda", by=cast.secretary, on=date(2019, 8, 16))
    issue_editions(MinutesVersion.objects.get(meeting=meeting, kind=Printed.AGENDA).pk)
    return paper


def withdrawn(paper) -> set[int]:
    agendas = IssuedDocument.objects.filter(target=paper.meeting.uid, kind=IssuedKind.AGENDA)
    assert agendas.exists()
    return set(agendas.filter(withdrawn_at__isnull=False).values_list("classification", flat=True))


def test_an_agenda_with_a_title_that_is_withheld_is_withdrawn(cast, issued) -> None:
    withhold_name(issued, to=AMBER, by=cast.secretary, at=AT, **WHY)

    assert withdrawn(issued) == {WHITE}


def test_an_agenda_with_an_item_that_is_raised_is_withdrawn(cast, issued) -> None:
    reclassify(issued.item, to=AMBER, by=cast.secretary, at=AT, **WHY)

    assert withdrawn(issued) == {WHITE}
