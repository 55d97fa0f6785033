"""What an attacker and careful readers found in typing, each as they showed it."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Action
from meetings.documents import live
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Correction, Footnote, MinuteEntry, PrintedBlock
from meetings.operations import add_post_meeting_note, make_move
from meetings.operations.typing import Kept, Newer, Words, keep_typed, restore_version, versions_of
from secgov.access import reader_for
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import GrantKind
from secgov.operations import grant, reclassify
from tests import factories
from tests.cast import Cast
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db

WINDOW, OTHER = uuid4(), uuid4()


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    meeting = make.meeting(cast.tabasc, by=cast.secretary)
    return make.item(meeting, by=cast.secretary)


def typed(item: AgendaItem, cast: Cast, uid, **words) -> Kept:
    return keep_typed(item=item, uid=uid, words=Words(**({"window": WINDOW, "base": 0} | words)), by=cast.secretary)


def test_words_sent_again_unheard_do_not_undo_what_they_were_read_as(item: AgendaItem, cast: Cast) -> None:
    outcome, action = uuid4(), uuid4()
    for uid, body in ((outcome, "<p>The TABASC NOTED it.</p>"), (action, "<p>ACTION: DCC to act.</p>")):
        for _ in range(2):
            typed(item, cast, uid, body=body, is_left=True)

    kinds = dict(MinuteEntry.objects.values_list("uid", "kind"))
    assert kinds == {outcome: "outcome", action: "actions.raised"}
    assert MinuteEntry.objects.get(uid=outcome).outcomes.count() == 1
    assert MinuteEntry.objects.get(uid=action).text == "DCC to act."


def test_what_another_states_beside_the_text_is_no_one_sided_matter(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, uid, body="<p>ACTION: DCC to act.</p>", is_left=True)
    kind = "actions.raised"

    typed(item, cast, uid, window=OTHER, base=1, kind=kind, body="<p>DCC to act.</p>", facts={"owner": "CGI"})

    assert MinuteEntry.objects.get().version == 2
    with pytest.raises(Newer):
        typed(item, cast, uid, base=1, kind=kind, body="<p>DCC to act soon.</p>", facts={"owner": "DCC"})
    assert [owner.printed for owner in Action.objects.get().owners.all()] == ["CGI"]


def test_a_restored_version_leaves_the_words_before_it_to_be_put_back(item: AgendaItem, cast: Cast) -> None:
    uid, note = uuid4(), uuid4()
    anchored = f'<p>First.<sup data-footnote="{note}"></sup></p>'
    typed(item, cast, uid, body=anchored, footnotes={note: "Seen."})
    sent = Words(window=OTHER, base=1, body="<p>Long words.</p>")
    second = factories.user("second@cast.test")
    keep_typed(item=item, uid=uid, words=sent, by=second)
    entry = MinuteEntry.objects.get()

    restore_version(entry, body=versions_of(entry)[1].body, by=second)

    entry.refresh_from_db()
    assert [each.body for each in versions_of(entry)] == [anchored, "<p>Long words.</p>", anchored]
    assert Footnote.objects.get(uid=note).text == "Seen."


def test_words_of_a_footnote_whose_mark_was_stored_first_are_kept(item: AgendaItem, cast: Cast) -> None:
    uid, note = uuid4(), uuid4()
    body = f'<p>First.<sup data-footnote="{note}"></sup></p>'
    typed(item, cast, uid, body=body)

    kept = typed(item, cast, uid, body=body, base=1, footnotes={note: "Thought of a moment later."})

    assert kept.entry.version == 2
    assert Footnote.objects.get(uid=note).text == "Thought of a moment later."


def test_a_footnote_is_not_taken_from_where_it_stands(item: AgendaItem, cast: Cast) -> None:
    first, second, note = uuid4(), uuid4(), uuid4()
    body = f'<p>Said.<sup data-footnote="{note}"></sup></p>'
    typed(item, cast, first, body=body, footnotes={note: "Mine."})

    typed(item, cast, second, body=body, footnotes={note: "Copied."})

    texts = {each.entry.uid: each.text for each in Footnote.objects.select_related("entry")}
    assert texts == {first: "Mine.", second: "Copied."}
    assert str(note) not in MinuteEntry.objects.get(uid=second).body


def test_what_was_given_out_as_amber_is_not_made_white_by_one_person(item: AgendaItem, cast: Cast) -> None:
    kept = typed(item, cast, uuid4(), body="<p>Said.</p>", classification=Classification.AMBER, is_left=True)
    make.bring_to(item.meeting, Status.CIRCULATED, by=cast.secretary)
    make_move(item.meeting, "reopen", by=cast.secretary, on=make.DAY, note="Wrong.")

    white = {"base": kept.entry.version, "body": "<p>Said.</p>", "classification": Classification.WHITE}
    with pytest.raises(Refused, match="a reason and an authority"):
        typed(item, cast, kept.entry.uid, **white)
    assert MinuteEntry.objects.get().classification == Classification.AMBER


def test_a_note_rises_with_the_entry_it_stands_behind(item: AgendaItem, cast: Cast, client: Client) -> None:
    entry = make.entry(item, by=cast.secretary, body="<p>Said.</p>")
    meeting = make.bring_to(item.meeting, Status.FINAL, by=cast.secretary)
    entry.refresh_from_db()
    add_post_meeting_note(meeting, entry, text="NOTEWORDS", on=make.DAY, by=cast.secretary)
    address = reverse("meetings:detail", args=[meeting.ref])
    assert "NOTEWORDS" in client.get(address).content.decode()

    reclassify(
        entry, to=Classification.RED, by=cast.secretary, reason="The author asks.", authority="panel", at=make.MOMENT
    )

    assert "NOTEWORDS" not in client.get(address).content.decode()
    words = PrintedBlock.objects.filter(text__contains="NOTEWORDS").values_list("classification", flat=True)
    assert set(words) == {Classification.RED}


def test_whoever_is_shown_a_draft_is_not_shown_what_others_would_change(item: AgendaItem, cast: Cast) -> None:
    entry = make.entry(item, by=cast.secretary)
    meeting = make.bring_to(item.meeting, Status.CIRCULATED, by=cast.secretary)
    said = make.correction(meeting, entry, by=cast.member, comment="It was said otherwise.")
    grant(person=cast.shown.person, target=meeting.uid, kind=GrantKind.SHARED, by=cast.secretary)

    def reads(user) -> bool:
        return Correction.objects.visible_to(reader_for(user, on=make.DAY)).filter(pk=said.pk).exists()

    assert [reads(cast.secretary), reads(cast.member), reads(cast.shown)] == [True, True, False]


def test_an_entry_that_another_has_changed_is_not_taken_out_unseen(
    item: AgendaItem, cast: Cast, client: Client
) -> None:
    kept = typed(item, cast, uuid4(), body="<p>Said.</p>")
    sent = Words(window=OTHER, base=1, body="<p>Said more.</p>")
    keep_typed(item=item, uid=kept.entry.uid, words=sent, by=cast.secretary)
    client.force_login(cast.secretary)
    address = reverse("meetings:take_out", args=[item.meeting.ref, kept.entry.uid])

    stale = client.post(address, json.dumps({"base": 1}), content_type="application/json")
    fresh = client.post(address, json.dumps({"base": 2}), content_type="application/json")

    assert (stale.status_code, stale.json()["newer"]["body"], fresh.status_code) == (409, "<p>Said more.</p>", 200)


def test_pages_of_somebody_signed_in_are_kept_by_no_browser(item: AgendaItem, cast: Cast, client: Client) -> None:
    client.force_login(cast.secretary)

    answer = client.get(reverse("meetings:edit", args=[item.meeting.ref]))

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert live.key_of(cast.secretary) in answer.content.decode()
    assert live.key_of(cast.member) not in answer.content.decode()


def test_a_window_open_since_before_does_not_undo_a_raised_classification(item: AgendaItem, cast: Cast) -> None:
    kept = typed(item, cast, uuid4(), body="<p>Said.</p>", classification=Classification.WHITE, is_left=True)
    make.bring_to(item.meeting, Status.CIRCULATED, by=cast.secretary)
    reclassify(
        kept.entry,
        to=Classification.RED,
        by=cast.secretary,
        reason="The author asks.",
        authority="panel",
        at=make.MOMENT,
    )
    make_move(item.meeting, "reopen", by=cast.secretary, on=make.DAY, note="Wrong.")

    white = {"base": kept.entry.version, "body": "<p>Said so.</p>", "classification": Classification.WHITE}
    with pytest.raises(Newer):
        typed(item, cast, kept.entry.uid, **white)

    entry = MinuteEntry.objects.get()
    assert (entry.text, entry.classification) == ("Said.", Classification.RED)
