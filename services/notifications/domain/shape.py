"""How notifications reads a fact that others record: the few fields it needs, kept under the name of the class."""

import msgspec

from shared.kernel.words import UnitCode


class Shape(msgspec.Struct, frozen=True, tag=True):
    """A fact as its reader sees it."""


class FirstShape(Shape, frozen=True):
    """The first fact of an agency's file: it says whose unit that is, where it is known."""

    unit: UnitCode | None

    @property
    def is_past(self) -> bool:
        """Was the case brought in from a spreadsheet of past cases?"""
        return False
