"""How reporting reads a fact that others record: the few fields it needs."""

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact as its reader sees it. Nothing in it leads back to itself, so nobody needs to look for that (`gc`)."""
