"""The lead agency's support file of a case: opened, needs assessed, a plan agreed, agencies asked, followed, closed."""

from collections.abc import Sequence
from typing import assert_never, get_args

from services.support.domain.benefits.claim_commands import DAY_OF, Learned, StopPayment
from services.support.domain.benefits.claim_rules import decide_claim
from services.support.domain.case_commands import (
    AgreePlan,
    AssessNeeds,
    CaseworkCommand,
    ChooseReading,
    ClaimCommand,
    CloseCase,
    Command,
    FollowingCommand,
    HandingCommand,
    LearnPastEnd,
    LearnStatus,
    LearnWishes,
    OpenCase,
    RecordCircumstances,
    ReferralCommand,
    ReopenCase,
    StayCommand,
)
from services.support.domain.case_events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CircumstancesRecorded,
    Event,
    NeedsAssessed,
    PlanAgreed,
    ReadingChosen,
    StatusLearned,
    WishesLearned,
)
from services.support.domain.checks import must_provide
from services.support.domain.entitlement import entitlements, person_of, regime_warnings
from services.support.domain.file import File, evolve
from services.support.domain.following.ending import FINDS_NOBODY, closing, must_have_asked_her, payments_ordered_again
from services.support.domain.following.rules import decide_following, goals_agreed
from services.support.domain.handing_on.rules import decide_handing
from services.support.domain.referrals import first_examination
from services.support.domain.referring import decide_referral
from services.support.domain.stays import stay_rules
from services.support.domain.words import Stage, Truth
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

ENDED_BEFORE: Code = "ended_before"
"""The reason of `closing_reasons` of a past case that was over when it was brought in."""


def decide(command: Command, file: File, law: Law) -> Sequence[Event]:
    if isinstance(command, ClaimCommand):
        return _claim(command, file, law)
    if isinstance(command, StayCommand):
        file.must_be_open(stay_rules.day_of(command))
        term = stay_rules.meals_term(person_of(file, law).chosen, law)
        return stay_rules.decide_stay(command, file.stays, term, law)
    if isinstance(command, FollowingCommand):
        return decide_following(command, file, law)
    if isinstance(command, HandingCommand):
        return decide_handing(command, file, law)
    if isinstance(command, ReferralCommand):
        return decide_referral(command, file, law)
    return _decide(command, file, law)


def _decide(command: CaseworkCommand, file: File, law: Law) -> Sequence[Event]:
    match command:
        case OpenCase():
            return _open(command, file, law)
        case LearnPastEnd():
            return _ended_before(command, file)
        case LearnWishes() | LearnStatus():
            return _told_by_intake(command, file)
        case AssessNeeds() | RecordCircumstances() | ChooseReading():
            return _find_out(command, file, law)
        case AgreePlan():
            return _agree(command, file, law)
        case CloseCase():
            return _close(command, file, law)
        case ReopenCase():
            return _reopen(command, file, law)
        case _:
            assert_never(command)


def _new(event: Event, last: Event | None) -> list[Event]:
    """Said twice, done once."""
    return [] if event == last else [event]


def _told_by_intake(command: LearnWishes | LearnStatus, file: File) -> list[Event]:
    if isinstance(command, LearnStatus):
        return _new(StatusLearned(**vars(command)), file.status)
    return _new(WishesLearned(**vars(command)), file.wishes) if file.opened else []


def _open(command: OpenCase, file: File, law: Law) -> list[Event]:
    if file.opened:
        return []
    opened = CaseOpened(**vars(command))
    wanted = command.first_examination and not command.past  # of a past case it was done then, or never
    return [opened, *(first_examination(command.case, command.received_on, law) if wanted else [])]


def _ended_before(command: LearnPastEnd, file: File) -> list[Event]:
    """A past case that was over when it was brought in. Where an officer has taken it up meanwhile, it goes on."""
    untouched = file.opened is not None and file.opened.past and file.stage is Stage.OPEN
    return [CaseClosed(command.ended_on, ENDED_BEFORE)] if untouched else []


