"""Viewing as another role: which roles there are, who may take one, and what a reader is then.

Whoever views as a role reads what they may read themselves and of that only what the role may; they are nobody in
particular, so that nothing is theirs to do.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from secgov.access import Edition, Public, Reader, SignedIn, ViewingAs
from secgov.access_log import note
from secgov.acting import operation
from secgov.classification import Classification
from secgov.models import Classified, Committee, GrantKind, Logged, User

LASTS = timedelta(hours=1)
KEPT = "viewing_as"
SAFE = ("GET", "HEAD", "OPTIONS")
READ_ONLY = "You see this as {words}, and can change nothing. Choose Stop at the top of the page first."
NOBODY = -1  # the key of no user


class As(StrEnum):
    PUBLIC = "public"
    PARTY = "party"
    MEMBER = "member"
    EDITION = "edition"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Role:
    """A role to view as, as it is kept in a session. `words` name it: "a member of the TABASC"."""

    kind: str
    words: str
    committee: int | None = None
    level: int | None = None
    item: str = ""
    within: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return ":".join(str(each) for each in (self.kind, self.committee, self.level, self.item) if each)


def roles_for(reader: Reader, *, item: Classified | None = None) -> list[Role]:
    """The roles that `reader` may view as: the public, who get the White editions, and a signed-in party, who gets the
    Green ones, for everybody; of the committees they belong to a member and the Amber edition; and with `item`
    somebody who is invited to it alone."""
    roles = [Role(As.PUBLIC, "the public"), Role(As.PARTY, "a signed-in party")]
    if item is not None:
        within = tuple(str(uid) for uid in item.within)
        roles.append(Role(As.INVITED, f"somebody invited to “{item}”", item=str(item.uid), within=within))
    for committee in Committee.objects.order_by("abbreviation"):
        if _knows(reader, committee.pk):
            roles.append(Role(As.MEMBER, f"a member of the {committee}", committee=committee.pk))
            words = f"a reader of the {committee}’s Amber edition"
            roles.append(Role(As.EDITION, words, committee=committee.pk, level=Classification.AMBER))
    return roles


def _knows(reader: Reader, committee: int) -> bool:
    """Whether `reader` reads at least what a member of the committee does, as far as they are not recused."""
    if not isinstance(reader, SignedIn):
        return False
    return reader.administers_records or committee in (*reader.belongs_to, *reader.secretary_of)


def viewing_as(role: Role, mine: Reader, stand_in: Any) -> ViewingAs:
    """The reader that whoever reads as `mine` is as `role`."""
    return ViewingAs(mine, _theirs(role, mine, stand_in), notes=getattr(mine, "notes", None))


def _theirs(role: Role, mine: Reader, stand_in: Any) -> Reader:
    if role.kind == As.PUBLIC:
        return Public()
    if role.kind == As.EDITION:
        return Edition(Classification(role.level or Classification.WHITE), committee=role.committee)
    # What the viewer is recused from stays out of sight, in what is worked out from decisions too.
    recused: dict[str, tuple[UUID, ...]] = {GrantKind.RECUSED: getattr(mine, "grants", {}).get(GrantKind.RECUSED, ())}
    theirs = SignedIn(user=stand_in, grants={kind: uids for kind, uids in recused.items() if uids})
    if role.kind == As.MEMBER and role.committee is not None and _knows(mine, role.committee):
        return replace(theirs, belongs_to=(role.committee,))
    if role.kind == As.INVITED:
        invited = {GrantKind.INVITED: (UUID(role.item),)}
        return replace(theirs, grants=theirs.grants | invited, takes_part_in=tuple(UUID(uid) for uid in role.within))
    return theirs


def stand_in_for(role: Role, really: User) -> Any:
    """Who the pages take the viewer for: nobody signed in, or somebody signed in who holds no role and has nothing of
    their own. The log names them as they are (`really`)."""
    is_public = role.kind == As.PUBLIC or (role.kind == As.EDITION and role.level == Classification.WHITE)
    user: Any = AnonymousUser() if is_public else User(pk=NOBODY, email=role.words)
    user.really = really
    return user


@operation
def begin_viewing(session: SessionBase, role: Role, *, by: User, at: datetime) -> None:
    """Let whoever this session is of view as `role` for an hour; that is on the access log."""
    session[KEPT] = {"role": asdict(role), "until": (at + LASTS).isoformat()}
    note(Logged.VIEWED_AS, at=at, by=by, role=role.words, begun=True)


@operation
def end_viewing(session: SessionBase, *, by: User, at: datetime) -> None:
    """Let them be themselves again; that is on the access log where they viewed as somebody."""
    kept = session.pop(KEPT, None)
    if kept is not None:
        note(Logged.VIEWED_AS, at=at, by=by, role=kept["role"]["words"], begun=False)


class ViewingMiddleware:
    """Where somebody views as another role: `request.user` is the role's stand-in, `request.viewing` the role, and
    nothing can be changed but to stop."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewing = None  # type: ignore[attr-defined]
        role = self._role(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if role is None or request.path in (reverse("secgov:stop_viewing"), reverse("logout")):
            return self.get_response(request)
        request.viewing = role  # type: ignore[attr-defined]
        request.user = stand_in_for(role, request.user)  # type: ignore[arg-type]
        if request.method not in SAFE:
            return render(request, "403.html", {"sentence": READ_ONLY.format(words=role.words)}, status=403)
        return self.get_response(request)

    def _role(self, request: HttpRequest) -> Role | None:
        """The role of this session; after an hour, or where nobody is signed in, none."""
        kept: dict[str, Any] | None = request.session.get(KEPT)
        if kept is None or not request.user.is_authenticated:
            return None
        if datetime.fromisoformat(kept["until"]) <= timezone.now():
            end_viewing(request.session, by=request.user, at=timezone.now())
            return None
        return Role(**kept["role"])
