"""Words that mean harm, through every way rich text comes in: nothing of them is stored, shown or printed as markup."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from actions.operations import raise_action
from meetings.documents import live
from meetings.documents.editions import minutes_html, minutes_pdf
from meetings.models import AgendaItem, MinuteEntry
from meetings.operations import know_meeting
from secgov import richtext
from secgov.classification import Classification
from tests.archive.readings import GOOD, loaded_json
from tests.cast import Cast
from tests.factories import meetings as make
from tests.hostile import FRAGMENTS, faults

pytestmark = pytest.mark.django_db

# Ten to a body: each is tried alone by `test_every_fragment_is_reduced_to_the_subset`.
BODIES = ["<p>Before.</p>" + "".join(FRAGMENTS[at : at + 10]) + "<p>Behind.</p>" for at in range(0, len(FRAGMENTS), 10)]
OUR_SCRIPTS = r"(?:type=\"module\" )?src=\"/static/|id=\"live\" type=\"application/json\""
RUNS = re.compile(rf"<script(?! (?:{OUR_SCRIPTS}))|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    meeting = make.meeting(cast.tabasc, by=cast.secretary)
    return make.item(meeting, by=cast.secretary)


def test_every_fragment_is_reduced_to_the_subset() -> None:
    wrong = {}
    for fragment in FRAGMENTS:
        once = richtext.clean(fragment)
        tidied = richtext.tidy(once)
        bodies = (once, richtext.clean(once), tidied, richtext.without_beginning(tidied, 3))
        if found := [fault for body in bodies for fault in faults(body)]:
            wrong[fragment] = found

    assert len(FRAGMENTS) >= 500 + 90
    assert wrong == {}


Way = Callable[[Client, AgendaItem, Cast, str], None]


def by_form(kind: str) -> Way:
    def send(client: Client, item: AgendaItem, cast: Cast, body: str) -> None:
        address = reverse("meetings:add_entry", args=[item.meeting.ref, item.uid, kind])
        said = f"<p>The TABASC NOTED it.</p>{body}" if kind == "outcome" else body
        client.post(address, {"body": said, "classification": "1"})

    return send


def by_action_form(client: Client, item: AgendaItem, cast: Cast, body: str) -> None:
    facts = {"body": body, "owner": body[:150], "due": body[:150], "classification": "1"}
    client.post(reverse("actions:raise", args=[item.uid]), facts)


def by_review_form(client: Client, item: AgendaItem, cast: Cast, body: str) -> None:
    """Each reports on an action of its own, raised at an earlier meeting."""
    earlier = know_meeting(committee=cast.tabasc, abbreviation="TABASC", number=32, by=cast.secretary)
    if not earlier.items.exists():
        make.item(earlier, by=cast.secretary)
    raised = raise_action(item=earlier.items.get(), body="<p>DCC to act.</p>", by=cast.secretary)
    facts = {"action": raised.ref, "body": body, "status": "open", "handed_to": "", "classification": "1"}
    client.post(reverse("actions:review", args=[item.uid]), facts)


def by_autosave(kind: str) -> Way:
    def send(client: Client, item: AgendaItem, cast: Cast, body: str) -> None:
        note = str(uuid4())
        words = {
            "window": str(uuid4()),
            "item": str(item.uid),
            "base": 0,
            "kind": kind,
            "level": 1,
            "body": f'<p>Said<sup data-footnote="{note}"></sup></p>{body}',
            "footnotes": {note: body[:1900].replace("\0", "")},
            "is_left": True,
        }
        person = live.name_of(live.key_of(cast.secretary))
        address = reverse("meetings:keep", args=[item.meeting.ref, uuid4()])
        answer = client.post(
            address, json.dumps(words), content_type="application/json", headers={"X-House-Person": person}
        )
        assert answer.status_code in (200, 422)
        if answer.status_code == 200:
            assert faults(answer.json()["body"]) == []

    return send


WAYS = {
    "form discussion": by_form("discussion"),
    "form outcome": by_form("outcome"),
    "form note": by_form("note"),
    "form private": by_form("private"),
    "form action": by_action_form,
    "form review": by_review_form,
    "autosave discussion": by_autosave("discussion"),
    "autosave outcome": by_autosave("outcome"),
    "autosave note": by_autosave("note"),
    "autosave private": by_autosave("private"),
    "autosave action": by_autosave("actions.raised"),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_survives_in_store_page_or_print(client: Client, cast: Cast, item: AgendaItem, way: str) -> None:
    client.force_login(cast.secretary)
    for body in BODIES:
        WAYS[way](client, item, cast, body)

    stored = list(MinuteEntry.objects.filter(item=item))
    assert len(stored) >= 25
    assert [fault for entry in stored for fault in faults(entry.body)] == []
    for route in ("meetings:edit", "meetings:detail"):
        page = client.get(reverse(route, args=[item.meeting.ref])).content.decode()
        assert RUNS.findall(_without_words(page)) == []
    assert RUNS.findall(_without_words(minutes_html(item.meeting, Classification.WHITE, None))) == []


def _without_words(page: str) -> str:
    """A page's markup, without the words that stand between tags or, escaped, in the editor's facts."""
    page = re.sub(r'(<script id="live" type="application/json">).*?(</script>)', r"\1\2", page, flags=re.DOTALL)
    return " ".join(re.findall(r"<[^>]*>", page))


def test_printed_document_holds_no_script_and_no_foreign_link(cast: Cast, item: AgendaItem) -> None:
    for body in BODIES:
        make.entry(item, by=cast.secretary, body=body)

    with pikepdf.open(BytesIO(minutes_pdf(item.meeting, Classification.WHITE, None))) as document:
        addresses = [
            str(annotation["/A"].get("/URI", ""))
            for page in document.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation
        ]
        kinds = {
            str(each.get("/S", ""))
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each
        }
        names = document.Root.keys()

    assert [each for each in addresses if each and not each.startswith(("http://", "https://", "mailto:"))] == []
    assert kinds & {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"} == set()
    assert {"/OpenAction", "/AA"} & set(names) == set()


def test_import_takes_hostile_words_as_words(client: Client, cast: Cast) -> None:
    """A reading whose texts, titles and names are full of them."""
    bad = iter(BODIES)
    found = GOOD | {
        "agenda": [{"number": "1", "title": next(bad)[:300]}, {"number": "2", "title": next(bad)[:300]}],
        "attendance": [{"name": next(bad)[:150]}],
        "actions_raised": [{"ref": "TABASC50/01", "item": "2", "owner": "SECAS", "text": next(bad)}],
        "actions_reviewed": [{"ref": "TABASC49/01", "text": next(bad), "update": next(bad), "status": "CLOSED"}],
        "decisions": [{"item": "2", "verb": "NOTED", "text": f"The TABASC NOTED it. {next(bad)}"}],
        "entries": [
            {"item": "2", "kind": "discussion", "text": body}
            if at % 2
            else {"item": "1", "kind": "discussion", "html": body}
            for at, body in enumerate(bad)
        ],
    }
    meeting = loaded_json(cleaned(found), cast.secretary)
    client.force_login(cast.secretary)

    assert MinuteEntry.objects.filter(meeting=meeting).count() >= 3
    assert [fault for entry in MinuteEntry.objects.all() for fault in faults(entry.body)] == []
    page = client.get(reverse("meetings:detail", args=[meeting.ref])).content.decode()
    assert RUNS.findall(_without_words(page)) == []


def cleaned(found: Any) -> Any:
    """What a reading may hold at all: no NUL."""
    return json.loads(json.dumps(found).replace("\\u0000", ""))
