"""The administration pages: accounts and bodies for whoever runs the system, no governed record for anybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from secgov.models import AccessGrant, Committee, Membership, Organisation, Person, User
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
