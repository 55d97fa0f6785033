"""The tests' own footing: unknown template variables fail, the cast is who it says it is."""

import pytest
from django.template import engines
from django.template.loader import get_template

from secgov.models import SystemRole
from tests.cast import NAMES


def test_unknown_variables_of_our_templates_fail() -> None:
    with pytest.raises(AssertionError, match="names level"):
        get_template("components/tag.html").render({})


def test_unknown_variables_of_other_templates_print_nothing() -> None:
    assert engines["django"].from_string("[{{ missing }}]").render({}) == "[]"


def test_the_cast_holds_everybody_once(cast) -> None:
    assert len({user.pk for user in cast.people.values()}) == len(NAMES)
    assert (cast.public.is_authenticated, cast.party.person.memberships.count()) == (False, 0)
    assert (cast.admin.is_superuser, cast.admin.roles) == (True, [SystemRole.SYSTEM])
