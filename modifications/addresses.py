"""Where modifications can be read, for whoever may read them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from modifications.models import Modification
from secgov.access import Reader
from secgov.addresses import address_of
from secgov.references import Address


def of_modifications(uids: Iterable[UUID], reader: Reader) -> Mapping[UUID, Address]:
    """Addresses of the modifications among `uids` that `reader` may read. One query."""
    rows = Modification.objects.filter(uid__in=list(uids)).visible_to(reader).values_list("uid", "ref", "title")
    return {uid: Address(address_of("modifications:detail", ref), ref, title) for uid, ref, title in rows}
