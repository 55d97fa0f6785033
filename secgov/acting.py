"""What makes a function a verb of the record: it happens whole or not at all."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")


def operation(verb: Callable[Given, Result]) -> Callable[Given, Result]:
    """`verb` as one transaction. Every public function of an operations room is one."""
    return transaction.atomic(verb)
