"""The list of names of a Red record: who stands on it reads it, and who put them there is kept."""

from datetime import datetime

from secgov.access_log import note
from secgov.acting import operation
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import AccessGrant, Classified, GrantKind, Logged, Person, User
from secgov.operations.grants import end_grant, grant

NOT_RED = "Only what is Red is read by a list of names. At {now} its classification says who reads it."
NO_REASON = "Naming somebody takes a reason. Write why they need to know."
NO_ACCOUNT = "{person} has no account to read with. Name somebody who can sign in."


@operation
def name_person(record: Classified, *, person: Person, by: User, at: datetime, why: str) -> AccessGrant:
    """Put `person` on the list of the Red `record`, so that they read it and all that stands in it. Refused for what
    is not Red, without a reason, and for somebody who cannot sign in."""
    if record.classification != Classification.RED:
        raise Refused([NOT_RED.format(now=record.level.label)])
    if not why.strip():
        raise Refused([NO_REASON])
    if person.user is None:
        raise Refused([NO_ACCOUNT.format(person=person)])
    stated = grant(person=person, target=record.uid, kind=GrantKind.NAMED, by=by, why=why.strip())
    note(Logged.NAMED, at=at, by=by, record=record, person=person, reason=why.strip())
    return stated


@operation
def take_off_name(record: Classified, stated: AccessGrant, *, by: User, at: datetime) -> AccessGrant:
    """Take somebody off the list of `record`, from now on; that they stood on it is kept."""
    ended = end_grant(stated, by=by, at=at)
    note(Logged.UNNAMED, at=at, by=by, record=record, person=ended.person)
    return ended
