"""Who holds the ball at each step of a case, since when, and until when."""

from datetime import date

from services.intake.domain import CASE as INTAKE
from services.intake.domain.asked import (
    AnswerVerification,
    AskProtection,
    ExtendVerification,
    GrantProtection,
    RecallProtection,
    RecordProtectionRefusal,
    ReturnNotice,
    ReturnVerification,
    SendNoticeAgain,
    SetDueDay,
)
from services.intake.domain.words import Outcome, Wish
from services.reporting.projections.ball import BALL, Ball
from services.reporting.projections.facts import Fact
from services.reporting.projections.of_handing_on import (
    LeadCameBack,
    LeadOffered,
    LeadWasTaken,
    ReceivedElsewhere,
    SentElsewhere,
)
from services.reporting.projections.order import in_order
from services.reporting.projections.told import Told, told
from services.reporting.projections.waits import Wait
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.case_commands import CloseCase, OfferReferral, ReopenCase
from services.support.domain.following.commands import AgreeVisits, RecordMissedVisit
from services.support.domain.following.words import Interval, VisitWay
from services.support.domain.granted import ProlongReferral
from services.support.domain.referrals import referral_id
from services.support.domain.work import WORK
from services.support.domain.work_commands import AcceptReferral, DeclineReferral
from shared.views import fold
from tests.reporting.town import VICTIM, Town, ask, may, report, until_informed


def ball(town: Town) -> Ball:
    return fold(BALL, map(told, in_order(town.journal())))[str(VICTIM)]


def reported() -> Town:
    town = Town()
    town.on(may(5), "intake.communes", INTAKE, VICTIM, report(VICTIM, may(5)), unit="20035")
    return town


def asked() -> Town:
    town = Town()
    until_informed(town, VICTIM, "P06")
    town.on(may(8), "intake.labour", INTAKE, VICTIM, ask(may(8)))
    return town


def test_the_receiving_agency_holds_it_from_the_notice_on() -> None:
    assert ball(reported()).waits == {"reception": Wait("reception", "labour", may(5), may(8))}


def test_it_holds_it_also_while_it_has_not_looked() -> None:
    town = Town(silent={"intake.labour"})
    town.on(may(5), "intake.communes", INTAKE, VICTIM, report(VICTIM, may(5)), unit="20035")
    assert ball(town).waits["reception"] == Wait("reception", "labour", may(5), may(8))


def test_a_returned_notice_goes_back_to_the_sender_and_the_term_runs_on() -> None:
    town = reported()
    town.on(may(6), "intake.labour", INTAKE, VICTIM, ReturnNotice("incomplete"))
    assert ball(town).waits == {"reception": Wait("reception", "communes", may(6), may(8))}
    town.on(may(7), "intake.communes", INTAKE, VICTIM, SendNoticeAgain(), unit="20035")
    assert ball(town).waits == {"reception": Wait("reception", "labour", may(5), may(8))}


def test_after_reception_the_same_agency_goes_on_and_health_is_asked_at_once() -> None:
    town = Town()
    until_informed(town, VICTIM, "P06")
    first = Wait("referral", "health", may(6), None, "first_examination")
    assert ball(town).waits == {
        "identification": Wait("identification", "labour", may(6)), "support": Wait("support", "labour", may(6)),
        f"referral:{referral_id(VICTIM, 1)}": first,
    }  # fmt: skip


def test_the_verifying_agency_holds_it_until_it_answers() -> None:
    town = asked()
    assert ball(town).waits["verification"] == Wait("verification", "police", may(8), date(2023, 5, 29))
    assert "identification" not in ball(town).waits
    town.on(may(20), "intake.police", INTAKE, VICTIM, ExtendVerification("complex_case"))
    assert ball(town).waits["verification"].since == may(8)
    assert ball(town).waits["verification"].due_on > date(2023, 5, 29)  # type: ignore[operator]
    answer = AnswerVerification(Outcome.VICTIM, may(22), "34/CATX", "07/GXN", may(22))
    town.on(may(22), "intake.police", INTAKE, VICTIM, answer)
    assert not {"verification", "identification"} & ball(town).waits.keys()


