"""Working days of England and Wales: Mondays to Fridays without the bank holidays."""

from datetime import date, timedelta
from functools import lru_cache

A_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  slow import

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    while count > 0:
        day += A_DAY
        count -= is_working_day(day)
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day that lies `count` working days before `day`; for 0 the day itself, or the last working day
    before it where it is none."""
    while not is_working_day(day):
        day -= A_DAY
    for _ in range(count):
        day -= A_DAY
        while not is_working_day(day):
            day -= A_DAY
    return day
