"""The doors: password, code, second factor, organisation; where a link leads; what is noted, limited and refused."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from secgov import operations, sealed_sessions
from secgov.models import AccessLogEntry, Logged, MailState, User
from secgov.sealing import unseal
from tests import factories, totp

PASSWORD = "plain words with a horse"
pytestmark = pytest.mark.django_db
THERE = "/meetings/?committee=TABASC"


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    cache.clear()


@pytest.fixture
def required(settings) -> None:
    """As in production: secretaries and administrators need a second factor."""
    settings.SECOND_FACTOR_FOR = ["secretary", "records", "system"]


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user: User, *, password: str = PASSWORD, to: str = "", browser: Client | None = None):
    browser = browser or Client()
    answer = browser.post("/sign-in/", {"login": user.email, "password": password, "next": to})
    return browser, answer


def kinds() -> list[str]:
    return list(AccessLogEntry.objects.order_by("pk").values_list("kind", flat=True))


def latest_code() -> str:
    return re.search(r"The code is (\S+)", factories.mails()[-1].text)[1]


def with_app(user: User) -> str:
    """The secret of the authenticator app that `user` is given."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def test_a_password_leads_to_where_the_link_pointed(cast) -> None:
    user = with_password(cast.member)
    user.email = user.email.upper()

    browser, answer = sign_in(user, to=THERE)

    assert (answer.status_code, answer["Location"]) == (302, THERE)
    entry = AccessLogEntry.objects.get()
    assert (entry.kind, entry.by, entry.facts["ways"]) == (Logged.SIGNED_IN, cast.member, ["password"])


def test_a_link_to_another_site_is_not_followed(cast) -> None:
    _, answer = sign_in(with_password(cast.member), to="https://elsewhere.test/")

    assert answer["Location"] == "/"


def test_a_wrong_password_is_noted_and_says_nothing_of_the_account(cast) -> None:
    with_password(cast.member)

    known = Client().post("/sign-in/", {"login": cast.member.email, "password": "wrong words here"})
    unknown = Client().post("/sign-in/", {"login": "nobody@cast.test", "password": "wrong words here"})

    said = [re.search(r"<h2 id=.error-summary.*?</ul>", answer.text, re.DOTALL)[0] for answer in (known, unknown)]
    assert said[0] == said[1]
    assert "is not right. Try again" in said[0]
    first, second = AccessLogEntry.objects.order_by("pk")
    assert (first.kind, first.by, second.by) == (Logged.SIGN_IN_FAILED, cast.member, None)
    assert second.facts["typed"] == "nobody@cast.test"


def test_a_closed_account_is_as_if_there_were_none(cast) -> None:
    with_password(cast.member)
    operations.close_account(cast.member, reason="Left the party", by=cast.admin, at=timezone.now())

    browser, answer = sign_in(cast.member)

    assert "is not right. Try again" in answer.text
    assert browser.get("/account/").status_code == 404


