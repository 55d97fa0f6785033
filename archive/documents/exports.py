"""The list of exports that somebody asked for."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from archive.models import Export
from secgov.access import Reader
from secgov.lists import Column, Register


def exports_register(at: datetime) -> Register:
    """The register of exports, their state as of the moment `at`."""
    return Register(
        title="Exports",
        columns=(
            Column("what", "What", str),
            Column("reason", "Why", lambda row: row.reason),
            Column("state", "State", lambda row: row.state_at(at)[0]),
            Column("documents", "Documents", lambda row: row.total),
            Column("at", "Asked for", lambda row: f"{timezone.localtime(row.asked_at):%Y-%m-%d %H:%M}", "asked_at"),
        ),
        order=("-asked_at",),
        template="archive/exports.html",
        filename="exports",
    )


def exports_of(reader: Reader) -> Any:
    """The exports that `reader` asked for."""
    return Export.objects.visible_to(reader).select_related("committee")
