"""Keeping what is typed: never over somebody else's words, one row of history for a run, and what words make of it."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action, ActionUpdate
from meetings.lifecycle import Status
from meetings.models import AgendaItem, EntryKind, MinuteEntry
from meetings.operations import remove_entry
from meetings.operations.typing import Kept, Newer, Words, keep_typed, put_back, restore_version, versions_of
from meetings.typed_words import begins_an_outcome
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import Mention
from tests import factories
from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db

WINDOW, OTHER = uuid4(), uuid4()


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    meeting = make.meeting(cast.tabasc, by=cast.secretary)
    return make.item(meeting, by=cast.secretary)


def typed(item: AgendaItem, cast: Cast, body: str, *, uid: UUID | None = None, base: int = 0, **words: object) -> Kept:
    sent = Words(window=words.pop("window", WINDOW), base=base, body=body, **words)
    return keep_typed(item=item, uid=uid or uuid4(), words=sent, by=words.pop("by", cast.secretary))


def test_same_words_sent_twice_make_one_entry_of_one_version(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()

    first = typed(item, cast, "<p>Said.</p>", uid=uid)
    again = typed(item, cast, "<p>Said.</p>", uid=uid)

    assert (first.entry.pk, first.entry.version) == (again.entry.pk, again.entry.version)
    assert MinuteEntry.objects.count() == 1


def test_window_that_missed_an_answer_goes_on_from_what_it_had(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>The DCC</p>", uid=uid)
    typed(item, cast, "<p>The DCC said</p>", uid=uid, base=1)

    kept = typed(item, cast, "<p>The DCC said so.</p>", uid=uid, base=1)

    assert (kept.entry.text, kept.entry.version) == ("The DCC said so.", 3)


def test_words_of_another_window_are_never_overwritten(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>First.</p>", uid=uid)
    typed(item, cast, "<p>Second.</p>", uid=uid, base=1, window=OTHER)

    with pytest.raises(Newer) as newer:
        typed(item, cast, "<p>Third.</p>", uid=uid, base=1)

    assert newer.value.entry.text == "Second."
    assert MinuteEntry.objects.get().text == "Second."


def test_stale_words_that_say_what_is_stored_are_no_conflict(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>First.</p>", uid=uid)
    typed(item, cast, "<p>Same.</p>", uid=uid, base=1, window=OTHER)

    assert typed(item, cast, "<p>Same.</p>", uid=uid, base=1).entry.version == 2


def test_words_for_an_entry_taken_out_are_shown_not_lost(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    kept = typed(item, cast, "<p>First.</p>", uid=uid)
    remove_entry(kept.entry, by=cast.secretary, at=make.MOMENT)

    with pytest.raises(Newer) as newer:
        typed(item, cast, "<p>First, and more.</p>", uid=uid, base=1)
    assert newer.value.entry.removed_at is not None

    back = put_back(newer.value.entry, by=cast.secretary)
    assert typed(item, cast, "<p>First, and more.</p>", uid=uid, base=back.version).entry.text == "First, and more."


def test_a_run_keeps_one_row_of_history(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>A</p>", uid=uid)
    for base, words in enumerate(("<p>A b</p>", "<p>A b c</p>", "<p>A b c d</p>"), start=1):
        typed(item, cast, words, uid=uid, base=base)

    rows = MinuteEntry.history.filter(uid=uid)
    assert [(row.text, row.version, row.history_user) for row in rows] == [("A b c d", 4, cast.secretary)]


def test_earlier_words_can_be_read_and_put_back(item: AgendaItem, cast: Cast) -> None:
    uid, chair = uuid4(), factories.user("second@cast.test")
    kept = typed(item, cast, "<p>First.</p>", uid=uid)
    sent = Words(window=OTHER, base=1, body="<p>Second.</p>")
    keep_typed(item=item, uid=uid, words=sent, by=chair)

    earlier = versions_of(kept.entry)
    assert [(each.body, each.by) for each in earlier] == [
        ("<p>Second.</p>", chair.person.name),
        ("<p>First.</p>", cast.secretary.person.name),
    ]

    restored = restore_version(kept.entry, body=earlier[1].body, by=cast.secretary)
    assert (restored.text, restored.version) == ("First.", 3)


@pytest.mark.parametrize(
    ("words", "kind", "stored"),
    [
        ("The DCC described its plan.", EntryKind.DISCUSSION, "The DCC described its plan."),
        ("The TABASC NOTED the plan.", EntryKind.OUTCOME, "The TABASC NOTED the plan."),
        ("The TABASC agreed that it is NOTED elsewhere. So be it.", EntryKind.OUTCOME, None),
        ("Post-meeting note: it came later.", EntryKind.NOTE, "it came later."),
        ("Private: ask the Chair.", EntryKind.PRIVATE, "ask the Chair."),
        ("ACTION: DCC to send the plan.", "actions.raised", "DCC to send the plan."),
        ("ACTION – DCC to send the plan.", "actions.raised", "DCC to send the plan."),
        ("ACTION TABASC33/01: DCC to send the plan.", "actions.raised", "DCC to send the plan."),
        ("ACTIONS were looked at.", EntryKind.DISCUSSION, "ACTIONS were looked at."),
        ("Members AGREED nothing in particular about it", EntryKind.OUTCOME, None),
    ],
)
def test_what_is_typed_anyway_says_what_it_is(
    item: AgendaItem, cast: Cast, words: str, kind: str, stored: str | None
) -> None:
    kept = typed(item, cast, f"<p>{words}</p>")

    assert kept.entry.kind == kind
    assert kept.entry.text == (words if stored is None else stored)
    assert kept.dropped == len(words) - len(stored or words)


def test_bold_opening_words_go_with_their_marks(item: AgendaItem, cast: Cast) -> None:
    kept = typed(item, cast, "<p><strong>ACTION:</strong> DCC to send <em>it</em> &amp; more.</p>")

    assert kept.entry.body == "<p>DCC to send <em>it</em> &amp; more.</p>"


def test_action_with_a_reference_on_record_is_reported_on(item: AgendaItem, cast: Cast) -> None:
    earlier = make.meeting(cast.tabasc, by=cast.secretary, number=32, held_on=None, month=make.DAY)
    first = typed(make.item(earlier, by=cast.secretary), cast, "<p>ACTION: DCC to send the plan.</p>")
    ref = Action.objects.get(raised_in=first.entry).ref

    kept = typed(item, cast, f"<p>ACTION {ref}: the plan has been sent.</p>")
    heading = typed(item, cast, f"<p>ACTION {ref} - Update on the plan</p>")

    update = ActionUpdate.objects.get(entry=kept.entry)
    assert (kept.entry.kind, update.action.ref, update.text) == ("actions.review", ref, "the plan has been sent.")
    assert heading.entry.kind == EntryKind.DISCUSSION
    assert Action.objects.count() == 1


def test_discussion_becomes_an_action_when_its_words_say_so(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>ACT</p>", uid=uid)

    kept = typed(item, cast, "<p>ACTION: DCC to send it</p>", uid=uid, base=1)

    assert (kept.entry.kind, kept.entry.text, kept.dropped) == ("actions.raised", "DCC to send it", 8)
    assert Action.objects.get(raised_in=kept.entry).ref == "TABASC33/01"


def test_words_typed_half_name_nothing_until_they_are_left(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>See SECMP000</p>", uid=uid)
    typed(item, cast, "<p>See SECMP0006.</p>", uid=uid, base=1)
    assert Mention.objects.count() == 0

    typed(item, cast, "<p>See SECMP0006.</p>", uid=uid, base=2, is_left=True)

    assert [mention.reference.canonical for mention in Mention.objects.all()] == ["SECMP0006"]


def test_private_words_keep_no_history(item: AgendaItem, cast: Cast) -> None:
    uid = uuid4()
    typed(item, cast, "<p>The Chair is cross.</p>", uid=uid, is_left=True)

    typed(item, cast, "<p>The Chair is cross.</p>", uid=uid, base=1, kind=EntryKind.PRIVATE)

    assert MinuteEntry.objects.get().kind == EntryKind.PRIVATE
    assert MinuteEntry.history.count() == 0


def test_closed_minutes_take_no_words(item: AgendaItem, cast: Cast) -> None:
    typed(item, cast, "<p>Said.</p>", is_left=True)
    make.bring_to(item.meeting, Status.CIRCULATED, by=cast.secretary)

    with pytest.raises(Refused):
        typed(item, cast, "<p>Too late.</p>")


def test_entry_of_an_amber_passage_is_amber(item: AgendaItem, cast: Cast) -> None:
    kept = typed(item, cast, "<p>Said.</p>", classification=Classification.RED)

    assert (kept.entry.classification, kept.entry.classified_by) == (Classification.RED, "set")


def test_save_costs_the_same_in_a_meeting_of_any_size(item: AgendaItem, cast: Cast) -> None:
    counts = []
    for size in (1, 30):
        while MinuteEntry.objects.filter(item=item).count() < size:
            make.entry(item, by=cast.secretary)
        uid = MinuteEntry.objects.filter(item=item).latest("pk").uid
        version = MinuteEntry.objects.get(uid=uid).version
        with CaptureQueriesContext(
            connection,
        ) as asked:
            typed(item, cast, f"<p>Typed on {size}.</p>", uid=uid, base=version)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("words", "is_outcome"),
    [
        ("The TABASC NOTED it.", True),
        ("The TABASC also AGREED to it.", True),
        ("NOTED it.", False),
        ("The TABASC NOTED", False),
        ("A member said. The TABASC NOTED it.", False),
        ("the committee agreed to it.", False),
    ],
)
def test_outcome_begins_with_a_body_and_a_verb_in_capitals(words: str, is_outcome: bool) -> None:
    assert begins_an_outcome(words) is is_outcome


@pytest.mark.django_db(transaction=True)
def test_ten_secretaries_raise_ten_actions_at_once(cast: Cast) -> None:
    """No number is given twice, and none is skipped when the minutes are circulated."""
    meeting = make.meeting(cast.tabasc, by=cast.secretary)
    item = make.item(meeting, by=cast.secretary)
    secretaries = [factories.user(f"secretary-{place}@cast.test") for place in range(10)]

    def raises(place: int) -> str:
        words = Words(window=uuid4(), base=0, body=f"<p>ACTION: Body {place} to act.</p>", is_left=True)
        kept = keep_typed(item=item, uid=uuid4(), words=words, by=secretaries[place])
        return Action.objects.get(raised_in=kept.entry).ref

    given = at_once([lambda place=place: raises(place) for place in range(10)])
    make.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)

    wanted = [f"TABASC33/{number:02d}" for number in range(1, 11)]
    assert sorted(given) == wanted
    fixed = Action.objects.filter(reference__state="fixed").order_by("ref").values_list("ref", flat=True)
    assert list(fixed) == wanted
