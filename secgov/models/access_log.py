"""The access log: who read above White, exported, classified, withdrew, signed in. It is only ever added to."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from secgov.classification import Classification


class Logged(models.TextChoices):
    """What the access log keeps (product.md sections 2 and 8)."""

    READ = "read", "read"
    OPENED = "opened", "opened a document"
    EXPORTED = "exported", "exported"
    MAILED = "mailed", "was mailed a link"
    VIEWED_AS = "viewed_as", "viewed as another role"
    CLASSIFIED = "classified", "changed a classification"
    NAMED = "named", "named somebody on a record"
    UNNAMED = "unnamed", "took somebody’s name off a record"
    ISSUED = "issued", "issued a document"
    WITHDREW = "withdrew", "withdrew a document"
    SIGNED_IN = "signed_in", "signed in"
    SIGN_IN_FAILED = "sign_in_failed", "failed to sign in"
    SIGNED_OUT = "signed_out", "signed out"
    ACCOUNT = "account", "changed an account"


class AccessLogEntry(models.Model):
    """One act of one person on one record, as things stood then. The web role can add to the log and read it, and can
    neither amend nor delete what stands there (secgov/database.py).

    `target` is the uid of the record or document; `within` the uids it stood in then, so that a meeting's page answers
    for all that stands in it. `classification` is that of what was shown, `version` and `edition` of which print, and
    `sha256` of which bytes. `facts` says what the kind of act needs beside: from, to, authority, address, role.
    """

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20, choices=Logged)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("secgov.Person", models.PROTECT, null=True, blank=True, related_name="+")
    target = models.UUIDField(null=True, blank=True, db_index=True)
    within = ArrayField(models.UUIDField(), default=list, blank=True)
    classification = models.PositiveSmallIntegerField(choices=Classification, null=True, blank=True)
    edition = models.PositiveSmallIntegerField(choices=Classification, null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "access log entries"
        indexes = [
            GinIndex(fields=["within"], name="accesslog_within"),
            models.Index(fields=["by", "at"], name="accesslog_by_at"),
        ]

    def __str__(self) -> str:
        return f"{self.by or self.person or 'Somebody'} {self.get_kind_display()}"
