"""The door before what is Red: whoever administers records says why, and reads that one record for half an hour."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

from secgov.access import Purpose, SignedIn
from secgov.found import Names
from secgov.wall.doors import as_system

# How long a reason opens one record; whoever reads longer says why again.
STANDS_OPEN = timedelta(minutes=30)
KEPT = "red_opened"
# A list names no more Red records than this.
MOST_ROWS = 20


def open_record(session: SessionBase, uid: UUID, *, reason: str, at: datetime) -> None:
    """Let the record `uid`, and what stands within it, be read until half an hour from now."""
    kept = {str(each): facts for each, facts in _standing(session, at=at).items()}
    kept[str(uid)] = {"until": (at + STANDS_OPEN).isoformat(), "reason": reason}
    session[KEPT] = kept


def opened(session: SessionBase, *, at: datetime) -> dict[UUID, str]:
    """The records that stand open, each with the reason that was given."""
    return {UUID(uid): facts["reason"] for uid, facts in _standing(session, at=at).items()}


def red_url(record: Any, reader: Any) -> str:
    """Where `reader` says why they read what is Red within `record`; "" for whoever does not administer records."""
    if not isinstance(reader, SignedIn) or not reader.administers_records:
        return ""
    return reverse("secgov:red", args=[record.uid])


def red_rows(model: type[Any], reader: Any) -> list[dict[str, str]]:
    """For whoever administers records: that there are Red records of this kind which they have not opened, by their
    numbers and where they are opened, none of their words. Two queries for them, none for anybody else."""
    if not isinstance(reader, SignedIn) or not reader.administers_records:
        return []
    there = model._base_manager.filter(reader.behind_the_door()).exclude(reader.sees())
    with as_system(Purpose.DOOR):
        rows = list(there.order_by("-pk").values_list("uid", "within")[:MOST_ROWS])
    names = Names(uid for row, within in rows for uid in (row, *within)) if rows else None
    kind = str(model._meta.verbose_name)
    return [
        {"label": names.of(uid, within, kind), "url": reverse("secgov:red", args=[uid])}
        for uid, within in rows
        if names is not None
    ]


def _standing(session: SessionBase, *, at: datetime) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = session.get(KEPT, {})
    return {uid: facts for uid, facts in kept.items() if datetime.fromisoformat(facts["until"]) > at}
