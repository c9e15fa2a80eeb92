"""What goes to everybody when a log contradicted itself before a witness: both notes in full, so that anybody can check."""

from hashlib import sha256

import msgspec

from shared.foreign import reader
from shared.proof.merkle import NotProved
from shared.proof.notes import Note
from shared.proof.witnessing import Lie, Refused, Shown


class Evidence(msgspec.Struct, frozen=True):
    """`before` is the note the witness had co-signed, `shown` what it was shown then (the body of an `add-checkpoint`)."""

    origin: str
    lie: str
    before: str
    shown: str
    witness: str

    @classmethod
    def read(cls, written: bytes) -> "Evidence":
        """Raises `NotProved` for what is none."""
        try:
            return _evidence(written)
        except msgspec.MsgspecError as wrong:
            raise NotProved("this is no evidence") from wrong

    @property
    def written(self) -> str:
        return msgspec.json.encode(self).decode()

    @property
    def refused(self) -> Refused:
        """Raises `NotProved`."""
        if self.lie not in tuple(Lie):
            raise NotProved("nobody knows this kind of lie")
        return Refused(Lie(self.lie), Note.of(self.before), Shown.of(self.shown))

    @property
    def digest(self) -> bytes:
        """The same contradiction, shown to several witnesses, is one."""
        return sha256("\n".join((self.origin, self.lie, self.before, self.shown)).encode()).digest()


_evidence = reader(Evidence)
