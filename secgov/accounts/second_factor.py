"""Who must have a second factor, and what happens until they have one."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from secgov.accounts.noted import SESSION_WORD
from secgov.models import MembershipRole, User

MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where somebody was going when they were led to set up a second factor.
GOING_TO = "second_factor_next"
OPEN_UNTIL_THEN = (
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "login",
    "logout",
    "account_login",
    "account_logout",
    "secgov:healthz",
    "secgov:second_factor_done",
)


def is_required(user: User, *, on: date) -> bool:
    """Whether `user` must sign in with a second factor on the day `on`: by a role in the system, as secretary of any
    committee, or because the administration pages are open to them. At most one query, which the page shares."""
    wanted = settings.SECOND_FACTOR_FOR
    if not wanted:
        return False
    if user.is_staff or set(user.roles) & set(wanted):
        return True
    held = user.roles_by_committee(on=on).values()
    return MembershipRole.SECRETARY in wanted and any(MembershipRole.SECRETARY in roles for roles in held)


def has_one(user: User) -> bool:
    """Whether `user` has an authenticator app or a passkey. One query."""
    return Authenticator.objects.filter(user=user, type__in=MAIN).exists()


def of(user: User) -> dict[str, Any]:
    """What `user` has: the app or None, passkeys in the order in which they were added, and how many recovery codes
    are left. One query."""
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "app": next((each for each in found if each.type == Authenticator.Type.TOTP), None),
        "passkeys": [each for each in found if each.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }


def may_remove(user: User, passkey: int) -> bool:
    """Whether `user` would still have what their roles require without this passkey. At most two queries."""
    others = Authenticator.objects.filter(user=user, type__in=MAIN).exclude(pk=passkey)
    return not is_required(user, on=timezone.localdate()) or others.exists()


class SecondFactorMiddleware:
    """Leads whoever must have a second factor, and did not sign in with one, to the page that sets it up; nothing else
    is open to them until then. A session that gave one says so, and costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_FOR or request.session.get(SESSION_WORD) or _is_open(request):
            return None
        user: Any = getattr(request.user, "really", request.user)  # also of whoever views as another role
        if not user.is_authenticated or not is_required(user, on=timezone.localdate()):
            return None
        if has_one(user):  # set up elsewhere since this session began without it
            return _anew(request)
        request.session[GOING_TO] = request.get_full_path() if request.method == "GET" else "/"
        return HttpResponseRedirect(reverse("mfa_index"))


def _is_open(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in OPEN_UNTIL_THEN


def _anew(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}")
