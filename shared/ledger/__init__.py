"""The append-only record of an instance: what may be asked of it, and what it answers."""

from shared.kernel.tell import Happened, Heard
from shared.ledger.keys import by_subject
from shared.ledger.ledger import (
    Ledger,
    Loaded,
    MayTell,
    Outcome,
    Policy,
)
from shared.ledger.refusals import CommandIdReused, HoleBefore, ReadOnly, Stale, Unavailable
from shared.ledger.scribe import TellRule
from shared.ledger.stored import Entry, Names, Saw, stream_of
from shared.ledger.stores import InMemory, InPostgres, Store

__all__ = [
    "CommandIdReused", "Entry", "Happened", "Heard", "HoleBefore", "InMemory", "InPostgres", "Ledger", "Loaded", "MayTell",
    "Names", "Outcome", "Policy", "ReadOnly", "Saw", "Stale", "Store", "TellRule", "Unavailable", "by_subject", "stream_of",
]  # fmt: skip
