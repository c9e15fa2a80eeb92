"""What an agency was told, and a last day near or past, each raises a notice for the desk it concerns."""

from datetime import date
from itertools import product
from typing import get_args

import pytest

from services.notifications.domain import (
    REMINDERS,
    File,
    Kind,
    Place,
    RaiseNotice,
    Step,
    facts,
    of_benefits,
    of_support,
)
from services.notifications.domain.facts import Fact
from services.notifications.pages import HERE
from services.notifications.policies import (
    HOPS,
    raise_a_notice_whenever_a_last_day_is_near_or_past,
    raise_a_notice_whenever_an_agency_was_told,
)
from shared.kernel.words import CaseId
from shared.testing import identity
from shared.web import words
from tests.notifications.office import CASE_ID, may

AT_POLICE, AT_HEALTH = Place("intake.police", CaseId(CASE_ID)), Place("support.health", CaseId(CASE_ID))
AT_COMMUNES, ONE = Place("intake.communes", CaseId(CASE_ID)), identity("one referral")
ASKED = facts.VerificationReceived("20035", may(25))


def file(*steps: Fact, told: bool = True) -> File:
    made = File()
    for position, fact in enumerate(steps, 1):
        made = made.with_step(position, Step(fact, told))
    return made


def told(place: Place, made: File) -> list[RaiseNotice]:
    return list(raise_a_notice_whenever_an_agency_was_told(place, made))


def due(place: Place, made: File, today: date) -> list[tuple[Kind, str, date | None]]:
    found = raise_a_notice_whenever_a_last_day_is_near_or_past(place, made, {}, today)
    return [(notice.kind, notice.what, notice.due_on) for notice in found]


def test_a_request_of_another_agency_is_noticed_with_its_unit_and_last_day() -> None:
    (notice,) = told(AT_POLICE, file(ASKED))
    assert (notice.kind, notice.what, notice.desk) == ("arrived", "verification", "intake.police")
    assert (notice.unit, notice.due_on, notice.position) == ("20035", may(25), 1)


def test_what_an_officer_did_herself_is_not_noticed() -> None:
    assert not told(AT_POLICE, file(ASKED, told=False))


@pytest.mark.parametrize(
    ("begun", "then", "kind", "due_on"),
    [
        (facts.ReportRecorded("20035", "labour", may(8)), facts.NoticeCameBack(), Kind.RETURNED, None),
        (facts.ReportRecorded("20035", "labour", may(8)), facts.ReceptionLearned(), Kind.ANSWERED, None),
        (facts.NoticeTaken("20035", may(8)), facts.VerificationDelayed(may(30)), Kind.ANSWERED, may(30)),
        (facts.NoticeTaken("20035", may(8)), facts.AnswerLearned(), Kind.ANSWERED, None),
        (facts.NoticeTaken("20035", may(8)), facts.ProtectionAnswerLearned(), Kind.ANSWERED, None),
        (facts.NoticeTaken("20035", may(8)), facts.ProtectionWasEnded(), Kind.ARRIVED, None),
        (ASKED, facts.ProtectionReceived("20035", may(12)), Kind.ARRIVED, may(12)),
        (of_support.CaseOpened("20035"), of_support.StatusLearned(), Kind.ANSWERED, None),
        (of_support.CaseOpened("20035"), of_support.ReferralAnswered(ONE), Kind.ANSWERED, None),
        (of_support.CaseOpened("20035"), of_support.ReferralCameBack(ONE), Kind.RETURNED, None),
        (of_support.CaseOpened("20035"), of_support.ReferralReceived(None, ONE, may(12)), Kind.ARRIVED, may(12)),
    ],
)  # fmt: skip
def test_each_hop_is_noticed_at_the_desk_that_was_told(
    begun: Fact, then: Fact, kind: Kind, due_on: date | None
) -> None:
    notice = told(AT_COMMUNES, file(begun, then))[-1]
    assert (notice.position, notice.kind, notice.due_on, notice.unit) == (2, kind, due_on, "20035")


def test_nothing_is_noticed_before_it_is_known_whose_unit_it_is() -> None:
    late = File().with_step(2, Step(facts.NoticeCameBack(), True))
    assert not told(AT_COMMUNES, late)
    whole = late.with_step(1, Step(facts.ReportRecorded("20035", "labour", may(8)), False))
    assert [(notice.unit, notice.position) for notice in told(AT_COMMUNES, whole)] == [("20035", 2)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [(may(23), []), (may(24), ["due_soon"]), (may(25), ["due_soon"]), (may(26), ["overdue"]), (may(30), ["overdue"])],
)
def test_a_last_day_is_called_to_mind_the_day_before_and_when_it_is_past(today: date, expected: list[str]) -> None:
    assert [kind.value for kind, _, _ in due(AT_POLICE, file(ASKED), today)] == expected


