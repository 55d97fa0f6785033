"""Loading minutes: everything in the file stands in the record, nothing is invented, and the order does not matter."""

import html
import itertools
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actions.documents.outstanding import outstanding_at
from actions.lifecycle import Status as ActionStatus
from actions.models import Action, ActionLink, ActionUpdate
from archive.demo.seeding import seed_cast
from archive.loading import NotReadable, load_minutes
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, Footnote, Meeting, MinuteEntry, MinutesVersion, Outcome, PrintedBlock
from meetings.operations import make_move
from modifications.models import CommitteeInterest, Modification, ModificationTitle
from secgov.access import Public, SignedIn, reader_for
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.lifecycle import Refused
from secgov.models import Mention, Reference, StatusChange, StoredFile, User
from secgov.publication import classified_models
from secgov.richtext import plain
from tests.archive.readings import DEMO, GOLD, NO_GOLD, content_of, readings

TODAY = date(2026, 3, 2)
STATUS = {"ONGOING": "open", "OPEN": "open", "CLOSED": "closed"}


@pytest.fixture
def secretary(db) -> User:
    """The demo's secretary, with committees and cast and no meetings."""
    seed_cast(password="not asked for in tests")
    return User.objects.get(email="secretary@demo.test")


def load(path: Path, by: User, **facts: Any) -> Meeting:
    return load_minutes(content=path.read_bytes(), name=path.name, by=by, **facts).meeting


def loaded_json(found: dict[str, Any], by: User, **facts: Any) -> Meeting:
    return load_minutes(content=json.dumps(found).encode(), name="made.json", by=by, **facts).meeting


def words(text: str) -> str:
    return " ".join(text.split())


def unmarked(body: str) -> str:
    """The words of a body in a reading, its footnotes left out."""
    return words(plain(re.sub(r"<fn>.*?</fn>", "", body, flags=re.DOTALL)))


# -- everything in the file stands in the record ----------------------------------------------------------------


@pytest.mark.parametrize("path", readings())
def test_a_reading_stands_in_the_record_whole(path, secretary) -> None:
    found = content_of(path)

    meeting = load(path, secretary)

    assert head_of(meeting) == {
        "number": found["meeting_number"],
        "held_on": found["date"],
        "venue": found["venue"] or "",
        "abbreviation": found["committee"],
        "start": found["start"],
        "end": found["end"],
    }
    assert agenda_of(meeting) == [(item["number"], item["title"]) for item in found["agenda"]]
    assert headings_of(meeting) == headings_in(found)
    assert raised_at(meeting) == [
        (row["ref"], row["item"], words(row["text"])) for row in in_document_order(found)
    ]
    assert reviewed_at(meeting) == [
        (row["ref"], words(row["text"]), words(row["update"]), STATUS[row["status"]], bool(row.get("reopened")))
        for row in found["actions_reviewed"]
    ]
    assert outcomes_of(meeting) == [
        (row["item"], row["verb"], words(row["text"]), row.get("modification")) for row in found["decisions"]
    ]
    assert attendance_of(meeting) == [
        (row["name"], row["represents"] or "", row["group"], row["present"], row["role"] or "", row["part"])
        for row in found["attendance"]
    ]


def head_of(meeting: Meeting) -> dict[str, Any]:
    times = {"start": meeting.starts_at, "end": meeting.ends_at}
    return {
        "number": meeting.number,
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "venue": meeting.venue,
        "abbreviation": meeting.abbreviation,
        **{name: f"{time:%H:%M}" if time else None for name, time in times.items()},
    }


def agenda_of(meeting: Meeting) -> list[tuple[str, str]]:
    items = AgendaItem.objects.filter(meeting=meeting, parent=None).exclude(number="").order_by("rank")
    return list(items.values_list("number", "title"))


def headings_of(meeting: Meeting) -> list[tuple[str, str]]:
    rows = AgendaItem.objects.filter(meeting=meeting, number="", parent__isnull=False)
    return list(rows.order_by("parent__rank", "rank").values_list("parent__number", "title"))


def headings_in(found: dict[str, Any]) -> list[tuple[str, str]]:
    listed = []
    for item in found["agenda"]:
        entries = [entry for entry in item.get("entries", []) if entry["kind"] == "heading"]
        titles = [entry["title"] for entry in entries] if item.get("entries") else item.get("subheadings", [])
        listed += [(item["number"], title) for title in titles]
    return listed


