"""What makes a function a verb of the record: it happens whole or not at all, and no row is hidden from it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from secgov.access import Purpose
from secgov.wall.doors import as_system

Given = ParamSpec("Given")
Result = TypeVar("Result")


def operation(verb: Callable[Given, Result]) -> Callable[Given, Result]:
    """`verb` as one transaction, behind the second wall: it may have to number, settle or withdraw what whoever acts
    may not read. Every public function of an operations room is one."""
    whole = transaction.atomic(verb)

    @wraps(verb)
    def acted(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with as_system(Purpose.ACTING):
            return whole(*args, **kwargs)

    return acted