def test_an_extended_term_is_called_to_mind_by_its_new_day_only() -> None:
    made = file(ASKED, facts.VerificationExtended(date(2023, 6, 30)))
    assert due(AT_POLICE, made, may(26)) == []
    assert due(AT_POLICE, made, date(2023, 7, 1)) == [(Kind.OVERDUE, "verification", date(2023, 6, 30))]


def test_two_referrals_due_the_same_day_are_one_deadline_of_that_desk() -> None:
    asked = (of_support.ReferralReceived("20035", identity(each), may(12)) for each in ("one", "another"))
    found = raise_a_notice_whenever_a_last_day_is_near_or_past(AT_HEALTH, file(*asked), {}, may(13))
    assert len({notice.id for notice in found}) == 1


MATTERS_WITH_A_LAST_DAY = {
    term.what
    for steps in (
        [facts.NoticeTaken(None, may(8))],
        [facts.ReportRecorded("20035", "labour", may(8)), facts.NoticeCameBack()],
        [ASKED],
        [facts.VerificationAskedByLetter(may(8))],
        [of_support.ReferralReceived(None, ONE, may(8))],
        [of_support.ReferralOffered(ONE, None, may(8))],
        [of_support.ReferralOffered(ONE, None, until=may(8))],
        [of_support.SentElsewhere(may(8))],
        [of_support.PlanAgreed((of_support.PlanItem("shelter", "labour", may(8)),))],
        [of_support.FollowUpRecorded(may(8))],
        [of_benefits.ApplicationExpected(ONE, "20035", may(8))],
        [of_benefits.ApplicationMade(ONE, may(8))],
        [of_benefits.ApplicationArrived(ONE, may(8))],
    )
    for term in file(*steps).terms.values()
}  # fmt: skip


def test_every_notice_that_can_be_raised_has_its_words() -> None:
    said = words.load(HERE)
    deadlines = set(product((Kind.DUE_SOON, Kind.OVERDUE), MATTERS_WITH_A_LAST_DAY))
    never_late = set(product([Kind.OVERDUE], REMINDERS))
    assert len(MATTERS_WITH_A_LAST_DAY) == 15
    assert {f"{kind}.{what}" for kind, what in [*HOPS.values(), *(deadlines - never_late)]} <= said.keys()
    assert not {f"{kind}.{what}" for kind, what in never_late} & said.keys()
    assert {f"kind.{kind}" for kind in Kind} <= said.keys()


def test_no_hop_is_of_a_fact_nobody_records() -> None:
    assert HOPS.keys() <= set(get_args(Fact))


def test_once_an_offer_has_expired_the_lead_is_told_and_the_agency_is_not_asked_any_more() -> None:
    asked = of_support.ReferralReceived("20035", ONE, may(19), may(20))
    assert due(AT_HEALTH, file(asked), may(20)) == [(Kind.OVERDUE, "referral", may(19))]
    assert due(AT_HEALTH, file(asked), may(21)) == []
    longer = of_support.ReferralProlonged(ONE, may(30))
    assert due(AT_HEALTH, file(asked, longer), may(21)) == [(Kind.OVERDUE, "referral", may(19))]
    lead = Place("support.labour", CaseId(CASE_ID))
    offer = of_support.ReferralOffered(ONE, "support.health", may(19), until=may(20))
    watched = file(of_support.CaseOpened("20035"), offer)
    said = [due(lead, watched, may(day)) for day in (18, 19, 21)]
    soon, late = (Kind.DUE_SOON, "referral_until", may(20)), (Kind.OVERDUE, "referral_until", may(20))
    assert said == [[], [soon], [late]]


def test_each_step_of_handing_on_is_noticed_at_the_desk_that_was_told() -> None:
    lead, union = Place("support.labour", CaseId(CASE_ID)), Place("support.womens_union", CaseId(CASE_ID))
    begun = of_support.CaseOpened("20035")
    assert told(union, file(of_support.LeadAsked("20035")))[-1].what == "lead"
    heard = [told(lead, file(begun, each))[-1] for each in (of_support.LeadAnswered(), of_support.LeadReturned())]
    assert [(notice.kind, notice.what) for notice in heard] == [("answered", "lead"), ("returned", "lead")]
    asked = of_support.ReferralReceived("20035", ONE, None)
    assert told(AT_HEALTH, file(asked, of_support.NewLeadHeard()))[-1].what == "new_lead"
