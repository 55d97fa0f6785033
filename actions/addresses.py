"""Where actions can be read, for whoever may read them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from actions.models import Action
from secgov.access import Reader
from secgov.addresses import address_of
from secgov.references import Address


def of_actions(uids: Iterable[UUID], reader: Reader) -> Mapping[UUID, Address]:
    """Addresses of the actions among `uids` that `reader` may read. One query."""
    rows = Action.objects.filter(uid__in=list(uids)).visible_to(reader).values_list("uid", "ref", "text")
    return {uid: Address(address_of("actions:detail", ref), ref, text) for uid, ref, text in rows}
