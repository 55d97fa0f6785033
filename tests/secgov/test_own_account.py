"""One's own account: where one is signed in, and signing out there or everywhere."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from secgov.models import User
from tests.secgov.test_signing_in import sign_in, with_password

pytestmark = pytest.mark.django_db


def two_windows(user: User) -> tuple[Client, Client]:
    with_password(user)
    return sign_in(user)[0], sign_in(user)[0]


def test_one_other_session_is_ended(cast) -> None:
    here, there = two_windows(cast.member)
    assert here.get("/account/").text.count("Sign out<span") == 1
    other = UserSession.objects.get(session_key=there.session.session_key)

    here.post(f"/account/sessions/{other.pk}/end/")

    assert there.get("/account/").status_code == 404
    assert here.get("/account/").status_code == 200


def test_a_session_of_somebody_else_is_not_ended(cast) -> None:
    mine, _ = two_windows(cast.member)
    theirs, _ = two_windows(cast.chair)
    other = UserSession.objects.get(session_key=theirs.session.session_key)

    mine.post(f"/account/sessions/{other.pk}/end/")

    assert theirs.get("/account/").status_code == 200


def test_every_session_but_this_is_ended(cast) -> None:
    here, there = two_windows(cast.member)

    here.post("/account/sessions/end/")

    assert there.get("/account/").status_code == 404
    assert here.get("/account/").status_code == 200
    assert UserSession.objects.filter(user=cast.member).count() == 1


def test_a_changed_password_ends_the_other_sessions(cast) -> None:
    here, there = two_windows(cast.member)
    new = "other words with a cow"

    words = {"oldpassword": "plain words with a horse", "password1": new, "password2": new}
    here.post("/account/password/", words)

    assert there.get("/account/").status_code == 404
    assert here.get("/account/").status_code == 200
