"""The pages of accounts and memberships, and the page behind an invitation's link."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from secgov import operations
from secgov.models import AccessLogEntry, Invitation, Logged, Membership, MembershipRole, Person, User
from tests import factories

PASSWORD = "plain words with a horse"
REASON = "Rang me, and I know her voice."


@pytest.fixture(autouse=True)
def counted_anew(db: None) -> None:
    cache.clear()


def invite(cast, name: str = "Newcomer", email: str = "new@cast.test") -> str:
    """The address of an invitation's page."""
    person = factories.person(name)
    sent = operations.invite(person=person, email=email, by=cast.admin, at=timezone.now(), leads_to="/actions/")
    return "/invitations/" + sent.link.rpartition("/invitations/")[2]


def page_of(user: User) -> str:
    return f"/accounts/{user.person.pk}/"


def test_the_register_says_who_can_sign_in_and_asks_no_more_for_more(cast, signed_in) -> None:
    browser = signed_in(cast.admin)
    browser.get("/accounts/?words=cast.test")

    counts = []
    for words in ("member@cast", "cast.test"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get(f"/accounts/?words={words}").text
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert page.count("<tr>") > 3
    assert "TABASC secretary" in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("state=invited", ["Newcomer"]),
        ("state=none", ["Stranger"]),
        ("role=records", ["Records"]),
        ("committee=CSC", ["Member elsewhere", "Secretary elsewhere"]),
        ("state=closed", ["Party"]),
        ("words=stranger", ["Stranger"]),
        ("factor=yes", []),
    ],
)
def test_the_register_is_filtered(asked, names, cast, signed_in) -> None:
    invite(cast)
    factories.person("Stranger")
    operations.close_account(cast.party, reason=REASON, by=cast.admin, at=timezone.now())

    page = signed_in(cast.admin).get(f"/accounts/?{asked}&format=csv")

    lines = b"".join(page.streaming_content).decode().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == names


def test_an_administrator_invites(cast, signed_in) -> None:
    facts = {"name": "Newcomer", "email": "New@cast.test", "category": "other_party", "role": "member"}

    answer = signed_in(cast.admin).post(
        "/accounts/invite/", facts | {"committee": cast.tabasc.pk, "roles": ["records"]}
    )

    invitation = Invitation.objects.get()
    assert answer["Location"] == f"/accounts/{invitation.person.pk}/"
    assert (invitation.by, invitation.email, invitation.roles) == (cast.admin, "new@cast.test", ["records"])
    assert invitation.person.memberships.get().committee == cast.tabasc


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"email": "new@cast.test"}, "Enter a name, or choose somebody on record."),
        ({"name": "A", "email": "MEMBER@cast.test"}, "Somebody has an account with this address."),
        ({"name": "A", "email": "a@cast.test", "since": "2026-03-02", "until": "2026-03-01"}, "before the first"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_a_sentence(facts, sentence, cast, signed_in) -> None:
    answer = signed_in(cast.admin).post("/accounts/invite/", {"category": "other_party", "role": "member"} | facts)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    ["invite/", "{}/roles/", "{}/close/", "{}/second-factor/reset/", "{}/memberships/add/", "{}/open/"],
)
def test_nobody_but_administrators_changes_an_account(address, cast, signed_in) -> None:
    url = "/accounts/" + address.format(cast.party.person.pk)
    facts = {"reason": REASON, "roles": ["records"], "name": "A", "email": "a@cast.test"}
    before = User.objects.order_by("pk").values_list("roles", "is_active", "sessions_ended")

    statuses = {
        who: signed_in(cast.people[who]).post(url, facts).status_code for who in ("secretary", "records", "party")
    }

    assert statuses == {"secretary": 403, "records": 403, "party": 403}
    assert Client().post(url, facts).status_code == 404
    assert list(before) == list(User.objects.order_by("pk").values_list("roles", "is_active", "sessions_ended"))
    assert AccessLogEntry.objects.count() == 0


def test_a_lost_factor_is_reset_with_a_reason(cast, signed_in) -> None:
    browser, url = signed_in(cast.admin), f"{page_of(cast.secretary)}second-factor/reset/"

    assert browser.post(url, {"reason": ""}).status_code == 422
    answer = browser.post(url, {"reason": REASON})

    assert answer["Location"] == page_of(cast.secretary)
    entry = AccessLogEntry.objects.get(kind=Logged.ACCOUNT)
    assert (entry.by, entry.person, entry.reason) == (cast.admin, cast.secretary.person, REASON)


