"""Which files a command, an event or a message names: the values of its `Digest` fields, whatever these are called."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from shared.kernel.words import Code, Digest

PAPERS: Code = "papers"
"""The section whose key seals files: who may open them, and whether they travel, is said by it."""
_DIGEST = Digest.__metadata__[0]  # type: ignore[attr-defined]


def digests(value: Any) -> tuple[Digest, ...]:
    """The files a dataclass names, in its rows too, each once."""
    return tuple(dict.fromkeys(_named(value)))


def _named(value: Any) -> Iterator[Digest]:
    for name, marked in _fields(type(value)):  # type: ignore[arg-type]  # every class is hashable
        held = getattr(value, name)
        for each in held if isinstance(held, tuple) else (held,):
            if is_dataclass(each):
                yield from _named(each)
            elif marked and each is not None:
                yield each


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple((field.name, _marked(hints[field.name])) for field in fields(kind))


def _marked(hint: Any) -> bool:
    return _DIGEST in getattr(hint, "__metadata__", ()) or any(map(_marked, get_args(hint)))
