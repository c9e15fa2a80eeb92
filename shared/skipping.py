"""A person decides that a parked message is never to be applied: that is an entry too, with who, and why."""

from dataclasses import dataclass

from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.kernel.words import Code, Source


@dataclass(frozen=True)
class SkipMessage:
    sender: Source
    seq: int
    reason: Code


@dataclass(frozen=True)
class MessageSkipped:
    """The `seq`-th message of `sender` about this subject was set aside for good; what follows it has its turn."""

    sender: Source
    seq: int
    reason: Code


def skipping(service: str) -> Decider[None, SkipMessage, MessageSkipped]:
    """The aggregate of skipped messages of one service, one stream for each subject."""
    return Decider(f"{service}.inbox", "case", None, _evolve, _decide, (MessageSkipped,))


def _evolve(_: None, __: MessageSkipped) -> None:
    return None


def _decide(command: SkipMessage, _: None, __: Law) -> list[MessageSkipped]:
    return [MessageSkipped(command.sender, command.seq, command.reason)]
