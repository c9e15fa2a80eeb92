"""A value that only those who may can read: a name, a telephone number, a story, a note.

A domain handles sealed values without opening them: it takes them from a command, puts them into an event, keeps them
in its state and passes them on in a message. What it may know about a person stands beside, coarse and open.
"""

from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple
from uuid import UUID


class Place(NamedTuple):
    """Where a sealed value stands for good: the associated data of its ciphertext."""

    stream: UUID
    version: int
    field: str


class Box(NamedTuple):
    """Ciphertext: key id, nonce, AES-256-GCM output."""

    key: UUID
    nonce: bytes
    cipher: bytes


class Sealed:
    """One value: in clear while a person is typing it, in a box once it is stored.

    `Sealed("Nguyễn Thị A")` carries a JSON value; one read from a ledger carries `box` and `place` and no value.
    Two are equal when what they carry is equal, so that "said twice" can be seen only for values in clear.
    """

    __slots__ = ("box", "place", "value")

    def __init__(self, value: Any = None, *, box: Box | None = None, place: Place | None = None) -> None:
        self.value, self.box, self.place = value, box, place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self.value, self.box) == (other.value, other.box)

    def __hash__(self) -> int:
        return hash(self.box)

    def __repr__(self) -> str:  # never the value: a traceback or a log line would carry it
        return "Sealed(…)"


@dataclass(frozen=True)
class Section:
    """A part of a file with a key of its own: who may read, is granted, or must forget, is said by section."""

    name: str


Identity = Annotated[Sealed, Section("identity")]
Contact = Annotated[Sealed, Section("contact")]
Relatives = Annotated[Sealed, Section("relatives")]
Story = Annotated[Sealed, Section("story")]
Police = Annotated[Sealed, Section("police")]
Health = Annotated[Sealed, Section("health")]
Psychology = Annotated[Sealed, Section("psychology")]
Money = Annotated[Sealed, Section("money")]
Informant = Annotated[Sealed, Section("informant")]
Suspect = Annotated[Sealed, Section("suspect")]
Note = Annotated[Sealed, Section("note")]
"""An officer's free text: reasons, remarks, her own words."""
