"""Putting the policies on, by the schema's owner after it has migrated; what stands as it should is left alone."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from secgov.wall.policies import ACTS, READS, functions, guarded, policies

STANDING = """
SELECT rel.relname, pol.polname, CASE WHEN rel.relrowsecurity THEN obj_description(pol.oid, 'pg_policy') END
FROM pg_policy AS pol JOIN pg_class AS rel ON rel.oid = pol.polrelid
WHERE rel.relnamespace = 'public'::regnamespace
"""


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Put every governed table that exists behind the second wall; the tables whose policies were written. Does
    nothing unless connected as owner. A table never stands open in between, and a policy that is none of ours, which
    could only open it further, goes."""
    if connection.settings_dict["ROLE"] != "owner":
        return []
    web = connection.ops.quote_name(connection.settings_dict["ROLES"]["web"]["USER"])
    existing = set(connection.introspection.table_names())
    wanted = {
        table: "; ".join(policies(table, condition, web)) for table, condition in guarded().items() if table in existing
    }
    written = []
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")  # the tables of some may not be there yet
        for function in functions():
            cursor.execute(function)
        there = _there(cursor)
        for table, statements in wanted.items():
            mark = hashlib.sha256(statements.encode()).hexdigest()
            if there.get(table) != {ACTS: mark, READS: mark}:
                _drop(cursor, table, there.get(table, {}))
                marks = (f"COMMENT ON POLICY {name} ON {table} IS '{mark}'" for name in (ACTS, READS))
                cursor.execute("; ".join([statements, *marks]))
                written.append(table)
    return written


def _there(cursor: CursorWrapper) -> dict[str, dict[str, str]]:
    """The policies of each table that has any, with their marks."""
    found: dict[str, dict[str, str]] = {}
    cursor.execute(STANDING)
    for table, name, mark in cursor.fetchall():
        found.setdefault(table, {})[name] = mark
    return found


def _drop(cursor: CursorWrapper, table: str, names: Iterable[str]) -> None:
    for name in names:
        cursor.execute(f'DROP POLICY "{name}" ON {table}')
