"""Where somebody is signed in."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from secgov.models import User


def of(user: User) -> list[Any]:
    """The sessions in which `user` is signed in, the latest first; what has ended is forgotten on the way."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at, reverse=True)


def keep(request: HttpRequest, user: User) -> None:
    """Keep this session when all of the user's have just been ended."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
