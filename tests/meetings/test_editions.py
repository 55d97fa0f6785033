"""An edition never shows more than its classification, nor a page more than its reader may read: a meeting with a
word of its own in every place, under random classifications, at every stage."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pdfplumber
import pikepdf
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from meetings.composition import latest_version
from meetings.documents import editions
from meetings.lifecycle import Status
from meetings.models import EntryKind, Meeting
from meetings.operations import make_move
from secgov.access import Purpose, System
from secgov.classification import Classification, Stage
from secgov.models import User
from secgov.tagcheck import check
from tests import factories
from tests.cast import Cast

WHITE, GREEN, AMBER, RED = Classification
EDITIONS = (WHITE, GREEN, AMBER)
# Every place of a meeting that is classified for itself, with the words that stand in it. A word in a footnote is
# its entry's, an owner its action's, a condition its outcome's.
PLACES: dict[str, tuple[str, ...]] = {
    "title": ("zqtitle",),
    "contents": ("zqsecond",),
    "heading": ("zqheading",),
    "discussion": ("zqdiscussion", "zqfootnote"),
    "outcome": ("zqoutcome", "zqcondition"),
    "note": ("zqpostnote",),
    "private": ("zqprivate",),
    "raised": ("zqraised", "zqowner"),
    "reviewed": ("zqreviewed", "zqupdate"),
    "matrix": ("zqproposal", "zqconcern"),
    "attendance": ("zqattendee", "zqbody"),
    "remark": ("zqremark",),
    "paper": ("zqpaper",),
}
PLACE_OF = {word: place for place, words in PLACES.items() for word in words}
WORD = re.compile("|".join(PLACE_OF))
# Said on screen, but on paper only in the words of the minutes.
ON_SCREEN_ONLY = {"zqowner", "zqpaper"}
CLASSIFIED = st.fixed_dictionaries({place: st.sampled_from(list(Classification)) for place in PLACES})
# What each of the cast reads once it is published, and from which stage on what else: by membership or role.
READS: dict[str, tuple[Classification, Classification, Stage | None]] = {
    "public": (WHITE, WHITE, None),
    "party": (GREEN, GREEN, None),
    "member": (GREEN, AMBER, Stage.COMMITTEE),
    "alternate": (GREEN, AMBER, Stage.COMMITTEE),
    "chair": (GREEN, AMBER, Stage.COMMITTEE),
    "standing_attendee": (GREEN, AMBER, Stage.COMMITTEE),
    "cleared_too_low": (GREEN, GREEN, None),
    "former_member": (GREEN, GREEN, None),
    "member_elsewhere": (GREEN, GREEN, None),
    "secretary": (GREEN, RED, Stage.SECRETARIAT),
    "secretary_elsewhere": (GREEN, GREEN, None),
    "records": (GREEN, AMBER, Stage.COMMITTEE),
    "admin": (GREEN, GREEN, None),
    "invited": (GREEN, GREEN, None),
    "recused": (GREEN, AMBER, Stage.COMMITTEE),
    "named": (GREEN, GREEN, None),
    "shown": (GREEN, GREEN, None),
}
# One for each way of reading; the whole cast is asked in one example.
SOME = ("public", "party", "member", "records", "secretary")
STAGE_OF = {Status.DRAFT: Stage.SECRETARIAT, Status.CIRCULATED: Stage.COMMITTEE, Status.FINAL: Stage.PUBLISHED}

Levels = dict[str, Classification]


def minuted(cast: Cast, levels: Levels, *, with_agenda: bool) -> Meeting:
    """A White meeting in draft with a word in every place, each place under its own classification."""
    by = cast.secretary
    meeting = factories.meeting(cast.tabasc, by=by, status=Status.PLANNED)
    first = factories.item(meeting, by=by, title="Item zqtitle", classification=levels["title"])
    second = factories.item(meeting, by=by, title="Item zqsecond", classification=levels["contents"])
    factories.heading(first, by=by, title="About zqheading", classification=levels["heading"])
    factories.paper(first, by=by, title="Paper zqpaper", classification=levels["paper"])
    if with_agenda:
        make_move(meeting, "publish-agenda", by=by, on=factories.meetings.DAY)
        make_move(meeting, "open", by=by, on=factories.meetings.DAY)
    meeting = factories.bring_to(meeting, Status.DRAFT, by=by)
    _minute(first, levels, by=by)
    _minute_records(second, levels, by=by)
    factories.attendance(
        meeting,
        by=by,
        name="A zqattendee",
        represents="The zqbody",
        classification=levels["attendance"],
        note="Left early, zqremark",
        note_classification=levels["remark"],
    )
    return meeting


def _minute(item: Any, levels: Levels, *, by: User) -> None:
    mark = uuid4()
    factories.entry(
        item,
        by=by,
        body=f'<p>They spoke of zqdiscussion.<sup data-footnote="{mark}"></sup></p>',
        footnotes={mark: "Said zqfootnote."},
        classification=levels["discussion"],
    )
    for kind, word in ((EntryKind.PRIVATE, "zqprivate"), (EntryKind.NOTE, "zqpostnote")):
        level = levels["private" if kind == EntryKind.PRIVATE else "note"]
        factories.entry(item, by=by, kind=kind, body=f"<p>A note, {word}.</p>", classification=level)
    factories.outcome(
        item,
        by=by,
        body="<p>The TABASC AGREED the zqoutcome, subject to the zqcondition.</p>",
        classification=levels["outcome"],
    )


def _minute_records(item: Any, levels: Levels, *, by: User) -> None:
    factories.action(
        item, by=by, body="<p>Bring back zqraised.</p>", owner="The zqowner", classification=levels["raised"]
    )
    factories.review(
        item,
        "TABASC20/01",
        by=by,
        action_text="Look into zqreviewed.",
        body="<p>It goes on, zqupdate.</p>",
        classification=levels["reviewed"],
    )
    row = {"ref": "DP096", "title": "The zqproposal", "notes": "<p>Much zqconcern.</p>", "interest": "High"}
    factories.matrix(item, [row], by=by, classification=levels["matrix"])


def effective(levels: Levels) -> Levels:
    """As recorded: a remark on somebody is never more open than that they were there."""
    return levels | {"remark": max(levels["remark"], levels["attendance"])}


def readable(who: str, levels: Levels, stage: Stage, *, with_agenda: bool) -> set[str]:
    """The words that one of the cast may read at a stage of the minutes, from the rules alone."""
    open_level, own_level, since = READS[who]
    words = set()
    for place, level in effective(levels).items():
        its = stage
        if place in ("title", "contents", "heading", "paper") and with_agenda:
            its = Stage.PUBLISHED
        elif place == "paper":
            its = Stage.SECRETARIAT
        is_open = its == Stage.PUBLISHED and level <= open_level
        is_own = since is not None and its >= since and level <= own_level
        if place != "private" and (is_open or is_own):
            words.update(PLACES[place])
    return words


def printed(levels: Levels, edition: Classification) -> set[str]:
    """The words that an edition prints at any stage, from the rules alone."""
    wanted = {place for place, level in effective(levels).items() if level <= edition and place != "private"}
    return {word for word, place in PLACE_OF.items() if place in wanted} - ON_SCREEN_ONLY


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))


@contextmanager
def undone() -> Iterator[None]:
    """What one example does to the database is undone after it."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def at_every_stage(cast: Cast, levels: Levels, *, with_agenda: bool) -> Iterator[tuple[Meeting, Stage, Any]]:
    """The meeting before circulation, circulated and final, with the version that prints then."""
    meeting = minuted(cast, levels, with_agenda=with_agenda)
    for status, stage in STAGE_OF.items():
        meeting = factories.bring_to(meeting, status, by=cast.secretary)
        version = None if status == Status.DRAFT else latest_version(meeting, System(Purpose.PRINTING))
        yield meeting, stage, version


