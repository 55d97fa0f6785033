"""The gate a second time, in SQL: one policy to read and one to act for each table that holds governed words.

They answer over the settings of `standing.Claims`. Each is asked for once a statement, `(select current_setting(…))`,
and planning each costs 6 µs a table, so there are as few as the rule needs; what is rare stands in a function.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from secgov.models import Classified

READS, ACTS = "reads", "acts"
TYPES = {"system": "text", "grade": "int", "person": "bigint", "edition": "text"} | dict.fromkeys(
    ("secretary_of", "belongs_to", "edition_of"), "int[]"
)
UIDS = "uuid[]"
# What the gate looks at, as a function takes it.
ROW = "uid, classification, stage, audience, within"


def claim(name: str) -> str:
    """The setting as a value of its type, asked for once a statement; null where it is not set."""
    kind = TYPES.get(name, UIDS)
    return f"(select nullif(current_setting('secgov.{name}', true), '')::{kind})::{kind}"


def _touches(name: str) -> str:
    return f"(within || uid) && {claim(name)}"


# secgov.access.SignedIn and Public. The number is the lowest grade to which the row is open; 9 is nobody's.
SEES = f"""(
    {claim("grade")} >= CASE
        WHEN stage = 3 AND classification <= 2 THEN classification
        WHEN {_touches("recused")} THEN 9
        WHEN committee_id = ANY({claim("secretary_of")}) THEN 2
        WHEN classification <= 3 AND ({_touches("shared")} OR uid = ANY({claim("known")})) THEN 2
        WHEN stage < 2 THEN 9
        WHEN classification <= 3 AND (audience && {claim("belongs_to")} OR {_touches("invited")}) THEN 2
        WHEN classification <= 2 AND {_touches("takes_part_in")} THEN 2
        WHEN classification = 4 AND {_touches("named")} THEN 2
        WHEN classification <= 3 THEN 3
        ELSE 9
    END
    OR {claim("edition")} IS NOT NULL AND secgov_edition_sees({ROW})
)"""

# secgov.access.Edition and LinkHolder: few statements are theirs, so they may cost more for each row.
EDITION_SEES = """
CREATE OR REPLACE FUNCTION secgov_edition_sees(
    uid uuid, classification smallint, stage smallint, audience int[], within uuid[]
) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    edition text := current_setting('secgov.edition', true);
    own uuid[] := nullif(current_setting('secgov.own', true), '');
    is_own boolean := coalesce((within || uid) && own, false);
BEGIN
    IF edition = 'link' THEN
        RETURN is_own AND classification <= 2;
    ELSIF edition = '4' THEN
        RETURN (stage = 3 OR is_own) AND classification = 4
            AND (within || uid) && nullif(current_setting('secgov.named', true), '')::uuid[];
    END IF;
    RETURN (stage = 3 OR is_own) AND (
        classification <= least(edition::int, 2)
        OR edition = '3' AND classification = 3
            AND audience @> nullif(nullif(current_setting('secgov.edition_of', true), ''), '{}')::int[]
    );
END $$"""


def functions() -> Iterator[str]:
    """The functions that policies ask, in the order in which they are made."""
    yield EDITION_SEES
    for model in apps.get_models():
        if function := vars(model).get("WALL_FUNCTION"):
            yield str(function).format_map(_Words())


# A verb of the record, a task or a command, each at a named purpose: nobody else writes.
IS_SYSTEM = f"{claim('system')} <> ''"


def guarded() -> dict[str, str]:
    """Every table behind the wall and the condition under which a row of it is read."""
    found = {model._meta.db_table: condition for model in apps.get_models() if (condition := _condition(model))}
    return dict(sorted(found.items()))


def _condition(model: Any) -> str:
    """The condition of one table; "" for a table that is not behind the wall."""
    if hasattr(model, "history_object"):
        return _of_history(model)
    own = getattr(model, "WALL", "")
    if own:
        return str(own).format_map(_Words())
    read_with = getattr(model, "READ_WITH", "")
    if read_with:
        return _with(model, read_with)
    return SEES if issubclass(model, Classified) else ""


def _of_history(model: Any) -> str:
    """History is read with its record, and a row of it under the classification and stage that it had then. What was
    deleted is the system's."""
    base = model.instance_type
    if not _condition(base):
        return ""
    table, key = model._meta.db_table, base._meta.pk.column
    there = f"EXISTS (SELECT FROM {base._meta.db_table} AS there WHERE there.{key} = {table}.{key})"
    return f"{there} AND {SEES}" if issubclass(base, Classified) else there


def _with(model: Any, name: str) -> str:
    """Read by whoever may read the record that the foreign key `name` leads to."""
    field = model._meta.get_field(name)
    to, here = field.related_model._meta, model._meta.db_table
    return f"EXISTS (SELECT FROM {to.db_table} AS there WHERE there.{to.pk.column} = {here}.{field.column})"


class _Words(dict[str, str]):
    """The words that a model's own condition may use: {sees}, and each claim by its name."""

    def __missing__(self, name: str) -> str:
        return SEES if name == "sees" else claim(name)


def policies(table: str, condition: str, web: str) -> Iterator[str]:
    """The statements that put `table`, which has no policy, behind the wall."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    # In the order of their names, so that the system is asked first.
    yield f"CREATE POLICY {ACTS} ON {table} TO {web} USING ({IS_SYSTEM}) WITH CHECK ({IS_SYSTEM})"
    yield f"CREATE POLICY {READS} ON {table} FOR SELECT TO {web} USING ({condition})"
