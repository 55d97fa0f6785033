"""Every address the resolver knows, filled with what there is; found from the patterns, a new one needs no line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver

from meetings.models import Meeting
from secgov.models import IssuedKind
from secgov.publication import classified_models

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PARAMETER = re.compile(r"<(?:(?P<kind>[^>:]+):)?(?P<name>\w+)>")
# Django's own pages; the router of the administration is checked where it is set up.
NOT_OURS = ("admin:",)
# What a slug may be where the pattern does not say: the moves and ways the forms post, found in templates by the crawl.
SLUGS = {
    "move": ("publish-agenda", "draft", "circulate", "approve", "reopen", "accept", "decline"),
    "way": ("up", "down"),
    "act": ("agree", "decline", "take-back"),
    "kind": ("discussion", "outcome", "note", "private"),
    "part": ("C1",),
}
# What a slug may be at one route, where its name means something else than elsewhere.
SLUGS_AT = {f"secgov:{name}": {"kind": tuple(IssuedKind.values)} for name in ("issue_listing", "preview_listing")}
# Of which model's rows an address has the number, by a part of its pattern; of any other it is the first of a few.
NUMBERED = {
    "acronyms/<": "Acronym",
    "share/<": "AccessGrant",
    "people/<": "Membership",
    "names/<": "Person",
    "accounts/<": "User",
}
OTHERWISE = [1]
# These take the uid of any record there is.
OF_ANYTHING = ("records/<uuid:uid>/", "red/<uuid:uid>/")


@dataclass(frozen=True)
class Route:
    """One pattern: its name, and its address with <kind:name> where something is to be filled in."""

    name: str
    pattern: str

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return [(found["kind"] or "str", found["name"]) for found in PARAMETER.finditer(self.pattern)]

    def filled(self, **values: Any) -> str:
        return "/" + PARAMETER.sub(lambda found: str(values[found["name"]]), self.pattern)


def routes() -> list[Route]:
    """Every route that is ours."""

    def walk(patterns: list[Any], space: str, before: str) -> Iterator[Route]:
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(
                    pattern.url_patterns, space + (f"{pattern.namespace}:" if pattern.namespace else ""), address
                )
            else:
                yield Route(f"{space}{pattern.name}", address)

    return [route for route in walk(get_resolver().url_patterns, "", "") if not route.name.startswith(NOT_OURS)]


@dataclass
class Keys:
    """What stands on record to be asked for: references by the app they are of, uids of a meeting by model, numbers."""

    references: dict[str, list[str]]
    meetings: list[str]
    uids: dict[str, dict[str, list[Any]]]
    abbreviations: list[str]
    numbers: dict[str, list[int]]
    learnt_in: list[str]
    # What each uid and reference is: two that are the same are alike to whoever asks for them.
    kinds: dict[str, str]

    def of_meeting(self, ref: str, models_: set[str]) -> list[Any]:
        return [uid for name, uids in self.uids.get(ref, {}).items() if name in models_ for uid in uids]


def keys_on_record(abbreviations: list[str], learnt_in: list[str]) -> Keys:
    """Everything by which a record can be asked for; of each kind in a meeting, one record of each classification."""
    references: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for model in classified_models():
        if any(field.name == "ref" for field in model._meta.fields):
            references[model._meta.app_label] = list(model._base_manager.values_list("ref", flat=True))
            kinds |= dict(_kinds(model, "ref"))
        kinds |= dict(_kinds(model, "uid"))
    meetings = dict(Meeting._base_manager.exclude(status="known").values_list("uid", "ref"))
    uids: dict[str, dict[str, list[Any]]] = {ref: {} for ref in ["", *meetings.values()]}
    for model in classified_models():
        seen = set()
        rows = model._base_manager.order_by("pk").values_list("uid", "within", "classification", "stage")
        for uid, within, level, stage in rows:
            ref = next((meetings[each] for each in [*within, uid] if each in meetings), "")
            if (ref, level, stage) not in seen:
                seen.add((ref, level, stage))
                uids[ref].setdefault(model._meta.label, []).append(uid)
    numbers = {model.__name__: _some(model) for model in apps.get_models() if model.__name__ in NUMBERED.values()}
    return Keys(references, list(meetings.values()), uids, abbreviations, numbers, learnt_in, kinds)


# Each of these is a file with words of its own: one in one meeting is unlike one in another.
FILES = ("meetings.Paper", "meetings.PaperVersion")


def _kinds(model: type[models.Model], key: str) -> Iterator[tuple[str, str]]:
    """What each row is, by its uid or reference; a meeting is like no other."""
    columns = (key, "classification", "stage", "committee__abbreviation", "within")
    for each, level, stage, committee, within in model._base_manager.values_list(*columns):
        own = each if model is Meeting else f"{level} {stage} {committee}"
        around = " ".join(map(str, within)) if model._meta.label in FILES else ""
        yield str(each), f"{model._meta.label} {own} {around}"


def _some(model: type[models.Model]) -> list[int]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True)[:2])


Asked = Callable[[str], int]


def takes(route: Route, keys: Keys, asked: Asked) -> set[str]:
    """Of which models the route takes uids, learnt by asking for one of each as somebody who may do the most, in
    one meeting after another until one answers, and then for what stands in no meeting."""
    if route.pattern.endswith(OF_ANYTHING):
        return {label for uids in keys.uids.values() for label in uids}
    if OF_ANYTHING[0] in route.pattern:
        return {"meetings.MinuteEntry"}
    for ref in keys.learnt_in[:4]:
        found = {
            label for label, uids in keys.uids[ref].items() if asked(_first(route, ref, uids, keys)) not in (403, 404)
        }
        if found:
            return found
    return {label for label, uids in keys.uids[""].items() if asked(_first(route, "", uids, keys)) not in (403, 404)}


def _first(route: Route, ref: str, uids: list[Any], keys: Keys) -> str:
    return next(_with(route, ref, uids[:1], keys))


def _with(route: Route, ref: str, uids: list[Any], keys: Keys) -> Iterator[str]:
    app = route.name.partition(":")[0]
    choices: list[dict[str, Any]] = [{}]
    for kind, name in route.parameters:
        values: list[Any] = uids if kind == "uuid" else _numbers(route, keys) if kind == "int" else [""]
        if kind == "slug":
            values = list(SLUGS_AT.get(route.name, SLUGS).get(name, ("up",)))
        elif name == "abbreviation":
            values = keys.abbreviations
        elif name in ("ref", "meeting_ref"):
            values = [ref] if app == "meetings" or name == "meeting_ref" else keys.references.get(app, [])
        choices = [{**chosen, name: value} for chosen in choices for value in values]
    yield from (route.filled(**chosen) for chosen in choices)


def _numbers(route: Route, keys: Keys) -> list[int]:
    model = next((model for part, model in NUMBERED.items() if part in route.pattern), "")
    return keys.numbers.get(model, []) or OTHERWISE


def addresses(route: Route, keys: Keys, models_: set[str]) -> list[str]:
    """The route filled with every reference there is; where it names a part of a meeting or a move, in the meetings
    that differ in who reads them, with one uid of each model it takes, the most withheld; pages lead to the others."""
    names = {name for _, name in route.parameters}
    by_meeting = "meeting_ref" in names or "uuid" in {kind for kind, _ in route.parameters}
    by_meeting = by_meeting or route.name.startswith("meetings:") and "ref" in names
    found: dict[str, None] = {}
    meetings = keys.meetings if {kind for kind, _ in route.parameters} == {"str"} else keys.learnt_in
    for ref in ["", *meetings] if by_meeting else [""]:
        if by_meeting and not ref and any(name in names for name in ("ref", "meeting_ref")):
            continue
        uids = [uid for label in sorted(models_) for uid in keys.of_meeting(ref, {label})[-1:]]
        found |= dict.fromkeys(_with(route, ref, uids, keys))
    is_below = any(kind not in ("uuid", "str") for kind, _ in route.parameters) and not by_meeting
    return list({kind_of(address, keys.kinds): address for address in found}.values()) if is_below else list(found)


def kind_of(address: str, kinds: dict[str, str]) -> str:
    """The address with what it names replaced by what that is, so that two that are alike are the same."""
    parts = address.strip("/").split("/")
    said = []
    for part, after in zip_longest(parts, parts[1:], fillvalue=""):
        number = "a number" if part.isdecimal() else part
        said.append(kinds.get(f"{part}/{after}") or kinds.get(part) or ("a uid" if UID.fullmatch(part) else number))
    return "/".join(said)


def takes_forms_alone(browser: Client, address: str) -> bool:
    """Whether nothing is shown at the address; forms are sent there."""
    return browser.get(address).status_code == 405


def asked_by(browser: Client) -> Asked:
    """Asks for an address, sends there what only takes forms, and gives the status back; nothing of it stays."""

    def ask(address: str) -> int:
        with transaction.atomic():
            status = browser.get(address).status_code
            if status == 405:
                status = browser.post(address).status_code
            transaction.set_rollback(True)
        return status

    return ask
