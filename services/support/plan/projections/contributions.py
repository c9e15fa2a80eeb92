"""Donors and contributions as lists keep them; and what they come to in money, by source."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.support.plan.domain.contributions.donor import (
    DONOR,
    KINDS,
    DonorCorrected,
    DonorNamingSettled,
    DonorRecorded,
    DonorStage,
)
from services.support.plan.domain.contributions.events import GiftKind
from services.support.plan.domain.contributions.gift import Gift, after
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from shared.kernel.law import Item, Law
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


@dataclass(frozen=True)
class MoneySums:
    """Đồng that came and that were used in a period, and what of all that ever came was left at its end."""

    received: int = 0
    used: int = 0
    left: int = 0


def money_by_source(
    gifts: Mapping[str, Gift], donors: Mapping[str, DonorLine], law: Law, since: date, until: date
) -> dict[Code, MoneySums]:
    """What was given in money, by the source it counts as (list `money_sources`): figures only, for whoever keeps the money of
    the plan. The source is that of the kind of donor as it is known today."""
    found: dict[Code, MoneySums] = {}
    for gift in gifts.values():
        if gift.kind is GiftKind.MONEY and gift.donor is not None:
            source, sums = source_of(gift.donor, donors, law), _sums(gift, since, until)
            before = found.get(source, MoneySums())
            found[source] = MoneySums(
                before.received + sums.received, before.used + sums.used, before.left + sums.left
            )  # fmt: skip
    return {source: found[source] for source in sorted(found)}


def source_of(donor: UUID, donors: Mapping[str, DonorLine], law: Law) -> Code:
    """As which source of money a donor's gifts count; `other_lawful`, where the kind is not one of this law's."""
    line = donors.get(str(donor))
    item = law.listed(KINDS).get(line.kind) if line else None
    return item.group if isinstance(item, Item) and item.group else "other_lawful"


def _sums(gift: Gift, since: date, until: date) -> MoneySums:
    came, went = gift.account.came, gift.account.went
    received = sum(each.size for each in came if each.day <= until)
    used = sum(each.size for each in went if each.day <= until)
    return MoneySums(
        sum(each.size for each in came if since <= each.day <= until),
        sum(each.size for each in went if since <= each.day <= until), received - used,
    )  # fmt: skip
