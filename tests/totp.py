"""An authenticator app, as a telephone would have it (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time


def code(secret: str, *, ago: int = 0) -> str:
    """The six digits that the app shows for `secret` now, or so many half minutes ago."""
    counter = int(time.time()) // 30 - ago
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