def _claim(command: ClaimCommand, file: File, law: Law) -> Sequence[Event]:
    """An officer's deed needs an open case; what others told of an application is kept even when it was closed meanwhile, and
    money is stopped then too."""
    if isinstance(command, Learned | StopPayment):
        return decide_claim(command, file.must_exist(), file.claims, {}, law)
    opened = file.must_be_open(getattr(command, DAY_OF[type(command)]))
    owed = {each.benefit.code: each for each in entitlements(person_of(file, law), law)}
    return decide_claim(command, opened, file.claims, owed, law)


def _find_out(command: AssessNeeds | RecordCircumstances | ChooseReading, file: File, law: Law) -> list[Event]:
    match command:
        case AssessNeeds():
            file.must_be_open(command.assessed_on)
            must_know(law, "needs", *command.needs)
            return _new(NeedsAssessed(**vars(command)), file.needs)
        case RecordCircumstances():
            return _circumstances(command, file, law)
        case ChooseReading():
            return _choose(command, file, law)
        case _:
            assert_never(command)


def _choose(command: ChooseReading, file: File, law: Law) -> list[Event]:
    """What a choice between texts changes in days at a facility follows at once."""
    file.must_be_open(command.chosen_on)
    must_know(law, "readings", command.reading)
    chosen, group = ReadingChosen(**vars(command)), law.lists["readings"][command.reading].group
    last = [each for each in file.readings if law.lists["readings"][each.reading].group == group][-1:]
    if last == [chosen]:
        return []
    followed = person_of(evolve(file, chosen), law).chosen
    return [chosen, *stay_rules.limit_moved(file.stays, stay_rules.meals_term(followed, law))]


def _circumstances(command: RecordCircumstances, file: File, law: Law) -> list[Event]:
    file.must_be_open(command.known_on)
    must_know(law, "circumstances", *command.circumstances)
    met, not_met = (
        tuple(code for code, each in command.circumstances.items() if each is truth)
        for truth in (Truth.MET, Truth.NOT_MET)
    )
    return _new(CircumstancesRecorded(command.known_on, met, not_met, command.note), file.circumstances)


def _agree(command: AgreePlan, file: File, law: Law) -> list[Event]:
    file.must_be_open(command.agreed_on)
    if not command.she_agrees:
        raise Refused("plan.without_her_agreement", "a plan she does not agree to is no plan")
    if not command.items:
        raise Refused("plan.empty", "a plan names at least one service")
    if all(item.declined for item in command.items):
        raise Refused("plan.all_declined", "she declines every line: that is no plan")
    person, warnings = person_of(file, law), set[Code]()
    for item in command.items:
        must_provide(law, item.service, item.agency)
        warnings |= set(() if item.declined else regime_warnings(person, item.regime, law))
    goals = goals_agreed(command.goals, command.agreed_on, file.following, law)
    return [*_new(PlanAgreed(command.agreed_on, command.items, tuple(sorted(warnings))), file.plan), *goals]


def _close(command: CloseCase, file: File, law: Law) -> list[Event]:
    closed = closing(command, file)
    if file.stage is Stage.CLOSED and closed == file.closed:
        return []
    file.must_be_open(command.closed_on)
    must_know(law, "closing_reasons", command.reason)
    must_know(law, "not_asked_reasons", command.not_asked)
    if (open_ := file.open_on(command.closed_on)) and command.reason not in FINDS_NOBODY:
        raise Refused("case.referrals_open", f"{len(open_)} referrals are open")
    if any(claim.is_open for claim in file.claims) and command.reason not in FINDS_NOBODY:
        raise Refused("case.benefits_open", "an application for a benefit is under way, or decided money is not paid")
    must_have_asked_her(command.reason, command.her_view, command.not_asked)
    return [closed]


def _reopen(command: ReopenCase, file: File, law: Law) -> list[Event]:
    reopened = CaseReopened(**vars(command))
    if file.stage is not Stage.CLOSED:
        if file.opened and reopened == file.reopened:
            return []
        raise Refused("case.not_closed", "only a closed case can be reopened")
    must_know(law, "reopening_reasons", command.reason)
    must_follow(command.reopened_on, file.closed.closed_on if file.closed else None, "case.reopened_before_closing")
    return [reopened, *payments_ordered_again(file)]


CASE = Decider("support.case", "case", File(), evolve, decide, get_args(Event))
