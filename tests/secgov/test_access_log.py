"""The access log: what was read above White is on it once, what was White is not, and nothing on it is ever changed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.lifecycle import Status
from secgov.access_log import note
from secgov.classification import Classification
from secgov.models import AccessLogEntry, Logged
from tests import factories
from tests.house.test_access import Place, address, place, rows

PLANTED = "Umbrellabird"
# Signing out, and the page that shows every component.
UNCLASSIFIED = ("logout", "secgov:style")


@pytest.fixture
def places(cast) -> dict[str, Place]:
    """The three meetings of the table of addresses; the word stands in what is Amber of a White one too."""
    return {which: place(cast, which, number) for number, which in enumerate(("draft", "white", "amber"), start=33)}


@pytest.fixture
def amber_in_white(cast) -> Any:
    """A White meeting that is out, with one Amber item; the word stands in its title and in what was minuted."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=40)
    white = factories.item(meeting, by=cast.secretary, title="Open matters")
    factories.entry(white, by=cast.secretary, classification=Classification.WHITE)
    amber = {"by": cast.secretary, "classification": Classification.AMBER}
    item = factories.item(meeting, title=f"The {PLANTED} matter", **amber)
    factories.entry(item, body=f"<p>The {PLANTED} was seen.</p>", **amber)
    factories.action(item, **amber)
    return factories.bring_to(meeting, Status.FINAL, by=cast.secretary)


def entries() -> list[AccessLogEntry]:
    return list(AccessLogEntry.objects.order_by("pk"))


def reads() -> list[AccessLogEntry]:
    """Without what making the places left: an export of the record is on the log too."""
    return [entry for entry in entries() if entry.kind == Logged.READ]


def get(browser: Any, url: str) -> Any:
    response = browser.get(url)
    if response.streaming:
        response.text_of_it = b"".join(response.streaming_content)
    else:
        response.text_of_it = response.content
    return response


def test_every_answer_above_white_is_on_the_log_once(cast, places, amber_in_white, signed_in, settings) -> None:
    """Every route of the table, walked by those who read above White: an answer whose band is above White, or that
    holds the planted word, leaves one entry at least as high; an answer that shows nothing leaves none."""
    settings.PDF_WAIT_SECONDS = 0
    wrong, logged = [], 0
    for who in ("member", "records", "secretary"):
        browser = signed_in(cast.people[who])
        for route, which, method, _ in rows():
            if method != "GET" or route.startswith("admin") or route in UNCLASSIFIED:
                continue
            url = address(route, which, places)
            before = AccessLogEntry.objects.count()
            response = get(browser, url)
            made = entries()[before:]
            if route == "secgov:answers":
                continue
            level = _level_of(response)
            needed = response.status_code == 200 and (level > 1 or PLANTED.encode() in response.text_of_it)
            if needed and (len(made) != 1 or made[0].classification < level or made[0].by != cast.people[who]):
                wrong.append(f"{who} {route} {which}: shows {level}, logged {made}")
            if response.status_code != 200 and made:
                wrong.append(f"{who} {route} {which}: {response.status_code} and logged {made}")
            logged += len(made)
    assert wrong == []
    assert logged >= 50


def _level_of(response: Any) -> int:
    """The classification that the page's band says."""
    found = re.search(rb'class="band band-(\w+)"', response.text_of_it)
    return Classification.named(found[1].decode()).value if found else 0


def test_amber_in_a_white_meeting_is_logged_with_what_the_page_is_about(cast, amber_in_white, signed_in) -> None:
    response = signed_in(cast.member).get(amber_in_white.get_absolute_url())

    (entry,) = reads()
    assert PLANTED.encode() in response.content
    assert (entry.kind, entry.by, entry.target) == (Logged.READ, cast.member, amber_in_white.uid)
    assert (entry.classification, entry.version, entry.facts["how"]) == (Classification.AMBER, 2, "page")
    assert entry.facts["own"] == Classification.WHITE


def test_a_white_page_leaves_nothing_and_costs_no_query(cast, amber_in_white, signed_in) -> None:
    browser = signed_in(cast.party)
    with CaptureQueriesContext(connection) as asked:
        response = browser.get(amber_in_white.get_absolute_url())

    assert PLANTED.encode() not in response.content
    assert reads() == []
    assert [each["sql"] for each in asked if "accesslogentry" in each["sql"]] == []


def test_a_page_above_white_costs_one_query_more(cast, amber_in_white, signed_in) -> None:
    browser = signed_in(cast.member)
    with CaptureQueriesContext(connection) as asked:
        browser.get(amber_in_white.get_absolute_url())

    assert len([each["sql"] for each in asked if "accesslogentry" in each["sql"]]) == 1


def exports(url: str) -> Iterator[str]:
    yield from (url, f"{url}?format=csv", f"{url}?format=xlsx")


def test_lists_and_their_exports_name_the_rows_above_white(cast, places, amber_in_white, signed_in) -> None:
    browser = signed_in(cast.member)
    for url in exports("/actions/"):
        get(browser, url)

    made = reads()
    assert [entry.facts["how"] for entry in made] == ["list"] * 3
    amber = {places["amber"].action.uid}
    assert [amber <= set(entry.within) for entry in made] == [True] * 3
    assert {entry.classification for entry in made} == {Classification.AMBER}
    assert all(places["white"].action.uid not in entry.within for entry in made)


def test_a_search_is_logged_as_one(cast, places, signed_in) -> None:
    get(signed_in(cast.member), "/search/?q=TABASC")

    (entry,) = reads()
    assert (entry.facts["how"], entry.classification) == ("search", Classification.AMBER)


def test_a_file_above_white_is_logged_with_its_version(cast, places, signed_in) -> None:
    paper = places["amber"].paper
    get(signed_in(cast.member), reverse("meetings:paper", args=[paper.uid]))

    (entry,) = reads()
    assert (entry.target, entry.version, entry.facts["how"]) == (paper.uid, 1, "file")


def test_what_cannot_be_logged_is_not_given_out(cast, amber_in_white, signed_in, monkeypatch) -> None:
    def broken(*args: Any, **facts: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr("secgov.showing.note", broken)
    with pytest.raises(OSError, match="no room"):
        signed_in(cast.member).get(amber_in_white.get_absolute_url())


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["secgov_accesslogentry", "secgov_classificationchange"])
def test_the_log_is_only_added_to(cast, statement: str, table: str) -> None:
    note(Logged.EXPORTED, at=timezone.now(), by=cast.records, reason="An audit.")
    with pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))

    assert [entry.reason for entry in entries()] == ["An audit."]


def test_by_the_orm_too(cast) -> None:
    entry = note(Logged.EXPORTED, at=timezone.now(), by=cast.records, reason="An audit.")
    entry.reason = "Nothing."
    for act in (entry.save, entry.delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()
