"""The committee's list of acronyms: changed by its secretary, read by everybody."""

import pytest
from django.urls import reverse

from secgov.models import Acronym
from secgov.operations import add_acronym


def test_the_secretary_adds_and_takes_off_and_history_tells(cast, signed_in) -> None:
    browser, address = signed_in(cast.secretary), reverse("secgov:acronyms", args=["TABASC"])

    assert browser.post(address, {"short": "DNO", "long": "Distribution Network Operator"})["Location"] == address
    acronym = Acronym.objects.get()
    assert str(acronym) == "DNO, Distribution Network Operator"
    browser.post(reverse("secgov:remove_acronym", args=["TABASC", acronym.pk]))

    assert Acronym.objects.count() == 0
    assert [row.history_user for row in Acronym.history.all()] == [cast.secretary] * 2


def test_an_address_may_name_the_short_form(cast, signed_in) -> None:
    page = signed_in(cast.secretary).get(reverse("secgov:acronyms", args=["TABASC"]) + "?short=LTE")

    assert page.context["form"]["short"].value() == "LTE"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"short": "DNO", "long": "Again"}, "DNO stands on the list already."),
        ({"short": "d n o", "long": "Again"}, "Write the short form as it stands in minutes"),
    ],
)
def test_what_cannot_stand_on_the_list_is_refused(cast, signed_in, typed, sentence) -> None:
    add_acronym(cast.tabasc, by=cast.secretary, short="DNO", long="Distribution Network Operator")

    answer = signed_in(cast.secretary).post(reverse("secgov:acronyms", args=["TABASC"]), typed)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_the_list_is_another_committees_secretarys_to_read_only(cast, signed_in) -> None:
    acronym = add_acronym(cast.tabasc, by=cast.secretary, short="DNO", long="Distribution Network Operator")
    address = reverse("secgov:remove_acronym", args=["TABASC", acronym.pk])

    assert signed_in(cast.secretary_elsewhere).post(address).status_code == 403
    assert signed_in(cast.secretary).get(address).status_code == 405
    assert "DNO" in signed_in(cast.public).get(reverse("secgov:committee", args=["TABASC"])).content.decode()
    other = reverse("secgov:remove_acronym", args=["CSC", acronym.pk])
    signed_in(cast.secretary_elsewhere).post(other)
    assert Acronym.objects.count() == 1
