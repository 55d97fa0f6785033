"""The short forms a committee's readers know, so that its minutes need not write them out each time."""

from django.db import models
from simple_history.models import HistoricalRecords

from secgov.models.committees import Committee


class Acronym(models.Model):
    """One short form of a committee and what it stands for: DNO, Distribution Network Operator."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="acronyms")
    short = models.CharField(max_length=20)
    long = models.CharField("stands for", max_length=200)

    history = HistoricalRecords()

    class Meta:
        ordering = ["short"]
        constraints = [models.UniqueConstraint(fields=["committee", "short"], name="acronym_once_in_committee")]

    def __str__(self) -> str:
        return f"{self.short}, {self.long}"