def numbers_of(document: Any) -> list[str]:
    return [section.number for section in document.sections]


@settings(max_examples=10)
@given(levels=CLASSIFIED, with_agenda=st.booleans())
def test_an_edition_holds_what_its_classification_admits_and_nothing_above(cast, levels, with_agenda) -> None:
    with undone():
        for meeting, _, version in at_every_stage(cast, levels, with_agenda=with_agenda):
            for edition in EDITIONS:
                html = editions.minutes_html(meeting, edition, version)
                document = editions.document_for(meeting, edition, version)

                assert words_in(html) == printed(levels, edition)
                assert numbers_of(document) == ["1", "", "2"]


@settings(max_examples=8)
@given(levels=CLASSIFIED, with_agenda=st.booleans())
def test_a_page_holds_what_its_reader_may_read_and_nothing_above(cast, signed_in, levels, with_agenda) -> None:
    browsers = {who: signed_in(cast.people[who]) for who in SOME}
    with undone():
        for meeting, stage, _ in at_every_stage(cast, levels, with_agenda=with_agenda):
            shown = {who: words_in(page(browser, meeting.ref)) for who, browser in browsers.items()}

            assert shown == {who: readable(who, levels, stage, with_agenda=with_agenda) for who in SOME}


def page(browser: Client, ref: str) -> str:
    return browser.get(f"/meetings/{ref}/").content.decode()


