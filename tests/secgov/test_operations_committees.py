"""Committees: their paper day is a setting, five working days where nothing is said."""

import pytest
from django.urls import reverse

from secgov.forms import CommitteeForm
from secgov.models import Committee


def _facts(cast) -> dict[str, object]:
    initial = CommitteeForm(committee=cast.tabasc).initial
    return {name: value for name, value in initial.items() if value is not None}


@pytest.mark.parametrize(("entered", "kept"), [("10", 10), ("0", 0), ("", 5)])
def test_a_committees_paper_day_is_set_on_its_page(entered, kept, cast, signed_in) -> None:
    address = reverse("secgov:amend_committee", args=["TABASC"])

    answer = signed_in(cast.secretary).post(address, _facts(cast) | {"paper_days": entered})

    committee = Committee.objects.get(pk=cast.tabasc.pk)
    assert (answer.status_code, committee.paper_days) == (302, kept)


def test_a_paper_day_is_a_count_of_days(cast, signed_in) -> None:
    address = reverse("secgov:amend_committee", args=["TABASC"])

    for entered in ("-1", "61", "a week"):
        answer = signed_in(cast.secretary).post(address, _facts(cast) | {"paper_days": entered})
        assert answer.status_code == 422
