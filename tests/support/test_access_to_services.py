"""Target T2, for one person: every need with how far its help has come, the gap, and who has to act."""

from dataclasses import replace
from typing import Any

import pytest

from services.support.domain.access_to_services import NeedLine, Reached, access_to_services
from services.support.domain.benefits import claim_events
from services.support.domain.case import CASE
from services.support.domain.case_events import (
    DeliveryConfirmed,
    NeedsAssessed,
    PlanAgreed,
    ReferralWasAccepted,
    ReferralWasDeclined,
)
from services.support.domain.words import PlanItem
from tests.support.benefit_lives import LAW
from tests.support.samples import FIRST, LATER, NEXT, SECOND, offered, opened

NEEDS = NeedsAssessed(NEXT, ("health",))
TREATMENT = replace(offered(), service="treatment")
ACCEPTED = ReferralWasAccepted(FIRST, NEXT)
DECLINED = ReferralWasDeclined(FIRST, "no_capacity")
DELIVERED = DeliveryConfirmed(FIRST, "treatment", "health", None, LATER, 1, True)
UNWANTED = PlanAgreed(NEXT, (PlanItem("treatment", "health", declined=True), PlanItem("union_life", "womens_union")))


def lines(*past: Any) -> tuple[NeedLine, ...]:
    return access_to_services(CASE.replay([opened(), *past]), LAW, NEXT)


@pytest.mark.parametrize(
    ("past", "line"),
    [
        ((), NeedLine("health", Reached.NOT_OFFERED)),
        ((TREATMENT,), NeedLine("health", Reached.OFFERED, "treatment", "health")),
        ((TREATMENT, ACCEPTED), NeedLine("health", Reached.ACCEPTED, "treatment", "health")),
        ((TREATMENT, DECLINED), NeedLine("health", Reached.TURNED_DOWN, "treatment")),
        ((TREATMENT, ACCEPTED, DELIVERED), NeedLine("health", Reached.DELIVERED, "treatment")),
        ((UNWANTED,), NeedLine("health", Reached.NOT_WANTED, "treatment")),
        ((TREATMENT, DECLINED, replace(TREATMENT, referral=SECOND)),
         NeedLine("health", Reached.OFFERED, "treatment", "health")),
    ],
)  # fmt: skip
def test_each_need_says_how_far_its_help_has_come_and_who_acts(past: tuple[Any, ...], line: NeedLine) -> None:
    assert lines(NEEDS, *past) == (line,)
    assert line.is_gap == (line.reached in (Reached.NOT_OFFERED, Reached.TURNED_DOWN))


def test_help_for_one_need_does_not_answer_another() -> None:
    both = NeedsAssessed(NEXT, ("psychology", "health"))
    assert [line.reached for line in lines(both, TREATMENT, DELIVERED)] == [Reached.NOT_OFFERED, Reached.DELIVERED]


def test_a_benefit_answers_the_need_of_its_name() -> None:
    need = NeedsAssessed(NEXT, ("allowance",))
    guided = claim_events.GuidedToApply(FIRST, "initial_allowance", "communes", "support.communes", NEXT)
    assert lines(need, guided) == (NeedLine("allowance", Reached.OFFERED, "initial_allowance", "communes"),)
    arrived = claim_events.ApplicationArrived(FIRST, "MC-1", NEXT, NEXT, "1/UBND")
    refused = claim_events.BenefitDecided(FIRST, "7/QĐ", NEXT, False, reason="too_late")
    assert lines(need, guided, arrived)[0].reached is Reached.ACCEPTED
    assert lines(need, guided, arrived, refused) == (NeedLine("allowance", Reached.TURNED_DOWN, "initial_allowance"),)


def test_every_need_of_the_profile_but_safety_is_answered_by_a_service() -> None:
    answered = {need for item in LAW.lists["services"].values() for need in item.answers}
    assert set(LAW.lists["needs"]) - answered == {"safety"}, "protection is asked for in intake"


def test_without_an_assessment_there_is_no_line() -> None:
    assert lines() == ()
