"""A case as an inspector watches it: what waits since which entry, what was late, dated otherwise than written, decided soon
after a first look, read by strangers. Folded from everything told of the case, readings too; what of it is odd, the rules say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace as changed

from services.reporting.domain.finding import Place
from services.reporting.projections.ball import BALL, Ball
from services.reporting.projections.looking import on_a_page
from services.reporting.projections.told import Told
from services.reporting.projections.waits import Wait
from shared.access import is_reading
from shared.clock import local
from shared.journal import JournalEntry
from shared.kernel.when import Precision, When
from shared.kernel.words import AgencyId, Code, UnitCode, agency_of

BEGIN = "intake.case.ReportRecorded"
SOON = 3600
"""Decisions later than so many seconds after the first look are soon after it by nobody's measure, and not kept."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """An entry of a person, as far as a finding tells of it."""

    at: Place
    agency: AgencyId
    unit: UnitCode | None
    on: date


@dataclass(frozen=True)
class Open:
    """Something that waits since the entry `begun`; `thread` tells it from all else that ever waited."""

    thread: UUID
    wait: Wait
    begun: Place


@dataclass(frozen=True)
class Missed:
    """Something that was done, or moved to a later day, after its last day."""

    open: Open
    ended: Place
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class Dated(Deed):
    """Written down `on` another day than the one it says it was done on."""

    name: Code
    said_on: date

    @property
    def days(self) -> int:
        """After so many days; less than none: before."""
        return (self.on - self.said_on).days


@dataclass(frozen=True, kw_only=True)
class Decision(Deed):
    """Decided so many seconds after the decider's first `look` at how it stood; None: they had never opened the case."""

    look: Place | None = None
    seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class Stranger(Deed):
    """A reading by somebody whose office had nothing to do with the case then."""

    role: Code | None


@dataclass(frozen=True)
class Watched:
    """`last` is the entry of the last deed, `moved_on` its day."""

    last: Place
    moved_on: date
    unit: UnitCode | None = None
    open: tuple[Open, ...] = ()
    missed: tuple[Missed, ...] = ()
    dated: tuple[Dated, ...] = ()
    decisions: tuple[Decision, ...] = ()
    strangers: tuple[Stranger, ...] = ()

    @property
    def marked(self) -> bool:
        """Is there something in it that stays, whatever day it is?"""
        return bool(self.missed or self.dated or self.decisions or self.strangers)

    @property
    def next_due(self) -> date | None:
        return min((each.wait.due_on for each in self.open if each.wait.due_on), default=None)

    @property
    def quiet_since(self) -> date | None:
        """The day of the last deed, while something waits."""
        return self.moved_on if self.open else None


def watched(lines: Sequence[Told]) -> Watched | None:
    """All that was told of a subject, in order; None, where it is no case."""
    if not any(line.about_a_case for line in lines):
        return None
    deeds = [line for line in lines if not is_reading(line.entry.name)]
    ball, opened, missed = _waits(deeds)
    since = _brought_in(deeds)
    return Watched(
        last=place(deeds[-1].entry),
        moved_on=max(local(line.entry.at).date() for line in deeds),
        unit=ball.unit,
        open=tuple(_still_due(each, since) for each in opened),
        missed=tuple(each for each in missed if (each.open.wait.due_on or date.max) >= since),
        dated=tuple(each for each in _dated(line.entry for line in deeds) if each.on > since),
        decisions=tuple(each for each in _decisions([line.entry for line in lines]) if each.on > since),
        strangers=tuple(_strangers(line.entry for line in lines)),
    )


def _brought_in(deeds: Iterable[Told]) -> date:
    """The day on which a past case was brought in from a spreadsheet: what was written down by then was done on paper, in its
    own time, and nothing about that is odd. Of any other case, a day before all days."""
    begun = (told.entry for told in deeds if told.entry.name == BEGIN)
    return next((local(entry.at).date() for entry in begun if _of_import(entry.fact).from_import), date.min)


def _still_due(open_: Open, since: date) -> Open:
    """A last day that was over when a past case was brought in is nobody's here."""
    over = open_.wait.due_on is not None and open_.wait.due_on < since
    return replace(open_, wait=changed(open_.wait, due_on=None)) if over else open_


