"""What is mailed about an account: one subject and text for each occasion, never more than a link or a code."""

from typing import Any

from django.conf import settings

UNASKED = "If this was not you, tell the system administrator at once."
# By the name under which allauth asks for each.
LETTERS = {
    "account/email/login_code": (
        "Your code for signing in",
        "The code is {code}\n\nIt serves once and for ten minutes. If you did not ask for it, you need do nothing.",
    ),
    "account/email/password_reset_key": (
        "A new password",
        "Set a new password here:\n\n{password_reset_url}\n\nThe link serves once. If you did not ask for it, you need"
        " do nothing.",
    ),
    "account/email/password_changed": ("Your password was changed", f"Your password was changed. {UNASKED}"),
    "account/email/password_set": ("A password was set", f"Your account has a password now. {UNASKED}"),
    "account/email/password_reset": ("Your password was set anew", f"Your password was set anew. {UNASKED}"),
    "mfa/email/totp_activated": (
        "An authenticator app was added",
        f"An authenticator app is now your second factor. {UNASKED}",
    ),
    "mfa/email/totp_deactivated": (
        "The authenticator app was removed",
        f"The authenticator app is no longer your second factor. {UNASKED}",
    ),
    "mfa/email/webauthn_added": ("A passkey was added", f"A passkey was added to your account. {UNASKED}"),
    "mfa/email/webauthn_removed": ("A passkey was removed", f"A passkey was removed from your account. {UNASKED}"),
    "mfa/email/recovery_codes_generated": (
        "New recovery codes",
        f"New recovery codes were made for your account; the old ones serve no longer. {UNASKED}",
    ),
    "socialaccount/email/account_connected": (
        "You can sign in through your organisation",
        f"Signing in through your organisation now leads to your account. {UNASKED}",
    ),
}
# Letters with whose words anybody could come in.
LETTING_IN = ("account/email/login_code", "account/email/password_reset_key")


def letter(occasion: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text for an occasion; KeyError for one that has no letter."""
    subject, text = LETTERS[occasion]
    return subject, f"{text.format(**context)}\n\n{settings.PUBLIC_ADDRESS}\n"


def invitation(*, name: str, link: str, days: int) -> tuple[str, str]:
    """Subject and text for somebody who is invited."""
    text = (
        f"{name},\n\nyou are invited to the record of the committees. Accept and choose a password here:\n\n{link}\n\n"
        f"The link serves once and for {days} days.\n"
    )
    return "Your invitation to the committees’ record", text


def factor_reset(*, reason: str) -> tuple[str, str]:
    """Subject and text for somebody whose second factor an administrator took away."""
    text = (
        "A system administrator has reset your second factor, and you were signed out everywhere. At your next sign-in"
        f" you set up a new one.\n\nThe reason given: {reason}\n\n{UNASKED}\n\n{settings.PUBLIC_ADDRESS}\n"
    )
    return "Your second factor was reset", text
