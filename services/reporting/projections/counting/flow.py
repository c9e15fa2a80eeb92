"""What came and went in a period: the difference between what was so on the day before it and on its last day, both as known on
the same day. So what is written down later changes a period only where it is about it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from services.reporting.projections.counting.clocks import BEGIN, AsOf
from services.reporting.projections.counting.persons import CLOSED, REPORTED
from services.reporting.projections.counting.question import Sum
from services.reporting.projections.persons import NOT_VICTIM, VICTIM
from shared.kernel.words import Code

Asked = Callable[[Sequence[Code], AsOf], Mapping[tuple[str, ...], Sum]]


class Stock(NamedTuple):
    """How many persons there were on a day: ever received, of them decided about (victim or not), and their support ended."""

    received: int = 0
    decided: int = 0
    closed: int = 0

    @property
    def in_process(self) -> int:
        return self.received - self.closed


class Flow(NamedTuple):
    """What was there before a period, and what of it and of what came is there after it. `late`: of those in process
    after it, of whom something is past its last day."""

    before: Stock
    after: Stock
    late: int = 0

    @property
    def carried_over(self) -> int:
        return self.before.in_process

    @property
    def received(self) -> int:
        return self.after.received - self.before.received

    @property
    def decided(self) -> int:
        """Their identification came to an end."""
        return self.after.decided - self.before.decided

    @property
    def closed(self) -> int:
        """Their support ended; less those whose support was taken up again."""
        return self.after.closed - self.before.closed

    @property
    def in_process(self) -> int:
        return self.after.in_process


def flow(ask: Asked, since: date, at: AsOf) -> Flow:
    """From one day to another, with both. Raises `ValueError` for a period that ends before it begins."""
    if since > at.true:
        raise ValueError(f"from {since} to {at.true}")
    return Flow(_stock(ask, AsOf(day_before(since), at.known)), _stock(ask, at))


def day_before(day: date) -> date:
    """The first of all days has none before it."""
    return day - timedelta(days=1) if day > BEGIN else day


def _stock(ask: Asked, at: AsOf) -> Stock:
    found = ask(["stage", "identification"], at)
    received = {key: each.things for key, each in found.items() if key[0] != REPORTED}
    return Stock(
        received=sum(received.values()),
        decided=sum(n for (_, group), n in received.items() if group in (VICTIM, NOT_VICTIM)),
        closed=sum(n for (stage, _), n in received.items() if stage == CLOSED),
    )
