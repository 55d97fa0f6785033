"""How deep a bullet stands, told by its indent."""

SAME_INDENT = 5.0  # points


class BulletDepths:
    """The indents of the bullets that the one at hand stands under, in points."""

    def __init__(self) -> None:
        self._indents: list[float] = []

    def of(self, indent: float) -> int:
        """How many bullets of the same list stand further left, this one counted."""
        while self._indents and self._indents[-1] > indent - SAME_INDENT:
            self._indents.pop()
        self._indents.append(indent)
        return len(self._indents)

    def end_at(self, indent: float) -> None:
        """A paragraph without a bullet ends the list, unless it stands further right than the list's first bullet."""
        if self._indents and indent < self._indents[0] + SAME_INDENT:
            self._indents.clear()

    def end(self) -> None:
        """A heading or a table ends the list."""
        self._indents.clear()
