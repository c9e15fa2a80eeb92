"""Readers who open more than their work asks for, at night, or what their office has nothing to do with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from services.reporting.oddities.finding import Finding, Rule, finding
from services.reporting.projections.watched import Watched
from services.reporting.projections.watching import Look
from shared.clock import local
from shared.kernel.oversight import Oversight
from shared.kernel.words import AgencyId, CaseId, Code

IN_A_DAY, IN_AN_HOUR = "in_a_day", "in_an_hour"
HOUR = timedelta(hours=1)


def many(looks: Iterable[Look], limits: Oversight) -> Iterator[Finding]:
    """More different cases, lists and searches on one day, or within any sixty minutes of it, than is usual."""
    for (actor, day), mine in _by_reader_and_day(_judged(looks, limits)).items():
        hour = _busiest_hour(mine)
        if _different(mine) > limits.read_in_a_day.number:
            yield _read(Rule.READ_MANY, f"{actor} {day}", mine, day, limits, IN_A_DAY)
        elif _different(hour) > limits.read_in_an_hour.number:
            yield _read(Rule.READ_MANY, f"{actor} {day}", hour, day, limits, IN_AN_HOUR)


def at_night(looks: Iterable[Look], powers: Mapping[AgencyId, frozenset[Code]], limits: Oversight) -> Iterator[Finding]:
    """At hours at which nobody of that office works. A night is called by its evening."""
    dark = (look for look in _judged(looks, limits) if limits.is_night(local(look.at).hour))
    nights: dict[tuple[str, date], list[Look]] = defaultdict(list)
    for look in dark:
        if not powers.get(look.agency, frozenset()) & limits.awake:
            nights[look.actor, (local(look.at) - timedelta(hours=limits.night_until)).date()].append(look)
    for (actor, night), mine in nights.items():
        yield _read(Rule.READ_AT_NIGHT, f"{actor} {night}", mine, night, limits)


def unrelated(case: UUID, watched: Watched, limits: Oversight) -> Iterator[Finding]:
    """A case in which neither the reader's office nor unit had done anything, nor been told anything. One finding a day and
    office."""
    strangers = [s for s in watched.strangers if s.role not in limits.excused | limits.following]
    for day, agency, unit in sorted({(s.on, s.agency, s.unit or "") for s in strangers}):
        mine = [s.at for s in strangers if (s.on, s.agency, s.unit or "") == (day, agency, unit)]
        yield finding(
            Rule.READ_UNRELATED, f"{case} {agency} {unit} {day}", mine, day, limits,
            case=CaseId(case), agency=agency, unit=unit or None, number=len(mine),
        )  # fmt: skip


def _judged(looks: Iterable[Look], limits: Oversight) -> Iterator[Look]:
    return (look for look in looks if look.role not in limits.excused)


def _by_reader_and_day(looks: Iterable[Look]) -> Mapping[tuple[str, date], list[Look]]:
    days: dict[tuple[str, date], list[Look]] = defaultdict(list)
    for look in sorted(looks, key=lambda look: (look.at, look.place)):
        days[look.actor, local(look.at).date()].append(look)
    return days


def _busiest_hour(looks: Sequence[Look]) -> Sequence[Look]:
    """Those of the sixty minutes in which most different things were looked at; `looks` are in order."""
    first, best, within = 0, (0, 0, 0), Counter[UUID]()
    for last, look in enumerate(looks, 1):
        within[look.what] += 1
        while look.at - looks[first].at >= HOUR:
            within -= Counter([looks[first].what])
            first += 1
        best = max(best, (len(within), -first, last))
    return looks[-best[1] : best[2]]


def _different(looks: Iterable[Look]) -> int:
    return len({look.what for look in looks})


def _read(
    rule: Rule, about: str, looks: Sequence[Look], day: date, limits: Oversight, window: Code | None = None
) -> Finding:
    first = min(looks, key=lambda look: (look.at, look.place))
    return finding(
        rule, about, (look.place for look in looks), day, limits, agency=first.agency, unit=first.unit,
        number=_different(looks), what=window,
    )  # fmt: skip
