"""Histories that do not stand as others have seen them, and entries nobody has seen yet."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from services.reporting.domain.finding import Place
from services.reporting.oddities.finding import Finding, Rule, finding
from services.reporting.projections.seals import Seal
from services.reporting.projections.watching import Break
from shared.clock import local
from shared.kernel.oversight import Oversight
from shared.kernel.words import Code, agency_of

DIFFERS, LIES, TWICE, HOLE = "differs", "lies", "told_twice", "hole"


def broken(seals: Iterable[Seal], breaks: Iterable[Break], limits: Oversight, now: datetime) -> Iterator[Finding]:
    """A journal other than what was co-signed, a log that contradicted itself before a witness, an entry told twice with
    different content. A hole counts once it is older than what may stay unsealed: what comes next closes most."""
    for seal in seals:
        since = local(seal.seen_at or now).date()
        if seal.differs is not None:
            yield _broken(DIFFERS, Place(seal.source, seal.differs), since, limits)
        for lie in seal.lies:
            yield _broken(f"{LIES}.{lie}", Place(seal.source, seal.checked), since, limits)
    for each in breaks:
        if each.told_otherwise or _old(each.since, limits, now):
            place = Place(each.source, each.position)
            yield _broken(TWICE if each.told_otherwise else HOLE, place, local(each.since).date(), limits)


def missing(seals: Iterable[Seal], limits: Oversight, now: datetime) -> Iterator[Finding]:
    """Something stands above what others have seen for longer than it may."""
    for seal in seals:
        if seal.open_since and _old(seal.open_since, limits, now):
            first = Place(seal.source, seal.checked + 1)
            yield finding(
                Rule.SEAL_MISSING, seal.source, [first], local(seal.open_since).date(), limits,
                source=seal.source, agency=agency_of(seal.source), number=seal.heard - seal.checked,
            )  # fmt: skip


def _broken(kind: Code, place: Place, since: date, limits: Oversight) -> Finding:
    return finding(
        Rule.SEAL_BROKEN, f"{place.source} {kind} {place.position}", [place] if place.position else [], since, limits,
        source=place.source, agency=agency_of(place.source), what=kind, number=place.position,
    )  # fmt: skip


def _old(since: datetime, limits: Oversight, now: datetime) -> bool:
    return now - since > timedelta(minutes=limits.unsealed.number)
