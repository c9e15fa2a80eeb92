"""Which last days run at a desk, after what happened there."""

from datetime import date

from services.notifications.domain import REMINDERS, What, facts, of_benefits, of_support
from services.notifications.domain.facts import Fact
from services.notifications.domain.of_support import PlanItem
from services.notifications.domain.terms import terms
from shared.testing import identity
from tests.notifications.office import may

ONE, TWO = identity("one referral"), identity("another referral")


def after(*happened: Fact) -> list[tuple[str, date]]:
    """The matter and the last day of each term that runs, the first one first."""
    running = terms(enumerate(happened, 1)).values()
    return sorted(((term.what.value, term.due_on) for term in running), key=lambda term: term[1])


def test_the_reception_is_due_from_the_notice_until_the_person_is_received() -> None:
    notice = facts.NoticeTaken("20035", may(8))
    assert after(notice) == [("reception", may(8))]
    assert after(notice, facts.PersonReceived()) == []


def test_an_agency_that_receives_people_itself_has_the_term_from_its_own_report() -> None:
    assert after(facts.ReportRecorded("20035", None, may(8))) == [("reception", may(8))]


def test_whoever_notified_another_agency_has_no_term() -> None:
    assert after(facts.ReportRecorded("20035", "labour", may(8))) == []


def test_a_notice_that_came_back_is_due_at_its_sender_since_the_clock_runs_on() -> None:
    sent = facts.ReportRecorded("20035", "labour", may(8)), facts.NoticeCameBack()
    assert after(*sent) == [("notice", may(8))]
    assert after(*sent, facts.NoticeSentAgain()) == []
    assert after(*sent, facts.ReceptionLearned()) == []


def test_a_returned_notice_is_no_longer_due_at_the_receiver_until_it_comes_again() -> None:
    back = facts.NoticeTaken(None, may(8)), facts.NoticeReturnedToSender()
    assert after(*back) == []
    assert after(*back, facts.NoticeTaken(None, may(8))) == [("reception", may(8))]


def test_a_verification_is_due_until_answered_and_an_extension_moves_it() -> None:
    asked = facts.VerificationReceived(None, may(28))
    assert after(asked) == [("verification", may(28))]
    assert after(asked, facts.VerificationExtended(date(2023, 6, 30))) == [("verification", date(2023, 6, 30))]
    assert after(asked, facts.VerificationExtended(date(2023, 6, 30)), facts.VerificationEnded()) == []


def test_a_letter_is_watched_by_who_sent_it_until_an_answer_or_another_proof() -> None:
    letter = facts.VerificationAskedByLetter(may(28))
    assert after(letter) == [("verification_letter", may(28))]
    assert after(letter, facts.AnswerLearned()) == after(letter, facts.VerificationCameBack()) == []


def test_a_day_that_a_person_set_is_watched_where_it_was_set() -> None:
    at_reception = facts.DueDaySet("reception_after_notice", may(9))
    assert after(facts.NoticeTaken("20035", None), at_reception) == [("reception", may(9))]
    assert after(facts.NoticeTaken("20035", None), at_reception, facts.PersonReceived()) == []
    of_answer = facts.DueDaySet("verification_answer", may(30))
    assert after(facts.VerificationReceived(None, None), of_answer) == [("verification", may(30))]
    assert after(facts.VerificationAsked("police"), of_answer) == [("verification_letter", may(30))]
    assert after(facts.VerificationAskedByLetter(None, "police"), of_answer) == [("verification_letter", may(30))]


def test_what_another_agency_has_to_do_names_it() -> None:
    plan = of_support.PlanAgreed((PlanItem("counselling", "health", may(25)),))
    asked = facts.VerificationAskedByLetter(may(28), "police"), of_support.ReferralOffered(ONE, None, may(12), "bank")
    running = terms(enumerate((*asked, plan, of_support.FollowUpRecorded(may(30))), 1)).values()
    assert [term.holder for term in sorted(running, key=lambda term: term.due_on)] == ["bank", "health", "police", None]
    by_hand = terms(enumerate((facts.VerificationAsked("police"), facts.DueDaySet("verification_answer", may(30))), 1))
    assert [term.holder for term in by_hand.values()] == ["police"]