def test_six_wrong_passwords_in_five_minutes_are_too_many(cast) -> None:
    with_password(cast.member)
    browser = Client()

    answers = [sign_in(cast.member, password=f"wrong words {n}", browser=browser)[1] for n in range(6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert "Wait five minutes, then try again." in answers[-1].text


def test_an_attempt_counts_for_every_web_worker(cast) -> None:
    """The count is in the database, not in a process."""
    sign_in(with_password(cast.member), password="wrong words here")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM secgov_counted WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2


def test_signing_out_is_noted(cast) -> None:
    browser, _ = sign_in(with_password(cast.member))

    browser.post("/sign-out/")

    assert kinds() == [Logged.SIGNED_IN, Logged.SIGNED_OUT]
    assert browser.get("/account/").status_code == 404


def test_a_code_leads_to_where_the_link_pointed(cast) -> None:
    browser = Client()
    asked = browser.post("/sign-in/code/", {"email": cast.member.email, "next": THERE})

    answer = browser.post(asked["Location"], {"code": latest_code(), "next": THERE})

    assert (answer.status_code, answer["Location"]) == (302, THERE)
    assert AccessLogEntry.objects.get().facts["ways"] == ["code"]


def test_a_code_is_answered_the_same_whether_or_not_the_address_is_known(cast) -> None:
    pages = []
    for email in (cast.member.email, "nobody@cast.test"):
        browser = Client()
        asked = browser.post("/sign-in/code/", {"email": email})
        page = browser.get(asked["Location"]).text
        pages.append((asked.status_code, asked["Location"], re.sub(rf"{email}|value=.[^\"]*", "", page)))

    assert pages[0] == pages[1]
    assert [mail.recipient for mail in factories.mails()] == [cast.member.email]


def test_three_wrong_codes_end_the_attempt(cast) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": cast.member.email})

    answers = [browser.post("/sign-in/code/confirm/", {"code": "WRONG1"}).status_code for _ in range(3)]

    assert answers == [200, 200, 302]
    assert "Too many attempts" in browser.get("/sign-in/").text
    assert browser.post("/sign-in/code/confirm/", {"code": latest_code()}).status_code == 302
    assert browser.get("/account/").status_code == 404
    assert set(kinds()) == {Logged.SIGN_IN_FAILED}


def test_a_code_for_somebody_with_a_second_factor_still_wants_it(cast, required) -> None:
    secret = with_app(cast.secretary)
    browser = Client()
    browser.post("/sign-in/code/", {"email": cast.secretary.email, "next": THERE})

    first = browser.post("/sign-in/code/confirm/", {"code": latest_code(), "next": THERE})

    assert first["Location"] == "/sign-in/second-factor/"
    assert browser.get("/account/").status_code == 404
    second = browser.post("/sign-in/second-factor/", {"code": totp.code(secret)})
    assert second["Location"] == THERE


def test_a_second_factor_leads_to_where_the_link_pointed(cast, required) -> None:
    secret = with_app(with_password(cast.secretary))

    browser, answer = sign_in(cast.secretary, to=THERE)

    assert answer["Location"] == "/sign-in/second-factor/"
    assert "Use a passkey instead" not in browser.get(answer["Location"]).text
    wrong = browser.post("/sign-in/second-factor/", {"code": "000000"})
    assert "This code is not right" in wrong.text
    given = browser.post("/sign-in/second-factor/", {"code": totp.code(secret)})
    assert given["Location"] == THERE
    assert browser.get("/account/").status_code == 200
    assert kinds() == [Logged.SIGN_IN_FAILED, Logged.SIGNED_IN]
    assert AccessLogEntry.objects.get(kind=Logged.SIGNED_IN).facts["ways"] == ["password", "second factor"]


def test_the_key_of_an_app_does_not_lie_readable_in_the_database(cast) -> None:
    secret = with_app(cast.secretary)

    kept = Authenticator.objects.get(user=cast.secretary).data["secret"]

    assert secret not in kept
    assert unseal(kept) == secret


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("who", ["secretary", "secretary_elsewhere", "records", "admin"])
def test_whoever_needs_a_second_factor_can_do_nothing_before_it(who, cast, signed_in) -> None:
    browser = signed_in(cast.people[who])

    for address in ("/", "/meetings/", "/account/", "/accounts/", "/admin/", "/committees/TABASC/people/add/"):
        answer = browser.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")
    assert browser.post("/account/sessions/end/").status_code == 302
    assert "Your roles require one" in browser.get("/account/second-factor/").text


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("who", ["member", "chair", "party", "former_member"])
def test_whoever_needs_none_is_not_asked(who, cast, signed_in) -> None:
    assert signed_in(cast.people[who]).get("/account/").status_code == 200


def test_a_password_alone_does_not_lead_to_setting_up_a_factor(cast, required) -> None:
    """Otherwise whoever stole it would set up their own."""
    with_password(cast.secretary)

    browser, answer = sign_in(cast.secretary, to=THERE)

    assert answer["Location"].startswith("/sign-in/code/confirm/")
    assert browser.get("/account/second-factor/").status_code == 404
    given = browser.post("/sign-in/code/confirm/", {"code": latest_code()})
    assert given["Location"] == THERE
    assert browser.get("/account/second-factor/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_everything_and_leads_on(cast, required) -> None:
    browser, _ = sign_in(with_password(cast.secretary), to=THERE)
    browser.post("/sign-in/code/confirm/", {"code": latest_code()})
    assert browser.get(THERE)["Location"] == "/account/second-factor/"
    page = browser.get("/account/second-factor/app/").text
    secret = re.search(r"<code class=.secret.>(\w+)<", page)[1]

    answer = browser.post("/account/second-factor/app/", {"code": totp.code(secret)})

    assert answer["Location"] == "/account/second-factor/codes/"
    codes = re.findall(r"<code>(\d+)</code>", browser.get(answer["Location"]).text)
    assert len(codes) == 10
    assert "shown only once" in browser.get(answer["Location"]).text
    assert browser.get("/account/second-factor/done/")["Location"] == THERE
    assert browser.get(THERE).status_code == 200
    again, _ = sign_in(cast.secretary)
    assert again.post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 302
    assert again.get("/account/").status_code == 200
    once_more, _ = sign_in(cast.secretary)
    assert once_more.post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 200


def test_the_last_factor_of_somebody_who_needs_one_stays(cast, required) -> None:
    secret = with_app(with_password(cast.secretary))
    browser, _ = sign_in(cast.secretary)
    browser.post("/sign-in/second-factor/", {"code": totp.code(secret)})

    answer = browser.post("/account/second-factor/app/remove/")

    assert "this is your last" in answer.text
    assert Authenticator.objects.filter(user=cast.secretary, type="totp").count() == 1


def test_a_session_older_than_the_factor_must_sign_in_anew(cast, required, signed_in) -> None:
    browser = signed_in(cast.secretary)
    with_app(cast.secretary)

    answer = browser.get("/account/")

    assert answer["Location"] == "/sign-in/?next=%2Faccount%2F"
    assert browser.get("/account/second-factor/").status_code == 404


def test_a_new_password_by_mail(cast) -> None:
    old = with_password(cast.member).password
    browser = Client()
    browser.post("/password/reset/", {"email": cast.member.email})
    link = re.search(r"http://\S+(/password/reset/\S+)", factories.mails()[-1].text)[1]

    form = browser.get(link)["Location"]
    browser.post(form, {"password1": "other words with a cow", "password2": "other words with a cow"})

    cast.member.refresh_from_db()
    assert cast.member.password != old
    assert "serves no longer" in Client().get(link).text
    assert AccessLogEntry.objects.get(kind=Logged.ACCOUNT).facts["act"] == "set the password anew by a link in a mail"


def test_a_short_password_is_refused(cast) -> None:
    browser, _ = sign_in(with_password(cast.member))
    words = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}

    answer = browser.post("/account/password/", words)

    assert "at least 12 characters" in answer.text
    cast.member.refresh_from_db()
    assert cast.member.check_password(PASSWORD)


def test_there_is_no_page_for_signing_up() -> None:
    for address in ("/signup/", "/sign-up/", "/accounts/signup/", "/sign-in/signup/", "/account/signup/"):
        assert Client().get(address).status_code == 404


def test_the_administration_pages_have_no_door_of_their_own(cast) -> None:
    with_password(cast.admin)

    answer = Client().post("/admin/login/", {"username": cast.admin.email, "password": PASSWORD})

    assert answer.status_code == 405
    assert Client().get("/admin/login/?next=/admin/")["Location"] == "/sign-in/?next=%2Fadmin%2F"


def test_words_that_let_somebody_in_wait_sealed_for_the_mail_server(cast, settings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"

    Client().post("/sign-in/code/", {"email": cast.member.email})

    mail = factories.mails()[-1]
    assert (mail.state, mail.is_sealed) == (MailState.QUEUED, True)
    assert "code" not in mail.text
    assert "The code is" in unseal(mail.text)


def test_words_that_let_somebody_in_are_kept_nowhere_in_production(cast, settings) -> None:
    settings.EMAIL_HOST, settings.IS_PRODUCTION = "", True

    Client().post("/sign-in/code/", {"email": cast.member.email})

    assert factories.mails()[-1].text == "The words of this message let somebody in, so they are not kept."


def test_a_session_lies_sealed_in_the_database(cast) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": cast.member.email})

    stored = Session.objects.get(pk=browser.session.session_key).session_data
    assert latest_code() in str(sealed_sessions.SessionStore().decode(stored))
    assert db.SessionStore().decode(stored) == {}
    assert latest_code() in str(db.SessionStore().decode(unseal(stored)))


@pytest.mark.parametrize("address", ["/meetings/", "/", "/account/password/"])
def test_the_check_of_the_second_factor_asks_nothing_that_a_page_does_not_ask(address, cast, settings) -> None:
    browser, _ = sign_in(with_password(cast.member))
    counts = []
    for roles in ([], ["secretary", "records", "system"]):
        settings.SECOND_FACTOR_FOR = roles
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_session_that_gave_its_second_factor_is_asked_nothing_more(cast, required) -> None:
    secret = with_app(with_password(cast.secretary))
    browser, _ = sign_in(cast.secretary)
    browser.post("/sign-in/second-factor/", {"code": totp.code(secret)})

    with CaptureQueriesContext(connection) as queries:
        browser.get("/account/password/")

    assert [query["sql"] for query in queries if "authenticator" in query["sql"]] == []


def test_pages_of_an_account_are_kept_by_no_browser(cast) -> None:
    browser, _ = sign_in(with_password(cast.member))

    for address in ("/account/", "/account/second-factor/", "/account/second-factor/app/", "/account/password/"):
        assert "no-store" in browser.get(address)["Cache-Control"]
    assert "no-store" in Client().get("/sign-in/")["Cache-Control"]
