"""How long something takes, as a median, and how many queries it makes."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARMING, RUNS = 5, 31


def seconds(act: Callable[[], Any], *, runs: int = RUNS, warming: int = WARMING) -> float:
    """The median time of `act`, in seconds, once it is warm."""
    for _ in range(warming):
        act()
    return statistics.median(_once(act) for _ in range(runs))


def ratio(act: Callable[[], Any], to: Callable[[], Any], *, runs: int = RUNS, warming: int = WARMING) -> float:
    """How many times as long as `to` `act` takes. They are timed in turn, each pair beside each other, so that what
    else the machine does weighs on both alike."""
    for _ in range(warming):
        act()
        to()
    pairs = [(_once(act), _once(to)) for _ in range(runs)]
    return statistics.median(mine for mine, _ in pairs) / statistics.median(other for _, other in pairs)


def _once(act: Callable[[], Any]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def queries(act: Callable[[], Any]) -> int:
    """How many queries `act` makes."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@dataclass(frozen=True)
class Line:
    """What was measured beside its budget. `ratio` is to the floor, or to what `against` says."""

    what: str
    ratio: float
    budget: float
    queries: int | None = None
    queries_budget: int | None = None
    against: str = "floors"

    @property
    def is_over(self) -> bool:
        too_many = self.queries is not None and self.queries_budget is not None and self.queries > self.queries_budget
        return self.ratio > self.budget or too_many

    def __str__(self) -> str:
        counted = "" if self.queries is None else f"{self.queries:3}"
        allowed = "" if self.queries_budget is None else f"{self.queries_budget:3}"
        verdict = "over" if self.is_over else "ok"
        measured = f"{self.what:48} {self.ratio:7.2f} {self.budget:7.2f} {self.against:8}"
        return f"{measured} {counted:>4} {allowed:>4}  {verdict}"
