"""The first system administrator is invited from the command line."""

import pytest
from django.core.management import CommandError, call_command

from secgov.models import Invitation
from secgov.operations import accept_invitation
from tests import factories


@pytest.mark.django_db
def test_the_first_administrator_is_invited(capsys) -> None:
    call_command("invite", "first@cast.test", "First Administrator")

    invitation = Invitation.objects.get()
    assert capsys.readouterr().out.split()[-1] in factories.mails()[0].text.split()
    user = accept_invitation(invitation, password="plain words with a horse", at=invitation.at)
    assert (invitation.by, user.roles, user.is_staff) == (None, ["system"], False)
    assert user.has_perm("secgov.administer_accounts")


def test_an_address_with_an_account_is_refused(cast) -> None:
    with pytest.raises(CommandError, match="Somebody else has an account"):
        call_command("invite", cast.member.email, "First Administrator")