def in_document_order(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The raised actions as the items stand on the agenda, not as a list by number might have them."""
    order = [item["number"] for item in found["agenda"]]
    return sorted(found["actions_raised"], key=lambda row: order.index(row["item"]))


def place(item: AgendaItem) -> str:
    return item.number or (item.parent.number if item.parent else "")


def in_order(meeting: Meeting, kind: str) -> list[MinuteEntry]:
    """The entries of a kind in the order they print: by item, then an item's own before its sub-headings'."""
    entries = meeting.entries.filter(kind=kind).select_related("item__parent")
    return sorted(
        entries,
        key=lambda entry: (
            (entry.item.parent or entry.item).rank,
            entry.item.rank if entry.item.parent else "",
            entry.rank,
        ),
    )


def raised_at(meeting: Meeting) -> list[tuple[str, str, str]]:
    entries = in_order(meeting, "actions.raised")
    return [(entry.action_raised.ref, place(entry.item), words(entry.action_raised.text)) for entry in entries]


def reviewed_at(meeting: Meeting) -> list[tuple[Any, ...]]:
    updates = [entry.action_update for entry in in_order(meeting, "actions.review")]
    return [
        (row.action.ref, words(row.action_text), words(row.text), row.status_after, row.is_reopened) for row in updates
    ]


def outcomes_of(meeting: Meeting) -> list[tuple[str, str, str, str | None]]:
    found = []
    for entry in in_order(meeting, "outcome"):
        for row in entry.outcomes.select_related("about").order_by("rank"):
            about = row.about.canonical if row.about else None
            found.append((place(entry.item), row.verb, words(row.text), about))
    return found


def attendance_of(meeting: Meeting) -> list[tuple[Any, ...]]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("rank")
    return [(row.name, row.represents, row.capacity, row.is_present, row.role, row.is_part) for row in rows]


@pytest.mark.parametrize("path", readings())
def test_modifications_footnotes_and_links_of_a_reading_stand_in_the_record(path, secretary) -> None:
    found = content_of(path)

    meeting = load(path, secretary)

    for row in found["modifications"]:
        numbers = named_in(meeting, row["ref"])
        assert (row["ref"], set(row["items"]) - numbers) == (row["ref"], set())
        if row["title"]:
            titles = ModificationTitle.objects.filter(meeting_number=meeting.number).values_list("title", flat=True)
            assert row["title"] in titles
    matrix = CommitteeInterest.objects.filter(meeting=meeting).order_by("rank")
    assert [(row.modification.ref, row.interest.casefold()) for row in matrix] == [
        (row["ref"], (row["interest"] or "").casefold()) for row in found["mod_assessments"]
    ]
    assert set(found["footnotes"]) <= set(footnotes_of(meeting))
    links = {
        (row["ref"], "superseded_by", row["superseded_by"]) for row in found["actions_reviewed"] if row["superseded_by"]
    } | {(row["ref"], "handed_to", row["transferred_to"]) for row in found["actions_reviewed"] if row["transferred_to"]}
    stated = ActionLink.objects.exclude(kind="reopens").select_related("action", "to")
    assert {(link.action.ref, link.kind, str(link.to or link.to_committee)) for link in stated} == links


def named_in(meeting: Meeting, ref: str) -> set[str]:
    """The numbers of the items that name a modification, as "discussed at" would list them."""
    reference = Reference.objects.get(kind="modification", canonical=ref)
    sources = Mention.objects.filter(reference=reference).values_list("source", flat=True)
    items = AgendaItem.objects.filter(meeting=meeting, uid__in=sources).select_related("parent")
    entries = MinuteEntry.objects.filter(meeting=meeting, uid__in=sources).select_related("item__parent")
    return {place(item) for item in items} | {place(entry.item) for entry in entries}


def footnotes_of(meeting: Meeting) -> list[str]:
    anchored = Footnote.objects.filter(entry__meeting=meeting).values_list("text", flat=True)
    notes = meeting.entries.filter(kind__in=["note", "discussion"]).values_list("text", flat=True)
    return [*anchored, *notes]


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
def test_the_order_of_entries_in_a_file_is_the_order_of_the_record(path, secretary) -> None:
    found = content_of(path)
    kinds = {"action": "actions.raised", "matrix": "modifications.matrix"}

    meeting = load(path, secretary)

    for item in found["agenda"]:
        expected: list[str] = []
        for entry in item["entries"]:
            if entry["kind"] == "reviews":
                expected += ["actions.review"] * len(found["actions_reviewed"])
            elif entry["kind"] != "heading":
                expected.append(kinds.get(entry["kind"], entry["kind"]))
        rows = [entry for entry in all_in_order(meeting) if place(entry.item) == item["number"]]
        assert [entry.kind for entry in rows] == expected
        told = [unmarked(entry["html"]) for entry in item["entries"] if "html" in entry and entry["kind"] != "action"]
        assert [words(entry.text) for entry in rows if entry.kind in ("discussion", "outcome", "note", "private")] == told


def all_in_order(meeting: Meeting) -> list[MinuteEntry]:
    kinds = meeting.entries.values_list("kind", flat=True).distinct()
    merged = [entry for kind in set(kinds) for entry in in_order(meeting, kind)]
    key = {entry.pk: entry for entry in merged}
    items = {item.pk: item for item in meeting.items.select_related("parent")}
    return sorted(
        key.values(),
        key=lambda entry: (
            (items[entry.item_id].parent or items[entry.item_id]).rank,
            items[entry.item_id].rank if items[entry.item_id].parent else "",
            entry.rank,
        ),
    )


# -- what loading does not do -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", readings())
def test_loading_publishes_nothing(path, secretary) -> None:
    load(path, secretary)

    chair = User.objects.get(email="chair@demo.test")
    for reader in (Public(), SignedIn(user=chair), reader_for(chair, on=TODAY)):
        out = {model.__name__: model.objects.visible_to(reader).count() for model in classified_models()}
        assert {name: count for name, count in out.items() if count} == {}


@pytest.mark.parametrize("path", readings())
def test_an_unmarked_source_is_amber_until_a_person_says_otherwise(path, secretary) -> None:
    found = content_of(path)

    meeting = load(path, secretary)

    if found["classification"] is None:
        assert (meeting.classification, meeting.classified_by) == (Classification.AMBER, ClassifiedBy.UNMARKED)
    else:
        assert (meeting.level.slug, meeting.classified_by) == (found["classification"], ClassifiedBy.SOURCE)


def test_the_word_of_the_person_who_loads_counts(secretary) -> None:
    meeting = load(DEMO / "tabasc_23.json", secretary, classification=Classification.GREEN)

    assert (meeting.classification, meeting.classified_by) == (Classification.GREEN, ClassifiedBy.SET)
    assert set(meeting.entries.values_list("classification", flat=True)) == {Classification.GREEN}


def test_a_status_of_the_source_is_the_meetings(secretary) -> None:
    statuses = {}
    for path in sorted(DEMO.glob("*.json")):
        meeting = load(path, secretary)
        statuses[content_of(path)["status"]] = (meeting.status, meeting.versions.count())

    assert statuses["draft"] == (Status.DRAFT, 0)
    assert {status: found for status, found in statuses.items() if status != "draft"} == {
        status: (Status.FINAL, 1) for status in statuses if status != "draft"
    }


def everything() -> dict[str, int]:
    """How many rows each table holds, histories too."""
    models = [*classified_models(), Reference, StoredFile, Footnote]
    counts = {model.__name__: model._base_manager.count() for model in models}
    histories = [model for model in models if hasattr(model, "history")]
    return counts | {f"history of {model.__name__}": model.history.count() for model in histories}


@pytest.mark.parametrize("path", readings())
def test_the_same_file_twice_changes_nothing(path, secretary) -> None:
    first = load_minutes(content=path.read_bytes(), name=path.name, by=secretary)
    before = everything()

    again = load_minutes(content=path.read_bytes(), name="another_name.json", by=secretary)
    spaced = json.dumps(content_of(path), indent=7).encode("utf-8-sig")
    other_spaces = load_minutes(content=spaced, name=path.name, by=secretary)

    assert (first.is_new, again.is_new, other_spaces.is_new) == (True, False, False)
    assert everything() == before


def test_another_file_for_a_meeting_that_is_not_empty_is_refused(secretary) -> None:
    found = content_of(DEMO / "tabasc_23.json")
    load(DEMO / "tabasc_23.json", secretary)
    before = everything()

    with pytest.raises(Refused, match=r"TABASC 23 exists and is not empty\."):
        loaded_json(found | {"venue": "Elsewhere"}, secretary)

    assert everything() == before


def test_a_meeting_known_from_a_reference_is_filled(secretary) -> None:
    load(DEMO / "tabasc_33.json", secretary, classification=Classification.WHITE)
    known = {meeting.number for meeting in Meeting.objects.filter(status=Status.KNOWN)}

    meeting = load(DEMO / "tabasc_23.json", secretary) if 23 in known else None

    numbers = list(Meeting.objects.filter(committee__abbreviation="TABASC").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    assert meeting is None or meeting.status != Status.KNOWN


# -- any order -------------------------------------------------------------------------------------------------------


def picture(secretary: User) -> dict[str, Any]:
    """What anybody could tell from the record: actions as they stand today, and each meeting's outstanding table."""
    told: dict[str, Any] = {}
    for name, reader in (
        ("secretary", reader_for(secretary, on=TODAY)),
        ("member", reader_for(User.objects.get(email="member@demo.test"), on=TODAY)),
        ("public", Public()),
    ):
        actions = Action.objects.visible_to(reader).as_known_to(reader).with_carried(reader)
        told[name] = {
            "actions": {
                action.ref: (
                    action.known_status,
                    action.text,
                    action.carried,
                    action.raised_number,
                    action.classification,
                    action.stage,
                    [owner.printed for owner in action.owners.all()],
                )
                for action in actions.prefetch_related("owners")
            },
            "outstanding": {
                str(meeting): [(row.ref, row.text, row.owner, row.said, row.status) for row in table.rows]
                for meeting in Meeting.objects.visible_to(reader)
                for table in [outstanding_at(meeting, reader)]
            },
            "links": sorted(
                (link.action.ref, link.kind, str(link.to or link.to_committee))
                for link in ActionLink.objects.visible_to(reader).select_related("action", "to")
            ),
            "modifications": sorted(Modification.objects.visible_to(reader).values_list("number", "suffix", "title")),
        }
    return told


FILES = ("tabasc_23", "tabasc_33", "tabasc_34")
ORDERS = [(*order, order[0]) for order in itertools.permutations(FILES)]


def load_and_publish(order: tuple[str, ...], secretary: User, *, publish: bool) -> dict[str, Any]:
    for name in order:
        loaded = load_minutes(
            content=(DEMO / f"{name}.json").read_bytes(),
            name=name,
            by=secretary,
            classification=Classification.WHITE if name != "tabasc_34" else None,
        )
        if publish and loaded.is_new and loaded.meeting.status == Status.FINAL:
            make_move(loaded.meeting, "publish", by=secretary, on=TODAY)
    return picture(secretary)


@pytest.fixture(scope="module")
def in_the_order_of_time() -> dict[bool, Any]:
    """What the first order gave, with and without publishing, for the others to be compared with."""
    return {}


@pytest.mark.parametrize("publish", [False, True], ids=["loaded", "published"])
@pytest.mark.parametrize("order", ORDERS, ids=["-".join(name[-2:] for name in order) for order in ORDERS])
def test_any_order_of_loading_gives_the_same_record(order, publish, secretary, in_the_order_of_time) -> None:
    told = load_and_publish(order, secretary, publish=publish)

    expected = in_the_order_of_time.setdefault(publish, told)
    assert len(told["secretary"]["actions"]) > 20
    assert bool(told["public"]["actions"]) is publish
    assert told == expected


@pytest.mark.skipif(not GOLD.is_dir(), reason=NO_GOLD)
def test_the_real_minutes_tell_the_same_in_either_order(secretary, django_db_blocker) -> None:
    paths = sorted(GOLD.glob("*.json"))
    first, second = paths[0], paths[1]
    told = []
    for order in ((first, second, first), (second, first, second)):
        for model in (ActionUpdate, ActionLink, Outcome, Mention, MinutesVersion):
            assert model.objects.count() == 0 or told
        if told:
            break
        for path in order:
            load(path, secretary, classification=Classification.WHITE)
        told.append(picture(secretary))

    assert len(told[0]["secretary"]["actions"]) > 20
    assert [ref for ref, row in told[0]["secretary"]["actions"].items() if row[0] not in ActionStatus.values] == []


# -- bad files ---------------------------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "committee": "TABASC",
    "meeting_number": 50,
    "date": "2020-01-16",
    "status": "final",
    "classification": "white",
    "attendance": [{"name": "A Member"}],
    "agenda": [{"number": "1", "title": "Minutes"}, {"number": "2", "title": "Risks"}],
    "actions_raised": [{"ref": "TABASC50/01", "item": "2", "owner": "SECAS", "text": "SECAS to act."}],
    "actions_reviewed": [{"ref": "TABASC49/01", "text": "SECAS to look.", "update": "Looked.", "status": "CLOSED"}],
    "decisions": [{"item": "2", "verb": "NOTED", "text": "The TABASC NOTED it."}],
    "modifications": [{"ref": "DP096", "items": ["2"]}],
    "mod_assessments": [],
    "footnotes": [],
}
BAD: list[tuple[str, Any, str]] = [
    ("committee", None, r"'committee' is missing or is not text\."),
    ("committee", "XYZ", r"There is no committee 'XYZ'\. Create it first\."),
    ("meeting_number", "50", r"'meeting_number' is missing or is not a whole number above zero\."),
    ("meeting_number", 0, r"'meeting_number' is missing or is not a whole number above zero\."),
    ("meeting_number", True, r"'meeting_number' is missing or is not a whole number above zero\."),
    ("date", "16/01/2020", r"'date' is '16/01/2020'; write a day as 2017-10-19\."),
    ("start", "ten", r"'start' is 'ten'; write a time as 10:00\."),
    ("status", "done", r"'status' is 'done'; it should be draft, final or unknown\."),
    ("classification", "pink", r"'classification' is 'pink'; it should be white, green, amber or red\."),
    ("attendance", {"name": "x"}, r"'attendance' should be a list\."),
    ("attendance", [{"represents": "x"}], r"attendance\[0\] has no 'name'\."),
    ("attendance", ["A Member"], r"attendance\[0\] should be an object\."),
    ("agenda", [{"number": "1"}], r"agenda\[0\] has no 'title'\."),
    ("agenda", [{"number": 1, "title": "x"}], r"agenda\[0\]\.number is 1, which is not text\."),
    ("agenda", [{"number": "1", "title": "x"}] * 2, r"Two items of 'agenda' have the same number\."),
    ("agenda", [{"number": "1", "title": "x", "entries": [{"kind": "song"}]}], r"agenda\[0\]\.entries\[0\]\.kind"),
    ("agenda", [{"number": "1", "title": "x", "classification": "pink"}], r"agenda\[0\]\.classification"),
    ("actions_raised", [{"ref": "TABASC50/01", "item": "9", "text": "x"}], r"actions_raised\[0\] stands in item '9'"),
    ("actions_raised", [{"ref": "nonsense", "item": "2", "text": "x"}], r"actions_raised: 'nonsense' is not an action"),
    (
        "actions_raised",
        [{"ref": "TABASC50/01", "item": "2", "text": "x"}] * 2,
        r"TABASC50/01 has been raised already",
    ),
    ("actions_reviewed", [{"ref": "TABASC49/01", "text": "x", "update": "y", "status": "DONE"}], r"the status 'DONE'"),
    (
        "actions_reviewed",
        [{"ref": "TABASC49/01", "text": "x", "update": "y", "status": "OPEN"}] * 2,
        r"TABASC49/01 has an update in this meeting already",
    ),
    (
        "actions_reviewed",
        [{"ref": "TABASC49/01", "text": "x", "update": "y", "status": "CLOSED", "superseded_by": "soon"}],
        r"actions_reviewed: 'soon' is not an action reference",
    ),
    ("decisions", [{"item": "9", "verb": "NOTED", "text": "x"}], r"decisions\[0\] stands in item '9'"),
    ("modifications", [{"ref": "nonsense", "items": ["2"]}], r"modifications\[0\]: 'nonsense' is not a modification"),
    ("modifications", [{"ref": "DP096", "items": ["9"]}], r"modifications\[0\] names item '9'"),
    ("mod_assessments", [{"ref": "DP096", "interest": "Keen"}], r"mod_assessments: 'Keen' is not a level of interest"),
    ("footnotes", [1], r"'footnotes' should be a list of texts\."),
]