def test_a_length_nobody_confirmed_makes_nothing_due() -> None:
    assert after(facts.NoticeTaken(None, None), facts.VerificationReceived(None, None)) == []


def test_each_referral_is_due_by_itself_and_the_end_of_support_ends_them_all() -> None:
    asked = of_support.ReferralReceived(None, ONE, may(10)), of_support.ReferralReceived(None, TWO, may(12))
    assert after(*asked) == [("referral", may(10)), ("referral", may(12))]
    assert after(*asked, of_support.ReferralAnswered(ONE)) == [("referral", may(12))]
    assert after(*asked, of_support.ReferralCameBack(TWO)) == [("referral", may(10))]
    assert after(*asked, of_support.SupportWasClosed()) == []


def test_the_lead_watches_only_what_it_asked_by_letter() -> None:
    assert after(of_support.ReferralOffered(ONE, "support.health", may(10))) == []
    letter = of_support.ReferralOffered(TWO, None, may(12))
    assert after(letter) == [("referral_letter", may(12))]
    assert after(letter, of_support.DeliveryFailed(TWO)) == []


def test_each_item_of_a_plan_is_due_until_that_agency_delivered_it() -> None:
    plan = of_support.PlanAgreed((PlanItem("shelter", "labour", may(20)), PlanItem("counselling", "health", may(25))))
    assert after(plan) == [("plan", may(20)), ("plan", may(25))]
    assert after(plan, of_support.DeliveryConfirmed(ONE, "counselling", "health")) == [("plan", may(20))]
    assert after(plan, of_support.DeliveryConfirmed(ONE, "counselling", "justice")) == after(plan)


def test_of_two_equal_items_a_delivery_meets_the_one_due_first() -> None:
    twice = of_support.PlanAgreed(
        (PlanItem("counselling", "health", may(25)), PlanItem("counselling", "health", may(20)))
    )
    assert after(twice, of_support.DeliveryConfirmed(ONE, "counselling", "health")) == [("plan", may(25))]


def test_a_plan_agreed_again_replaces_the_first_and_does_not_wait_for_what_was_delivered() -> None:
    care = PlanItem("counselling", "health", may(25))
    delivered = of_support.PlanAgreed((care,)), of_support.DeliveryConfirmed(ONE, "counselling", "health")
    again = of_support.PlanAgreed((care, PlanItem("shelter", "labour", may(30))))
    assert after(*delivered, again) == [("plan", may(30))]
    assert after(of_support.PlanAgreed((care,)), of_support.PlanAgreed(())) == []


def test_the_next_visit_is_due_until_it_was_recorded() -> None:
    visit = of_support.FollowUpRecorded(may(30))
    assert after(visit) == [("follow_up", may(30))]
    assert after(visit, of_support.FollowUpRecorded()) == []


def test_a_schedule_begins_with_its_first_day_and_a_missed_visit_leaves_the_next_one() -> None:
    agreed = of_support.VisitsAgreed(may(22))
    assert after(agreed) == [("follow_up", may(22))]
    assert after(agreed, of_support.VisitMissed(may(30))) == [("follow_up", may(30))]
    assert after(agreed, of_support.CaseClosed()) == [], "nobody visits who has died"


def test_a_closed_case_waits_for_nothing_of_the_lead() -> None:
    open_case = (
        of_support.PlanAgreed((PlanItem("shelter", "labour", may(20)),)), of_support.ReferralOffered(ONE, None, may(10)),
        of_support.FollowUpRecorded(may(30)),
    )  # fmt: skip
    assert [what for what, _ in after(*open_case)] == [What.REFERRAL_LETTER, What.PLAN, What.FOLLOW_UP]
    assert after(*open_case, of_support.CaseClosed()) == []


