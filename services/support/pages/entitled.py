"""The page of what the law owes her: by regime each benefit, where she stands with it, and every rule that says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.support.domain.entitlement import Entitlement, Standing, entitlements, person_of
from services.support.domain.file import File
from shared.kernel.deadlines import Deadline
from shared.kernel.law import Law
from shared.kernel.regimes import Regime


@dataclass(frozen=True)
class Line:
    """A benefit as the page shows it; `apply_by` is the last day of an application, where there is one and she is
    identified."""

    entitlement: Entitlement
    apply_by: Deadline | None

    @property
    def as_service(self) -> bool:
        """The law owes nothing, and a service can help all the same."""
        return self.entitlement.standing is not Standing.OWED and bool(self.entitlement.benefit.services)


@dataclass(frozen=True)
class Group:
    regime: Regime
    lines: tuple[Line, ...]


def groups(file: File, law: Law) -> Sequence[Group]:
    """The regimes in the order of the article, each with its benefits."""
    found = entitlements(person_of(file, law), law)
    return [
        Group(regime, tuple(Line(each, _apply_by(each, law)) for each in found if each.regime is regime))
        for regime in law.regimes.values()
    ]


def _apply_by(entitlement: Entitlement, law: Law) -> Deadline | None:
    term, since = entitlement.benefit.apply_within, entitlement.since
    return law.deadline(term, since) if term and since and entitlement.standing is not Standing.NOT_OWED else None


def counted(file: File, law: Law) -> dict[Standing, int]:
    """How many benefits stand where, for the page of the case; what is not owed is not counted."""
    standings = [each.standing for each in entitlements(person_of(file, law), law)]
    return {each: n for each in Standing if each is not Standing.NOT_OWED and (n := standings.count(each))}
