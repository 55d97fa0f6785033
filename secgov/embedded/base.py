"""Django's PostgreSQL engine with a server that starts itself: the engine's name is `secgov.embedded`."""

import time
from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import client
from psycopg import OperationalError

from secgov.embedded.cluster import PORT, PROGRAMS
from secgov.embedded.server import Server, server_of
from secgov.wall import base

RETRY_SECONDS = 30
# What libpq says of a server that is not there, not yet there, or about to go; all pass by themselves.
PASSING = (
    "Connection refused",
    "No such file or directory",
    "starting up",
    "shutting down",
    "in recovery mode",
    "not yet accepting connections",
    "terminating connection",
    "server closed the connection unexpectedly",
)


class DatabaseClient(client.DatabaseClient):
    executable_name = str(PROGRAMS / "psql")

    def runshell(self, parameters: Iterable[str]) -> None:
        found = self.connection.get_connection_params()
        self.connection.settings_dict |= {
            "HOST": found["host"],
            "PORT": found["port"],
            "PASSWORD": found["password"],
        }
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the server when a connection is asked for, never earlier."""

    client_class = DatabaseClient

    @property
    def server(self) -> Server:
        place = self.settings_dict["EMBEDDED"]
        return server_of(place["folder"], is_durable=place["durable"])

    def get_connection_params(self) -> dict[str, Any]:
        server = self.server
        server.ensure_running()
        found = {
            "host": server.folder.socket_folder(),
            "port": PORT,
            "password": server.folder.password(self.settings_dict["USER"]),
        }
        return super().get_connection_params() | found

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # the driver's connection
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            try:
                return super().get_new_connection(conn_params)
            except OperationalError as error:
                if time.monotonic() > deadline or not any(words in str(error) for words in PASSING):
                    raise
            # It ended between our look and our call.
            time.sleep(0.05)
            conn_params |= {"host": self.get_connection_params()["host"]}
