"""Who goes round the site, and what each has a right to, in plain facts that the gate is not asked for."""

from dataclasses import dataclass
from typing import Any

from meetings.operations import amend_item
from meetings.operations.sharing import share_draft
from secgov.models import GrantKind, User
from secgov.operations import grant
from tests import factories
from tests.canary.planting import Scene
from tests.cast import Cast


@dataclass(frozen=True)
class Standing:
    """What somebody is. `invited`, `presents` and `shown_items` are pairs of scene and item, `named` and `released` of
    scene and the record in it; `recused`, `shown` and `opened` are scenes."""

    signed_in: bool = True
    belongs_to: frozenset[str] = frozenset()
    secretary_of: frozenset[str] = frozenset()
    invited: frozenset[tuple[str, str]] = frozenset()
    named: frozenset[tuple[str, str]] = frozenset()
    presents: frozenset[tuple[str, str]] = frozenset()
    shown_items: frozenset[tuple[str, str]] = frozenset()
    shown: frozenset[str] = frozenset()
    released: frozenset[tuple[str, str]] = frozenset()
    recused: frozenset[str] = frozenset()
    records: bool = False
    # The scenes for which a records administrator has given a reason to read what is Red, and the role that somebody
    # views as, by its key on the page and what it may read.
    opened: frozenset[str] = frozenset()
    role: str = ""
    viewing_as: "Standing | None" = None
    # Who of the cast it is, where somebody of another name.
    person: str = ""
    email: str = ""


HOME, OTHER = frozenset({"TABASC"}), frozenset({"CSC"})
DRAFT, CIRCULATED, FINAL, AGENDA, PLANNED = (
    f"TABASC {state}" for state in ("draft", "circulated", "final", "agenda", "planned")
)
STANDINGS = {
    "public": Standing(signed_in=False),
    "party": Standing(),
    "member": Standing(belongs_to=HOME, email="member@cast.test"),
    "alternate": Standing(belongs_to=HOME),
    "chair": Standing(belongs_to=HOME),
    "standing_attendee": Standing(belongs_to=HOME),
    "cleared_too_low": Standing(),
    "former_member": Standing(),
    "member_elsewhere": Standing(belongs_to=OTHER, email="member-elsewhere@cast.test"),
    "secretary": Standing(belongs_to=HOME, secretary_of=HOME, email="secretary@cast.test"),
    "secretary_elsewhere": Standing(belongs_to=OTHER, secretary_of=OTHER, email="secretary-elsewhere@cast.test"),
    "records": Standing(records=True, email="records@cast.test"),
    "records_with_a_reason": Standing(
        records=True, opened=frozenset({FINAL, CIRCULATED}), person="records", email="records@cast.test"
    ),
    "secretary_as_public": Standing(
        belongs_to=HOME,
        secretary_of=HOME,
        person="secretary",
        role="public",
        viewing_as=Standing(signed_in=False),
        email="secretary@cast.test",
    ),
    "secretary_as_member": Standing(
        belongs_to=HOME,
        secretary_of=HOME,
        person="secretary",
        role="member",
        viewing_as=Standing(belongs_to=HOME),
        email="secretary@cast.test",
    ),
    "admin": Standing(),
    "invited": Standing(invited=frozenset({(FINAL, "amber"), (CIRCULATED, "amber")})),
    "recused": Standing(belongs_to=HOME, recused=frozenset({FINAL, CIRCULATED})),
    "named": Standing(named=frozenset({(FINAL, "white/red"), (CIRCULATED, "white/red"), (DRAFT, "white/red")})),
    "shown": Standing(shown=frozenset({DRAFT})),
    "shown_item": Standing(shown_items=frozenset({(DRAFT, "amber")})),
    "presenter": Standing(presents=frozenset({(PLANNED, "amber"), (AGENDA, "amber")}), email="presenter@cast.test"),
    "owner": Standing(released=frozenset({(DRAFT, "action amber")})),
}


def people(cast: Cast) -> dict[str, Any]:
    """Everybody by name: the cast, and those whom only this test needs."""
    more = {
        name: factories.user(f"{name.replace('_', '-')}@cast.test")
        for name, standing in STANDINGS.items()
        if name not in cast.people and not standing.person
    }
    everybody = {**cast.people, **more}
    return everybody | {name: everybody[who.person] for name, who in STANDINGS.items() if who.person}


def give_rights(everybody: dict[str, Any], scenes: dict[str, Scene]) -> None:
    """Grant what the standings say, as secretaries do."""
    for name, standing in STANDINGS.items():
        who = everybody[name]
        for scene, item in standing.invited:
            target = scenes[scene].items[item]
            _grant(who, target.uid, GrantKind.INVITED, scenes[scene], within=[target.meeting.uid])
        for scene, record in standing.named:
            _grant(who, scenes[scene].entries[record].uid, GrantKind.NAMED, scenes[scene])
        for scene in standing.recused:
            _grant(who, scenes[scene].meeting.uid, GrantKind.RECUSED, scenes[scene])
        for scene, item in standing.presents:
            amend_item(scenes[scene].items[item], by=scenes[scene].by, presented_by=who.person)
        for scene in standing.shown:
            _show(who, scenes[scene])
        for scene, item in standing.shown_items:
            _show(who, scenes[scene], item=scenes[scene].items[item])


def _grant(who: User, target: Any, kind: GrantKind, scene: Scene, *, within: Any = None) -> None:
    grant(person=who.person, target=target, kind=kind, by=scene.by, within=within)


def _show(who: User, scene: Scene, **facts: Any) -> None:
    share_draft(scene.meeting, people=[who.person], by=scene.by, **facts)
