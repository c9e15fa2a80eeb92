"""How reporting reads a fact that others record: the few fields it needs."""

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as its reader sees it."""
