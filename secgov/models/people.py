"""Who there is: users who sign in, people with or without a user, and the organisations they act for."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import rules
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from simple_history.models import HistoricalRecords


class SystemRole(models.TextChoices):
    """Roles a user holds over the whole system; roles in a committee are memberships."""

    RECORDS = "records", "Records administrator"
    SYSTEM = "system", "System administrator"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user whose login is `email`; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in; the login is the e-mail address, in any case."""

    email = models.EmailField("e-mail address")
    roles = ArrayField(models.CharField(max_length=20, choices=SystemRole), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may see the administration pages", default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    sessions_ended = models.PositiveIntegerField("how often all sessions were ended", default=0)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of this user must hold: another password ends them all, and so does ending them."""
        words = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("secgov.User.session", words, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the predicates where there are any: a superuser passes every one of Django's own checks, so the
        short-cut is taken only for model permissions, which the administration pages use."""
        if rules.perm_exists(perm):
            return self.is_active and bool(rules.has_perm(perm, self, obj))
        return bool(super().has_perm(perm, obj))

    def holds(self, role: SystemRole) -> bool:
        return self.is_active and role in self.roles

    def roles_by_committee(self, *, on: date) -> dict[int, frozenset[str]]:
        """The roles this user's memberships give on the day `on`, by the committee's key. One query for each user
        object and day."""
        asked: dict[date, dict[int, frozenset[str]]] = self.__dict__.setdefault("_roles_asked", {})
        if on not in asked:
            found: dict[int, set[str]] = {}
            memberships = apps.get_model("secgov.Membership")._default_manager.filter(person__user=self)
            for committee, role in memberships.current(on=on).order_by().values_list("committee_id", "role"):
                found.setdefault(committee, set()).add(role)
            asked[on] = {committee: frozenset(roles) for committee, roles in found.items()}
        return asked[on]

    def is_invited_within(self, uid: UUID, *, on: date) -> bool:
        """Whether this user is invited, on the day `on`, to something that stands within the record `uid`."""
        grants = apps.get_model("secgov.AccessGrant")._default_manager.filter(person__user=self, kind="invited")
        return self.is_active and bool(grants.current(on=on).filter(within__contains=[uid]).exists())

    def is_granted(self, target: UUID, kinds: tuple[str, ...], *, on: date) -> bool:
        """Whether a grant of one of `kinds` on the record `target` is in force on the day `on`. One query."""
        grants = apps.get_model("secgov.AccessGrant")._default_manager.filter(person__user=self)
        return bool(grants.current(on=on).filter(target=target, kind__in=kinds).exists())


class PartyCategory(models.TextChoices):
    """SEC party categories and the bodies beside them, as attendance tables print them (domain.md section 3)."""

    LARGE_SUPPLIER = "large_supplier", "Large Suppliers"
    SMALL_SUPPLIER = "small_supplier", "Small Suppliers"
    ELECTRICITY_NETWORK = "electricity_network", "Electricity Networks"
    GAS_NETWORK = "gas_network", "Gas Networks"
    OTHER_PARTY = "other_party", "Other SEC Parties"
    CONSUMER = "consumer", "Consumers"
    DCC = "dcc", "DCC"
    CODE_ADMINISTRATOR = "code_administrator", "SECAS"
    GOVERNMENT = "government", "Secretary of State"
    AUTHORITY = "authority", "Ofgem"
    OUTSIDE = "outside", "Other bodies"


class Organisation(models.Model):
    """A party, the DCC, SECAS, a department or another body; `also_known_as` holds former and short names."""

    name = models.CharField(max_length=200, unique=True)
    category = models.CharField(max_length=30, choices=PartyCategory)
    also_known_as = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who attends, owns actions or is named on a record, with or without a user."""

    name = models.CharField(max_length=200)
    initials = models.CharField(max_length=10, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="people")
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="person")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name
