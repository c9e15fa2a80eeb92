"""What the lead's file says when it is asked to hand on, and how a file that was handed on begins at the next lead."""

from collections.abc import Sequence
from typing import assert_never

from services.support.domain.case_events import (
    CaseClosed,
    CaseOpened,
    CircumstancesRecorded,
    Event,
    NeedsAssessed,
    PlanAgreed,
    StatusLearned,
)
from services.support.domain.file import File
from services.support.domain.following.ending import must_have_asked_her
from services.support.domain.following.events import FollowUpRecorded
from services.support.domain.handing_on.commands import (
    Command,
    LearnLeadReturned,
    LearnLeadTaken,
    LearnPassedOnAnswer,
    OfferLead,
    OpenHandedFile,
    RecordElsewhereReceived,
    SendElsewhere,
)
from services.support.domain.handing_on.events import AnswerPassedOn, LeadCameBack, LeadWasTaken, ReferralsTakenOver
from services.support.domain.handing_on.handing import (
    MOVED,
    must_be_from,
    offer_lead,
    received_elsewhere,
    send_elsewhere,
)
from services.support.domain.words import Risk, Stage
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import agency_of


def decide_handing(command: Command, file: File, law: Law) -> Sequence[Event]:
    match command:
        case OfferLead():
            return _offer(command, file, law)
        case LearnLeadTaken() | LearnLeadReturned():
            return _answered(command, file)
        case LearnPassedOnAnswer():
            return _passed_on(command, file)
        case OpenHandedFile():
            return _open(command, file)
        case SendElsewhere():
            file.must_be_open(command.sent_on)
            return send_elsewhere(command, file.handing, law)
        case RecordElsewhereReceived():
            return _received(command, file)
        case _:
            assert_never(command)


def _offer(command: OfferLead, file: File, law: Law) -> Sequence[Event]:
    """Money has one register, that of the agency with the power `lead`: what is under way there is finished first."""
    file.must_be_open(command.offered_on)
    if any(claim.is_open for claim in file.claims):
        raise Refused("handing_on.benefits_open", "an application for a benefit is under way, or money is not paid")
    return offer_lead(command, file.handing, law)


def _answered(command: LearnLeadTaken | LearnLeadReturned, file: File) -> Sequence[Event]:
    """A yes is taken even if the case was closed meanwhile: the other agency leads, and knows that it was closed."""
    taken, back = file.handing.taken, file.handing.came_back
    if isinstance(command, LearnLeadTaken):
        if taken and (taken.inbox, taken.taken_on) == (command.teller, command.taken_on):
            return []
        offered = must_be_from(file.handing, command.teller)
        return [LeadWasTaken(offered.agency, offered.inbox, command.taken_on, offered.sections)]
    returned = LeadCameBack(agency_of(command.teller), command.reason, command.returned_on, command.note)
    if returned == back:
        return []
    must_be_from(file.handing, command.teller)
    return [returned]


def _passed_on(command: LearnPassedOnAnswer, file: File) -> Sequence[Event]:
    referral = file.referral(command.referral)
    if referral.via != command.teller:
        raise Refused("answer.not_from_whom_we_asked", "the file did not come from there")
    answer = AnswerPassedOn(**{name: value for name, value in vars(command).items() if name != "teller"})
    return [] if answer == referral.passed_on else [answer]


def _open(command: OpenHandedFile, file: File) -> Sequence[Event]:
    """A file of our own that was handed on and comes back goes on where it was, with what the other one knew last."""
    if file.opened and file.stage is not Stage.HANDED_ON:
        return []
    opened = CaseOpened(**{name: getattr(command, name) for name in _PERSON})
    known = {each.id for each in file.referrals}
    new = tuple(each for each in command.referrals if each.referral not in known)
    return [
        opened, *_status(command), *_needs(command), *_circumstances(command), *_plan(command), *_visit(command, file),
        ReferralsTakenOver(command.came_from, new),
    ]  # fmt: skip


_PERSON = (
    "case", "code", "unit", "received_on", "sex", "age_group", "ethnicity", "person_status", "essential_needs",
    "first_examination", "name", "birth", "contact", "confidentiality", "representative_suspected", "safe_contact",
)  # fmt: skip


def _status(told: OpenHandedFile) -> list[StatusLearned]:
    return [StatusLearned(told.status, told.decided_on, told.proof_type)] if told.status and told.decided_on else []


def _needs(told: OpenHandedFile) -> list[NeedsAssessed]:
    return [NeedsAssessed(told.assessed_on, told.needs, told.health)] if told.assessed_on else []


def _plan(told: OpenHandedFile) -> list[PlanAgreed]:
    return [PlanAgreed(told.agreed_on, told.items)] if told.agreed_on else []


def _circumstances(told: OpenHandedFile) -> list[CircumstancesRecorded]:
    return [CircumstancesRecorded(told.known_on, told.met, told.not_met)] if told.known_on else []


def _visit(told: OpenHandedFile, file: File) -> list[FollowUpRecorded]:
    """The last visit: how likely she is harmed again must not be lost on the way. One of our own stands here already."""
    if told.visited_on is None or told.risk is None or file.following.met_by(told.visited_on):
        return []
    alarming = told.risk is Risk.HIGH
    return [FollowUpRecorded(told.visited_on, told.risk, told.next_visit_on, signs=told.signs, alarming=alarming)]


def _received(command: RecordElsewhereReceived, file: File) -> Sequence[Event]:
    """The file is closed with it, unless money is still to come: then the officer closes it when that is done."""
    if file.stage is not Stage.CLOSED:
        file.must_be_open(command.received_on)
        must_have_asked_her(MOVED, command.her_view, command.not_asked)
    received = received_elsewhere(command, file.handing)
    done = received and file.stage is not Stage.CLOSED and not any(claim.is_open for claim in file.claims)
    return [
        *received,
        *([CaseClosed(command.received_on, MOVED, command.her_view, not_asked=command.not_asked)] if done else []),
    ]