def test_a_returned_request_lies_with_the_one_who_asked() -> None:
    town = asked()
    town.on(may(9), "intake.police", INTAKE, VICTIM, ReturnVerification("incomplete"))
    assert "verification" not in ball(town).waits
    assert ball(town).waits["identification"] == Wait("identification", "labour", may(9))


def test_an_unresolved_case_stays_with_the_lead() -> None:
    town = asked()
    town.on(may(22), "intake.police", INTAKE, VICTIM, AnswerVerification(Outcome.UNRESOLVED, may(22), "34/CATX"))
    assert ball(town).waits["identification"] == Wait("identification", "labour", may(22))


def test_a_referral_waits_for_its_answer_then_for_the_service() -> None:
    town = asked()
    offer = OfferReferral("loan_advice", "womens_union", may(9), she_agrees=True, answer_by=may(15))
    town.on(may(9), "support.labour", SUPPORT, VICTIM, offer)
    thread = f"referral:{referral_id(VICTIM, 2)}"
    assert ball(town).waits[thread] == Wait("referral", "womens_union", may(9), may(15), "loan_advice")
    town.on(may(10), "support.womens_union", WORK, VICTIM, AcceptReferral(referral_id(VICTIM, 2), may(10)))
    assert ball(town).waits[thread] == Wait("delivery", "womens_union", may(10), None, "loan_advice")


def test_a_declined_referral_is_nobodys_but_the_leads() -> None:
    town = asked()
    town.on(may(9), "support.health", WORK, VICTIM, DeclineReferral(referral_id(VICTIM, 1), "no_capacity"))
    assert {wait.holder for wait in ball(town).waits.values()} == {"labour", "police"}


def test_a_closed_case_waits_for_no_support_and_a_reopened_one_does_again() -> None:
    town = asked()
    town.on(may(20), "support.labour", SUPPORT, VICTIM, CloseCase(may(20), "lost_contact"))
    assert ball(town).waits.keys() == {"verification"}
    town.on(may(21), "support.labour", SUPPORT, VICTIM, ReopenCase(may(21), "returned_again"))
    assert ball(town).waits["support"] == Wait("support", "labour", may(21))


def test_the_next_visit_is_the_leads_from_the_schedule_on_and_after_a_missed_one() -> None:
    town = asked()
    visits = AgreeVisits(may(20), VisitWay.OFFICE, may(22), 2, Interval.WEEKS, she_agrees=True)
    town.on(may(20), "support.labour", SUPPORT, VICTIM, visits)
    assert ball(town).waits["support"] == Wait("support", "labour", may(20), may(22))
    town.on(may(23), "support.labour", SUPPORT, VICTIM, RecordMissedVisit(may(22), "absent"))
    assert ball(town).waits["support"] == Wait("support", "labour", may(22), date(2023, 6, 5))


def test_the_two_clocks_start_when_she_came_and_when_something_moved_last() -> None:
    found = ball(asked())
    assert (found.came_on, found.moved_on, found.unit) == (may(5), may(8), "20035")


def test_a_day_that_a_person_set_is_the_day_of_what_waits() -> None:
    town = Town()
    old = date(2021, 12, 20)  # a year nobody announced
    town.on(old, "intake.communes", INTAKE, VICTIM, report(VICTIM, old), unit="20035")
    assert ball(town).waits["reception"].due_on is None
    town.on(old, "intake.labour", INTAKE, VICTIM, SetDueDay(date(2021, 12, 23)))
    assert ball(town).waits["reception"] == Wait("reception", "labour", old, date(2021, 12, 23))


def ask_protection(day: int, answer_by: int) -> AskProtection:
    return AskProtection(may(day), ("herself",), ("shelter",), True, Wish.AGREES, may(answer_by))


def test_protection_waits_at_the_protector_beside_whatever_else_waits_there() -> None:
    town = asked()
    town.on(may(9), "intake.labour", INTAKE, VICTIM, ask_protection(9, 12))
    assert ball(town).waits["protection"] == Wait("protection", "police", may(9), may(12))
    assert ball(town).waits["verification"].holder == "police"
    town.on(may(10), "intake.police", INTAKE, VICTIM, GrantProtection(may(10), ("herself",), ("shelter",), "11/QD"))
    assert "protection" not in ball(town).waits
    assert "verification" in ball(town).waits


