"""The door before what is Red: whoever administers records says why, and reads that one record for half an hour."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

# How long a reason opens one record; whoever reads longer says why again.
STANDS_OPEN = timedelta(minutes=30)
KEPT = "red_opened"


def open_record(session: SessionBase, uid: UUID, *, reason: str, at: datetime) -> None:
    """Let the record `uid`, and what stands within it, be read until half an hour from now."""
    kept = {str(each): facts for each, facts in _standing(session, at=at).items()}
    kept[str(uid)] = {"until": (at + STANDS_OPEN).isoformat(), "reason": reason}
    session[KEPT] = kept


def opened(session: SessionBase, *, at: datetime) -> dict[UUID, str]:
    """The records that stand open, each with the reason that was given."""
    return {UUID(uid): facts["reason"] for uid, facts in _standing(session, at=at).items()}


def _standing(session: SessionBase, *, at: datetime) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = session.get(KEPT, {})
    return {uid: facts for uid, facts in kept.items() if datetime.fromisoformat(facts["until"]) > at}