@settings(max_examples=8)
@given(levels=CLASSIFIED, with_agenda=st.booleans())
def test_a_pdf_is_opened_only_by_who_may_read_all_of_it(cast, reader, levels, with_agenda) -> None:
    with undone():
        for meeting, stage, version in at_every_stage(cast, levels, with_agenda=with_agenda):
            for who in SOME:
                if version is None and who != "secretary":
                    continue  # Only who writes the minutes has a PDF of them before they are circulated.
                given_out = editions.best_edition(meeting, AMBER, reader(cast.people[who]), version)
                if given_out is not None:
                    words = words_in(editions.minutes_html(meeting, given_out, version))
                    assert words <= readable(who, levels, stage, with_agenda=with_agenda)


MIXED = {place: list(Classification)[at % 4] for at, place in enumerate(PLACES)}


@pytest.mark.parametrize("turn", range(4))
def test_every_one_of_the_cast_reads_what_the_rules_say(cast, signed_in, turn) -> None:
    levels = {place: list(Classification)[(level + turn) % 4] for place, level in MIXED.items()}
    browsers = {who: signed_in(user) for who, user in cast.people.items()}

    for meeting, stage, _ in at_every_stage(cast, levels, with_agenda=bool(turn % 2)):
        shown = {who: words_in(page(browser, meeting.ref)) for who, browser in browsers.items()}
        assert shown == {who: readable(who, levels, stage, with_agenda=bool(turn % 2)) for who in cast.people}


