"""From each need to the help that reached her: offered, accepted or declined, delivered; the gap, and who must act.

Target T2 of the plan (I.2.b): every identified victim reaches the services she needs. Which services answer a need is data
(`answers` in the list `services`); an application for a benefit of the same name answers like its service.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from services.support.domain.benefits.claims import AT_DESK
from services.support.domain.file import File
from services.support.domain.granted import stage_on
from services.support.domain.words import OPEN_STAGES, ClaimStage, ReferralStage
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

    @property
    def is_settled(self) -> bool:
        """Help reached her, or she does not want it."""
        return self.reached in (Reached.DELIVERED, Reached.NOT_WANTED)


@dataclass(frozen=True)
class AskedFor:
    """A service an agency was asked for, and how far that is."""

    referral: UUID
    service: Code
    agency: AgencyId
    stage: ReferralStage = ReferralStage.OFFERED
    until: date | None = None

    def stage_on(self, day: date) -> ReferralStage:
        return stage_on(self.stage, self.until, day)


@dataclass(frozen=True)
class AppliedFor:
    """An application for a benefit at the desk of `agency`; `left` is what was granted and is not paid yet, in đồng."""

    application: UUID
    benefit: Code
    agency: AgencyId
    stage: ClaimStage = ClaimStage.GUIDED
    left: int = 0


@dataclass(frozen=True)
class Help:
    """All that says how far her needs are met: as assessed last (None: nobody asked yet), services of the plan she does not
    want, what was asked for and applied for."""

    needs: tuple[Code, ...] | None = None
    unwanted: tuple[Code, ...] = ()
    asked: tuple[AskedFor, ...] = ()
    applied: tuple[AppliedFor, ...] = ()


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
"""What is in neither table was turned down: by whoever was asked, by a decision, or by nobody's answering in time."""


def access_to_services(file: File, law: Law, today: date) -> tuple[NeedLine, ...]:
    """A line for each need as assessed last, in the order of the assessment. What nobody answered in time is a gap again."""
    return lines_of(help_of(file), services_by_need(law), today)


def help_of(file: File) -> Help:
    return Help(
        needs=file.needs.needs if file.needs else None,
        unwanted=tuple(item.service for item in file.plan.items if item.declined) if file.plan else (),
        asked=tuple(
            AskedFor(each.id, each.offered.service, each.offered.agency, each.stage, each.until) for each in file.referrals
        ),
        applied=tuple(
            AppliedFor(each.id, each.benefit, each.guided.agency, each.stage, each.left) for each in file.claims
        ),
    )  # fmt: skip


def services_by_need(law: Law) -> Mapping[Code, frozenset[Code]]:
    """The services that answer each need."""
    services = law.lists["services"].items()
    needs = {need for _, item in services for need in item.answers}
    return {need: frozenset(code for code, item in services if need in item.answers) for need in needs}


def lines_of(known: Help, answers: Mapping[Code, frozenset[Code]], today: date) -> tuple[NeedLine, ...]:
    return tuple(
        max(_answers(need, known, answers.get(need, frozenset()), today), key=lambda line: line.reached)
        for need in known.needs or ()
    )


def _answers(need: Code, known: Help, services: frozenset[Code], today: date) -> Iterator[NeedLine]:
    yield NeedLine(need, Reached.NOT_OFFERED)
    for service in known.unwanted:
        if service in services:
            yield NeedLine(need, Reached.NOT_WANTED, service)
    for each in known.asked:
        if each.service in services:
            stage = each.stage_on(today)
            reached = BY_REFERRAL.get(stage, Reached.TURNED_DOWN)
            yield NeedLine(need, reached, each.service, each.agency if stage in OPEN_STAGES else None)
    for claim in known.applied:
        if claim.benefit in services:
            reached = BY_CLAIM.get(claim.stage, Reached.TURNED_DOWN)
            yield NeedLine(need, reached, claim.benefit, claim.agency if claim.stage in AT_DESK else None)