def test_the_good_file_is_good(secretary) -> None:
    assert loaded_json(GOOD, secretary).ref == "TABASC_50_1601"


@pytest.mark.parametrize(("name", "value", "sentence"), BAD, ids=[f"{name}-{at}" for at, (name, _, _) in enumerate(BAD)])
def test_a_bad_file_is_refused_in_a_sentence_and_nothing_is_stored(name, value, sentence, secretary) -> None:
    before = everything()
    bad = GOOD | {name: value}
    if name == "mod_assessments":
        bad["modifications"] = [{"ref": "DP096", "items": ["2"]}]

    with pytest.raises((NotReadable, Refused), match=sentence):
        loaded_json(bad, secretary)

    assert everything() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"The file is not JSON"),
        (b"{\n\n not json", r"The file is not JSON: .* at line 3\."),
        (b"[]", r"The file holds no set of minutes"),
        (b"null", r"The file holds no set of minutes"),
        ("{}".encode("utf-16"), r"The file is not UTF-8 text"),
        (b"[" * 100_000, r"The file "),
        (b'{"committee": NaN}', r"'committee' is missing or is not text"),
    ],
)
def test_what_is_no_reading_is_refused_in_a_sentence(content, sentence, secretary) -> None:
    before = everything()

    with pytest.raises(NotReadable, match=sentence):
        load_minutes(content=content, name="bad.json", by=secretary)

    assert everything() == before


