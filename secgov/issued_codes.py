"""The short code printed in every issued document, by which it can be looked up from paper.

It is worked out from what the document is with the secret of this installation, so that the same content gives the
same bytes and nobody else can make or guess one: eighty bits.
"""

import base64
import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

LENGTH = 16
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"  # no I, L, O or U, which are taken for others on paper
_FROM_BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_MISREAD = str.maketrans("ILOU", "110V")


def code_for(target: UUID, *facts: object) -> str:
    """The code of a document of `target`; `facts` tell it from every other document of the same."""
    words = " ".join([str(target), *(str(fact) for fact in facts)])
    digest = salted_hmac("secgov.issued_codes", words, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().translate(_FROM_BASE32)


def printed(code: str) -> str:
    """As it stands on paper: "ABCD-EFGH-JKMN-PQRS"."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read(text: str) -> str:
    """The code in what somebody typed, whatever stands between its letters and however they were misread; "" where
    it is none."""
    letters = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_MISREAD)
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else ""


def digest(code: str) -> str:
    """What a code is looked up by."""
    return hashlib.sha256(code.encode()).hexdigest()