def test_an_account_is_closed_and_opened(cast, signed_in) -> None:
    browser = signed_in(cast.admin)

    browser.post(f"{page_of(cast.party)}close/", {"reason": REASON})
    assert User.objects.get(pk=cast.party.pk).is_active is False
    browser.post(f"{page_of(cast.party)}open/")

    assert User.objects.get(pk=cast.party.pk).is_active is True


def test_an_administrator_is_refused_helping_themselves_in_a_sentence(cast, signed_in) -> None:
    browser = signed_in(cast.admin)

    roles = browser.post(f"{page_of(cast.admin)}roles/", {"roles": ["records"]})
    joining = browser.post(f"{page_of(cast.admin)}memberships/add/", {"committee": cast.tabasc.pk, "role": "member"})

    assert (roles.status_code, joining.status_code) == (422, 422)
    assert "Nobody changes their own roles." in roles.text
    assert "Nobody gives themselves a membership." in joining.text
    assert Membership.objects.filter(person=cast.admin.person).count() == 0


def test_an_open_invitation_is_sent_again_and_revoked(cast, signed_in) -> None:
    first = invite(cast)
    page = f"/accounts/{Invitation.objects.get().person.pk}/"
    browser = signed_in(cast.admin)

    browser.post(f"{page}send-again/")
    assert Client().get(first).status_code == 404
    browser.post(f"{page}revoke/")

    assert [each.revoked_by for each in Invitation.objects.all()] == [cast.admin, cast.admin]
    assert browser.post(f"{page}revoke/").status_code == 404


def test_a_secretary_adds_dates_and_ends_memberships_of_their_own_committee(cast, signed_in) -> None:
    browser = signed_in(cast.secretary)
    party = cast.party.person

    browser.post("/committees/TABASC/people/add/", {"person": party.pk, "role": "member", "since": "2026-01-01"})
    made = Membership.objects.get(person=party)
    assert (made.role, str(made.since)) == (MembershipRole.MEMBER, "2026-01-01")
    browser.post(f"/committees/TABASC/people/{made.pk}/", {"since": "2026-01-01", "until": "2036-01-01"})
    made.refresh_from_db()
    assert str(made.until) == "2036-01-01"
    browser.post(f"/committees/TABASC/people/{made.pk}/end/")
    made.refresh_from_db()

    assert made.until == timezone.localdate() - timedelta(days=1)
    assert [row.history_user for row in made.history.all()] == [cast.secretary] * 3


def test_a_secretary_amends_no_other_committee(cast, signed_in) -> None:
    browser = signed_in(cast.secretary)
    other = Membership.objects.get(person=cast.member_elsewhere.person)

    assert browser.post(f"/committees/CSC/people/{other.pk}/end/").status_code == 403
    assert browser.post(f"/committees/TABASC/people/{other.pk}/end/").status_code == 404
    other.refresh_from_db()
    assert other.until is None


def test_an_invited_person_is_in_and_where_the_invitation_leads(cast) -> None:
    link, browser = invite(cast), Client()
    assert "Welcome, Newcomer" in browser.get(link).text

    answer = browser.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/actions/")
    assert browser.get("/account/").status_code == 200
    user = User.objects.get(email="new@cast.test")
    assert user.person.name == "Newcomer"
    entry = AccessLogEntry.objects.get(kind=Logged.SIGNED_IN)
    assert (entry.by, entry.facts["ways"]) == (user, ["invitation"])
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "short", "at least 12 characters"),
        ("new@cast.test", "new@cast.test", "too similar"),
        (PASSWORD, "other words", "The two passwords differ."),
    ],
)
def test_a_password_that_will_not_do_makes_no_account(password, again, sentence, cast) -> None:
    link = invite(cast)

    answer = Client().post(link, {"password": password, "again": again})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert Person.objects.get(name="Newcomer").user is None


def test_a_link_that_serves_no_longer_says_so_whatever_the_reason(cast, signed_in) -> None:
    revoked = invite(cast, "One", "one@cast.test")
    operations.revoke_invitation(Invitation.objects.get(), by=cast.admin, at=timezone.now())
    old = invite(cast, "Two", "two@cast.test")
    Invitation.objects.filter(email="two@cast.test").update(expires_at=timezone.now())

    pages = {Client().get(link).text.replace(link, "") for link in (revoked, old, "/invitations/nobody-has-this/")}

    assert len(pages) == 1
    assert "serves no longer" in pages.pop()
    assert signed_in(cast.member).get(invite(cast, "Three", "three@cast.test")).status_code == 404


def test_links_are_not_guessed_at_leisure(cast) -> None:
    browser = Client()

    statuses = [browser.get(f"/invitations/guess-{n}/").status_code for n in range(21)]

    assert statuses == [404] * 20 + [429]