def all_text(pdf: bytes) -> str:
    """Everything a PDF says: pages, metadata, bookmarks, tags, and whatever else stands in it uncompressed."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pages = "".join(sign["text"] for page in document.pages for sign in page.chars)
    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        facts = [str(value) for value in document.docinfo.values()]
        with document.open_outline() as outline:
            titles = [str(item.title) for top in outline.root for item in (top, *top.children)]
        document.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return " ".join([pages, *facts, *titles, unpacked.getvalue().decode("latin-1")])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_itself_holds_nothing_above_its_edition(cast, edition) -> None:
    for meeting, _, version in at_every_stage(cast, MIXED, with_agenda=False):
        pdf = editions.minutes_pdf(meeting, edition, version)

        assert words_in(all_text(pdf)) == printed(MIXED, edition)
        assert words_in(editions.file_name(meeting, edition, version)) == set()
        assert check(pdf) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_heading_that_is_withheld_keeps_its_number_and_is_no_bookmark_in_words(cast, edition) -> None:
    levels = dict.fromkeys(PLACES, WHITE) | {"title": RED}
    meeting = minuted(cast, levels, with_agenda=False)

    pdf = editions.minutes_pdf(meeting, edition, None)

    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [str(item.title) for item in outline.root[0].children]
    assert titles == ["1. Minuted under a confidential classification", "2. Item zqsecond"]


def test_the_secretary_reads_red_on_the_page_but_no_edition_prints_it(cast, signed_in) -> None:
    meeting = minuted(cast, dict.fromkeys(PLACES, RED), with_agenda=False)

    assert words_in(page(signed_in(cast.secretary), meeting.ref)) == set(PLACE_OF) - {"zqprivate"}
    assert words_in(editions.minutes_html(meeting, AMBER, None)) == set()


REF, NEVER = "TABASC35/01", "TABASC35/77"
BORN = {"zqborn", "zqkeeper", REF}


@pytest.fixture
def draft(cast) -> Meeting:
    """A published agenda and, uncirculated, an action with a proposal named in it."""
    by = cast.secretary
    meeting = factories.meeting(cast.tabasc, by=by, status=Status.PLANNED, number=35)
    item = factories.item(meeting, by=by, title="Risk register")
    make_move(meeting, "publish-agenda", by=by, on=factories.meetings.DAY)
    meeting = factories.bring_to(meeting, Status.DRAFT, by=by)
    item.refresh_from_db()
    factories.action(item, by=by, body="<p>Ask zqborn about DP096.</p>", owner="The zqkeeper")
    factories.modification("DP096", born_in=meeting.entries.get(), by=by, title="A proposal")
    return meeting


def told(browser: Client, meeting: Meeting) -> dict[str, set[str]]:
    """What every page where an action could show says of it: its text, owner and reference."""
    pages = {
        "meeting": f"/meetings/{meeting.ref}/",
        "meetings": "/meetings/",
        "log": "/actions/",
        "log by owner": "/actions/?owner=keeper",
        "csv": "/actions/?format=csv",
        "xlsx": "/actions/?format=xlsx",
        "action": f"/actions/{REF}/",
        "outstanding": f"/actions/outstanding/{meeting.ref}/",
        "search": "/search/?q=ask",
        "proposal": "/modifications/DP096/",
        "proposals": "/modifications/",
        "home": "/",
    }
    return {name: said(browser, address) for name, address in pages.items()}


def said(browser: Client, address: str) -> set[str]:
    answer = browser.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "xlsx" in address and answer.status_code == 200:
        sheet = load_workbook(io.BytesIO(body)).active
        body = " ".join(str(cell) for row in sheet.values for cell in row).encode()
    text = body.decode()
    # A page that is not there may repeat the address that was asked for.
    return {word for word in BORN if word in (text if answer.status_code == 200 else text.replace(REF, ""))}


WHERE_TOLD = {
    "meeting": BORN,
    "meetings": set(),
    "log": BORN,
    "log by owner": BORN,
    "csv": BORN,
    "xlsx": BORN,
    "action": BORN,
    "outstanding": set(),
    "search": {"zqborn", REF},
    "proposal": set(),
    "proposals": set(),
    "home": set(),
}
NOWHERE: dict[str, set[str]] = dict.fromkeys(WHERE_TOLD, set())


def test_an_action_born_in_a_draft_is_nowhere_until_it_is_circulated_and_public_only_when_final(
    cast, signed_in, draft
) -> None:
    member, public, secretary = (signed_in(who) for who in (cast.member, cast.public, cast.secretary))

    assert told(secretary, draft) == WHERE_TOLD
    assert (told(member, draft), told(public, draft)) == (NOWHERE, NOWHERE)

    circulated = factories.bring_to(draft, Status.CIRCULATED, by=cast.secretary)

    assert (told(member, circulated), told(public, circulated)) == (WHERE_TOLD, NOWHERE)

    final = factories.bring_to(circulated, Status.FINAL, by=cast.secretary)

    assert (told(member, final), told(public, final)) == (WHERE_TOLD, WHERE_TOLD)


@pytest.mark.parametrize("address", ["/actions/{}/", "/search/?q={}", "/actions/?words={}"])
def test_asking_for_an_action_in_a_draft_is_as_if_there_were_none(cast, signed_in, draft, address) -> None:
    member = signed_in(cast.member)

    hidden, missing = (member.get(address.format(ref)) for ref in (REF, NEVER))

    assert hidden.status_code == missing.status_code
    assert without_tokens(hidden).replace(REF, "") == without_tokens(missing).replace(NEVER, "")


def without_tokens(answer: Any) -> str:
    """The page without what differs on every request, and the reference in an address as elsewhere."""
    text = answer.content.decode().replace("%2F", "/")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_the_action_of_a_draft_is_proposed_on_no_outstanding_list_of_a_later_meeting(cast, signed_in, draft) -> None:
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=36, held_on=None, month=factories.meetings.DAY)
    address = f"/actions/outstanding/{later.ref}/"

    assert [who for who in ("member", "records", "public") if said(signed_in(cast.people[who]), address)] == []
