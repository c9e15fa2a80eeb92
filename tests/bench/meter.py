"""How the bench measures: callers side by side for some seconds, in turns, and the ratio of the medians of the turns."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import count, takewhile
from threading import Lock
from typing import Any

SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
SHORT = 3 * TURNS
"""Turns of deeds that are counted take a second or less: there are more of them, so that one stall of the machine is not
the middle one."""
Deed = Callable[[int], object]
"""One deed; it gets a number no other call gets."""


@dataclass
class Figure:
    """Rates of one path over the turns, per second; and times of single deeds in milliseconds."""

    name: str
    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def cells(self) -> tuple[str, str, str]:
        """Name, rate and times as the table shows them."""
        times = " / ".join(f"{statistics.median(each):.2f}" for each in (self.p50, self.p99) if each)
        return self.name, f"{self.rate:,.0f}", times


@dataclass(frozen=True)
class Line:
    """One line of the report: ours beside its limit. `least` is the ratio that passes; None: only shown."""

    name: str
    ours: Figure
    limit: Figure
    least: float | None

    @property
    def ratio(self) -> float:
        """The median of the ratios turn by turn: both ran side by side in time, so the machine's moods cancel."""
        return statistics.median(a / b for a, b in zip(self.ours.rates, self.limit.rates, strict=True))

    @property
    def passed(self) -> bool:
        return self.least is None or self.ratio >= self.least

    def figures(self) -> dict[str, Any]:
        """Everything measured, for a program."""
        return {**asdict(self), "ratio": self.ratio, "passed": self.passed}


@dataclass(frozen=True)
class Within(Line):
    """A line whose limit is a time on the clock, for what people wait for: half of the deeds are done in it."""

    @property
    def ratio(self) -> float:
        return statistics.median(limit / ours for ours, limit in zip(self.ours.p50, self.limit.p50, strict=True))


def measure(figure: Figure, callers: int, deed: Deed, *, seconds: float = SECONDS) -> None:
    """Each caller does one deed after another for some seconds; adds a turn to the figure."""
    until = time.perf_counter() + seconds
    _turn(figure, callers, deed, takewhile(lambda _: time.perf_counter() < until, count()))


def each(figure: Figure, callers: int, deed: Deed, numbers: Iterable[int]) -> None:
    """The callers share these numbers out among themselves: both sides of a line do the same deeds, so that streams
    grow alike; adds a turn to the figure."""
    _turn(figure, callers, deed, iter(numbers))


def _turn(figure: Figure, callers: int, deed: Deed, numbers: Iterator[int]) -> None:
    door = Lock()

    def caller(_: int) -> list[float]:
        took: list[float] = []
        while True:
            with door:
                number = next(numbers, None)
            if number is None:
                return took
            began = time.perf_counter()
            deed(number)
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(callers) as pool:
        took = sorted(t for one in pool.map(caller, range(callers)) for t in one)
    figure.rates.append(len(took) / (time.perf_counter() - began))
    figure.p50.append(took[len(took) // 2] * 1e3)
    figure.p99.append(took[len(took) * 99 // 100] * 1e3)


def once(figure: Figure, things: int, work: Callable[[], object]) -> None:
    """So many things done in one go; adds a turn to the figure."""
    began = time.perf_counter()
    work()
    figure.rates.append(things / (time.perf_counter() - began))
