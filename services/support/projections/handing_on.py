"""How the line of a case moves when its file is handed on, or when we are asked to lead it."""

from dataclasses import replace

from services.support.domain.case_events import HandingEvent
from services.support.domain.handing_on import request
from services.support.domain.handing_on.events import (
    AnswerPassedOn,
    EarlierReferral,
    LeadCameBack,
    LeadOffered,
    LeadWasTaken,
    ReferralsTakenOver,
    SentElsewhere,
)
from services.support.domain.words import ReferralStage, Stage
from services.support.projections.lines import QueueLine, ReferralLine, moved


def with_handing(line: QueueLine, event: HandingEvent) -> QueueLine:
    """The side of whoever hands it on, and of whoever leads then."""
    match event:
        case LeadOffered(agency=agency):
            return replace(line, asked_to_lead=agency)
        case LeadCameBack():
            return replace(line, asked_to_lead=None)
        case LeadWasTaken(agency=agency):
            return replace(line, stage=Stage.HANDED_ON, leads=agency, asked_to_lead=None, ask_again_on=None)
        case ReferralsTakenOver(_, referrals):
            return replace(line, sent=(*line.sent, *map(_sent, referrals)), leads=None)
        case AnswerPassedOn(referral, stage):
            return replace(line, sent=moved(line.sent, referral, ReferralStage(stage)))
        case SentElsewhere(ask_again_on=day):
            return replace(line, ask_again_on=day)
        case _:
            return replace(line, ask_again_on=None)


def with_request(line: QueueLine, event: request.Event) -> QueueLine:
    """The side of whoever is asked to lead."""
    match event:
        case request.LeadAsked():
            since = line.since or event.offered_on
            return replace(line, code=event.code, unit=event.unit, since=since, stage=Stage.ASKED)
        case request.LeadTaken():
            return replace(line, stage=Stage.TAKEN_OVER)
        case request.LeadReturned():
            return replace(line, stage=Stage.HANDED_ON if line.leads else Stage.RETURNED)


def _sent(each: EarlierReferral) -> ReferralLine:
    return ReferralLine(
        each.referral, each.service, each.agency, each.offered_on, each.answer_by, ReferralStage(each.stage), each.until
    )  # fmt: skip
