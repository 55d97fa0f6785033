"""Who gets what at every address: one table, route × cast → status. A route that is missing from it fails."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from actions.models import Action
from archive.models import Batch, Export, Import
from archive.operations import receive_several
from archive.operations.exporting import ask_for_export
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, Correction, Meeting, MinuteEntry, Outcome, Paper, PaperVersion
from meetings.operations import note_correction
from secgov.access import reader_for
from secgov.classification import Classification, Stage
from secgov.models import HeldDocument, IssuedDocument, touching
from secgov.storage import store
from tests import factories
from tests.cast import Cast
from tests.house import access_documents, access_table, accounts_table
from tests.house.access_table import COLUMNS

TABLE = access_table.ROWS + access_documents.ROWS.lstrip() + accounts_table.TABLE
# The administration pages are Django's own: who is let in at all stands in the table.
OTHERS_OWN = ("admin:",)
OF_NO_MEETING = ("logout", "account_logout", "secgov:end_other_sessions", "secgov:stop_viewing")
STEPS = {"draft": Status.DRAFT, "white": Status.FINAL, "amber": Status.FINAL}


@dataclass
class Place:
    """One meeting and one record of each kind in it."""

    meeting: Meeting
    item: AgendaItem
    entry: MinuteEntry
    outcome: Outcome
    action: Action
    paper: Paper
    attendance: Attendance
    modification: str
    batch: Batch
    imported: Import
    correction: Correction | None
    export: Export
    document: IssuedDocument | None
    held: HeldDocument | None


def rows() -> list[tuple[str, str, str, list[int]]]:
    """Each row of the table: route, which meeting, method, and a status for each of the cast."""
    listed = []
    for line in TABLE.strip().splitlines()[1:]:
        words = line.split()
        at = next(n for n, word in enumerate(words) if word in ("GET", "POST"))
        statuses = [int(word) for word in words[at + 1 :]]
        listed.append(
            (words[0], "".join(words[1:at]), words[at], statuses * (1 if len(statuses) > 1 else len(COLUMNS)))
        )
    return listed


def routes() -> Iterator[str]:
    """The name of every route there is."""

    def walk(patterns: list[Any], space: str) -> Iterator[str]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
            else:
                yield f"{space}{pattern.name}"

    return walk(get_resolver().url_patterns, "")


def place(cast: Cast, which: str, number: int) -> Place:
    level = Classification.AMBER if which == "amber" else Classification.WHITE
    by, facts = cast.secretary, {"by": cast.secretary, "classification": level}
    meeting = factories.meeting(cast.tabasc, number=number, **facts)
    item = factories.item(meeting, **facts)
    entry = factories.entry(item, **facts)
    decided = factories.outcome(item, body="<p>The TABASC AGREED it, subject to a review.</p>", **facts)
    attendance = factories.attendance(meeting, name=f"Somebody at {number}", **facts)
    action = factories.action(item, **facts)
    file = store(content=b"%PDF-1.7 words", name="paper.pdf", media_type="application/pdf")
    paper = factories.paper(item, file=file, **facts)
    ref = f"DP{number:03}"
    factories.matrix(item, [{"ref": ref, "title": "A change", "interest": "High"}], **facts)
    said = None
    if STEPS[which] == Status.FINAL:
        # The member's own correction, which the secretaries alone may settle.
        meeting = factories.bring_to(meeting, Status.CIRCULATED, by=by)
        said = factories.correction(meeting, entry, by=cast.member, after="The register was read.")
        said = note_correction(said, by=by, at=timezone.now())
        Correction.objects.filter(pk=said.pk).update(stage=Stage.SECRETARIAT)
    meeting = factories.bring_to(meeting, STEPS[which], by=by)
    upload = {"by": by, "at": timezone.now(), "reader": reader_for(by, on=timezone.localdate())}
    batch, imported = receive_several(files=[("a.txt", which.encode())], name="a.zip", **upload)
    if which != "draft":
        for model in (Paper, PaperVersion):
            model.objects.filter(touching([paper.uid])).update(stage=meeting.stage)
    asked = {"kinds": ["minutes"], "up_to": level, "reason": "An audit.", "by": cast.records, "at": timezone.now()}
    export = ask_for_export(**asked)
    issued, held = access_documents.issued(meeting, level, file) if STEPS[which] == Status.FINAL else (None, None)
    decision = decided.outcomes.get()
    facts_of_it = (meeting, item, entry, decision, action, paper, attendance, ref, batch, imported[0], said)
    return Place(*facts_of_it, export, issued, held)


@pytest.fixture
def places(cast) -> dict[str, Place]:
    return {which: place(cast, which, number) for number, which in enumerate(STEPS, start=33)}


ARGUMENTS: dict[str, Callable[[Place], list[Any]]] = {
    **accounts_table.ARGUMENTS,
    **access_documents.ARGUMENTS,
    "secgov:committee": lambda at: [at.meeting.committee.abbreviation],
    "secgov:amend_committee": lambda at: [at.meeting.committee.abbreviation],
    "meetings:paper": lambda at: [at.paper.uid],
    "meetings:move": lambda at: [at.meeting.ref, "circulate"],
    "meetings:amend_item": lambda at: [at.meeting.ref, at.item.uid],
    "meetings:move_item": lambda at: [at.meeting.ref, at.item.uid, "up"],
    "meetings:remove_item": lambda at: [at.meeting.ref, at.item.uid],
    "meetings:attach_paper": lambda at: [at.meeting.ref, at.item.uid],
    "meetings:place_item": lambda at: [at.meeting.ref, at.item.uid],
    "meetings:stand_item": lambda at: [at.meeting.ref, at.item.uid],
    "meetings:paper_version": lambda at: [at.paper.versions.get().uid],
    "meetings:paper_record": lambda at: [at.meeting.ref, at.paper.uid],
    "meetings:amend_paper": lambda at: [at.meeting.ref, at.paper.uid],
    "meetings:add_paper_version": lambda at: [at.meeting.ref, at.paper.uid],
    "meetings:withhold_title": lambda at: [at.meeting.ref, at.paper.uid],
    "meetings:withhold_file_name": lambda at: [at.meeting.ref, at.paper.uid, 1],
    "meetings:accept_findings": lambda at: [at.meeting.ref, at.paper.uid],
    "meetings:add_entry": lambda at: [at.meeting.ref, at.item.uid, "discussion"],
    "meetings:amend_entry": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:move_entry": lambda at: [at.meeting.ref, at.entry.uid, "down"],
    "meetings:remove_entry": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:look": lambda at: [at.meeting.ref],
    "meetings:head": lambda at: [at.meeting.ref],
    "meetings:entries": lambda at: [at.meeting.ref],
    "meetings:keep": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:take_out": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:put_back": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:versions": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:condition_met": lambda at: [at.meeting.ref, at.outcome.uid],
    "meetings:amend_attendance": lambda at: [at.meeting.ref, at.attendance.uid],
    "meetings:beside": lambda at: [at.meeting.ref, at.item.uid],
    "meetings:remove_attendance": lambda at: [at.meeting.ref, at.attendance.uid],
    "meetings:add_correction": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:answer_correction": lambda at: [at.meeting.ref, at.correction.uid, "accept"],
    "meetings:add_note": lambda at: [at.meeting.ref, at.entry.uid],
    "secgov:record": lambda at: [at.entry.uid],
    "secgov:change_classification": lambda at: [at.entry.uid],
    "secgov:answer_classification": lambda at: [at.entry.uid, "agree"],
    "secgov:name_person": lambda at: [at.entry.uid],
    "secgov:unname_person": lambda at: [at.entry.uid, 0],
    "meetings:confirm": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:confirm_white": lambda at: [at.meeting.ref, at.entry.uid],
    "meetings:end_share": lambda at: [at.meeting.ref, 0],
    "secgov:red": lambda at: [at.meeting.uid],
    "secgov:acronyms": lambda at: [at.meeting.committee.abbreviation],
    "secgov:remove_acronym": lambda at: [at.meeting.committee.abbreviation, 0],
    "actions:release": lambda at: [at.action.ref],
    "actions:detail": lambda at: [at.action.ref],
    "actions:amend": lambda at: [at.action.ref],
    "actions:raise": lambda at: [at.item.uid],
    "actions:review": lambda at: [at.item.uid],
    "modifications:detail": lambda at: [at.modification],
    "exports:detail": lambda at: [at.export.uid],
    "exports:again": lambda at: [at.export.uid],
    "exports:download": lambda at: [at.export.uid],
    "archive:batch": lambda at: [at.batch.uid],
    "archive:confirm_batch": lambda at: [at.batch.uid],
    "archive:detail": lambda at: [at.imported.uid],
    "archive:file": lambda at: [at.imported.uid],
    "archive:confirm": lambda at: [at.imported.uid],
    "archive:discard": lambda at: [at.imported.uid],
    "archive:again": lambda at: [at.imported.uid],
}


def address(route: str, which: str, places: dict[str, Place]) -> str:
    at = places[which or "white"]
    arguments = ARGUMENTS[route](at) if route in ARGUMENTS else [at.meeting.ref] if which else []
    # Without a word an edition is the White one, which Amber minutes have not.
    return reverse(route, args=arguments) + ("?edition=amber" if (route, which) == ("meetings:pdf", "amber") else "")


def knock(browser: Client, method: str, url: str) -> int:
    response = getattr(browser, method.lower())(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def test_everybody_gets_what_the_table_says(cast, places, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    browsers = {who: signed_in(cast.people[who]) for who in COLUMNS}
    told, expected = {}, {}
    # Whoever signs out comes last.
    for route, which, method, statuses in sorted(rows(), key=lambda row: row[0].endswith("logout")):
        url = address(route, which, places)
        name = f"{method} {route} {which}".strip()
        told[name] = {who: knock(browsers[who], method, url) for who in COLUMNS}
        expected[name] = dict(zip(COLUMNS, statuses, strict=True))

    wrong = {name: found for name, found in told.items() if found != expected[name]}
    assert wrong == {name: expected[name] for name in wrong}


def test_every_route_stands_in_the_table() -> None:
    told = {route for route, *_ in rows()}
    there = {name for name in routes() if not name.startswith(OTHERS_OWN)}

    assert there - told == set()
    assert {name for name in told - there if not name.startswith(OTHERS_OWN)} == set()


def test_hidden_missing_and_signed_out_addresses_give_one_page(cast, places, signed_in) -> None:
    hidden = places["amber"]
    addresses = [
        (cast.public, hidden.meeting.get_absolute_url()),
        (cast.public, "/meetings/TABASC_99/"),
        (cast.public, reverse("actions:detail", args=["TABASC99/01"])),
        (cast.public, reverse("meetings:edit", args=[places["white"].meeting.ref])),
        (cast.public, "/no-such-page/"),
    ]

    pages = set()
    for user, url in addresses:
        response = signed_in(user).get(url)
        assert response.status_code == 404
        main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
        pages.add(main[0].replace(quote(url, safe=""), "HERE"))

    assert len(pages) == 1
    assert "HERE" in pages.pop()


@pytest.mark.parametrize(
    "route",
    [
        "secgov:stop_viewing",
        *("secgov:send_again", "secgov:revoke_invitation", "secgov:open_account", "secgov:end_membership"),
        *("secgov:end_other_sessions", "secgov:end_session", "account_logout"),
        *("meetings:move_item", "meetings:move_entry", "meetings:publish_papers", "logout"),
        *("meetings:add_line", "meetings:place_item", "meetings:stand_item", "meetings:accept_findings"),
        *("meetings:dismiss_remark", "meetings:bring_back_remark", "meetings:confirm", "meetings:confirm_white"),
        *("meetings:confirm_all", "meetings:end_share", "meetings:no_comments", "actions:renumber"),
        "exports:again",
        *("meetings:keep", "meetings:look", "meetings:head", "meetings:take_out", "meetings:put_back"),
    ],
)
def test_what_changes_something_is_not_done_by_following_a_link(route, cast, places, signed_in) -> None:
    url = address(route, "" if route in OF_NO_MEETING else "draft", places)

    assert signed_in(cast.secretary).get(url).status_code == 405
