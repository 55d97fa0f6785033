"""Actions by the hundred thousand, written by the database itself; only ever into a database of the run's own."""

from django.db import connection

from meetings.models import Meeting
from secgov.database import act_as

# Every second is closed, every fourth Green and every fourth Amber; ten to a meeting, each with an owner and an update.
ACTIONS = """
WITH made AS (
    SELECT n, gen_random_uuid() AS uid, 'TABASC' || (1000 + n / 10) || '/' || lpad((n %% 10)::text, 2, '0') AS ref
    FROM generate_series(%(first)s, %(last)s) AS n
), referred AS (
    INSERT INTO secgov_reference (kind, canonical, state, committee_id, target)
    SELECT 'action', ref, 'fixed', %(committee)s, uid FROM made RETURNING id, target
), acted AS (
    INSERT INTO actions_action (
        uid, classification, classified_by, committee_id, audience, stage, within, reference_id, ref, raised_number,
        text, status, status_circulated, status_published, due_kind, due_words, given_owner, given_due)
    SELECT uid, CASE n %% 4 WHEN 0 THEN 2 WHEN 1 THEN 3 ELSE 1 END, 'set', %(committee)s, ARRAY[%(committee)s], 3,
        ARRAY[]::uuid[], referred.id, ref, 1000 + n / 10,
        'The owner to bring the paper numbered ' || n || ' back to the committee with the figures it asked for.',
        status, status, status, '', '', 'SECAS', ''
    FROM made JOIN referred ON target = uid,
        LATERAL (SELECT CASE n %% 2 WHEN 0 THEN 'open' ELSE 'closed' END AS status) AS decided
    RETURNING id, classification, status
), owned AS (
    INSERT INTO actions_actionowner (action_id, rank, kind, printed) SELECT id, 0, 'printed', 'SECAS' FROM acted
)
INSERT INTO actions_actionupdate (
    uid, classification, classified_by, committee_id, audience, stage, within, action_id, meeting_id, meeting_number,
    action_text, owner_text, text, status_after, is_reopened, is_adopted)
SELECT gen_random_uuid(), classification, 'set', %(committee)s, ARRAY[%(committee)s], 3, ARRAY[]::uuid[], id,
    %(meeting)s, %(number)s, '', '', 'The figures were given and are being looked at; more at the next meeting.',
    status, false, true
FROM acted
"""


def make_actions(*, first: int, last: int, meeting: Meeting) -> None:
    """Actions `first` to `last` of the committee of `meeting`, reviewed there; then fresh statistics, as the server
    would gather them by itself within a minute."""
    facts = {
        "first": first,
        "last": last,
        "committee": meeting.committee_id,
        "meeting": meeting.pk,
        "number": meeting.number,
    }
    with connection.cursor() as cursor:
        cursor.execute(ACTIONS, facts)
    act_as(connection, "owner")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    act_as(connection, "web")
