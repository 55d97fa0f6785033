"""What the second wall costs: the same with it and without it, in a database of the run's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from archive.bench.measuring import Line, seconds
from secgov.database import act_as
from secgov.wall.policies import guarded

ROUNDS, RUNS = 3, 21
# What the wall may cost of a page; the budgets of the pages themselves hold with it.
BUDGET = 1.25


def lines(subjects: dict[str, Callable[[], object]]) -> Iterator[Line]:
    """Each of `subjects` behind the wall, as a ratio to the same without it. Each is timed a few times in turn and
    the least counts, because nothing but other work of the machine makes it longer."""
    behind = {what: float("inf") for what in subjects}
    without = dict(behind)
    for _ in range(ROUNDS):
        _time(subjects, behind)
        with _taken_down():
            _time(subjects, without)
    for what in subjects:
        yield Line(f"the second wall: {what}", behind[what] / without[what], BUDGET, against="without")


def _time(subjects: dict[str, Callable[[], object]], least: dict[str, float]) -> None:
    for what, act in subjects.items():
        least[what] = min(least[what], seconds(act, runs=RUNS, warming=2))


@contextmanager
def _taken_down() -> Iterator[None]:
    _row_security("DISABLE")
    try:
        yield
    finally:
        _row_security("ENABLE")


def _row_security(word: str) -> None:
    act_as(connection, "owner")
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY" for table in guarded()))
    act_as(connection, "web")
