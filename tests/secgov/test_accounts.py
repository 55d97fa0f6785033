"""Inviting, coming in, closing, roles, a lost second factor: what each leaves behind, and to whom it is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from meetings.lifecycle import Status
from meetings.models import Meeting
from secgov import operations
from secgov.accounts import tokens
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import AccessLogEntry, Invitation, Logged, MembershipRole, Person, SystemRole, User
from tests import factories

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PASSWORD = "plain words with a horse"


def invited(cast, email: str = "new@cast.test", **facts) -> operations.Sent:
    person = factories.person("Newcomer")
    return operations.invite(person=person, email=email, by=cast.admin, at=AT, **facts)


def token_of(sent) -> str:
    return sent.link.rstrip("/").rpartition("/")[2]


def circulated(cast) -> Meeting:
    """Amber minutes that have gone to the committee."""
    facts = {"by": cast.secretary, "classification": Classification.AMBER}
    meeting = factories.meeting(cast.tabasc, **facts)
    factories.entry(factories.item(meeting, **facts), **facts)
    return factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)


def acts(person: Person) -> list[tuple[User | None, str]]:
    entries = AccessLogEntry.objects.filter(kind=Logged.ACCOUNT, person=person).order_by("pk")
    return [(entry.by, entry.facts["act"]) for entry in entries]


def test_an_invitation_keeps_only_a_digest_of_its_token(cast) -> None:
    sent = invited(cast)

    token = token_of(sent)
    assert len(token) >= 43
    assert token not in str(Invitation.objects.values().get())
    assert tokens.invitation_for(token, at=AT) == sent.invitation
    assert [mail.recipient for mail in factories.mails()] == ["new@cast.test"]
    assert sent.link in factories.mails()[0].text


def test_an_invitation_makes_an_account_once(cast) -> None:
    sent = invited(cast, roles=[SystemRole.RECORDS])

    user = operations.accept_invitation(sent.invitation, password=PASSWORD, at=AT)

    person = sent.invitation.person
    person.refresh_from_db()
    assert (person.user, user.email, user.roles) == (user, "new@cast.test", ["records"])
    assert user.check_password(PASSWORD)
    assert tokens.invitation_for(token_of(sent), at=AT) is None
    with pytest.raises(Refused, match="serves no longer"):
        operations.accept_invitation(sent.invitation, password=PASSWORD, at=AT)
    assert acts(person) == [(cast.admin, "invited"), (user, "accepted the invitation of")]


def test_an_invitation_that_has_run_out_lets_nobody_in(cast, settings) -> None:
    sent = invited(cast)
    later = AT + timedelta(days=settings.INVITATION_DAYS)

    assert tokens.invitation_for(token_of(sent), at=later) is None
    with pytest.raises(Refused):
        operations.accept_invitation(sent.invitation, password=PASSWORD, at=later)


def test_a_revoked_invitation_lets_nobody_in(cast) -> None:
    sent = invited(cast)

    revoked = operations.revoke_invitation(sent.invitation, by=cast.admin, at=AT)

    assert (revoked.revoked_by, revoked.revoked_at) == (cast.admin, AT)
    assert tokens.invitation_for(token_of(sent), at=AT) is None


def test_sending_again_makes_the_old_link_lead_nowhere(cast) -> None:
    sent = invited(cast, roles=[SystemRole.RECORDS])

    again = operations.send_again(sent.invitation, by=cast.admin, at=AT)

    assert tokens.invitation_for(token_of(sent), at=AT) is None
    assert tokens.invitation_for(token_of(again), at=AT) == again.invitation
    assert again.invitation.roles == ["records"]
    assert len(factories.mails()) == 2


def test_nobody_is_invited_twice_or_to_a_taken_address(cast) -> None:
    sent = invited(cast)

    with pytest.raises(Refused, match="has been invited already"):
        operations.invite(person=sent.invitation.person, email="other@cast.test", by=cast.admin, at=AT)
    with pytest.raises(Refused, match="has an account already"):
        operations.invite(person=cast.member.person, email="other@cast.test", by=cast.admin, at=AT)
    with pytest.raises(Refused, match="Somebody else has an account"):
        invited(cast, email="MEMBER@cast.test")


def test_what_is_refused_of_inviting_a_newcomer_leaves_nothing(cast) -> None:
    with pytest.raises(Refused):
        operations.invite_newcomer(name="Nobody", email="member@cast.test", by=cast.admin, at=AT)

    assert Person.objects.filter(name="Nobody").count() == 0


def test_a_newcomer_comes_with_organisation_and_membership(cast) -> None:
    sent = operations.invite_newcomer(
        name="Newcomer",
        email="new@cast.test",
        new_organisation="A new party",
        committee=cast.tabasc,
        role=MembershipRole.MEMBER,
        since=AT.date(),
        by=cast.admin,
        at=AT,
    )

    person = sent.invitation.person
    membership = person.memberships.get()
    assert (person.organisation.name, membership.committee, membership.since) == (
        "A new party",
        cast.tabasc,
        AT.date(),
    )


def test_closing_an_account_ends_its_sessions(cast, signed_in) -> None:
    browser = signed_in(cast.member)
    assert browser.get("/account/").status_code == 200

    operations.close_account(cast.member, reason="Left the party", by=cast.admin, at=AT)

    assert browser.get("/account/").status_code == 404
    operations.open_account(cast.member, by=cast.admin, at=AT)
    assert browser.get("/account/").status_code == 404
    assert signed_in(User.objects.get(pk=cast.member.pk)).get("/account/").status_code == 200
    entry = AccessLogEntry.objects.get(facts__act="closed the account of")
    assert (entry.by, entry.person, entry.reason) == (cast.admin, cast.member.person, "Left the party")


def test_a_reset_takes_every_factor_and_tells_its_owner(cast, signed_in) -> None:
    browser = signed_in(cast.secretary)
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=cast.secretary, type=kind, data={})

    operations.reset_second_factor(cast.secretary, reason="Telephone lost, spoke to her", by=cast.admin, at=AT)

    assert Authenticator.objects.filter(user=cast.secretary).count() == 0
    assert browser.get("/account/").status_code == 404
    entry = AccessLogEntry.objects.get(kind=Logged.ACCOUNT)
    assert (entry.by, entry.person, entry.reason) == (
        cast.admin,
        cast.secretary.person,
        "Telephone lost, spoke to her",
    )
    assert entry.facts == {"act": "reset the second factor of", "lost": ["recovery_codes", "totp"]}
    mail = factories.mails()[0]
    assert (mail.recipient, mail.subject) == (cast.secretary.email, "Your second factor was reset")
    assert "Telephone lost, spoke to her" in mail.text


def test_nobody_helps_themselves(cast) -> None:
    facts = {"by": cast.admin, "at": AT}

    for verb in (
        lambda: operations.give_roles(cast.admin, roles=[SystemRole.RECORDS], **facts),
        lambda: operations.close_account(cast.admin, reason="none at all", **facts),
        lambda: operations.reset_second_factor(cast.admin, reason="none at all", **facts),
        lambda: operations.add_membership(
            committee=cast.tabasc, person=cast.admin.person, role=MembershipRole.MEMBER, **facts
        ),
    ):
        with pytest.raises(Refused, match="Nobody"):
            verb()
    assert cast.admin.roles_by_committee(on=timezone.localdate()) == {}


def test_roles_are_given_with_an_entry_in_the_log(cast) -> None:
    operations.give_roles(cast.party, roles=[SystemRole.RECORDS], by=cast.admin, at=AT)

    cast.party.refresh_from_db()
    assert cast.party.roles == ["records"]
    entry = AccessLogEntry.objects.get(kind=Logged.ACCOUNT)
    assert (entry.facts["before"], entry.facts["after"]) == ([], ["records"])


def test_a_membership_that_ended_yesterday_closes_what_it_opened_in_the_same_session(cast, signed_in) -> None:
    """Nothing runs in the night: the day itself closes it."""
    meeting = circulated(cast)
    browser = signed_in(cast.member)
    assert browser.get(meeting.get_absolute_url()).status_code == 200

    membership = cast.member.person.memberships.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    operations.date_membership(membership, since=None, until=yesterday, by=cast.secretary, at=AT)

    assert browser.get(meeting.get_absolute_url()).status_code == 404


def test_a_membership_that_begins_tomorrow_opens_nothing_today(cast, signed_in) -> None:
    meeting = circulated(cast)
    today = timezone.localdate()
    facts = {"committee": cast.tabasc, "person": cast.party.person, "role": MembershipRole.MEMBER}
    made = operations.add_membership(since=today + timedelta(days=1), by=cast.secretary, at=AT, **facts)
    browser = signed_in(cast.party)
    assert browser.get(meeting.get_absolute_url()).status_code == 404

    operations.date_membership(made, since=today, until=None, by=cast.secretary, at=AT)

    assert browser.get(meeting.get_absolute_url()).status_code == 200


def test_ending_a_membership_makes_yesterday_its_last_day(cast) -> None:
    membership = cast.member.person.memberships.get()

    ended = operations.end_membership(membership, by=cast.secretary, at=timezone.now())

    assert ended.until == timezone.localdate() - timedelta(days=1)
    assert membership.history.first().history_user == cast.secretary
    assert acts(cast.member.person) == [(cast.secretary, "dated a membership of")]
