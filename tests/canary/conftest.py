"""One state of the record for the whole of this package: planted once, and everybody's way round it taken once."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import JobDeferrer
from pytest_django import DjangoDbBlocker

from archive.models import Import
from modifications.models import Modification
from secgov.classification import Classification, Stage
from tests.canary import afterwards, asking
from tests.canary.addresses import (
    Asked,
    Keys,
    Route,
    addresses,
    asked_by,
    keys_on_record,
    routes,
    takes,
    takes_forms_alone,
)
from tests.canary.cast_of_readers import STANDINGS, Standing, give_rights, people
from tests.canary.crawling import Crawl, Tally
from tests.canary.expecting import expected
from tests.canary.filling import fill
from tests.canary.planting import PATHS, Scene, hold
from tests.canary.shown import shown_to
from tests.canary.words import Words
from tests.cast import Cast, gather


@dataclass
class World:
    """Everything planted, and everybody who goes round it."""

    cast: Cast
    everybody: dict[str, Any]
    words: Words
    scenes: dict[str, Scene]

    @property
    def imported(self) -> Import:
        """What a secretary has uploaded, which nobody else may know of."""
        return Import.objects.get(uploaded_by=self.everybody["secretary"])

    @property
    def hidden_modification(self) -> str:
        """A modification that nothing but Red words of a draft name."""
        named = Modification.objects.filter(committee=self.cast.csc, stage=Stage.SECRETARIAT, classification=4)
        return str(named.latest("pk").ref)

    def browser(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        user = self.everybody[name]
        if not isinstance(user, AnonymousUser):
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self._prepare(client, STANDINGS[name])
        return client

    def _prepare(self, client: Client, standing: Standing) -> None:
        """Give the reasons that a records administrator has given, and take the role that somebody views as."""
        for scene in standing.opened:
            address = f"/red/{self.scenes[scene].meeting.uid}/"
            assert client.post(address, {"reason": "An audit.", "next": ""}).status_code == 302
        if standing.role:
            role = f"{standing.role}:{self.cast.tabasc.pk}" if standing.role == "member" else standing.role
            assert client.post("/view-as/", {"role": role}).status_code == 302


def draw_at_once(deferrer: JobDeferrer, **given: Any) -> int:
    """Documents are drawn at once, as the worker would; nothing else of its work says anything to a reader."""
    if deferrer.job.queue == "documents" and deferrer.job.task_name in app.tasks:
        app.tasks[deferrer.job.task_name].func(**given)
    return 0


@pytest.fixture(scope="package")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Documents drawn inline, nobody waits for a worker, and files in a folder of this package."""
    folder = tmp_path_factory.mktemp("canary") / "files"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JobDeferrer, "defer", draw_at_once)
        # Without the copy of every context that Django's test client keeps, which costs a third of a page.
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        yield folder


@pytest.fixture(autouse=True)
def files_of_this_test(surroundings: Path, settings: Any) -> None:
    """Takes the place of the folder that each other test has for itself."""
    settings.STORED_FILES_DIR = surroundings
    settings.EXPORTS_DIR = surroundings.parent / "exports"
    settings.PDF_WAIT_SECONDS = 0


