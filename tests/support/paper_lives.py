"""A case with all that can stand on its papers: needs, two plans, referrals, applications granted and refused."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from starlette.testclient import TestClient

from services.support.domain import case_commands as asked
from services.support.domain import work_commands as at_work
from services.support.domain.benefits import claim_commands as claims
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.following import commands as following
from services.support.domain.referrals import referral_id
from services.support.domain.words import Disclosure, PlanItem, Risk, Truth
from services.support.domain.work import WORK
from shared.kernel.sealed import Sealed
from shared.testing import deliver, record
from tests.support.office import CASE_ID, Office
from tests.support.samples import LATER, NEXT
from tests.support.samples import UNTIL as GRANTED_UNTIL
from tests.support.test_benefit_pages import FIRST, Town

GOALS = "Học nghề may rồi mở một tiệm nhỏ.\nỞ gần mẹ."
STORY = "chuyện riêng kể khi đánh giá nhu cầu"
SECOND = claim_id(CASE_ID, 2)
COUNSELLING, UNION, LEGAL = (referral_id(CASE_ID, n) for n in (1, 2, 3))
UNTIL = date(2023, 6, 15)
"""The day by which most of the plan should be done; the offices' day is the last of June."""


class Desks(Town):
    """The lead and the communes, and three agencies that are asked to help."""

    def __init__(self, **told: Any) -> None:
        self.health, self.union, self.justice = Office("health"), Office("womens_union"), Office("justice")
        super().__init__(**told)

    def settle(self) -> None:
        super().settle()
        for office in (self.health, self.union, self.justice):
            for _ in range(2):
                deliver(self.lead.ledger, office.ledger)
                deliver(office.ledger, self.lead.ledger)
            office.keep()

    def lead_does(self, *commands: Any) -> None:
        for command in commands:
            record(self.lead.ledger, CASE, CASE_ID, command, law=self.lead.law)
            self.settle()

    def answers(self, office: Office, *commands: Any) -> None:
        for command in commands:
            record(office.ledger, WORK, CASE_ID, command, law=office.law)
            self.settle()

    def mai(self) -> TestClient:
        return self.health.browser("service_officer")

    def thuy(self) -> TestClient:
        return self.union.browser("service_officer")

    def tam(self) -> TestClient:
        return self.justice.browser("service_officer")


item = partial(PlanItem, due_on=UNTIL)
PLAN = (
    item("treatment", "health"), item("counselling", "health"), item("legal_advice", "justice"),
    item("lost_papers_guidance", "justice"), item("schooling", "education"),
    item("vocational_training", "labour", "EDU_VOCATIONAL"),
    item("job_placement", "labour"), PlanItem("loan_advice", "womens_union", declined=True),
    item("union_life", "womens_union"), PlanItem("home_visit", "communes"),
)  # fmt: skip
NEEDS = (
    "health", "psychology", "legal", "papers", "schooling", "vocational", "job", "allowance", "loan", "housing",
    "social_assistance", "community", "children", "safety",
)  # fmt: skip


def hers(*words: str) -> tuple[following.Goal, ...]:
    """Goals in her own words, each for an area of her life."""
    return tuple(
        following.Goal(area, UNTIL, Sealed(said)) for area, said in zip(("work", "family"), words, strict=False)
    )


def planned(desks: Desks, goals: str | None = GOALS) -> None:
    """Her needs, and the second plan that takes the place of a first one."""
    desks.lead_does(
        asked.AssessNeeds(NEXT, NEEDS, note=Sealed(STORY)),
        asked.AgreePlan(NEXT, PLAN[:1], True, goals=hers("Khỏe lại.") if goals else ()),
        asked.AgreePlan(LATER, PLAN, True, goals=hers(*goals.splitlines()) if goals else ()),
    )


def referred(desks: Desks) -> None:
    """The union has delivered, the health centre took it on, the justice office has not answered."""
    offer = partial(asked.OfferReferral, offered_on=NEXT, she_agrees=True, until=GRANTED_UNTIL)
    desks.lead_does(
        offer("counselling", "health", sections=tuple(Disclosure), answer_by=LATER),
        offer("union_life", "womens_union", sections=(Disclosure.IDENTITY,), answer_by=LATER),
        offer("legal_advice", "justice", sections=(Disclosure.IDENTITY,), answer_by=UNTIL),
    )
    desks.answers(desks.health, at_work.AcceptReferral(COUNSELLING, NEXT))
    deliver_ = at_work.DeliverService(UNION, LATER, 2, True)
    desks.answers(desks.union, at_work.AcceptReferral(UNION, NEXT), deliver_)


def sent(desks: Desks, benefit: str, application: UUID | str, n: int) -> None:
    """Guided, applied for at the one-stop desk, and sent."""
    lan, nhung, meant = desks.lan(), desks.nhung(), {"application": str(application)}
    desks.done(lan, "benefit-guidance", benefit=benefit, guided_on="10/05/2023", she_agrees="true")
    desks.done(nhung, "application", **meant, applied_on="11/05/2023", one_stop_code=f"MC-{n}")
    desks.done(nhung, "application-file", **meant, sent_on="12/05/2023", number=f"{n}/UBND")


def appraised(desks: Desks, note: str = "") -> None:
    """The first application, with what the officer wrote beside it."""
    appraisal = {"appraised_on": "18/05/2023", "number": "15/TTr-LĐTBXH", "amount": "3.000.000", "note": note}
    resolved = {"resolution": "12/NQ-HĐND", "resolution_on": "10/07/2020"}
    desks.done(desks.lan(), "benefit-appraisal", application=FIRST, proposes="true", **appraisal, **resolved)


def granted(desks: Desks) -> None:
    decision = {"application": FIRST, "number": "77/QĐ-UBND", "dated": "22/05/2023", "amount": "3000000"}
    desks.done(desks.lan(), "benefit-decision", granted="true", payer="communes", **decision)
    paid = {"application": FIRST, "paid_on": "24/05/2023", "amount": "1.000.000", "receipt": "5/DS"}
    desks.done(desks.nhung(), "payment", confirmed_by_person="true", **paid)


def proposed_to_refuse(desks: Desks, application: UUID = SECOND) -> None:
    """Vocational training, applied for; then it turns out that she needs none."""
    sent(desks, "vocational_training", application, 2)
    known = asked.RecordCircumstances(LATER, {"poor_household": Truth.MET, "needs_training": Truth.NOT_MET})
    desks.lead_does(
        known, claims.AppraiseApplication(application, LATER, "16/TTr-LĐTBXH", False, reason="not_entitled")
    )


def refused(desks: Desks, application: UUID = SECOND) -> None:
    proposed_to_refuse(desks, application)
    desks.lead_does(
        claims.RecordBenefitDecision(application, "78/QĐ-UBND", LATER, False, reason="not_entitled"),
        asked.RecordCircumstances(
            date(2023, 6, 1), {"needs_training": Truth.MET}
        ),  # later, and no part of what was decided
    )


def full(desks: Desks) -> None:
    """All of it, and a visit that is overdue."""
    planned(desks)
    referred(desks)
    sent(desks, "initial_allowance", FIRST, 1)
    appraised(desks)
    granted(desks)
    refused(desks)
    desks.lead_does(following.RecordFollowUp(LATER, Risk.HIGH, date(2023, 6, 22), Sealed(STORY)))
