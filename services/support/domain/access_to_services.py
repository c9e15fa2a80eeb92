"""From each need to the help that reached her: offered, accepted or declined, delivered; the gap, and who must act.

Target T2 of the plan (I.2.b): every identified victim reaches the services she needs. Which services answer a need is data
(`answers` in the list `services`); an application for a benefit of the same name answers like its service.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from services.support.domain.benefits.claims import AT_DESK
from services.support.domain.file import File
from services.support.domain.words import ClaimStage, ReferralStage
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code


class Reached(IntEnum):
    """How far the help for a need has come; of several, the furthest counts."""

    NOT_OFFERED = 0
    NOT_WANTED = 1
    TURNED_DOWN = 2
    OFFERED = 3
    ACCEPTED = 4
    DELIVERED = 5


@dataclass(frozen=True)
class NeedLine:
    """One need; `service` is what answers it furthest, `holder` who has to act next (None: the lead; nobody once it was
    delivered or is not wanted)."""

    need: Code
    reached: Reached
    service: Code | None = None
    holder: AgencyId | None = None

    @property
    def is_gap(self) -> bool:
        return self.reached in (Reached.NOT_OFFERED, Reached.TURNED_DOWN)


BY_REFERRAL = {
    ReferralStage.OFFERED: Reached.OFFERED,
    ReferralStage.ACCEPTED: Reached.ACCEPTED,
    ReferralStage.DELIVERED: Reached.DELIVERED,
}
BY_CLAIM = {
    ClaimStage.GUIDED: Reached.OFFERED,
    ClaimStage.ARRIVED: Reached.ACCEPTED,
    ClaimStage.RETURNED: Reached.ACCEPTED,
    ClaimStage.APPRAISED: Reached.ACCEPTED,
    ClaimStage.GRANTED: Reached.ACCEPTED,
    ClaimStage.PAID: Reached.DELIVERED,
    ClaimStage.WITHDRAWN: Reached.NOT_WANTED,
}
"""What is in neither table was turned down: by whoever was asked, or by a decision."""


def access_to_services(file: File, law: Law) -> tuple[NeedLine, ...]:
    """A line for each need as assessed last, in the order of the assessment."""
    needs = file.needs.needs if file.needs else ()
    return tuple(max(_answers(need, file, law), key=lambda line: line.reached) for need in needs)


def _answers(need: Code, file: File, law: Law) -> Iterator[NeedLine]:
    services = {code for code, item in law.lists["services"].items() if need in item.answers}
    yield NeedLine(need, Reached.NOT_OFFERED)
    for item in file.plan.items if file.plan else ():
        if item.declined and item.service in services:
            yield NeedLine(need, Reached.NOT_WANTED, item.service)
    for referral in file.referrals:
        if (service := referral.offered.service) in services:
            reached = BY_REFERRAL.get(referral.stage, Reached.TURNED_DOWN)
            yield NeedLine(need, reached, service, referral.offered.agency if referral.is_open else None)
    for claim in file.claims:
        if claim.benefit in services:
            reached = BY_CLAIM.get(claim.stage, Reached.TURNED_DOWN)
            yield NeedLine(need, reached, claim.benefit, claim.guided.agency if claim.stage in AT_DESK else None)
