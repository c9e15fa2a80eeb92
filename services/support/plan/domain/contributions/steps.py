"""What is to be done next with a contribution, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.support.plan.domain.contributions.gift import OPEN, Gift, Stage


class Step(StrEnum):
    """In the order in which an officer meets them."""

    RECEIVE = "receive"
    THANK = "thank"
    USE = "use"
    CLOSE = "close"


@dataclass(frozen=True)
class Next:
    """A step that waits; `due` is the day it was promised for, or the last on which it can be used."""

    step: Step
    due: date | None = None


def waiting(gift: Gift, today: date) -> tuple[Next, ...]:
    """What waits; nothing, once it is settled or was turned down. Who gave is thanked without waiting for the use of it."""
    return tuple(_waiting(gift, today))


def _waiting(gift: Gift, today: date) -> Iterator[Next]:
    if gift.stage not in OPEN:
        return
    usable = gift.account.usable(today)
    thanks = gift.stage is Stage.IN_HAND and gift.thanked_on is None
    if gift.missing:
        yield Next(Step.RECEIVE, gift.until)
    if thanks:
        yield Next(Step.THANK)
    if usable:
        yield Next(Step.USE, usable[0][0].good_until)
    if not (gift.missing or thanks or usable):
        yield Next(Step.CLOSE)
