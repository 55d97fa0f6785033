"""Two meetings of the TABASC that are being minuted, an item of each."""

from datetime import date

import pytest

from meetings.models import AgendaItem
from tests.actions.minutes import minuted
from tests.cast import Cast


@pytest.fixture
def august(cast: Cast) -> AgendaItem:
    return minuted(cast, 33, on=date(2018, 8, 16))


@pytest.fixture
def september(cast: Cast, august: AgendaItem) -> AgendaItem:
    return minuted(cast, 34, on=date(2018, 9, 20))
