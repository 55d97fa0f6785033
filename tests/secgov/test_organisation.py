"""An organisation's own sign-in (OpenID Connect), against a small issuer on the loopback that speaks the protocol."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from secgov import operations
from secgov.models import AccessLogEntry, Logged, User
from tests import factories, totp
from tests.secgov.test_signing_in import with_app

pytestmark = pytest.mark.django_db
THERE = "/meetings/?committee=TABASC"


class Issuer(BaseHTTPRequestHandler):
    """Says who somebody is, as the test told it to."""

    says: dict[str, object] = {}

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, facts: dict[str, object]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(facts).encode())

    def do_GET(self) -> None:  # noqa: N802
        if self.path.startswith("/.well-known/"):
            places = {"authorization_endpoint": "authorise", "token_endpoint": "token", "jwks_uri": "keys"}
            places |= {"userinfo_endpoint": "who"}
            self.answer({"issuer": self.base} | {name: f"{self.base}/{place}" for name, place in places.items()})
        else:
            self.answer(self.says)

    def do_POST(self) -> None:  # noqa: N802
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(timezone.now().timestamp())
        claims = self.says | {"iss": self.base, "aud": "secgov", "iat": now, "exp": now + 60}
        token = jwt.encode(claims, "a secret of thirty-two characters!", algorithm="HS256")
        self.answer({"access_token": "it", "token_type": "Bearer", "id_token": token})

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def issuer(settings) -> Iterator[type[Issuer]]:
    server = HTTPServer(("127.0.0.1", 0), Issuer)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = settings.OIDC_APP | {"client_id": "secgov", "secret": "words", "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_ISSUER, settings.OIDC_NAME = address, "Our organisation"
    yield Issuer
    server.shutdown()
    server.server_close()


def come_back(browser: Client, issuer: type[Issuer], *, email: str, verified: bool = True, uid: str = "17"):
    """Go to the organisation and return as whoever it says."""
    issuer.says = {"sub": uid, "email": email, "email_verified": verified}
    away = browser.get("/sign-in/organisation/", {"next": THERE})["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]
    return browser.get("/sign-in/organisation/return/", {"code": "c", "state": state})


def test_somebody_with_an_account_comes_in_where_the_link_pointed(cast, issuer) -> None:
    browser = Client()
    assert "Sign in through Our organisation" in browser.get("/sign-in/").text

    answer = come_back(browser, issuer, email=cast.member.email.upper())

    assert answer["Location"] == THERE
    entry = AccessLogEntry.objects.get(kind=Logged.SIGNED_IN)
    assert (entry.by, entry.facts["ways"]) == (cast.member, ["organisation"])


def test_nobody_is_given_an_account(cast, issuer) -> None:
    before = User.objects.count()

    answer = come_back(Client(), issuer, email="stranger@cast.test")

    assert answer["Location"] == "/sign-in/"
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_an_address_that_the_organisation_has_not_verified_is_nobodys(cast, issuer) -> None:
    browser = Client()

    come_back(browser, issuer, email=cast.member.email, verified=False)

    assert browser.get("/account/").status_code == 404


def test_somebody_invited_comes_in_without_a_password(cast, issuer) -> None:
    person = factories.person("Newcomer")
    operations.invite(person=person, email="new@cast.test", by=cast.admin, at=timezone.now())

    answer = come_back(Client(), issuer, email="new@cast.test")

    person.refresh_from_db()
    assert answer["Location"] == THERE
    assert person.user.has_usable_password() is False


def test_a_second_factor_is_asked_here_too(cast, issuer) -> None:
    secret = with_app(cast.secretary)
    browser = Client()

    first = come_back(browser, issuer, email=cast.secretary.email)

    assert first["Location"] == "/sign-in/second-factor/"
    assert browser.post("/sign-in/second-factor/", {"code": totp.code(secret)})["Location"] == THERE


def test_a_closed_account_stays_closed(cast, issuer) -> None:
    come_back(Client(), issuer, email=cast.member.email)
    operations.close_account(cast.member, reason="Left the party", by=cast.admin, at=timezone.now())
    browser = Client()

    come_back(browser, issuer, email=cast.member.email)

    assert browser.get("/account/").status_code == 404


def test_without_an_issuer_there_is_no_such_door() -> None:
    assert Client().get("/sign-in/organisation/").status_code == 404
    assert "Sign in through" not in Client().get("/sign-in/").text
