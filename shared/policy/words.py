"""What every file of a profile is made of: words that are not empty, and shapes in which nothing unknown may stand."""

from typing import Annotated

from msgspec import Meta, Struct

Words = Annotated[str, Meta(min_length=1)]


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown keys are refused. A value left at its default is not hashed: a key added later changes no old hash."""
