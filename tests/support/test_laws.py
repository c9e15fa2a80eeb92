"""Laws that hold whatever officers and other agencies do, in whatever order: found by trying, not by example."""

from dataclasses import replace

from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from services.support.domain import case_commands as asked
from services.support.domain import granted
from services.support.domain import work_commands as at_work
from services.support.domain import work_events as work_done
from services.support.domain.case import CASE
from services.support.domain.following import commands as following
from services.support.domain.following.words import AreaState, DeathPlace, Interval, RelativesCare, VisitWay
from services.support.domain.referrals import referral_id
from services.support.domain.words import Answer, Disclosure, PlanItem, Risk
from services.support.domain.work import WORK
from shared.kernel.sealed import Sealed
from tests.support.living import live
from tests.support.samples import CASE_ID, LATER, LAW, NEXT, RECEIVED, open_case, received

DAYS = st.sampled_from([RECEIVED, NEXT, LATER])
REFERRALS = st.sampled_from([referral_id(CASE_ID, n) for n in (1, 2, 3)])
REASONS = st.sampled_from(["incomplete", "no_capacity", "person_absent", "rain"])
SERVICES = st.sampled_from(["health_care", "counselling", "loan_advice", "flying"])
AGENCIES = st.sampled_from(["health", "bank", "labour"])
LETTERS = st.none() | st.just("12/CV-LĐTBXH")
ITEMS = st.lists(st.builds(PlanItem, SERVICES, AGENCIES), max_size=2).map(tuple)
SECTIONS = st.lists(st.sampled_from(Disclosure), unique=True).map(tuple)
AREAS = st.dictionaries(st.sampled_from(["housing", "work"]), st.sampled_from(AreaState))
OFTEN, EACH = st.none() | st.integers(1, 3), st.none() | st.sampled_from(Interval)
GOALS = st.lists(st.builds(following.Goal, st.sampled_from(["housing", "work"]), st.none() | DAYS), max_size=2).map(
    tuple
)
ON_CASE = st.one_of(
    st.builds(open_case, st.booleans()),
    st.builds(asked.LearnWishes, st.just("worried"), st.just(("no_calls",)), st.booleans(), st.booleans(), st.none()),
    st.builds(asked.LearnStatus, st.sampled_from(["victim", "not_victim"]), DAYS),
    st.builds(asked.AssessNeeds, DAYS, st.sampled_from([("health",), ("shelter", "gold")])),
    st.builds(asked.AgreePlan, DAYS, ITEMS, st.booleans(), goals=GOALS),
    st.builds(
        asked.OfferReferral,
        SERVICES,
        AGENCIES,
        DAYS,
        st.booleans(),
        SECTIONS,
        letter=LETTERS,
        letter_on=DAYS,
        until=st.none() | DAYS,
    ),
    st.builds(granted.ProlongReferral, REFERRALS, DAYS, DAYS, st.booleans()),
    st.builds(asked.LearnAnswer, REFERRALS, st.sampled_from(Answer), DAYS, REASONS),
    st.builds(asked.RecordLetterAnswer, REFERRALS, st.sampled_from(Answer), DAYS, st.just("3/TL"), DAYS, REASONS),
    st.builds(following.RecordFollowUp, DAYS, st.sampled_from(Risk), st.none() | DAYS, areas=AREAS),
    st.builds(following.RecordMissedVisit, DAYS, st.just("absent"), st.none() | DAYS),
    st.builds(
        following.AgreeVisits,
        DAYS,
        st.sampled_from(VisitWay),
        DAYS,
        OFTEN,
        EACH,
        st.none() | DAYS,
        she_agrees=st.booleans(),
    ),
    st.builds(following.ReviewReintegration, DAYS, AREAS),
    st.builds(following.RecordDeath, DAYS, st.sampled_from(DeathPlace), st.sampled_from(RelativesCare)),
    st.builds(
        asked.CloseCase, DAYS, st.sampled_from(["completed", "lost_contact"]), st.none() | st.just(Sealed("yên tâm"))
    ),
    st.builds(asked.ReopenCase, DAYS, st.just("new_need")),
)
TAKEN = st.builds(
    lambda referral, until: at_work.TakeReferral(**vars(replace(received(), referral=referral, until=until))),
    REFERRALS, st.none() | DAYS,
)  # fmt: skip
AT_WORK = st.one_of(
    TAKEN,
    st.builds(at_work.AcceptReferral, REFERRALS, DAYS),
    st.builds(granted.HearLongerUntil, REFERRALS, DAYS),
    st.builds(at_work.DeclineReferral, REFERRALS, REASONS),
    st.builds(at_work.ReturnReferral, REFERRALS, REASONS),
    st.builds(at_work.DeliverService, REFERRALS, DAYS, st.integers(0, 3), st.booleans()),
    st.builds(at_work.ReportNonDelivery, REFERRALS, REASONS),
    st.builds(at_work.EndWork, DAYS, st.just("deceased")),
)


@settings(max_examples=300)
@tried(st.lists(ON_CASE, max_size=12))
def test_twice_is_once_and_every_history_of_a_case_can_be_replayed(commands: list[object]) -> None:
    happened = live(CASE, [open_case(), *commands], LAW)
    file = CASE.replay(happened)
    assert len({referral.id for referral in file.referrals}) == len(file.referrals)
    assert file.stage != "closed" or (file.closed and not file.open_on(file.closed.closed_on))
    assert file.stage != "closed" or (file.following.agreed is None and file.following.next_on is None)
    now = file.following
    assert now.next_on is None or now.last_on is None or now.next_on >= now.last_on, "the next visit is before the last"


@settings(max_examples=300)
@tried(st.lists(AT_WORK, max_size=12))
def test_twice_is_once_and_every_history_of_work_can_be_replayed(commands: list[object]) -> None:
    happened = live(WORK, commands, LAW)
    accepted = [e.referral for e in happened if isinstance(e, work_done.ReferralAccepted)]
    delivered = [e.referral for e in happened if isinstance(e, work_done.ServiceDelivered)]
    assert len(delivered) == len(set(delivered))
    assert set(delivered) <= set(accepted)
