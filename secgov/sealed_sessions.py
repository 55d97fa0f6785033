"""Sessions as they stand in the database: sealed, because a code that was mailed, or the key of an authenticator app
that is being set up, waits in them."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends import db

from secgov.sealing import seal, unseal


class SessionStore(db.SessionStore):
    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal(super().encode(session_dict))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What was sealed; nothing where it was sealed under another key, as for any session that was tampered with."""
        try:
            return super().decode(unseal(str(session_data)))
        except InvalidToken:
            return {}
