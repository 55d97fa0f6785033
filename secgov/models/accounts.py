"""How somebody comes to an account: by invitation, and by nothing else."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from secgov.models.people import Person, SystemRole


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: datetime) -> "InvitationQuerySet":
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """A person asked to come in, at an address, until a moment. The link's token is kept as its digest only; it serves
    once. The roles are given with the account; memberships belong to the person and need none."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    email = models.EmailField("e-mail address")
    roles = ArrayField(models.CharField(max_length=20, choices=SystemRole), default=list, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    leads_to = models.CharField("address it leads to", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="invitation_revoked_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_accepted_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_for_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, invited at {self.email}"


class Counted(models.Model):
    """The table of Django's database cache, in which rate limits are counted for all web workers together: a model, so
    that migrate makes it and the web role may write in it. Nothing but the cache reads or writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "secgov_counted"

    def __str__(self) -> str:
        return self.cache_key
