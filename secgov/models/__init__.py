"""The ground floor's records."""

from secgov.models.access_log import AccessLogEntry, Logged
from secgov.models.accounts import Counted, Invitation
from secgov.models.acronyms import Acronym
from secgov.models.classification_changes import Authority, ClassificationChange
from secgov.models.classification_requests import Answer, ClassificationRequest
from secgov.models.committees import (
    AMBER_ROLES,
    Committee,
    CommitteeName,
    Membership,
    MembershipRole,
    PrintForm,
    Seat,
)
from secgov.models.files import DrawnDocument, IssuedDocument, IssuedKind, IssuedPart, StoredFile
from secgov.models.held import HeldDocument
from secgov.models.mail import Mail, MailState
from secgov.models.people import Organisation, PartyCategory, Person, SystemRole, User
from secgov.models.records import (
    AccessGrant,
    Classified,
    ClassifiedQuerySet,
    GrantKind,
    StatusChange,
    standing,
    touching,
)
from secgov.models.references import Mention, Reference, ReferenceState

__all__ = [
    "AMBER_ROLES",
    "AccessGrant",
    "AccessLogEntry",
    "Acronym",
    "Answer",
    "Authority",
    "ClassificationChange",
    "ClassificationRequest",
    "Classified",
    "ClassifiedQuerySet",
    "Committee",
    "CommitteeName",
    "Counted",
    "DrawnDocument",
    "GrantKind",
    "HeldDocument",
    "Invitation",
    "IssuedDocument",
    "IssuedKind",
    "IssuedPart",
    "Logged",
    "Mail",
    "MailState",
    "Membership",
    "MembershipRole",
    "Mention",
    "Organisation",
    "PartyCategory",
    "Person",
    "PrintForm",
    "Reference",
    "ReferenceState",
    "Seat",
    "StatusChange",
    "StoredFile",
    "SystemRole",
    "User",
    "standing",
    "touching",
]
