"""Look through everything that was issued, and what would go out next, for what its readers may not read."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.leak_check import check_within
from archive.withheld import SYSTEM, corpus_of
from meetings.documents.vouching import to_be_given_out
from meetings.models import Meeting
from meetings.operations.issuing import reader_of
from secgov.access import Edition, Reader
from secgov.issuing import Candidate, Finding
from secgov.models import Committee, IssuedDocument, IssuedKind


class Command(BaseCommand):
    help = "Runs the leak check over the register of issued documents and over what would be issued next."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--committee", metavar="ABBR", help="only documents of this committee")

    def handle(self, *args: Any, **options: Any) -> None:
        began, looked_at, stopped = time.monotonic(), 0, 0
        for committee in _committees(options["committee"]):
            corpus = corpus_of(committee.pk)
            for candidate in chain(_issued(committee), _to_come(committee)):
                looked_at += 1
                found = check_within(corpus, candidate)
                stopped += any(finding.stops for finding in found)
                self._say(candidate, found)
        self.stdout.write(f"{looked_at} documents, {stopped} stopped, in {time.monotonic() - began:.1f} s.")
        if stopped:
            raise CommandError(f"{stopped} of {looked_at} documents hold something that their readers may not read.")

    def _say(self, candidate: Candidate, found: list[Finding]) -> None:
        for finding in found:
            word = "stops" if finding.stops else "warns"
            self.stdout.write(f"{word}  {candidate.file_name}  {finding.where}: {finding.sentence}")


def _committees(abbreviation: str | None) -> list[Committee]:
    committees = Committee.objects.order_by("abbreviation")
    if abbreviation is None:
        return list(committees)
    found = [each for each in committees if each.abbreviation == abbreviation]
    if not found:
        raise CommandError(f"There is no committee {abbreviation}.")
    return found


def _issued(committee: Committee) -> Iterator[Candidate]:
    """The documents that were issued and are not withdrawn, as their bytes stand."""
    documents = IssuedDocument.objects.visible_to(SYSTEM).filter(committee=committee, withdrawn_at__isnull=True)
    for document in documents.select_related("file").order_by("pk"):
        yield Candidate(
            title=document.title,
            file_name=document.file_name,
            classification=document.classification,
            committee=committee.pk,
            target=document.target,
            pdf=document.file.read(),
            reader=_reader_of(document),
        )


def _reader_of(document: IssuedDocument) -> Reader:
    if document.kind == IssuedKind.CONFIDENTIAL:
        return reader_of(document)
    return Edition(document.level, committee=document.committee_id, own=document.target)


def _to_come(committee: Committee) -> Iterator[Candidate]:
    for meeting in Meeting.objects.visible_to(SYSTEM).filter(committee=committee).order_by("pk"):
        yield from to_be_given_out(meeting)
