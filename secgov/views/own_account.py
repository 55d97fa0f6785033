"""One's own account: password, second factor, and where one is signed in."""

from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secgov import operations
from secgov.accounts import second_factor, sessions
from secgov.accounts.adapter import FactorAdapter
from secgov.models import SystemRole
from secgov.views.answers import nothing_here


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What one has and where one is signed in."""
    user = request.user
    return render(
        request,
        "account/overview.html",
        {
            "has_password": user.has_usable_password(),
            "has_factor": second_factor.has_one(user),
            "needs_factor": second_factor.is_required(user, on=timezone.localdate()),
            "roles": [SystemRole(role).label for role in user.roles],
            "sessions": sessions.of(user),
        },
    )


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in one other place."""
    for session in sessions.of(request.user):
        if session.pk == pk and not session.is_current():
            session.end()
            messages.success(request, "That session has ended.")
    return redirect("secgov:own_account")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = operations.end_sessions(request.user, by=request.user, at=timezone.now())
    sessions.keep(request, user)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("secgov:own_account")


@require_GET
def factors(request: HttpRequest) -> HttpResponse:
    """One's second factors, and where they are set up."""
    user = request.user
    has_factor = second_factor.has_one(user)
    context = second_factor.of(user) | {
        "has_factor": has_factor,
        "needs_factor": second_factor.is_required(user, on=timezone.localdate()),
        "going_to": has_factor and second_factor.GOING_TO in request.session,
    }
    return render(request, "mfa/index.html", context)


@require_http_methods(["GET", "POST"])
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey, unless one's roles require a second factor and it is the last."""
    if not second_factor.may_remove(request.user, pk):
        messages.error(request, FactorAdapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")
    return passkeys.remove_webauthn(request, pk=pk)


@require_GET
def recovered(request: HttpRequest) -> HttpResponse:
    """On to where somebody was going when they were led to set up a second factor."""
    return redirect(request.session.pop(second_factor.GOING_TO, "/"))


@login_not_required
@require_GET
def administration_sign_in(request: HttpRequest) -> HttpResponse:
    """The administration pages have no door of their own, which would ask for no second factor."""
    if request.user.is_authenticated:
        return nothing_here(request)
    return redirect(f"{reverse('login')}?{urlencode({'next': request.GET.get('next', '/admin/')})}")
