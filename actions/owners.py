"""Who is to act, read from what is printed (product.md section 5): people, organisations, roles, committees."""

import re
from typing import Any

from actions.models import OwnerKind
from secgov.models import CommitteeName, Organisation

LONGEST = 200  # characters, as an owner is kept
MOST_WORDS = 12
# A word of a name, or a bracket. Possessive: never tried again shorter, so that time is linear in the text.
WORD = r"(?:[A-Z][\w’'&/-]*+|of|the|for|and|\([^)]{0,200}+\))"
# "X to do something", and the few other ways minutes put it: "The TABASC Chair noted that further work is required".
SENTENCE = re.compile(rf"^(?:The )?({WORD}(?: {WORD}){{0,{MOST_WORDS - 1}}}) (?:to|agreed to|noted|requested|will)\b")
JOINED = re.compile(r",\s*|\s+and\s+")
ROLE = re.compile(r"\b(?:Chair|Secretary|Member|Proposer|Representative)\b")


def owner_in(text: str) -> str:
    """The words before "to …" at the start of an action, without their article; "" where it does not start so, or
    with more than a name."""
    found = SENTENCE.match(text)
    return found[1] if found and len(found[1]) <= LONGEST else ""


def owners_of(printed: str) -> list[dict[str, Any]]:
    """The owners that `printed` names, in order, each with what it stands for where that is on record. Two queries."""
    parts = [part for part in JOINED.split(printed.strip()) if part] if not ROLE.search(printed) else [printed]
    parts = _shared_role(printed) or parts
    organisations = _organisations()
    committees = {name.abbreviation: name.committee_id for name in CommitteeName.objects.all()}
    return [_owner(part.strip(), organisations, committees) for part in parts if part.strip()]


def _shared_role(printed: str) -> list[str]:
    """ "SECAS and the TABASC Chair" is two owners, "Proposer of SECMP0030 and its alternate" is not split further."""
    found = re.fullmatch(r"([A-Z][\w ]*?) and (?:the )?([A-Z]\w* Chair)", printed.strip())
    return [found[1], found[2]] if found else []


def _organisations() -> dict[str, int]:
    found: dict[str, int] = {}
    for pk, name, others in Organisation.objects.values_list("pk", "name", "also_known_as"):
        found |= {known.casefold(): pk for known in (name, *others)}
    return found


def _owner(part: str, organisations: dict[str, int], committees: dict[str, int]) -> dict[str, Any]:
    first = part.split(" ")[0]
    if part.casefold() in organisations:
        return {
            "kind": OwnerKind.ORGANISATION,
            "printed": part,
            "organisation_id": organisations[part.casefold()],
        }
    if part in committees:
        return {"kind": OwnerKind.COMMITTEE, "printed": part, "committee_id": committees[part]}
    if ROLE.search(part):
        return {"kind": OwnerKind.ROLE, "printed": part, "committee_id": committees.get(first)}
    return {"kind": OwnerKind.PRINTED, "printed": part}
