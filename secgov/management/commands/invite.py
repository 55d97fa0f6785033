"""`manage.py invite`: the first system administrator of a new installation, whom nobody there could invite."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from secgov.lifecycle import Refused
from secgov.models import Person, SystemRole
from secgov.operations import invite


class Command(BaseCommand):
    help = "Invite a system administrator by mail, and print the link where no mail server is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        person = Person.objects.filter(name=name, user=None).first() or Person.objects.create(name=name)
        try:
            sent = invite(person=person, email=email, roles=[SystemRole.SYSTEM], by=None, at=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{sent.invitation.email} is invited. The link, which serves once:\n{sent.link}")
