"""What allauth asks the house: who may come in, how mail leaves, which sentences are said, what is noted."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from secgov import operations
from secgov.accounts import letters, noted
from secgov.accounts.second_factor import has_one, is_required, may_remove
from secgov.mail import queue_mail
from secgov.models import Invitation, User
from secgov.sealing import seal, unseal

# How lately somebody must have shown who they are, in seconds, before they change how they sign in.
LATELY = 5 * 60
TOO_MANY = ("too_many_login_attempts", "rate_limited")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask the system administrator.",
        "email_password_mismatch": "The e-mail address or the password is not right. Try again, or set a new password.",
        "enter_current_password": "This is not your password. Enter the one you signed in with.",
        "incorrect_code": "This code is not right, or no longer valid. Enter the newest one.",
        "incorrect_password": "This is not your password. Try again.",
        "invalid_password_reset": "This link serves no longer. Ask for a new one.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes and try again.",
        "rate_limited": "Too many attempts. Wait a minute and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are by invitation only."""
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Too many attempts are answered with 429 and a page of their own, whatever form they were made in."""
        if code in TOO_MANY:
            raise ImmediateHttpResponse(respond_429(self.request))
        return super().validation_error(code, *args)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        subject, text = letters.letter(template_prefix, context)
        queue_mail(recipient=email, subject=subject, text=text, lets_in=template_prefix in letters.LETTING_IN)

    def get_reset_password_from_key_url(self, key: str) -> str:
        user, _, word = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": word})
        return settings.PUBLIC_ADDRESS + path

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        noted.sign_in_failed(request, email=credentials.get("email", ""), way="password")

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        """By now every stage has been passed: whoever has a second factor has given it."""
        request.session[noted.SESSION_WORD] = has_one(user)
        noted.signed_in(request, user)
        return super().post_login(request, user, **facts)

    def logout(self, request: HttpRequest) -> None:
        noted.signed_out(request, request.user)  # type: ignore[arg-type]
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, self.error_messages["account_inactive"])
        return HttpResponseRedirect(reverse("login"))

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        """Signing in a moment ago, in any way, is as good as showing again who one is."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > LATELY

    def is_login_by_code_required(self, login: Any) -> bool:
        """Whoever must have a second factor and has none does not come in by a password alone to set one up: a code
        goes to their mail first."""
        records = get_authentication_records(self.request, login.user)
        if not records or records[-1]["method"] != "password":
            return False
        return is_required(login.user, on=timezone.localdate()) and not has_one(login.user)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Your roles require a second factor, and this is your last. Add another first.",
        "cannot_generate_recovery_codes": "Set up a second factor first.",
        "incorrect_code": "This code is not right. Enter the one that is shown now.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The square to be photographed, as an element that stands in the page itself."""
        drawn = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove(authenticator.user, authenticator.pk)


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """An organisation's own sign-in lets in whoever has an account or an open invitation at an address that the
    organisation has verified, and makes no account of its own."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("login")))
        if sociallogin.is_existing:
            return
        user = _known(sociallogin)
        if user is None:
            sentence = "Nobody was invited at the address that your organisation gave. Ask the system administrator."
            messages.error(request, sentence)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("login")))
        sociallogin.connect(request, user)


def _known(sociallogin: Any) -> User | None:
    """Whose account, or open invitation, has an address that the organisation has verified."""
    now = timezone.now()
    for address in sociallogin.email_addresses:
        if not address.verified:
            continue
        user = User.objects.filter(email__iexact=address.email, is_active=True).first()
        invited = Invitation.objects.open(at=now).filter(email__iexact=address.email).first()
        if user is not None:
            return user
        if invited is not None:
            return operations.accept_invitation(invited, password=None, at=now)
    return None