def test_of_several_who_ask_for_protection_the_first_day_counts_and_her_refusal_ends_the_wait() -> None:
    town = asked()
    town.on(may(9), "intake.communes", INTAKE, VICTIM, ask_protection(9, 20), unit="20035")
    town.on(may(10), "intake.labour", INTAKE, VICTIM, ask_protection(10, 12))
    assert ball(town).waits["protection"] == Wait("protection", "police", may(9), may(12))
    town.on(may(11), "intake.labour", INTAKE, VICTIM, RecordProtectionRefusal(may(11), True))
    assert "protection" not in ball(town).waits


def test_whoever_takes_its_request_to_protect_back_leaves_that_of_the_other_to_wait() -> None:
    town = asked()
    town.on(may(9), "intake.communes", INTAKE, VICTIM, ask_protection(9, 12), unit="20035")
    town.on(may(10), "intake.labour", INTAKE, VICTIM, ask_protection(10, 20))
    town.on(may(11), "intake.communes", INTAKE, VICTIM, RecallProtection("reported_twice"), unit="20035")
    assert ball(town).waits["protection"] == Wait("protection", "police", may(10), may(20))
    town.on(may(11), "intake.labour", INTAKE, VICTIM, RecallProtection("no_longer_needed"))
    assert "protection" not in ball(town).waits
    assert "verification" in ball(town).waits


def test_an_offer_that_nobody_answered_in_time_lies_at_the_lead_again() -> None:
    town = asked()
    offer = OfferReferral("loan_advice", "womens_union", may(9), she_agrees=True, answer_by=may(15), until=may(20))
    town.on(may(9), "support.labour", SUPPORT, VICTIM, offer)
    two = referral_id(VICTIM, 2)
    thread = f"referral:{two}"
    assert ball(town).on(may(20)).waits[thread].holder == "womens_union"
    assert ball(town).on(may(21)).waits[thread] == Wait("ask_again", "labour", may(21), None, "loan_advice")
    town.on(may(21), "support.labour", SUPPORT, VICTIM, ProlongReferral(two, may(21), may(30), she_agrees=True))
    assert ball(town).on(may(21)).waits[thread].holder == "womens_union"
    town.on(may(22), "support.womens_union", WORK, VICTIM, AcceptReferral(two, may(22)))
    assert ball(town).on(may(31)).waits[thread] == Wait(
        "delivery", "womens_union", may(22), None, "loan_advice", asker="labour"
    )


def test_whoever_is_asked_to_lead_has_to_answer_and_holds_the_case_from_its_yes_on() -> None:
    town = asked()
    offer = LeadOffered(agency="womens_union", offered_on=may(9))
    before = ball(town)
    assert BALL.evolve(before, _told(town, offer)).waits["lead"] == Wait("lead", "womens_union", may(9))
    offered = BALL.evolve(before, _told(town, offer))
    back = BALL.evolve(offered, _told(town, LeadCameBack(agency="womens_union")))
    assert (back.waits["support"].holder, "lead" in back.waits) == ("labour", False)
    taken = BALL.evolve(offered, _told(town, LeadWasTaken(agency="womens_union", taken_on=may(10))))
    assert (taken.waits["support"], "lead" in taken.waits) == (Wait("support", "womens_union", may(10)), False)


def test_another_place_that_has_not_answered_leaves_the_ball_here_until_the_day_it_is_asked_again() -> None:
    town = asked()
    sent = BALL.evolve(ball(town), _told(town, SentElsewhere(sent_on=may(9), ask_again_on=may(20))))
    assert sent.waits["elsewhere"] == Wait("elsewhere", "labour", may(9), may(20))
    assert "elsewhere" not in BALL.evolve(sent, _told(town, ReceivedElsewhere(received_on=may(12)))).waits


def _told(town: Town, fact: Fact) -> Told:
    """This fact, as if the lead had just written it down."""
    last = next(entry for entry in reversed(in_order(town.journal())) if entry.name == "support.case.CaseOpened")
    return Told(last, fact)
