"""The second wall: a query that forgets the gate gets what the gate would give, and nothing where nobody reads."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from actions.models import Action
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Meeting, MinuteEntry
from meetings.models.agenda import PaperQuerySet
from meetings.models.corrections import CorrectionQuerySet
from secgov.access import Purpose, reader_for
from secgov.models import Classified, ClassifiedQuerySet, StatusChange
from secgov.publication import classified_models
from secgov.wall import doors, standing
from secgov.wall.base import DatabaseWrapper
from secgov.wall.policies import guarded
from secgov.wall.standing import NOBODY, Claims
from tests import factories
from tests.cast import Cast
from tests.meetings.test_editions import MIXED, minuted, words_in


@pytest.fixture
def record(cast: Cast) -> Meeting:
    """Minutes with something at every classification, circulated, and a draft beside them."""
    meeting = factories.bring_to(minuted(cast, MIXED, with_agenda=True), Status.CIRCULATED, by=cast.secretary)
    item = AgendaItem.objects.filter(meeting=meeting).earliest("rank")
    cast.invite(item)
    cast.recuse(item.uid)
    cast.name(meeting.uid)
    cast.show(meeting.uid)
    return meeting


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  a table of ours
        return int(cursor.fetchone()[0])


def test_nobody_reads_nothing(record) -> None:
    counted = {table: count(table) for table in guarded()}
    planted = {table for table, rows in counted.items() if rows}

    with standing.standing():
        assert {table: count(table) for table in guarded()} == dict.fromkeys(guarded(), 0)

    assert {model._meta.db_table for model in (Meeting, MinuteEntry, Action, StatusChange)} <= planted
    assert "meetings_historicalminuteentry" in planted


def test_everybody_gets_from_a_query_without_the_gate_what_the_gate_gives(record, cast) -> None:
    differing = []
    for who, user in cast.people.items():
        reader = reader_for(user, on=timezone.localdate())
        for model in classified_models():
            given = set(model._default_manager.visible_to(reader).values_list("pk", flat=True))
            with doors.reading(reader):
                got = set(model._base_manager.order_by().values_list("pk", flat=True))
            differing += [(who, model._meta.label, given - got, got - given)] if got != given else []

    assert differing == []


def test_history_is_read_with_its_record_and_as_it_was_classified_then(record, cast) -> None:
    entry = MinuteEntry.objects.filter(meeting=record, kind="discussion").earliest("pk")
    typed = MinuteEntry.history.filter(id=entry.pk)
    assert typed.filter(stage=1).exists()

    def earlier(user: Any) -> list[int]:
        with doors.reading(reader_for(user, on=timezone.localdate())):
            return list(typed.order_by("stage").values_list("stage", flat=True).distinct())

    assert 1 in earlier(cast.secretary)
    assert 1 not in earlier(cast.chair)
    assert earlier(cast.party) == []


def test_whoever_reads_writes_nothing(record, cast) -> None:
    item = AgendaItem.objects.filter(meeting=record).earliest("pk")
    with doors.reading(reader_for(cast.secretary, on=timezone.localdate())):
        assert AgendaItem.objects.filter(pk=item.pk).update(title="Written past every verb") == 0
        assert AgendaItem.objects.filter(pk=item.pk)._raw_delete(using="default") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            AgendaItem.objects.create(meeting=record, rank="zz", title="Out of nowhere", committee=cast.tabasc)

    assert AgendaItem.objects.get(pk=item.pk).title == item.title


# What a page lists through a door that names parents (`Purpose.NAMING`): there the gate stands alone, and
# test_a_page_holds_what_its_reader_may_read_and_nothing_above fails without it.
GATE_ALONE = {"zqcondition", "zqpaper"}


def take_the_gate_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `visible_to` gives everything, once it is known who reads; before that nobody does."""
    for queryset in (ClassifiedQuerySet, PaperQuerySet, CorrectionQuerySet):
        monkeypatch.setattr(queryset, "visible_to", lambda self, reader: (reader.sees(), self.all())[1])


def test_pages_without_the_gate_show_nothing_more(cast, signed_in, monkeypatch) -> None:
    """The mutation that takes the gate from every view, panel, export and template query at once."""
    meeting = minuted(cast, MIXED, with_agenda=False)
    addresses = [f"/meetings/{meeting.ref}/", "/meetings/", "/actions/", "/actions/?format=csv", "/modifications/"]
    browsers = {who: signed_in(user) for who, user in cast.people.items()}

    def met() -> dict[str, list[tuple[int, set[str]]]]:
        answers = {who: [browser.get(each) for each in addresses] for who, browser in browsers.items()}
        return {
            who: [(each.status_code, words_in(each.getvalue().decode()) - GATE_ALONE) for each in those]
            for who, those in answers.items()
        }

    for status in (Status.DRAFT, Status.CIRCULATED):
        factories.bring_to(meeting, status, by=cast.secretary)
        with_the_gate = met()
        with monkeypatch.context() as patch:
            take_the_gate_away(patch)
            assert met() == with_the_gate
        assert with_the_gate["secretary"] != with_the_gate["party"]