class _OfImport(msgspec.Struct, frozen=True):
    from_import: object = None


_of_import = msgspec.json.Decoder(_OfImport).decode


def place(entry: JournalEntry) -> Place:
    return Place(entry.source, entry.position)


def _waits(deeds: Iterable[Told]) -> tuple[Ball, tuple[Open, ...], tuple[Missed, ...]]:
    """Who held the ball from step to step, and what of it came too late."""
    ball, begun, missed = Ball(), dict[str, Open](), list[Missed]()
    for told in deeds:
        before, ball = ball.waits, BALL.evolve(ball, told)
        at, on = place(told.entry), _true_on(told.entry)
        for thread in before:
            now, was = ball.waits.get(thread), begun[thread]
            due = was.wait.due_on
            if due and on > due and (now is None or (now.what, now.due_on) != (was.wait.what, due)):
                missed.append(Missed(was, at, on))
        begun = {t: _open(told.entry.subject, t, wait, at, begun.get(t)) for t, wait in ball.waits.items()}
    return ball, tuple(begun.values()), tuple(missed)


def _open(case: UUID, thread: str, wait: Wait, at: Place, before: Open | None) -> Open:
    """Handed to another desk, or its day set by a person, it is still what began before."""
    if before and before.wait.what == wait.what and (before.wait.due_on in (None, wait.due_on)):
        return Open(before.thread, wait, before.begun)
    return Open(uuid5(case, f"{thread} {at.source}/{at.position}"), wait, at)


def _dated(deeds: Iterable[JournalEntry]) -> Iterator[Dated]:
    for entry in deeds:
        said, written = _day(entry.when), local(entry.at).date()
        if said and said != written and not entry.by.policy:
            yield Dated(
                at=place(entry), agency=entry.by.agency, unit=entry.by.unit, on=written, name=entry.name, said_on=said
            )


def _decisions(entries: Sequence[JournalEntry]) -> Iterator[Decision]:
    """What counts is the first look since somebody else last did something: before, there was something else to see. Policies
    do nothing that a person did not begin elsewhere."""
    for n, entry in enumerate(entries):
        if is_reading(entry.name) or entry.saw is None or entry.by.policy:
            continue
        before = entries[:n]
        if not any(each.source == entry.source and not is_reading(each.name) for each in before):
            continue  # with the first entry of a file there was nothing to read
        me = entry.by.actor
        looks = [each for each in before if is_reading(each.name) and each.by.actor == me]
        others = (
            each.at for each in before if not is_reading(each.name) and not each.by.policy and each.by.actor != me
        )
        since = max(others, default=datetime.min.replace(tzinfo=entry.at.tzinfo))
        first = next((each for each in looks if each.at >= since), None)
        seconds = int((entry.at - first.at).total_seconds()) if first and on_a_page(first) else SOON + 1
        if not looks or seconds <= SOON:
            yield Decision(
                at=place(entry), agency=entry.by.agency, unit=entry.by.unit, on=local(entry.at).date(),
                look=place(first) if first else None, seconds=seconds if looks else None,
            )  # fmt: skip


class _OfUnit(msgspec.Struct, frozen=True):
    unit: object = None


_of_unit = msgspec.json.Decoder(_OfUnit).decode


def _strangers(entries: Iterable[JournalEntry]) -> Iterator[Stranger]:
    """An office has to do with a case from its first deed in it on, or from the first that was told to it. Of an office of
    several units the unit counts, once it is known whose the case is."""
    offices, units = set[AgencyId](), set[str]()
    for entry in entries:
        by = entry.by
        if not is_reading(entry.name):
            offices |= {agency_of(source) for source in chain([entry.source], (told.inbox for told in entry.to))}
            units |= {unit for unit in (by.unit, _of_unit(entry.fact).unit) if isinstance(unit, str)}
        elif by.agency not in offices or (by.unit and units and by.unit not in units):
            at, on = place(entry), local(entry.at).date()
            yield Stranger(at=at, agency=by.agency, unit=by.unit, on=on, role=by.role)


def _true_on(entry: JournalEntry) -> date:
    """The day it was done, as far as it is known to the day."""
    return _day(entry.when) or local(entry.at).date()


def _day(when: When) -> date | None:
    return date.fromisoformat(when.start) if when.precision is Precision.DAY and when.start else None
