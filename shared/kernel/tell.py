"""What one ledger tells another: decided purely, in the same step as the event that causes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from shared.kernel.people import By
from shared.kernel.when import When
from shared.kernel.words import Code, Digest, Source


@dataclass(frozen=True)
class Grant:
    """Why sealed sections may travel: which, for what, until when, and on whose word (consent or a legal basis).

    `until` None means: as long as the receiver's duty lasts under `basis`.
    """

    sections: tuple[Code, ...]
    purpose: Code
    basis: Code
    until: date | None = None


@dataclass(frozen=True)
class Tell:
    """A message (a class of `shared.contracts`) for one listener. Its sealed fields travel only under a grant that
    names their sections; the relay encrypts them to the listener."""

    inbox: Source
    message: Any
    grant: Grant | None = None


@dataclass(frozen=True)
class Happened:
    """What a rule of telling is shown: the fact just decided, about whom, by whom, and when it was true."""

    subject: UUID
    fact: Any
    by: By
    when: When


@dataclass(frozen=True)
class Heard:
    """What a policy is shown: the `seq`-th message of `sender` about `subject`, caused by the sender's entry `position`.
    `files` are those it names that its grant lets travel: they come by themselves, before it or after."""

    sender: Source
    subject: UUID
    seq: int
    position: int
    message: Any
    files: tuple[Digest, ...] = ()


def nobody(_: Happened, __: object) -> Iterable[Tell]:
    """The rule of telling of what nobody else is told: it stands in the journal of its ledger, and that is all."""
    return ()
