"""JSON that somebody else wrote."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

T = TypeVar("T")


def reader(shape: type[T]) -> Callable[[bytes | str], T]:
    """What reads JSON of this shape. It raises `msgspec.DecodeError` for what is none, and for what is nested so deep that
    there is no room to read it (a `RecursionError`, which nobody thinks of who reads)."""
    decode = msgspec.json.Decoder(shape).decode

    def read(written: bytes | str) -> T:
        try:
            return decode(written)
        except RecursionError:
            raise msgspec.DecodeError("nested too deep") from None

    return read
