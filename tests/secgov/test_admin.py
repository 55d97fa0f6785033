"""The administration pages: accounts and bodies for whoever runs the system, no governed record for anybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from secgov.models import AccessGrant, AccessLogEntry, Committee, Membership, MembershipRole, Organisation, Person, User
from secgov.operations import appoint
from secgov.publication import classified_models
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


@pytest.mark.parametrize("model", [User, Person, Organisation, Committee, Membership])
def test_admin_lists_and_opens_what_is_administered(cast: Cast, signed_in: Browser, model: Any) -> None:
    factories.organisation("A supplier")
    browser = signed_in(cast.admin)
    route = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    listed = browser.get(reverse(f"{route}_changelist"))
    opened = browser.get(reverse(f"{route}_change", args=[model.objects.first().pk]))

    assert (listed.status_code, opened.status_code) == (200, 200)
    assert len(listed.context["cl"].result_list) == model.objects.count()


def test_admin_knows_no_governed_record() -> None:
    assert set(classified_models()) & set(admin.site._registry) == set()


def test_admin_is_closed_to_the_committees_people(cast: Cast, signed_in: Browser) -> None:
    address = reverse("admin:secgov_user_changelist")

    answers = {name: signed_in(user).get(address).status_code for name, user in cast.people.items() if name != "admin"}

    assert set(answers.values()) <= {302, 404}


def test_admin_gives_nobody_a_reading_right_by_a_grant() -> None:
    assert AccessGrant not in admin.site._registry


# -- nobody lets themselves in -------------------------------------------------------------------------------------


def change(browser: Client, record: Any, facts: dict[str, Any]) -> Any:
    route = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return browser.post(reverse(route, args=[record.pk]), facts)


def add(browser: Client, model: Any, facts: dict[str, Any]) -> Any:
    return browser.post(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"), facts)


def log() -> list[tuple[Any, Any, str]]:
    return [(entry.by, entry.person, entry.facts["act"]) for entry in AccessLogEntry.objects.order_by("pk")]


def test_an_administrator_gives_roles_to_others_and_not_to_themselves(cast: Cast, signed_in: Browser) -> None:
    browser, before = signed_in(cast.admin), sorted(cast.admin.roles)
    for user in (cast.admin, cast.party):
        asked = {"email": user.email, "roles": "records,system", "is_active": "on", "is_staff": "on"}
        assert change(browser, user, asked).status_code == 302
        user.refresh_from_db()

    assert sorted(cast.admin.roles) == before
    assert sorted(cast.party.roles) == ["records", "system"]
    assert log() == [(cast.admin, cast.party.person, "changed the roles of")]


def membership_of(cast: Cast, person: Person) -> dict[str, Any]:
    return {"person": person.pk, "committee": cast.tabasc.pk, "role": "secretary"}


def test_an_administrator_lets_others_into_a_committee_and_not_themselves(cast: Cast, signed_in: Browser) -> None:
    browser = signed_in(cast.admin)
    answers = [
        add(browser, Membership, membership_of(cast, person)).status_code
        for person in (cast.admin.person, cast.party.person)
    ]

    assert answers == [200, 302]
    assert not Membership.objects.filter(person__user=cast.admin).exists()
    assert Membership.objects.filter(person=cast.party.person, role="secretary").count() == 1
    assert log() == [(cast.admin, cast.party.person, "added a membership of")]


def test_an_administrator_takes_over_no_membership_and_changes_none_of_their_own(
    cast: Cast, signed_in: Browser
) -> None:
    browser = signed_in(cast.admin)
    others = Membership.objects.get(person__user=cast.member)
    own = appoint(committee=cast.tabasc, person=cast.admin.person, role=MembershipRole.STANDING_ATTENDEE, by=None)

    assert change(browser, others, membership_of(cast, cast.admin.person)).status_code == 200
    assert change(browser, own, membership_of(cast, cast.admin.person)).status_code == 403
    assert set(Membership.objects.filter(person__user=cast.admin).values_list("pk", "role")) == {
        (own.pk, "standing_attendee")
    }


def test_an_administrator_becomes_nobody_else(cast: Cast, signed_in: Browser) -> None:
    browser, own = signed_in(cast.admin), cast.admin.person
    secretary = cast.secretary.person

    change(browser, own, {"name": own.name, "user": ""})
    own.refresh_from_db()
    assert own.user == cast.admin
    Person.objects.filter(pk=own.pk).update(user=None)
    assert change(browser, secretary, {"name": secretary.name, "user": cast.admin.pk}).status_code == 200
    secretary.refresh_from_db()
    assert secretary.user == cast.secretary


def test_nothing_is_put_back_from_a_history(cast: Cast, signed_in: Browser) -> None:
    browser, person = signed_in(cast.admin), cast.member.person
    row = person.history.earliest()
    url = reverse("admin:secgov_person_simple_history", args=[person.pk, row.pk])

    assert browser.get(url).status_code == 200
    assert browser.post(url, {"name": "Somebody else"}).status_code == 403
