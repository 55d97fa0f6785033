"""Sign-ins, failures, sign-outs and changes of an account, as the access log keeps them.

The adapter calls this where allauth has a hook, and the signals below where it has none (docs/adr/0014). Nothing else
hangs on a signal: whether somebody comes in is decided before.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa import signals as factor
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from secgov.access_log import note
from secgov.models import Logged, User

SESSION_WORD = "second_factor"
METHODS = {"socialaccount": "organisation", "mfa": "second factor"}


def _from(request: HttpRequest) -> str:
    return get_client_ip(request) or ""


def signed_in(request: HttpRequest, user: User) -> None:
    """Note that `user` came in, by which ways and from where."""
    records = get_authentication_records(request, user)
    ways = [METHODS.get(record["method"], record["method"]) for record in records]
    note(Logged.SIGNED_IN, at=timezone.now(), by=user, ways=ways, address=_from(request))


def sign_in_failed(request: HttpRequest, *, email: str = "", user: User | None = None, way: str) -> None:
    """Note that somebody did not come in. What was typed as the e-mail address is kept where nobody has it."""
    by = user or User.objects.filter(email__iexact=email).first()
    typed: dict[str, Any] = {} if by else {"typed": email[:254]}
    note(Logged.SIGN_IN_FAILED, at=timezone.now(), by=by, way=way, address=_from(request), **typed)


def signed_out(request: HttpRequest, user: User) -> None:
    note(Logged.SIGNED_OUT, at=timezone.now(), by=user, address=_from(request))


def _changed(request: HttpRequest, user: User, act: str, **facts: Any) -> None:
    person = getattr(user, "person", None)
    note(Logged.ACCOUNT, at=timezone.now(), by=user, person=person, act=act, address=_from(request), **facts)


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    _changed(request, user, "changed the password")


@receiver(account.password_reset)
def password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    _changed(request, user, "set the password anew by a link in a mail")


@receiver(account.login_code_rejected)
def code_refused(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sign_in_failed(request, user=user, way="code")


@receiver(factor.authentication_failed)
def factor_refused(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sign_in_failed(request, user=user, way="second factor")


@receiver(factor.authenticator_added)
def factor_added(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    """The session in which somebody adds a factor has given it."""
    request.session[SESSION_WORD] = True
    _changed(request, user, "added a second factor", factor=authenticator.type)


@receiver(factor.authenticator_removed)
def factor_removed(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    _changed(request, user, "removed a second factor", factor=authenticator.type)


@receiver(factor.authenticator_reset)
def codes_made_anew(request: HttpRequest, user: User, **kwargs: Any) -> None:
    _changed(request, user, "made new recovery codes")
