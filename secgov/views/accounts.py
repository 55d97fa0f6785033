"""Accounts, for system administrators: the register, one person's account, inviting, closing, a lost second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secgov import lists, operations
from secgov.accounts import register, second_factor
from secgov.accounts.administering import CommitteeMembershipForm, InviteForm, ReasonForm, RolesForm
from secgov.lifecycle import Refused
from secgov.models import Invitation, Person
from secgov.views.answers import form_page, may_or_403

ADMINISTER = "secgov.administer_accounts"


def person_or_404(request: HttpRequest, pk: int) -> Any:
    """A person as the register shows them; 403 for whoever does not administer accounts."""
    may_or_403(request, ADMINISTER)
    found = register.people().filter(pk=pk).first()
    if found is None:
        raise Http404
    register.finish([found])
    return found


def account_or_404(request: HttpRequest, pk: int) -> Any:
    """A person who has an account."""
    found = person_or_404(request, pk)
    if found.user is None:
        raise Http404
    return found


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    may_or_403(request, ADMINISTER)
    return lists.answer(request, register.REGISTER, register.people(), register.AccountFilter, finish=register.finish)


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, roles, memberships, second factor, invitations, and what may be done."""
    person = person_or_404(request, pk)
    return render(
        request,
        "secgov/accounts/account.html",
        {
            "person": person,
            "memberships": register.memberships_of(person),
            "invitations": register.invitations_of(person, at=timezone.now()),
            "is_waiting": register.waiting(person) is not None,
            "is_self": person.user_id == request.user.pk,
            "needs_factor": bool(person.user) and second_factor.is_required(person.user, on=timezone.localdate()),
        },
    )


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    may_or_403(request, ADMINISTER)
    form = InviteForm(request.POST or None, initial={"person": request.GET.get("person")})
    if request.method == "POST" and form.is_valid():
        try:
            sent = operations.invite_newcomer(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _sent(request, sent)
    intro = "They get a mail with a link, choose a password, and have what you give them here."
    return form_page(request, form, title="Invite somebody", submit="Send the invitation", intro=intro)


def _sent(request: HttpRequest, sent: Any) -> HttpResponse:
    messages.success(request, f"The invitation has gone to {sent.invitation.email}.")
    if settings.IS_DEMO:
        messages.info(request, f"The demonstration sends no mail. The link in it is {sent.link}")
    return redirect("secgov:account", sent.invitation.person_id)


def _tried(request: HttpRequest, pk: int, verb: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and go back to the person's page, with the sentence of what was done or why not."""
    try:
        verb()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("secgov:account", pk)
    messages.success(request, done)
    return redirect("secgov:account", pk)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    waiting = _waiting_or_404(request, pk)
    try:
        return _sent(request, operations.send_again(waiting, by=request.user, at=timezone.now()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("secgov:account", pk)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    waiting = _waiting_or_404(request, pk)
    facts = {"by": request.user, "at": timezone.now()}
    return _tried(request, pk, lambda: operations.revoke_invitation(waiting, **facts), "The invitation is revoked.")


def _waiting_or_404(request: HttpRequest, pk: int) -> Invitation:
    waiting = register.waiting(person_or_404(request, pk))
    if waiting is None:
        raise Http404
    return waiting


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    person = account_or_404(request, pk)
    form = RolesForm(request.POST or None, initial={"roles": person.user.roles})
    facts = {"by": request.user, "at": timezone.now()}
    return _asked(
        request,
        person,
        form,
        lambda: operations.give_roles(person.user, **form.cleaned_data, **facts),
        title=f"Roles of {person}",
        submit="Save",
        done="The roles are changed.",
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    person = account_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    facts = {"by": request.user, "at": timezone.now()}
    return _asked(
        request,
        person,
        form,
        lambda: operations.close_account(person.user, **form.cleaned_data, **facts),
        title=f"Close the account of {person}",
        submit="Close the account",
        done="The account is closed, and all its sessions have ended.",
        intro="They are signed out everywhere and cannot sign in until you open it again. Their memberships stay.",
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    person = account_or_404(request, pk)
    facts = {"by": request.user, "at": timezone.now()}
    return _tried(request, pk, lambda: operations.open_account(person.user, **facts), "The account is open again.")


@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    person = account_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    facts = {"by": request.user, "at": timezone.now()}
    return _asked(
        request,
        person,
        form,
        lambda: operations.reset_second_factor(person.user, **form.cleaned_data, **facts),
        title=f"Reset the second factor of {person}",
        submit="Reset the second factor",
        done="The second factor is reset. They were told by mail and are signed out everywhere.",
        intro="Make sure that it is they who ask: speak with them. They are signed out everywhere, told by mail, and"
        " set up a new one at their next sign-in.",
    )


@require_http_methods(["GET", "POST"])
def add_membership(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    form = CommitteeMembershipForm(request.POST or None)
    facts = {"by": request.user, "at": timezone.now(), "represents": person.organisation}
    return _asked(
        request,
        person,
        form,
        lambda: operations.add_membership(person=person, **form.cleaned_data, **facts),
        title=f"A membership of {person}",
        submit="Add the membership",
        done="The membership is added.",
    )


def _asked(
    request: HttpRequest, person: Person, form: Any, verb: Callable[[], Any], *, done: str, **page: Any
) -> HttpResponse:
    """A form on a page of its own about one person; then the verb, and back to the person."""
    if request.method == "POST" and form.is_valid():
        try:
            verb()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("secgov:account", person.pk)
    back = {"back_url": f"/accounts/{person.pk}/", "back_label": "Back"}
    return form_page(request, form, **back, **page)
