"""Every address the resolver knows, filled with what there is; found from the patterns, a new one needs no line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver

from meetings.models import Meeting
from secgov.publication import classified_models

PARAMETER = re.compile(r"<(?:(?P<kind>[^>:]+):)?(?P<name>\w+)>")
# Django's own pages; the router of the administration is checked where it is set up.
NOT_OURS = ("admin:",)
# What a slug may be where the pattern does not say: the moves and ways the forms post, found in templates by the crawl.
SLUGS = {
    "move": ("publish-agenda", "draft", "circulate", "approve", "reopen", "accept", "decline"),
    "way": ("up", "down"),
    "act": ("agree", "decline", "take-back"),
    "kind": ("discussion", "outcome", "note", "private"),
}


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
    numbers: list[int]
    learnt_in: list[str]

    def of_meeting(self, ref: str, models_: set[str]) -> list[Any]:
        return [uid for name, uids in self.uids.get(ref, {}).items() if name in models_ for uid in uids]


def keys_on_record(abbreviations: list[str], learnt_in: list[str]) -> Keys:
    """Everything by which a record can be asked for; of each kind in a meeting, one record of each classification."""
    references: dict[str, list[str]] = {}
    for model in classified_models():
        if any(field.name == "ref" for field in model._meta.fields):
            references[model._meta.app_label] = list(model._base_manager.values_list("ref", flat=True))
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
    numbers = [pk for model in apps.get_models() if model.__name__ in ("AccessGrant", "Acronym") for pk in _some(model)]
    return Keys(references, list(meetings.values()), uids, abbreviations, numbers, learnt_in)


def _some(model: type[models.Model]) -> list[int]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True)[:2])


Asked = Callable[[str], int]


def takes(route: Route, keys: Keys, asked: Asked) -> set[str]:
    """Of which models the route takes uids, learnt by asking for one of each as somebody who may do the most, in
    one meeting after another until one answers, and then for what stands in no meeting."""
    for ref in keys.learnt_in:
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
        values: list[Any] = uids if kind == "uuid" else keys.numbers if kind == "int" else [""]
        if kind == "slug":
            values = list(SLUGS.get(name, ("up",)))
        elif name == "abbreviation":
            values = keys.abbreviations
        elif name in ("ref", "meeting_ref"):
            values = [ref] if app == "meetings" or name == "meeting_ref" else keys.references.get(app, [])
        choices = [{**chosen, name: value} for chosen in choices for value in values]
    yield from (route.filled(**chosen) for chosen in choices)


def addresses(route: Route, keys: Keys, models_: set[str]) -> list[str]:
    """The route filled with every reference there is, and in each meeting with one uid of each model it takes, the
    most withheld; the pages lead to the others."""
    names = {name for _, name in route.parameters}
    by_meeting = "meeting_ref" in names or "uuid" in {kind for kind, _ in route.parameters}
    by_meeting = by_meeting or route.name.startswith("meetings:") and "ref" in names
    found: dict[str, None] = {}
    for ref in ["", *keys.meetings] if by_meeting else [""]:
        if by_meeting and not ref and any(name in names for name in ("ref", "meeting_ref")):
            continue
        uids = [uid for label in sorted(models_) for uid in keys.of_meeting(ref, {label})[-1:]]
        found |= dict.fromkeys(_with(route, ref, uids, keys))
    return list(found)


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
