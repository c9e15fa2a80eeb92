"""Ledgers of a lead, of the communes and of the Front in which everything of inspections, brokers and supervision happened."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from services.support.plan.domain.brokers import commands as of_tip
from services.support.plan.domain.brokers.rules import TIP
from services.support.plan.domain.inspections import commands as of_inspection
from services.support.plan.domain.inspections.asked import REMEDY, ReportRemedy
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.inspections.words import Recheck, remedy_id
from services.support.plan.domain.supervisions import commands as of_supervision
from services.support.plan.domain.supervisions.asked import RECOMMENDATION, AnswerRecommendation
from services.support.plan.domain.supervisions.rules import SUPERVISION
from services.support.plan.domain.supervisions.words import Reply, recommendation_id
from services.support.plan.messages.brokers import tell_of_tip
from services.support.plan.messages.inspections import tell_of_inspection, tell_of_remedy
from services.support.plan.messages.supervisions import tell_of_recommendation, tell_of_supervision
from services.support.plan.policies.brokers import TIPPED
from services.support.plan.policies.inspections import INSPECTED
from services.support.plan.policies.supervisions import SUPERVISED
from shared.kernel.decider import AnyDecider
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.policy import load
from shared.sealing.keys import KeyStore
from shared.testing import deliver, identity, memory_ledger, record
from tests.plan.office import PROFILE

UNIT, OTHER = "20008", "20035"
LABOUR, COMMUNES, FRONT = "support.labour", "support.communes", "support.fatherland_front"
DIGEST = "a" * 64
DECIDED, VISITED, UNTIL, DONE, CHECKED, AGAIN = (date(2023, 6, day) for day in (1, 5, 20, 18, 21, 28))
KT, OFF, BUSINESS = identity("an inspection"), identity("one called off"), identity("one of a business")
MG, OURS = identity("a tip"), identity("a tip told to the lead")
GS, DROPPED = identity("a supervision"), identity("a supervision that was dropped")


@cache
def law() -> Law:
    """The law of a day on which the plan runs."""
    return load(PROFILE).law_on(date(2023, 6, 15))


def plan_inspection(**more: Any) -> of_inspection.PlanInspection:
    said: dict[str, Any] = {
        "inspector": "labour", "topic": "support_policy", "agency": "communes", "unit": UNIT, "planned_for": VISITED,
        "decision": "12/QĐ-LĐTBXH", "decided_on": DECIDED, "members": 3, "together_with": frozenset({"justice", "finance"}),
    }  # fmt: skip
    return of_inspection.PlanInspection(**{**said, **more})


def order(finding: int = 1, until: date = UNTIL, **more: Any) -> of_inspection.OrderRemedy:
    return of_inspection.OrderRemedy(**{"finding": finding, "measure": "complete_files", "until": until, **more})


def recheck(
    result: Recheck, checked_on: date = CHECKED, again_by: date | None = None, number: int = 1
) -> of_inspection.RecheckRemedy:
    return of_inspection.RecheckRemedy(number=number, checked_on=checked_on, result=result, again_by=again_by)


def take_tip(**more: Any) -> of_tip.TakeBrokerTip:
    said: dict[str, Any] = {
        "agency": "communes", "unit": UNIT, "channel": "in_person", "taken_on": VISITED, "place": OTHER,
        "suspect": Sealed("Công ty Thử Nghiệm"), "informant": Sealed("Bà Thử"), "note": Sealed("hứa đi Nhật"),
    }  # fmt: skip
    return of_tip.TakeBrokerTip(**{**said, **more})


def plan_supervision(**more: Any) -> of_supervision.PlanSupervision:
    said: dict[str, Any] = {"topic": "plan_work", "agency": "communes", "unit": UNIT, "planned_for": VISITED}
    return of_supervision.PlanSupervision(**{**said, **more})


def recommend(**more: Any) -> of_supervision.MakeRecommendation:
    said: dict[str, Any] = {"advice": "hasten", "paper": "8/KN-MTTQ", "dated": DONE, "answer_by": AGAIN}
    return of_supervision.MakeRecommendation(**{**said, **more})


class Town:
    """The three offices, joined as relay and inbox join them."""

    def __init__(self, keys: KeyStore | None = None) -> None:
        tells: list[tuple[AnyDecider, Any]] = [
            (INSPECTION, tell_of_inspection), (REMEDY, tell_of_remedy), (TIP, tell_of_tip),
            (SUPERVISION, tell_of_supervision), (RECOMMENDATION, tell_of_recommendation),
        ]  # fmt: skip
        heard: dict[type, Any] = {**INSPECTED, **TIPPED, **SUPERVISED}
        self.labour, self.communes, self.front = (
            memory_ledger(source, tells=tells, policies=heard, law=law(), keys=keys)
            for source in (LABOUR, COMMUNES, FRONT)
        )
        self._told: dict[str, int] = {}

    @property
    def all(self) -> tuple[Ledger, ...]:
        return self.labour, self.communes, self.front

    def do(self, ledger: Ledger, decider: AnyDecider, subject: Any, *commands: Any) -> None:
        """Record them, and let everybody hear what was told."""
        for command in commands:
            record(ledger, decider, subject, command, law=law())
        self.deliver()

    def deliver(self) -> None:
        for _ in range(3):
            for teller in self.all:
                since, self._told[teller.source] = self._told.get(teller.source, 0), teller.store.last()
                for listener in self.all:
                    if listener is not teller:
                        deliver(teller, listener, since=since)


def lived(keys: KeyStore) -> Iterator[Ledger]:
    """Every event of these rooms happens in these ledgers."""
    town, note = Town(keys), Sealed("sổ còn thiếu chữ ký")
    first, remedy = remedy_id(KT, 1), recommendation_id(GS, 1)
    town.do(
        town.labour, INSPECTION, KT, plan_inspection(team=Sealed("Lan, Bình"), note=note),
        of_inspection.RecordSiteVisit(visited_on=VISITED, note=note),
        of_inspection.MakeFinding(found="files_missing", grave=True, note=note),
        order(note=note),
    )  # fmt: skip
    town.do(town.communes, REMEDY, first, ReportRemedy(done_on=DONE, evidence=DIGEST, note=note))
    town.do(town.labour, INSPECTION, KT, recheck(Recheck.NOT_FULFILLED, again_by=AGAIN))
    town.do(town.communes, REMEDY, first, ReportRemedy(done_on=AGAIN, evidence=DIGEST))
    conclude = of_inspection.ConcludeInspection(conclusion="15/KL-LĐTBXH", concluded_on=AGAIN, scan=DIGEST)
    town.do(town.labour, INSPECTION, KT, recheck(Recheck.FULFILLED, AGAIN), conclude)
    off = of_inspection.CallOffInspection(reason="weather", note=note)
    town.do(town.labour, INSPECTION, OFF, plan_inspection(agency="health", unit=None), off)
    business = plan_inspection(agency=None, unit=None, business=Sealed("Công ty Thử"), topic="labour_export")
    by_letter = of_inspection.FileRemedyReport(number=1, done_on=DONE, paper="3/BC", evidence=DIGEST, note=note)
    town.do(
        town.labour, INSPECTION, BUSINESS, business, of_inspection.RecordSiteVisit(visited_on=VISITED),
        of_inspection.MakeFinding(found="illegal_fees", grave=False), order(measure="stop"), by_letter,
    )  # fmt: skip
    town.do(town.communes, TIP, MG, take_tip(), of_tip.PassBrokerTipOn(on=VISITED))
    town.do(
        town.labour, TIP, MG, of_tip.ReceiveBrokerTip(on=VISITED),
        of_tip.CheckBroker(checked_on=DONE, result="no_licence", note=note),
        of_tip.ForwardBrokerTip(to="town_police", number="9/CV-LĐTBXH", dated=CHECKED),
        of_tip.RecordBrokerOutcome(outcome="fined", known_on=AGAIN, number="4/CAT", note=note),
        of_tip.CloseBrokerTip(reason="settled", note=note),
    )  # fmt: skip
    town.do(town.front, SUPERVISION, DROPPED, plan_supervision(), of_supervision.DropSupervision(reason="weather"))
    town.do(
        town.front, SUPERVISION, GS, plan_supervision(), of_supervision.RecordSupervision(carried_out_on=VISITED, paper="2/BC"),
        recommend(scan=DIGEST), recommend(agency="police", paper="9/KN-MTTQ"),
    )  # fmt: skip
    answer = AnswerRecommendation(reply=Reply.NOT_ACCEPTED, reason="no_means", paper="7/UBND", dated=CHECKED)
    town.do(town.communes, RECOMMENDATION, remedy, answer)
    town.do(
        town.front, SUPERVISION, GS, of_supervision.CloseRecommendation(number=1, closed_on=AGAIN),
        of_supervision.FileRecommendationAnswer(number=2, reply=Reply.ACCEPTED, measure="assigned", paper="5/CAT", dated=CHECKED),
        of_supervision.CloseRecommendation(number=2, closed_on=AGAIN), of_supervision.FinishSupervision(finished_on=AGAIN),
    )  # fmt: skip
    yield from town.all