def test_a_request_to_protect_is_due_at_the_protector_and_watched_by_the_asker() -> None:
    asked = facts.ProtectionReceived("20035", may(12))
    assert after(asked) == [("protection", may(12))]
    assert after(asked, facts.ProtectionDeclined()) == after(asked, facts.ProtectionRefused()) == []
    watched = facts.ProtectionAsked("police", may(12))
    assert after(watched) == [("protection_answer", may(12))]
    assert after(watched, facts.ProtectionAnswerLearned()) == after(watched, facts.ProtectionRefused()) == []


def test_of_several_who_ask_for_protection_the_first_last_day_runs() -> None:
    early, late = facts.ProtectionReceived(None, may(12)), facts.ProtectionReceived(None, may(20))
    assert after(early, late) == after(late, early) == [("protection", may(12))]


def test_a_request_to_protect_that_is_taken_back_has_no_last_day_at_either_end() -> None:
    by_labour, by_commune = (
        facts.ProtectionReceived(None, may(12), "labour"), facts.ProtectionReceived(None, may(20), "communes"),
    )  # fmt: skip
    recalled = facts.ProtectionRecalledByAsker("labour")
    assert after(by_labour, recalled) == []
    assert after(by_labour, by_commune, recalled) == [("protection", may(20))]
    assert after(by_labour, by_commune, facts.ProtectionRecalledByAsker("communes")) == [("protection", may(12))]
    assert after(by_labour, facts.ProtectionDeclined(), by_commune, recalled) == [("protection", may(20))]
    assert after(facts.ProtectionAsked("police", may(12)), facts.ProtectionRecalled()) == []


def test_a_protection_has_its_last_day_until_it_is_prolonged_or_ended() -> None:
    granted = facts.ProtectionReceived(None, may(12)), facts.ProtectionGranted(may(30))
    assert after(*granted) == [("protection_end", may(30))]
    assert after(*granted, facts.ProtectionGranted(None)) == []
    assert after(*granted, facts.ProtectionEnded()) == after(*granted, facts.ProtectionRefused()) == []
    asked_again = facts.ProtectionReceived(None, may(14))
    assert after(*granted, asked_again, facts.ProtectionDeclined()) == [("protection_end", may(30))]


def test_protection_and_verification_run_side_by_side() -> None:
    both = facts.VerificationReceived(None, may(28)), facts.ProtectionReceived(None, may(12))
    assert after(*both) == [("protection", may(12)), ("verification", may(28))]
    assert after(*both, facts.VerificationEnded()) == [("protection", may(12))]


def waits(*happened: Fact) -> list[tuple[str, date]]:
    """The terms that run, without those that only call another one to mind."""
    return [(what, day) for what, day in after(*happened) if What(what) not in REMINDERS]


EXPECTED = of_benefits.ApplicationExpected(ONE, "20035", date(2024, 5, 9))
ARRIVED = of_benefits.ApplicationArrived(ONE, may(22))


def test_an_application_is_waited_for_with_its_reminders_until_it_is_made_or_wanted_no_more() -> None:
    assert {what for what, _ in after(EXPECTED)} == {What.APPLICATION, *REMINDERS}
    assert {day for _, day in after(EXPECTED)} == {date(2024, 5, 9)}
    for end in (
        of_benefits.ApplicationMade(ONE), of_benefits.ApplicationLeft(ONE), of_benefits.DecisionHeard(ONE),
        of_benefits.ApplicationsEnded(),
    ):  # fmt: skip
        assert after(EXPECTED, end) == []


