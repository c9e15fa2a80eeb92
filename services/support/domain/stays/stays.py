"""The stays of a case at facilities, and how the days of meals that the state pays are counted.

Each day on which she is there is a day: that on which she comes, and that on which she leaves. She eats on both, and both texts
limit what is paid ("không quá 60 ngày", "không quá 03 tháng"), so no day is added at either end, and none for a Sunday: it is
no term in which somebody has to act. A day on which she goes from one facility to another counts once. All stays of a case are
counted together; what an earlier one left over is there for the next. No text says so: this way of counting is ours, and a
person can extend it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from services.support.domain.stays.stay_events import (
    Event,
    FacilityEntered,
    FacilityLeft,
    MealsExtended,
    MealsLimitMoved,
)
from shared.kernel.words import Code

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """One stay, as it was written down; open until she left."""

    entered: FacilityEntered
    left: FacilityLeft | None = None
    extensions: tuple[MealsExtended, ...] = ()

    @property
    def left_on(self) -> date | None:
        return self.left.left_on if self.left else None

    @property
    def extended_until(self) -> date | None:
        """Each extension is later than the one before it."""
        return self.extensions[-1].until if self.extensions else None


@dataclass(frozen=True)
class Counted:
    """A stay with its days. `first` is its first day that is no other stay's, `paid_until` the last that is paid: None, when
    nothing is left and nobody extended it."""

    stay: Stay
    first: date
    paid_until: date | None

    def days(self, today: date) -> int:
        """The days she has been there."""
        return _from_to(self.first, self.stay.left_on or today)

    def paid_days(self, today: date) -> int:
        """Those of them that are paid."""
        return _from_to(self.first, min(self.stay.left_on or today, self.paid_until)) if self.paid_until else 0


@dataclass(frozen=True)
class Stays:
    """All stays, oldest first; only the last can be open. `allowed` and `limit` as the text that is followed has them."""

    all: tuple[Stay, ...] = ()
    allowed: int | None = None
    limit: Code | None = None

    @property
    def last(self) -> Stay | None:
        return self.all[-1] if self.all else None

    @property
    def open(self) -> Stay | None:
        return self.last if self.last and self.last.left is None else None

    def counted(self) -> Iterator[Counted]:
        used, left_on = 0, None
        for stay in self.all:
            first = stay.entered.entered_on
            first = left_on + ONE_DAY if left_on and left_on >= first else first
            remaining = max(0, (self.allowed or 0) - used)
            days = (first + (remaining - 1) * ONE_DAY if remaining else None, stay.extended_until)
            one = Counted(stay, first, max((day for day in days if day), default=None))
            yield one
            if left_on := stay.left_on:
                used += one.paid_days(left_on)

    def counted_last(self) -> Counted | None:
        return (*self.counted(),)[-1] if self.all else None

    def paid_days(self, today: date) -> int:
        """The days of meals of all stays, up to today."""
        return sum(each.paid_days(today) for each in self.counted())

    @property
    def paid_until(self) -> date | None:
        """The last paid day of the last stay."""
        last = self.counted_last()
        return last.paid_until if last else None


def after_stay(stays: Stays, event: Event) -> Stays:
    match event:
        case FacilityEntered():
            return Stays((*stays.all, Stay(event)), event.allowed, event.limit)
        case FacilityLeft():
            return _last_changed(stays, left=event)
        case MealsExtended():
            return _last_changed(stays, extensions=(*stays.all[-1].extensions, event))
        case MealsLimitMoved():
            return replace(stays, allowed=event.allowed, limit=event.limit)
        case _:
            assert_never(event)


def _last_changed(stays: Stays, **changed: object) -> Stays:
    return replace(stays, all=(*stays.all[:-1], replace(stays.all[-1], **changed)))  # type: ignore[arg-type]


def _from_to(first: date, last: date) -> int:
    """Both counted; none when the last is before the first."""
    return max(0, (last - first).days + 1)
