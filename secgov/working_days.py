"""Working days in England and Wales: Mondays to Fridays that are no bank holiday."""

from datetime import date, timedelta

import holidays


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays.country_holidays("GB", subdiv="ENG", years=day.year)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
