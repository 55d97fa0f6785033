"""The tokens of invitations: random, kept as a digest only, compared in constant time."""

import hashlib
import hmac
import secrets
from datetime import datetime

from secgov.models import Invitation

TOKEN_BYTES = 32


def new() -> str:
    """A token that nobody can guess, as it stands in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_for(token: str, *, at: datetime) -> Invitation | None:
    """The invitation that can still be accepted with this token; None for any other token."""
    wanted = digest(token)
    found = Invitation.objects.open(at=at).filter(digest=wanted).select_related("person").first()
    return found if found is not None and hmac.compare_digest(found.digest, wanted) else None
