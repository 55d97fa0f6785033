"""The modifications app's records, as the ground floor speaks of them."""

from meetings.models import MinuteEntry
from modifications.models import CommitteeInterest, Modification
from secgov.access import Purpose
from secgov.governed import Governed, register
from secgov.wall.doors import as_system

AS_NAMED = "A modification is as open as the most open minutes that name it. Change the entries that name it."


def register_records() -> None:
    """Tell the ground floor of every kind."""
    register(
        "modifications.Modification",
        Governed("modification", words=_modification, page=Modification.get_absolute_url, fixed=_as_named),
    )
    register(
        "modifications.CommitteeInterest",
        Governed("row of an interest matrix", words=_interest, page=_page_of_interest, classified_with=_entry_of),
    )


def _modification(modification: Modification) -> str:
    return f"{modification} {modification.title}".strip()


def _interest(interest: CommitteeInterest) -> str:
    return f"{_number_of(interest)}: {interest.interest or 'no interest stated'}"


def _number_of(interest: CommitteeInterest) -> str:
    with as_system(Purpose.NAMING):
        return str(interest.modification)


def _page_of_interest(interest: CommitteeInterest) -> str:
    return interest.modification.get_absolute_url()


def _as_named(modification: Modification) -> str:
    return AS_NAMED


def _entry_of(interest: CommitteeInterest) -> MinuteEntry:
    return interest.entry