# -- the web role and the wall ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SET ROLE secgov_owner", "permission denied"),
        ("ALTER TABLE meetings_meeting DISABLE ROW LEVEL SECURITY", "must be owner"),
        ("DROP POLICY reads ON meetings_meeting", "must be owner"),
        ("CREATE POLICY mine ON meetings_meeting USING (true)", "must be owner"),
        ("SET LOCAL row_security = off; SELECT * FROM meetings_meeting", "would be affected by row-level security"),
        ("ALTER ROLE CURRENT_USER BYPASSRLS", "permission denied"),
    ],
)
def test_the_web_role_does_not_get_round_it(statement, said) -> None:
    with (
        standing.standing(),
        pytest.raises(DatabaseError, match=said),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def asked(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_every_governed_table_is_behind_it_and_has_our_two_policies_alone() -> None:
    governed = {model._meta.db_table for model in classified_models()}
    history = {
        model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "history_object") and issubclass(model.instance_type, Classified)
    }

    assert governed | history <= set(guarded())
    rows = asked(
        "SELECT tablename, array_agg(policyname::text ORDER BY policyname) FROM pg_policies GROUP BY tablename"
    )
    assert dict(rows) == {table: ["acts", "reads"] for table in guarded()}
    # What row security is active for shows the web role no statistics of its columns either (pg_stats).
    assert (
        asked(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
            " AND NOT row_security_active(oid)"
        )
        == []
    )
    assert asked("SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolbypassrls OR rolsuper)") == []


@pytest.mark.django_db
def test_functions_with_the_owners_eyes_answer_yes_or_no() -> None:
    found = asked(
        "SELECT proname, prorettype::regtype::text FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )

    assert found == [("meetings_part_is_open", "boolean")]


# -- the connection and who reads ---------------------------------------------------------------------------------


def told() -> str:
    """Which purpose or person the server holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT concat_ws('/', current_setting('secgov.system', true), current_setting('secgov.person', true))"
        )
        return str(cursor.fetchone()[0]).strip("/")


class Undone(Exception):
    """Takes back what a transaction did."""


SOMEBODY, ANOTHER = Claims(person="1"), Claims(person="2")


@pytest.mark.django_db
def test_it_is_told_again_after_what_was_said_was_taken_back() -> None:
    with standing.standing(SOMEBODY):
        with suppress(Undone), transaction.atomic():
            with standing.standing(ANOTHER):
                assert told() == "2"
            raise Undone
        assert told() == "1"
        with pytest.raises(DatabaseError), transaction.atomic(), standing.standing(ANOTHER):
            asked("SELECT 1 / 0")
        assert told() == "1"
    assert told() == "a test"


@pytest.mark.django_db(transaction=True)
def test_it_is_told_again_after_a_whole_transaction_was_rolled_back() -> None:
    with standing.standing(SOMEBODY):
        assert told() == "1"
        with transaction.atomic(), standing.standing(ANOTHER):
            assert told() == "2"
            transaction.set_rollback(True)
        assert told() == "1"
        connection.close()
        assert told() == "1"


@pytest.mark.django_db(transaction=True)
def test_a_session_that_was_killed_is_followed_by_nobodys() -> None:
    with standing.standing(SOMEBODY):
        [(pid,)] = asked("SELECT pg_backend_pid()")
        with pytest.raises(DatabaseError):
            asked(f"SELECT pg_terminate_backend({pid})")
        connection.close()

    with standing.standing():
        assert told() == ""


@pytest.mark.django_db(transaction=True)
def test_after_an_answer_the_connection_has_forgotten_who_read(cast, signed_in) -> None:
    signed_in(cast.secretary).get("/meetings/")

    assert connection.told == NOBODY  # type: ignore[attr-defined]
    with standing.standing():
        assert told() == ""


def test_a_page_tells_the_database_once_who_reads(record, cast, signed_in, monkeypatch) -> None:
    said: list[Claims] = []
    tell = DatabaseWrapper.tell
    monkeypatch.setattr(DatabaseWrapper, "tell", lambda self, claims: (said.append(claims), tell(self, claims)))

    signed_in(cast.member).get("/actions/")
    signed_in(cast.public).get("/healthz")

    assert [claims.person for claims in said if claims.person] == [str(cast.member.pk)]


@pytest.mark.django_db
def test_a_thread_begins_as_nobody_where_the_process_has_not_said_otherwise() -> None:
    before = standing.stand_by_default(NOBODY)
    found: list[Claims] = []
    try:
        with doors.as_system(Purpose.ACTING):
            thread = threading.Thread(target=lambda: found.append(standing.claimed()))
            thread.start()
            thread.join()
    finally:
        standing.stand_by_default(before)

    assert found == [NOBODY]