@pytest.fixture(scope="package")
def world(
    surroundings: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker, unknown_variables_fail: None
) -> Iterator[World]:
    """The planted record, in a transaction that is never kept."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr("django.conf.settings.STORED_FILES_DIR", surroundings, raising=False)
        patch.setattr("django.conf.settings.EXPORTS_DIR", surroundings.parent / "exports", raising=False)
        with transaction.atomic():
            yield planted()
            transaction.set_rollback(True)


# Of the other committee the states that differ in who reads them.
ELSEWHERE = ("planned", "agenda", "draft", "circulated", "final")


def planted() -> World:
    """Two committees' meetings in their states, what is done to them beside, and everybody's rights."""
    cast, words = gather(on=timezone.localdate()), Words()
    everybody = people(cast)
    scenes: dict[str, Scene] = {}
    for committee, by, states in (
        (cast.tabasc, cast.secretary, tuple(PATHS)),
        (cast.csc, cast.secretary_elsewhere, ELSEWHERE),
    ):
        for number, state in enumerate(states, start=30):
            scene = hold(words, committee, state, by=by, number=number, at_draft=afterwards.unsettle)
            scenes[scene.key] = scene
    facts: dict[str, Any] = {"by": cast.secretary, "number": 40, "level": Classification.AMBER, "key": "TABASC amber"}
    scenes["TABASC amber"] = hold(words, cast.tabasc, "final", at_draft=lambda scene: None, **facts)
    give_rights(everybody, scenes)
    afterwards.correct(scenes["TABASC circulated"], cast.member)
    afterwards.correct(scenes["CSC circulated"], cast.member_elsewhere)
    afterwards.raise_what_is_out(scenes["TABASC final"])
    afterwards.release(scenes["TABASC draft"], everybody["owner"])
    afterwards.put_in_late(scenes["TABASC agenda"], everybody["presenter"])
    afterwards.add_item_after(scenes["TABASC draft"])
    afterwards.upload(words, cast.secretary, "TABASC")
    afterwards.upload(words, cast.secretary_elsewhere, "CSC")
    asking.ask_for_white(scenes["TABASC final"], cast.records)
    asking.withhold(scenes["TABASC final"])
    asking.hold_back(scenes["TABASC final"])
    asking.export(words, cast.records)
    asking.read(words)
    fill(words, scenes)
    return World(cast, everybody, words, scenes)


@dataclass
class Round:
    """What everybody met, and what was done for it."""

    met: dict[str, dict[str, str]]
    tally: Tally
    told: list[str]


@dataclass
class Beginning:
    """What is known before anybody goes round: by route every address there is to begin with, and what stands there."""

    keys: Keys
    addresses: dict[str, list[str]]
    # The routes that take forms alone.
    only_posted: set[str]

    @property
    def seeds(self) -> list[str]:
        return [*(address for listed in self.addresses.values() for address in listed), "/admin/"]


# The meetings that differ in who reads what of them, those of the committee whose secretary asks first.
LEARNT_IN = ("TABASC draft", "TABASC final", "TABASC circulated", "TABASC planned", "TABASC amber", "CSC draft")


@pytest.fixture(scope="package")
def beginning(world: World, django_db_blocker: DjangoDbBlocker) -> Beginning:
    with django_db_blocker.unblock():
        learnt_in = [world.scenes[name].meeting.ref for name in LEARNT_IN]
        keys = keys_on_record([world.cast.tabasc.abbreviation, world.cast.csc.abbreviation], learnt_in)
        secretary = world.browser("secretary")
        asked = asked_by(secretary)
        known = {route.name: addresses(route, keys, models_taken(route, keys, asked)) for route in routes()}
        return Beginning(
            keys, known, {name for name, of in known.items() if of and takes_forms_alone(secretary, of[0])}
        )


def models_taken(route: Route, keys: Keys, asked: Asked) -> set[str]:
    """The models whose uids the route takes, as far as the secretaries can tell."""
    return takes(route, keys, asked) if any(kind == "uuid" for kind, _ in route.parameters) else set()


@pytest.fixture(scope="package")
def round_of_all(world: World, beginning: Beginning, django_db_blocker: DjangoDbBlocker) -> Round:
    """The way round of those whom CANARY_READERS names, with spaces between, or of "all"."""
    tally, met, told = Tally(), {}, []
    with django_db_blocker.unblock():
        for name in asked_for():
            crawl = Crawl(world.browser(name), world.words, tally, administers=name == "admin")
            crawl.kinds, crawl.only_posted = beginning.keys.kinds, beginning.only_posted
            before, forms, began = tally.responses.total(), tally.forms, monotonic()
            met[name] = crawl.go(beginning.seeds)
            done = f"{tally.responses.total() - before:,} responses, {tally.forms - forms:,} forms"
            told.append(f"{name}: {judged(world, name, met[name])}, {done}, {monotonic() - began:.0f} s")
            print(told[-1], flush=True)
    return Round(met, tally, told)


def asked_for() -> list[str]:
    """Whose way round is taken."""
    named = os.environ.get("CANARY_READERS", "")
    return list(STANDINGS) if named == "all" else named.split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The way round takes many minutes: it is taken where somebody asks for it."""
    if not asked_for():
        skip = pytest.mark.skip(
            reason="goes round as each of the cast for many minutes: CANARY_READERS=all asks for it"
        )
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


def judged(world: World, name: str, met: dict[str, str]) -> str:
    """How many words somebody met, and a few of those that are not theirs or that they missed."""
    facts = world.words.facts
    mine = expected(STANDINGS[name], facts)
    leaked = {str(facts[word]): met[word] for word in met.keys() - mine}
    missed = {str(facts[word]) for word in mine - met.keys() if shown_to(STANDINGS[name], facts[word])}
    some = f" {list(leaked.items())[:9]} {sorted(missed)[:9]}" if leaked or missed else ""
    return f"{len(met):,} words met, {len(leaked)} leaked, {len(missed)} missed{some}"
