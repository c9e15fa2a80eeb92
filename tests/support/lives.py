"""Two ledgers in which everything has happened once: the lead's file of a case, and an agency's work on one."""

from dataclasses import replace

from services.support.domain import case_commands as asked
from services.support.domain import granted
from services.support.domain import work_commands as at_work
from services.support.domain.case import CASE
from services.support.domain.following import commands as following
from services.support.domain.following.words import AreaState, DeathPlace, Interval, RelativesCare, VisitWay
from services.support.domain.referrals import referral_id
from services.support.domain.services import parts
from services.support.domain.stays import stay_commands
from services.support.domain.words import Answer, Disclosure, Risk, Truth
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import memory_ledger, record
from tests.support.samples import CASE_ID, HEALTH, LATER, LAW, LEAD, NEXT, PLAN_ITEM, UNTIL, open_case, received

NOTE = Sealed("ghi chú mẫu")
IDS = [referral_id(CASE_ID, number) for number in range(1, 6)]
OFFER = asked.OfferReferral(
    "counselling", "health", NEXT, True, tuple(Disclosure), answer_by=LATER, note=NOTE, until=LATER
)
BY_LETTER = asked.OfferReferral("loan_advice", "bank", NEXT, True, letter="12/CV-LĐTBXH", letter_on=NEXT)
AREAS = {"housing": AreaState.REACHED, "work": AreaState.NOT_YET}
OF_CASE = [
    replace(open_case(first_examination=True), relatives=Sealed("mẹ ở cùng xã")),
    asked.LearnWishes("worried", ("no_calls",), False, True, Sealed("gọi dì, buổi tối")),
    asked.LearnStatus("victim", NEXT, "POLICE_DISTRICT_CERT"),
    asked.AssessNeeds(NEXT, ("health", "shelter"), health=Sealed("dị ứng thuốc"), note=NOTE),
    asked.RecordCircumstances(NEXT, {"at_home": Truth.MET, "in_facility": Truth.NOT_MET}, NOTE),
    stay_commands.EnterFacility(NEXT, "victim_support", NOTE),
    asked.ChooseReading(NEXT, "how_long.decree", NOTE),
    stay_commands.ExtendMeals(LATER, LATER, "no_home_yet", NOTE),
    stay_commands.LeaveFacility(LATER, NOTE),
    asked.AgreePlan(NEXT, (PLAN_ITEM,), True, goals=(following.Goal("work", LATER, Sealed("mở quán")),)),
    asked.LearnAnswer(IDS[0], Answer.ACCEPTED, NEXT, teller=HEALTH, begins_on=NEXT),
    parts.LearnPart(IDS[0], NEXT, 1, "agency", True, NOTE, HEALTH),
    asked.LearnAnswer(
        IDS[0],
        Answer.DELIVERED,
        LATER,
        quantity=1,
        confirmed_by_person=True,
        note=NOTE,
        teller=HEALTH,
        place="agency",
        outcome="treated",
    ),
    OFFER,
    granted.ProlongReferral(IDS[1], LATER, UNTIL, she_agrees=True),
    asked.LearnAnswer(IDS[1], Answer.RETURNED, reason="incomplete", note=NOTE, teller=HEALTH),
    BY_LETTER,
    asked.RecordLetterAnswer(IDS[2], Answer.DECLINED, LATER, "3/NHCS", LATER, reason="no_capacity", note=NOTE),
    replace(OFFER, offered_on=LATER),
    asked.LearnAnswer(IDS[3], Answer.NOT_DELIVERED, reason="person_absent", teller=HEALTH),
    following.AgreeVisits(NEXT, VisitWay.HOME, LATER, 2, Interval.WEEKS, she_agrees=True, note=NOTE),
    following.RecordMissedVisit(LATER, "absent", LATER, NOTE),
    following.RecordFollowUp(LATER, Risk.MEDIUM, LATER, NOTE, AREAS, signs=("debts",), way=VisitWay.HOME),
    following.ReviewReintegration(LATER, {"family": AreaState.REACHED}, NOTE),
    asked.CloseCase(LATER, "completed", Sealed("đã ổn")),
    asked.ReopenCase(LATER, "new_need", NOTE),
    following.RecordDeath(LATER, DeathPlace.FACILITY, RelativesCare.NONE_FOUND, NOTE),
]
GRANTED = replace(received(), health=NOTE, note=NOTE, until=LATER)
TAKEN = [at_work.TakeReferral(**vars(replace(GRANTED, referral=each))) for each in IDS[:4]]
COUNSELLED = at_work.TakeReferral(**vars(replace(received(), referral=IDS[4], service="counselling")))
OF_WORK = [
    *TAKEN,
    granted.HearLongerUntil(IDS[1], UNTIL),
    at_work.HearWishes(("no_calls",), False, True, Sealed("gọi dì, buổi tối")),
    COUNSELLED,
    at_work.AcceptReferral(IDS[4], NEXT, NEXT),
    parts.GivePart(IDS[4], NEXT, 1, "agency", True, NOTE, NOTE),
    at_work.AcceptReferral(IDS[0], NEXT),
    at_work.DeliverService(IDS[0], LATER, 2, True, NOTE, place="home"),
    at_work.DeclineReferral(IDS[1], "no_capacity", NOTE),
    at_work.ReturnReferral(IDS[2], "incomplete", NOTE),
    at_work.AcceptReferral(IDS[3], NEXT),
    at_work.ReportNonDelivery(IDS[3], "person_absent", NOTE),
    at_work.HearNewLead("union", LATER),
    at_work.EndWork(LATER, "completed"),
]


def lived(keys: KeyStore | None = None) -> tuple[Ledger, Ledger]:
    """The lead's ledger and the agency's, after all of it."""
    lead = memory_ledger(LEAD, tells=[(CASE, tell_of_case)], law=LAW, keys=keys)
    health = memory_ledger("support.health", tells=[(WORK, tell_of_work)], law=LAW, keys=keys)
    for command in OF_CASE:
        record(lead, CASE, CASE_ID, command, law=LAW)
    for command in OF_WORK:
        record(health, WORK, CASE_ID, command, law=LAW)
    return lead, health