def test_only_a_secretary_of_the_committee_loads_its_minutes(secretary) -> None:
    for who in ("chair@demo.test", "records@demo.test", "admin@demo.test"):
        with pytest.raises(Refused, match="is not a secretary of the TABASC"):
            loaded_json(GOOD, User.objects.get(email=who))

    assert Meeting.objects.count() == 0


# -- the command ---------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did(secretary, capsys) -> None:
    for _ in range(2):
        call_command("load_minutes", str(DEMO / "tabasc_23.json"), by=secretary.email)

    ref = Meeting.objects.get(number=23).ref
    assert capsys.readouterr().out.splitlines() == [f"{ref}: stored.", f"{ref}: already stored; nothing changed."]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"by": "nobody@demo.test"}, r"^There is no user nobody@demo\.test\.$"),
        ({"classification": "pink"}, r"'pink' is not a classification\. Use white, green, amber or red\.$"),
        ({"held": "soon"}, r"'soon' is no day or month\. Write 2018-08-16 or 2018-08\.$"),
        ({"by": "member@demo.test"}, r"is not a secretary of the TABASC"),
    ],
)
def test_the_command_refuses_in_a_sentence(facts, sentence, secretary) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("load_minutes", str(DEMO / "tabasc_23.json"), **({"by": secretary.email} | facts))

    assert Meeting.objects.count() == 0


def test_the_command_names_a_file_that_is_not_there(secretary, tmp_path) -> None:
    with pytest.raises(CommandError, match=r"no-such\.json cannot be read: No such file or directory\.$"):
        call_command("load_minutes", str(tmp_path / "no-such.json"), by=secretary.email)


def test_the_month_of_a_meeting_is_told_where_the_file_does_not_say(secretary) -> None:
    found = GOOD | {"date": None}

    meeting = loaded_json(found, secretary, held=date(2020, 1, 1))

    assert (meeting.held_on, meeting.month, meeting.ref) == (None, date(2020, 1, 1), "TABASC_50")


def test_loaded_final_minutes_come_out_by_a_move_of_their_own(secretary) -> None:
    meeting = load(DEMO / "tabasc_23.json", secretary)

    make_move(meeting, "publish", by=secretary, on=TODAY)

    assert PrintedBlock.objects.visible_to(Public()).count() == PrintedBlock.objects.count() > 0
    assert set(StatusChange.objects.within(meeting.uid).values_list("stage", flat=True)) == {Stage.PUBLISHED}
    assert html.unescape(meeting.items.first().title)
