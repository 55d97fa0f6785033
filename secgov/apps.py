"""The ground floor as an application."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def grant_to_web_role(using: str, **kwargs: Any) -> None:
    """After the owner migrated, the web role may read and write rows, and nothing more: those that the second wall
    lets it."""
    from secgov import database  # noqa: PLC0415  app ready
    from secgov.wall import installing  # noqa: PLC0415  app ready

    installing.install(connections[using])
    database.grant_to_web(connections[using])


class SecgovConfig(AppConfig):
    name = "secgov"

    def ready(self) -> None:
        post_migrate.connect(grant_to_web_role, sender=self)
        from secgov import permissions  # noqa: PLC0415, F401  app ready
        from secgov.accounts import noted  # noqa: PLC0415, F401  app ready
