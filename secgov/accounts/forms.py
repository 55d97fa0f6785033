"""The forms of signing in, in the words of the house; what they check and do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey

EMAIL, PASSWORD, NEW, AGAIN = "E-mail address", "Password", "New password", "New password again"
RULES = "At least 12 characters, and not a common password."


class Worded:
    """Gives the fields of a form their labels and help, and takes away what stands greyed inside them."""

    labels: dict[str, str] = {}
    helps: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(Worded, account.LoginForm):
    labels = {"login": EMAIL, "password": PASSWORD}


class AskCodeForm(Worded, account.RequestLoginCodeForm):
    labels = {"email": EMAIL}


class GiveCodeForm(Worded, account.ConfirmLoginCodeForm):
    labels = {"code": "Code from the mail"}


class AskResetForm(Worded, account.ResetPasswordForm):
    labels = {"email": EMAIL}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    labels = {"password1": NEW, "password2": AGAIN}
    helps = {"password1": RULES}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    labels = {"oldpassword": "Password until now", "password1": NEW, "password2": AGAIN}
    helps = {"password1": RULES}


class FirstPasswordForm(Worded, account.SetPasswordForm):
    labels = {"password1": NEW, "password2": AGAIN}
    helps = {"password1": RULES}


class PasswordAgainForm(Worded, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class FactorForm(Worded, factor.AuthenticateForm):
    labels = {"code": "Code"}
    helps = {"code": "Six digits from your authenticator app, or one of your recovery codes."}


class FactorAgainForm(Worded, factor.ReauthenticateForm):
    labels = {"code": "Code"}
    helps = {"code": "Six digits from your authenticator app, or one of your recovery codes."}


class AppCodeForm(Worded, app.ActivateTOTPForm):
    labels = {"code": "Code that the app shows now"}


class AddPasskeyForm(Worded, passkey.AddWebAuthnForm):
    """Every key that is added can sign in by itself, so there is nothing to choose."""

    labels = {"name": "Name of the passkey"}
    helps = {"name": "So that you know it again: the telephone, the laptop, the key on the ring."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["credential"].label = "Passkey"
        self.fields["credential"].error_messages["required"] = "Your browser gave none. Passkeys need JavaScript."


class RenamePasskeyForm(Worded, passkey.EditWebAuthnForm):
    labels = {"name": "Name of the passkey"}
