"""The cast: everybody who knocks at the TABASC's door, and who is known by name in every test."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from meetings.models import AgendaItem
from secgov.models import Committee, GrantKind, MembershipRole, SystemRole, User
from secgov.operations import appoint, grant
from tests import factories


@dataclass(frozen=True)
class Cast:
    """Two committees and who knocks. The TABASC is the one whose records are knocked for.

    The last four hold nothing until a test gives it to them: `invite`, `recuse`, `name` and `show` say to what.
    """

    tabasc: Committee
    csc: Committee

    public: AnonymousUser
    party: User  # signed in, of no committee
    member: User
    alternate: User
    chair: User
    standing_attendee: User
    cleared_too_low: User  # an observer: there, but without a right to Amber
    former_member: User  # until yesterday
    member_elsewhere: User  # of the CSC
    secretary: User
    secretary_elsewhere: User  # of the CSC
    records: User  # records administrator
    admin: User  # system administrator and superuser: gains no reading right by it
    invited: User
    recused: User  # a member
    named: User
    shown: User

    @property
    def people(self) -> dict[str, User | AnonymousUser]:
        """Everybody by name, in the order above."""
        return {name: getattr(self, name) for name in NAMES}

    def invite(self, item: AgendaItem) -> None:
        """Invite `invited` for one item of a meeting."""
        self._grant(self.invited, item.uid, GrantKind.INVITED, within=[item.meeting.uid])

    def recuse(self, target: UUID) -> None:
        """Recuse `recused` from a record and all that stands within it."""
        self._grant(self.recused, target, GrantKind.RECUSED)

    def name(self, target: UUID) -> None:
        """Put `named` on the list of a Red record."""
        self._grant(self.named, target, GrantKind.NAMED)

    def show(self, target: UUID) -> None:
        """Show the draft of a record to `shown`."""
        self._grant(self.shown, target, GrantKind.SHARED)

    def _grant(self, user: User, target: UUID, kind: GrantKind, *, within: list[UUID] | None = None) -> None:
        grant(person=user.person, target=target, kind=kind, by=self.secretary, within=within)


NAMES = tuple(field.name for field in fields(Cast) if field.name not in ("tabasc", "csc"))


def gather(*, on: date) -> Cast:
    """Make everybody, as of the day `on`."""
    tabasc = factories.committee("TABASC", name="Technical Architecture Sub-Committee")
    csc = factories.committee("CSC", name="Change Sub-Committee")
    people = {name: factories.user(f"{name.replace('_', '-')}@cast.test") for name in NAMES if name != "public"}

    for committee, who, role in (
        (tabasc, "member", MembershipRole.MEMBER),
        (tabasc, "alternate", MembershipRole.ALTERNATE),
        (tabasc, "chair", MembershipRole.CHAIR),
        (tabasc, "standing_attendee", MembershipRole.STANDING_ATTENDEE),
        (tabasc, "cleared_too_low", MembershipRole.OBSERVER),
        (tabasc, "recused", MembershipRole.MEMBER),
        (tabasc, "secretary", MembershipRole.SECRETARY),
        (csc, "member_elsewhere", MembershipRole.MEMBER),
        (csc, "secretary_elsewhere", MembershipRole.SECRETARY),
    ):
        appoint(committee=committee, person=people[who].person, role=role, by=None)
    former = people["former_member"].person
    until = on - timedelta(days=1)
    appoint(committee=tabasc, person=former, role=MembershipRole.MEMBER, by=None, until=until)
    _give_roles(people["records"], SystemRole.RECORDS)
    _give_roles(people["admin"], SystemRole.SYSTEM, is_superuser=True, is_staff=True)
    return Cast(tabasc=tabasc, csc=csc, public=AnonymousUser(), **people)


def _give_roles(user: User, role: SystemRole, **flags: bool) -> None:
    user.roles = [role]
    for flag, value in flags.items():
        setattr(user, flag, value)
    user.save()