def test_a_file_is_to_be_sent_from_the_application_and_again_when_it_came_back() -> None:
    made = EXPECTED, of_benefits.ApplicationMade(ONE, may(12))
    assert after(*made) == [("application_file", may(12))]
    sent = *made, of_benefits.ApplicationLeft(ONE)
    assert after(*sent) == []
    back = *sent, of_benefits.ApplicationCameBack(ONE, may(18))
    assert after(*back) == [("application_file", may(18))]
    for end in (of_benefits.ApplicationLeft(ONE), of_benefits.ApplicationsEnded(), of_benefits.DecisionHeard(ONE)):
        assert after(*back, end) == []


def test_an_appraisal_is_due_from_the_file_until_the_lead_said_something_or_nothing_is_left_to_say() -> None:
    guided = of_benefits.GuidedToApply(ONE, "communes", "support.communes", date(2024, 5, 9))
    assert waits(guided) == [("application", date(2024, 5, 9))]
    assert after(guided, ARRIVED) == [("appraisal", may(22))]
    for end in (of_benefits.AppraisalEnded(ONE), of_benefits.ApplicationWasWithdrawn(ONE), of_support.CaseClosed()):
        assert after(guided, ARRIVED, end) == []
    again = of_benefits.ApplicationArrived(ONE, may(29))
    assert after(guided, ARRIVED, of_benefits.AppraisalEnded(ONE), again) == [("appraisal", may(29))]


def test_the_lead_watches_the_application_at_the_agency_where_it_is_made_until_it_hears_of_it() -> None:
    guided = of_benefits.GuidedToApply(ONE, "communes", "support.communes", date(2024, 5, 9))
    assert {term.holder for term in terms([(1, guided)]).values()} == {"communes"}
    assert after(guided, of_benefits.ApplicationWasWithdrawn(ONE)) == after(guided, of_support.CaseClosed()) == []


def test_a_lead_that_has_the_desk_itself_waits_for_an_application_once() -> None:
    guided = of_benefits.GuidedToApply(ONE, "labour", "support.labour", date(2024, 5, 9))
    assert waits(guided, EXPECTED) == [("application", date(2024, 5, 9))]
    assert after(guided, EXPECTED, of_benefits.ApplicationMade(ONE, may(12)), ARRIVED) == [("appraisal", may(22))]


def test_each_application_is_due_by_itself() -> None:
    other = of_benefits.ApplicationExpected(TWO, "20035", date(2024, 6, 1))
    made = of_benefits.ApplicationMade(ONE, may(12))
    assert waits(EXPECTED, other, made) == [("application_file", may(12)), ("application", date(2024, 6, 1))]


def test_the_lead_watches_the_last_day_of_an_offer_until_it_is_answered_or_prolonged() -> None:
    offer = of_support.ReferralOffered(ONE, "support.health", may(10), until=may(20))
    assert after(offer) == [("referral_until", may(20))]
    assert after(offer, of_support.ReferralAnswered(ONE)) == []
    assert after(offer, of_support.ReferralProlonged(ONE, may(30))) == [("referral_until", may(30))]
    assert after(offer, of_support.ReferralAnswered(ONE), of_support.ReferralProlonged(ONE, may(30))) == []
    assert after(of_support.CaseOpened(None), offer, of_support.CaseClosed()) == []


def test_another_place_is_asked_again_on_its_day_until_it_has_answered_or_the_case_left_this_desk() -> None:
    sent = of_support.CaseOpened(None), of_support.SentElsewhere(may(20))
    assert after(*sent) == [("elsewhere", may(20))]
    assert after(*sent, of_support.SentElsewhere(may(30))) == [("elsewhere", may(30))]
    for over in (of_support.ReceivedElsewhere(), of_support.CaseClosed(), of_support.LeadAnswered()):
        assert after(*sent, over) == []


def test_a_case_that_was_handed_on_runs_no_term_here_any_more() -> None:
    offer = of_support.ReferralOffered(ONE, "support.health", may(10), until=may(20))
    led = of_support.CaseOpened(None), offer, of_support.FollowUpRecorded(may(30))
    assert len(after(*led)) == 2
    assert after(*led, of_support.LeadAnswered()) == []
