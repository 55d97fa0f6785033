"""Accounts: inviting somebody, coming in, closing and opening an account, its roles, and a second factor that was lost.

Every verb leaves an entry in the access log. None of them gives its doer a right to read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from secgov.access_log import note
from secgov.accounts import letters, tokens
from secgov.acting import operation
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.mail import queue_mail
from secgov.models import Invitation, Logged, Person, SystemRole, User


@dataclass(frozen=True)
class Sent:
    """An invitation that has gone out, and the link in its mail, which is written down nowhere else."""

    invitation: Invitation
    link: str


@operation
def invite(
    *,
    person: Person,
    email: str,
    by: User | None,
    at: datetime,
    roles: Iterable[SystemRole] = (),
    leads_to: str = "",
) -> Sent:
    """Invite a person to make an account; the mail with the link leaves at once. Refused where the person or the
    address has an account, where an invitation is open, or where somebody gives roles to themselves."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse(person, email)
    open_one = Invitation.objects.filter(person=person, accepted_at=None, revoked_at=None).first()
    if open_one is not None:
        raise Refused([f"{person} has been invited already. Send that invitation again, or revoke it."])
    token = tokens.new()
    invitation = Invitation.objects.create(
        person=person,
        email=email.lower(),
        roles=sorted(roles),
        digest=tokens.digest(token),
        leads_to=leads_to,
        by=by,
        at=at,
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
    )
    link = settings.PUBLIC_ADDRESS + reverse("secgov:accept_invitation", args=[token])
    subject, text = letters.invitation(name=person.name, link=link, days=settings.INVITATION_DAYS)
    queue_mail(recipient=invitation.email, subject=subject, text=text, lets_in=True)
    _note(person, "invited", by=by, at=at, email=invitation.email, roles=invitation.roles)
    return Sent(invitation, link)


def _refuse(person: Person, email: str) -> None:
    if person.user_id is not None:
        raise Refused([f"{person} has an account already."])
    if User.objects.filter(email__iexact=email).exists():
        raise Refused([f"Somebody else has an account with the address {email}. Choose another."])


@operation
def revoke_invitation(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Take an invitation back: its link leads nowhere from now on. Refused where it was accepted."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise Refused([f"{invitation.person} has accepted this invitation. Close the account instead."])
    if invitation.revoked_at is None:
        invitation.revoked_by, invitation.revoked_at = by, at
        invitation.save(update_fields=["revoked_by", "revoked_at"])
        _note(invitation.person, "revoked the invitation of", by=by, at=at, email=invitation.email)
    return invitation


@operation
def send_again(invitation: Invitation, *, by: User, at: datetime) -> Sent:
    """A new link to the same address with the same roles; the old link leads nowhere from now on."""
    old = revoke_invitation(invitation, by=by, at=at)
    roles = [SystemRole(role) for role in old.roles]
    return invite(person=old.person, email=old.email, roles=roles, leads_to=old.leads_to, by=by, at=at)


@operation
def accept_invitation(invitation: Invitation, *, password: str | None, at: datetime) -> User:
    """The account that an invitation promises, tied to its person; without a password only codes, passkeys and the
    organisation's own sign-in lead in. Refused where the invitation was used, revoked or has run out."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    if not Invitation.objects.open(at=at).filter(pk=invitation.pk).exists():
        raise Refused(["This invitation serves no longer. Ask for a new one."])
    person = invitation.person
    _refuse(person, invitation.email)
    user = User(email=invitation.email, roles=invitation.roles)
    user.set_password(password)
    save(user, by=None)
    person.user = user
    save(person, by=user)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    _note(person, "accepted the invitation of", by=user, at=at, email=user.email)
    return user


@operation
def give_roles(user: User, *, roles: Iterable[SystemRole], by: User, at: datetime) -> User:
    """Let `user` hold these roles over the whole system and no others. Refused to whoever would give them to
    themselves."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise Refused(["Nobody changes their own roles. Ask another system administrator."])
    before, user.roles = user.roles, sorted(roles)
    save(user, by=by, update_fields=["roles"])
    _note(user.person, "changed the roles of", by=by, at=at, before=before, after=user.roles)
    return user


@operation
def close_account(user: User, *, reason: str, by: User, at: datetime) -> User:
    """Nobody signs in with this account from now on, and its sessions end."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise Refused(["Nobody closes their own account. Ask another system administrator."])
    user.is_active = False
    user.sessions_ended += 1
    save(user, by=by, update_fields=["is_active", "sessions_ended"])
    _note(user.person, "closed the account of", by=by, at=at, reason=reason)
    return user


@operation
def open_account(user: User, *, by: User, at: datetime) -> User:
    """Let somebody sign in again whose account was closed."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = True
    save(user, by=by, update_fields=["is_active"])
    _note(user.person, "opened the account of", by=by, at=at)
    return user


@operation
def reset_second_factor(user: User, *, reason: str, by: User, at: datetime) -> User:
    """Take away every second factor of somebody who has lost theirs, end their sessions and tell them by mail.
    Refused to whoever would do it to themselves."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise Refused(["Nobody resets their own second factor. Ask another system administrator."])
    lost = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    Authenticator.objects.filter(user=user).delete()
    user.sessions_ended += 1
    save(user, by=by, update_fields=["sessions_ended"])
    subject, text = letters.factor_reset(reason=reason)
    queue_mail(recipient=user.email, subject=subject, text=text)
    _note(user.person, "reset the second factor of", by=by, at=at, reason=reason, lost=lost)
    return user


@operation
def end_sessions(user: User, *, by: User, at: datetime) -> User:
    """End every session of `user`, wherever it is."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.sessions_ended += 1
    save(user, by=by, update_fields=["sessions_ended"])
    _note(getattr(user, "person", None), "ended all sessions of", by=by, at=at)
    return user


def _note(person: Person | None, act: str, *, by: User | None, at: datetime, reason: str = "", **facts: Any) -> None:
    note(Logged.ACCOUNT, at=at, by=by, person=person, reason=reason, act=act, **facts)
