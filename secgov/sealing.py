"""Words that must come back and may not lie readable in a table: sealed with a key made of the secret key."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@cache
def _made_of(*secrets: str) -> MultiFernet:
    digests = (hashlib.sha256(f"secgov.sealing:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _keys() -> MultiFernet:
    return _made_of(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def seal(text: str) -> str:
    """`text` as nobody can read it who has not the secret key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed; cryptography's InvalidToken where the key is another or the words were changed."""
    return _keys().decrypt(sealed.encode()).decode()
