"""The line of a case in the queues of support: its referrals, its benefits, and what must happen first."""

from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeVar
from uuid import UUID

from services.support.domain.access_to_services import AskedFor
from services.support.domain.granted import stage_on
from services.support.domain.words import LED, OPEN_STAGES, ReferralStage, Risk, Stage
from shared.kernel.words import AgencyId, Code, UnitCode


@dataclass(frozen=True)
class ReferralLine:
    """One referral, sent or received: `agency` is whom we asked, None when we were asked."""

    referral: UUID
    service: Code
    agency: AgencyId | None
    asked_on: date
    answer_by: date | None
    stage: ReferralStage = ReferralStage.OFFERED
    until: date | None = None

    def stage_on(self, day: date) -> ReferralStage:
        return stage_on(self.stage, self.until, day)


Asked = TypeVar("Asked", ReferralLine, AskedFor)


def moved(lines: tuple[Asked, ...], referral: UUID, stage: ReferralStage) -> tuple[Asked, ...]:
    """An answer: that referral stands at `stage`."""
    return tuple(replace(line, stage=stage) if line.referral == referral else line for line in lines)


def prolonged(lines: tuple[Asked, ...], referral: UUID, until: date) -> tuple[Asked, ...]:
    return tuple(replace(line, until=until) if line.referral == referral else line for line in lines)


def ended(lines: tuple[Asked, ...], day: date) -> tuple[Asked, ...]:
    """The case was closed on this day: what was open is so no more."""
    open_ = {line.referral for line in lines if line.stage_on(day) in OPEN_STAGES}
    return tuple(replace(line, stage=ReferralStage.ENDED) if line.referral in open_ else line for line in lines)


@dataclass(frozen=True)
class BenefitLine:
    """An application for a benefit, or decided money, as this agency has it. `act_by` is the day by which `holder` (None: we)
    has to act; `left` is what is decided and not paid, in đồng; `held_back` and `doubles` say that
    another application of hers has the same benefit; `before` is where a payment stood that was suspended."""

    application: UUID
    benefit: Code
    stage: Code
    act_by: date | None = None
    holder: AgencyId | None = None
    left: int = 0
    held_back: bool = False
    doubles: frozenset[UUID] = frozenset()
    before: Code | None = None

    @property
    def must_be_looked_at(self) -> bool:
        """By a person, together with the other application."""
        return self.held_back or bool(self.doubles)


class Due(NamedTuple):
    """The day by which something must happen, and the agency that has to do it; None: we have to."""

    on: date
    holder: AgencyId | None = None


@dataclass(frozen=True)
class QueueLine:
    """A case in the queue. `stage` is that of the lead's file, `work` that of what this agency was asked for; `none`
    where there is no such thing here. `asked_to_lead` has not answered yet; `leads` is who leads since we handed it on;
    `ask_again_on` when a place she moved to is asked again."""

    code: Code = "-"
    unit: UnitCode | None = None
    since: date | None = None
    stage: Stage = Stage.NONE
    work: ReferralStage = ReferralStage.NONE
    planned: bool = False
    risk: Risk | None = None
    alarming: bool = False
    met_on: date | None = None
    next_visit_on: date | None = None
    sent: tuple[ReferralLine, ...] = ()
    received: tuple[ReferralLine, ...] = ()
    claims: tuple[BenefitLine, ...] = ()
    applications: tuple[BenefitLine, ...] = ()
    orders: tuple[BenefitLine, ...] = ()
    meals_until: date | None = None
    """The last day on which the state pays the meals of somebody who is at a facility."""
    asked_to_lead: AgencyId | None = None
    leads: AgencyId | None = None
    ask_again_on: date | None = None

    def waits_for(self, today: date) -> tuple[ReferralLine, ...]:
        """What other agencies have to answer or to do."""
        sent = () if self.stage is Stage.HANDED_ON else self.sent
        return tuple(line for line in sent if line.stage_on(today) in OPEN_STAGES)

    def due(self, today: date) -> Due | None:
        """What must happen first: an answer, the next visit, a step of a benefit, or what comes after the last paid day."""
        sent = self.waits_for(today)
        asked = [each for each in (*sent, *self.received) if each.stage_on(today) is ReferralStage.OFFERED]
        days = (self.next_visit_on, self.ask_again_on, self.meals_until) if self.stage in LED else ()
        visit = [Due(day) for day in days if day]
        answers = [Due(each.answer_by, each.agency) for each in asked if each.answer_by]
        benefits = [Due(each.act_by, each.holder) for each in (*self.claims, *self.applications) if each.act_by]
        return min((*answers, *visit, *benefits), key=attrgetter("on"), default=None)

    def due_on(self, today: date) -> date | None:
        due = self.due(today)
        return due.on if due else None
