"""The page behind the link of an invitation: whoever holds it chooses a password and is in."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from secgov import operations
from secgov.accounts.administering import AcceptForm
from secgov.accounts.tokens import invitation_for
from secgov.lifecycle import Refused


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind the link; one page for every link that serves no longer, whatever the reason."""
    limit = {"app": "allauth.account", "action": "invitation", "limit_get": True}
    too_many = ratelimit.consume_or_429(request, **limit)
    if too_many is not None:
        return too_many
    invitation = invitation_for(token, at=timezone.now())
    if invitation is None or request.user.is_authenticated:
        return _closed(request)
    form = AcceptForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        try:
            user = operations.accept_invitation(invitation, password=form.cleaned_data["password"], at=timezone.now())
        except Refused:
            return _closed(request)
        record_authentication(request, user, "invitation")
        return perform_login(request, Login(user=user, email=user.email, redirect_url=invitation.leads_to or None))
    status = 422 if request.method == "POST" else 200
    return render(request, "account/invitation.html", {"form": form, "invitation": invitation}, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/invitation_closed.html", status=404)
