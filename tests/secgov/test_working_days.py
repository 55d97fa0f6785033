"""Working days of England and Wales."""

from datetime import date

import pytest

from secgov.working_days import is_working_day, working_days_before


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        # A Thursday; a week of five working days back.
        (date(2018, 10, 18), 5, date(2018, 10, 11)),
        # Over Easter: Good Friday and Easter Monday do not count.
        (date(2018, 4, 5), 5, date(2018, 3, 27)),
        # Over Christmas, Boxing Day and New Year.
        (date(2019, 1, 3), 3, date(2018, 12, 28)),
        # From a Saturday: back to its Friday first.
        (date(2018, 10, 20), 0, date(2018, 10, 19)),
        (date(2018, 10, 20), 1, date(2018, 10, 18)),
    ],
)
def test_working_days_are_counted_back_over_weekends_and_bank_holidays(day, count, expected) -> None:
    assert working_days_before(day, count) == expected


def test_a_bank_holiday_of_scotland_alone_is_a_working_day() -> None:
    assert is_working_day(date(2018, 1, 2))
    assert not is_working_day(date(2018, 8, 27))
