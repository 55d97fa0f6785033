"""Django's PostgreSQL engine, which tells the server who reads; the engine's name is `secgov.wall`."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError, connections
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from secgov.wall.standing import NAMES, NOBODY, Claims, claimed

TELL = "SELECT " + ", ".join(f"set_config('secgov.{name}', %s, false)" for name in NAMES)


class DatabaseWrapper(base.DatabaseWrapper):
    """Says before a statement who reads, when that has changed since it was last said.

    `told` is what the server holds now: None where we cannot know, after a rollback, which takes back what was said
    within it. The owner and the superuser pass no policy, so they are told nothing.
    """

    told: Claims | None = NOBODY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._tell_first)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # the driver's connection
        self.told = NOBODY
        return super().get_new_connection(conn_params)

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self.told = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.told = None

    def _tell_first(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        wanted = claimed()
        if wanted != self.told and self.settings_dict.get("ROLE") != "owner":
            self.tell(wanted)
        return execute(sql, params, many, context)

    def tell(self, claims: Claims) -> None:
        """Tell the server that `claims` are those of whoever reads from now on; about 0.05 ms. A transaction that has
        failed takes no statement but its rollback, after which it is told."""
        if self.connection.pgconn.transaction_status == TransactionStatus.INERROR:
            return
        with self.wrap_database_errors:
            self.connection.execute(TELL, astuple(claims))
        self.told = claims


def let_go(**kwargs: object) -> None:
    """After each answer: the connection is kept, and whoever read through it is forgotten."""
    for connection in connections.all(initialized_only=True):
        is_idle = connection.connection is not None and not connection.in_atomic_block
        if is_idle and isinstance(connection, DatabaseWrapper) and connection.told != NOBODY:
            with suppress(DatabaseError):  # of a connection that is lost nobody reads any more
                connection.tell(NOBODY)


request_finished.connect(let_go)
