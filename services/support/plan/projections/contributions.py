"""Donors and contributions as lists keep them; and what they come to in money, by source."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.support.plan.domain.contributions.donor import (
    DONOR,
    DonorCorrected,
    DonorNamingSettled,
    DonorRecorded,
    DonorStage,
)
from services.support.plan.domain.contributions.events import GiftKind
from services.support.plan.domain.contributions.gift import Gift, after
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from shared.kernel import given_money
from shared.kernel.given_money import Given, MoneySums
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class DonorLine:
    """A donor in the list: neither name nor contact."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    kind: Code = "-"
    named: bool = False
    since: date | None = None
    stage: DonorStage = DonorStage.NONE


def _donor(line: DonorLine, entry: Entry) -> DonorLine:
    match entry.fact:
        case DonorRecorded(agency=agency, unit=unit, kind=kind, named=named):
            return DonorLine(agency, unit, kind, named, entry.at.date(), DonorStage.KEPT)
        case DonorCorrected(kind=kind):
            return replace(line, kind=kind)
        case DonorNamingSettled(named=named):
            return replace(line, named=named)
        case _:
            return line


DONORS = View(
    "support.donors.v1", DonorLine, DonorLine(),
    by_subject(DONOR), _donor,
)  # fmt: skip
CONTRIBUTIONS: View[Entry, Gift] = View(
    "support.contributions.v1", Gift, Gift(),
    by_subject(CONTRIBUTION),
    lambda gift, entry: after(gift, entry.fact),
)  # fmt: skip


def money_by_source(
    gifts: Mapping[str, Gift], donors: Mapping[str, DonorLine], law: Law, since: date, until: date
) -> dict[Code, MoneySums]:
    """What was given in money, by the source it counts as (list `money_sources`): figures only, for whoever keeps the money of
    the plan. The source is that of the kind of donor as it is known today."""
    given = (
        Given(source_of(gift.donor, donors, law), gift.account.came, gift.account.went)
        for gift in gifts.values()
        if gift.kind is GiftKind.MONEY and gift.donor is not None
    )
    return given_money.money_by_source(given, since, until)


def source_of(donor: UUID, donors: Mapping[str, DonorLine], law: Law) -> Code:
    """As which source of money a donor's gifts count."""
    line = donors.get(str(donor))
    return given_money.source_of(line.kind if line else None, law)
