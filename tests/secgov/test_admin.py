"""The administration pages: accounts and bodies for whoever runs the system, no governed record for anybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from secgov.models import AccessGrant, Committee, GrantKind, Membership, Organisation, Person, User
from secgov.publication import classified_models
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


@pytest.mark.parametrize("model", [User, Person, Organisation, Committee, Membership, AccessGrant])
def test_admin_lists_and_opens_what_is_administered(cast: Cast, signed_in: Browser, model: Any) -> None:
    grant = factories.meeting(cast.tabasc, by=cast.secretary).uid
    cast.name(grant)
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


def test_admin_puts_down_who_granted(cast: Cast, signed_in: Browser) -> None:
    target = factories.meeting(cast.tabasc, by=cast.secretary).uid
    typed = {
        "person": cast.invited.person.pk,
        "kind": GrantKind.RECUSED,
        "target": str(target),
        "why": "Owns shares.",
    }

    response = signed_in(cast.admin).post(reverse("admin:secgov_accessgrant_add"), typed)

    grant = AccessGrant.objects.get()
    assert response.status_code == 302
    assert (grant.person, grant.kind, grant.target, grant.by) == (
        cast.invited.person,
        GrantKind.RECUSED,
        target,
        cast.admin,
    )
