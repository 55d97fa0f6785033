"""The live editor's own addresses: what they take, what they answer, and to whom."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from meetings.documents import live
from meetings.lifecycle import Status
from meetings.models import AgendaItem, EntryKind, MinuteEntry, Presence
from meetings.operations.typing import Words, keep_typed
from secgov.models import User
from tests import factories
from tests.cast import Cast
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db

WINDOW = str(uuid4())


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    meeting = make.meeting(cast.tabasc, by=cast.secretary)
    return make.item(meeting, by=cast.secretary)


def person(user: User) -> dict[str, str]:
    return {"X-House-Person": live.name_of(live.key_of(user))}


def send(client: Client, user: User, address: str, sent: Any, **headers: str) -> HttpResponse:
    client.force_login(user)
    body = sent if isinstance(sent, str) else json.dumps(sent)
    return client.post(address, body, content_type="application/json", headers=headers or person(user))


def words(item: AgendaItem, body: str, **facts: Any) -> dict[str, Any]:
    return {"window": WINDOW, "item": str(item.uid), "base": 0, "kind": "discussion", "body": body} | facts


def keep(item: AgendaItem, uid: UUID | None = None) -> str:
    return reverse("meetings:keep", args=[item.meeting.ref, uid or uuid4()])


def test_keep_answers_with_what_is_stored_and_how_it_prints(client: Client, cast: Cast, item: AgendaItem) -> None:
    uid = uuid4()

    answer = send(client, cast.secretary, keep(item, uid), words(item, "<p>Said <script>x()</script>so.</p>"))

    told = answer.json()
    assert answer.status_code == 200
    assert (told["uid"], told["version"], told["kind"], told["body"]) == (str(uid), 1, "discussion", "<p>Said so.</p>")
    assert '<div class="prose"><p>Said so.</p></div>' in told["html"]


def test_keep_answers_a_stale_save_with_the_newer_words(client: Client, cast: Cast, item: AgendaItem) -> None:
    entry = make.entry(item, by=cast.secretary, body="<p>Newer.</p>")

    answer = send(client, cast.secretary, keep(item, entry.uid), words(item, "<p>Stale.</p>"))

    assert answer.status_code == 409
    assert (answer.json()["newer"]["body"], answer.json()["newer"]["by"]) == (
        "<p>Newer.</p>",
        cast.secretary.person.name,
    )
    assert MinuteEntry.objects.get().text == "Newer."


def test_keep_takes_no_words_of_another_person(client: Client, cast: Cast, item: AgendaItem) -> None:
    answer = send(client, cast.secretary, keep(item), words(item, "<p>Mine.</p>"), **person(cast.chair))

    assert answer.status_code == 403
    assert answer.json()["sentence"].startswith("These words were typed by somebody else.")
    assert MinuteEntry.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        "no JSON",
        "[]",
        {},
        {"window": "x"},
        {"facts": []},
        {"facts": {"owner": "x" * 3000}},
        {"facts": {"owner": 3}},
        {"footnotes": {"no uid": "x"}},
        {"level": 9},
        {"base": -1},
        {"kind": "x" * 40},
        {"body": "a\x00b"},
        {"kind": "no.such.kind"},
        {"kind": "item"},
        {"kind": "modifications.matrix"},
    ],
)
def test_keep_says_in_a_sentence_what_it_cannot_take(client: Client, cast: Cast, item: AgendaItem, sent: Any) -> None:
    whole = sent if isinstance(sent, str) or sent == {} else words(item, "<p>Said.</p>") | sent

    answer = send(client, cast.secretary, keep(item), whole)

    assert answer.status_code == 422
    assert answer.json()["sentence"].endswith(".")
    assert MinuteEntry.objects.count() == 0


def test_keep_of_closed_minutes_is_refused(client: Client, cast: Cast, item: AgendaItem) -> None:
    make.entry(item, by=cast.secretary)
    make.bring_to(item.meeting, Status.CIRCULATED, by=cast.secretary)

    answer = send(client, cast.secretary, keep(item), words(item, "<p>Late.</p>"))

    assert (answer.status_code, answer.json()["sentence"]) == (
        422,
        "These minutes are closed to change. Re-open them first.",
    )


def test_keep_reads_an_action_and_states_its_owner(client: Client, cast: Cast, item: AgendaItem) -> None:
    sent = words(item, "<p>ACTION: DCC to send the plan.</p>", is_left=True)

    told = send(client, cast.secretary, keep(item), sent).json()

    assert (told["kind"], told["dropped"], told["body"]) == ("actions.raised", 8, "<p>DCC to send the plan.</p>")
    assert told["facts"] == {"ref": "TABASC33/01", "owner": "", "due": "", "read_owner": "DCC"}
    stated = words(item, told["body"], base=1, kind=told["kind"], facts={"owner": "SECAS", "due": "May 2018 meeting"})
    send(client, cast.secretary, keep(item, UUID(told["uid"])), stated)
    action = Action.objects.get()
    assert ([owner.printed for owner in action.owners.all()], action.due_words) == (["SECAS"], "May 2018 meeting")


def test_keep_of_an_update_without_its_action_is_refused(client: Client, cast: Cast, item: AgendaItem) -> None:
    answer = send(client, cast.secretary, keep(item), words(item, "<p>Done.</p>", kind="actions.review"))

    assert answer.status_code == 422
    assert MinuteEntry.objects.count() == 0


def test_keep_shows_how_an_outcome_reads(client: Client, cast: Cast, item: AgendaItem) -> None:
    told = send(
        client, cast.secretary, keep(item), words(item, "<p>The TABASC AGREED it, subject to funds.</p>")
    ).json()

    assert told["kind"] == EntryKind.OUTCOME
    assert [(read["body"], read["verb"], read["condition"]) for read in told["reads"]] == [
        ("TABASC", "AGREED", "funds")
    ]


def test_look_tells_who_else_is_here_and_what_has_changed(client: Client, cast: Cast, item: AgendaItem) -> None:
    other = factories.user("other@cast.test")
    entry = make.entry(item, by=cast.secretary)
    Presence.objects.create(
        window=uuid4(), meeting=item.meeting, user=other, entry=entry.uid, item=item.uid, seen_at=timezone.now()
    )
    address = reverse("meetings:look", args=[item.meeting.ref])

    first = send(client, cast.secretary, address, {"window": WINDOW}).json()
    again = send(client, cast.secretary, address, {"window": WINDOW, "have": first["digest"]}).json()

    assert first["layout"] == {str(item.uid): [[str(entry.uid), 1]]}
    assert first["people"] == [{"name": other.person.name, "entry": str(entry.uid), "item": str(item.uid)}]
    assert "layout" not in again
    make.entry(item, by=cast.secretary)
    assert "layout" in send(client, cast.secretary, address, {"window": WINDOW, "have": first["digest"]}).json()


def test_entries_are_told_as_they_print(client: Client, cast: Cast, item: AgendaItem) -> None:
    entry = make.entry(item, by=cast.secretary, body="<p>Said.</p>")
    elsewhere = make.meeting(cast.csc, by=cast.secretary_elsewhere)
    hidden = make.entry(make.item(elsewhere, by=cast.secretary_elsewhere), by=cast.secretary_elsewhere)
    client.force_login(cast.secretary)

    address = reverse("meetings:entries", args=[item.meeting.ref])
    told = client.get(f"{address}?uid={entry.uid}&uid={hidden.uid}&uid=none").json()["entries"]

    assert [(each["uid"], each["body"]) for each in told] == [(str(entry.uid), "<p>Said.</p>")]


def test_entry_is_taken_out_and_put_back(client: Client, cast: Cast, item: AgendaItem) -> None:
    entry = make.entry(item, by=cast.secretary)

    out = send(client, cast.secretary, reverse("meetings:take_out", args=[item.meeting.ref, entry.uid]), {})
    entry.refresh_from_db()
    assert (out.status_code, entry.removed_at is None) == (200, False)
    back = send(client, cast.secretary, reverse("meetings:put_back", args=[item.meeting.ref, entry.uid]), {})

    entry.refresh_from_db()
    assert (back.status_code, entry.removed_at) == (200, None)


def test_words_become_a_sub_heading(client: Client, cast: Cast, item: AgendaItem) -> None:
    address = reverse("meetings:head", args=[item.meeting.ref])

    answer = send(client, cast.secretary, address, {"item": str(item.uid), "title": "DP094"})

    made = AgendaItem.objects.get(title="DP094")
    assert (answer.json()["anchor"], made.parent, made.number) == (made.anchor, item, "")


def test_earlier_version_is_shown_and_put_back(client: Client, cast: Cast, item: AgendaItem) -> None:
    entry = make.entry(item, by=cast.secretary, body="<p>First.</p>")
    second = factories.user("second@cast.test")
    sent = Words(window=uuid4(), base=entry.version, body="<p>Second.</p>")
    keep_typed(item=item, uid=entry.uid, words=sent, by=second)
    client.force_login(cast.secretary)
    address = reverse("meetings:versions", args=[item.meeting.ref, entry.uid])

    page = client.get(address).content.decode()
    assert page.index("Second.") < page.index("First.")
    assert client.post(address, {"version": "7"}).status_code == 422
    assert client.post(address, {"version": "1"}).status_code == 302

    entry.refresh_from_db()
    assert (entry.text, entry.version) == ("First.", 3)


@pytest.mark.parametrize("route", ["edit", "entries"])
def test_page_costs_the_same_with_one_entry_and_three(client: Client, cast: Cast, item: AgendaItem, route: str) -> None:
    client.force_login(cast.secretary)
    counts = []
    for _ in range(2):
        make.entry(item, by=cast.secretary, body="<p>See SECMP0006.</p>")
        make.entry(item, by=cast.secretary, body="<p>ACTION</p>")
        uids = "&".join(f"uid={uid}" for uid in MinuteEntry.objects.values_list("uid", flat=True))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{reverse(f'meetings:{route}', args=[item.meeting.ref])}?{uids}").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
