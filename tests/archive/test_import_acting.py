"""What one's own act on an import leads to: a page, with what was typed and a sentence, and never nothing."""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import Status
from archive.models import Import
from archive.operations import (
    begin_reading,
    confirm_import,
    discard_import,
    keep_reading,
    read_again,
    receive_several,
)
from secgov.access import reader_for
from secgov.classification import Classification
from secgov.history import save
from tests import factories
from tests.archive.imports import found, posted, read, received


def test_a_secretary_keeps_what_somebody_else_uploaded_when_it_is_read_again(cast, signed_in) -> None:
    record = read(cast.secretary_elsewhere, classification="red")
    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    browser.post(reverse("archive:discard", args=[record.uid]), {"reason": "A duplicate."})

    response = browser.post(reverse("archive:again", args=[record.uid]), follow=True)

    assert (response.status_code, response.redirect_chain) == (200, [(address, 302)])
    record.refresh_from_db()
    assert (record.status, record.committee, record.classification) == ("waiting", cast.tabasc, Classification.RED)
    assert signed_in(cast.secretary_elsewhere).get(address).status_code == 404


@pytest.mark.parametrize("typed", ["", "XYZ"])
def test_a_file_stays_with_its_committee_until_another_known_one_is_named(typed, cast, signed_in) -> None:
    record = read(cast.secretary_elsewhere)
    browser, address = signed_in(cast.secretary), record.get_absolute_url()

    response = browser.post(address, posted(browser.get(address), committee=typed), follow=True)

    assert response.status_code == 200
    record.refresh_from_db()
    assert (record.committee, record.is_ready, record.state_words) == (cast.tabasc, False, "Doubtful")
    refused = browser.post(reverse("archive:confirm", args=[record.uid]))
    said = "The committee XYZ is not known." if typed else "Which committee met is not known."
    assert (refused.status_code, refused.context["refusals"][0].startswith(said)) == (422, True)


def test_whoever_names_another_committee_is_told_where_the_file_went(cast, signed_in) -> None:
    record = read(cast.secretary_elsewhere)
    browser, address = signed_in(cast.secretary), record.get_absolute_url()

    response = browser.post(address, posted(browser.get(address), committee="CSC"), follow=True)

    assert response.redirect_chain == [("/imports/", 302)]
    assert "“minutes.txt” is with the secretaries of CSC now, and only with them." in response.content.decode()


def test_the_way_back_to_an_upload_is_shown_to_whoever_may_read_it(cast, signed_in) -> None:
    shown = []
    for by in (cast.secretary, cast.secretary_elsewhere):
        asked = {"at": timezone.now(), "reader": reader_for(by, on=timezone.localdate())}
        batch, records = receive_several(files=[("a.txt", by.email.encode())], name="a.zip", by=by, **asked)
        record = keep_reading(begin_reading(records[0].pk, at=timezone.now()), found(), at=timezone.now())
        page = signed_in(cast.secretary).get(record.get_absolute_url())
        shown.append((page.status_code, f'href="{batch.get_absolute_url()}"' in page.content.decode()))

    assert shown == [(200, True), (200, False)]


@pytest.mark.parametrize("meanwhile", ["discarded", "waiting", "stored"])
def test_what_was_typed_into_a_reading_that_ended_meanwhile_is_not_lost(meanwhile, cast, signed_in) -> None:
    record = read(cast.secretary)
    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    form = posted(browser.get(address), venue="A hall", **{"attendance-0.name": "Somebody"})
    if meanwhile == "stored":
        confirm_import(record, by=cast.secretary, reader=reader_for(cast.secretary, on=timezone.localdate()))
    else:
        record = discard_import(record, by=cast.secretary, reason="A duplicate.")
    if meanwhile == "waiting":
        read_again(record, by=cast.secretary)

    response = browser.post(address, form)

    page = response.content.decode()
    assert (response.status_code, response.context["refused"]) == (
        409,
        f"This reading cannot be amended any more: it is {meanwhile}. What you typed still stands below, but is not "
        "kept.",
    )
    assert "This is not yours to do" not in page
    assert {name: value for name, value in posted(response).items() if name not in ("doubt", "version")} == {
        name: value for name, value in form.items() if name not in ("doubt", "version")
    }


def test_reading_again_what_is_not_over_is_refused_on_its_own_page(cast, signed_in) -> None:
    browser = signed_in(cast.secretary)
    answers = [
        browser.post(reverse("archive:again", args=[record.uid]))
        for record in (read(cast.secretary, "one"), received(cast.secretary, "two"))
    ]

    assert [(each.status_code, each.context["refused"]) for each in answers] == [
        (409, "“Read it again” is not possible while this is read."),
        (409, "“Read it again” is not possible while this is waiting."),
    ]


def test_what_is_called_ready_is_the_same_on_a_page_and_in_a_question(cast) -> None:
    record = read(cast.secretary)
    told, asked = {}, {}
    for facts in product(Status.values, (0, 1), (True, False), (True, False)):
        record.status, record.open_doubts, record.meeting_is_known, record.day_is_settled = facts
        record.meeting = factories.meeting(cast.tabasc, number=33, by=cast.secretary) if not told else record.meeting
        save(record, by=cast.secretary)
        told[facts] = record.is_ready
        asked[facts] = Import.objects.filter(pk=record.pk).ready().exists()

    assert told == asked
    assert [facts for facts, is_ready in told.items() if is_ready] == [(Status.READ, 0, True, True)]
