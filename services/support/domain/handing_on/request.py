"""At an agency that is asked to lead a case: the request, and its answer. The file itself comes once it has said yes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, get_args

from services.support.domain.words import ReturnReason, Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import Code, PastDate, Source, UnitCode


@dataclass(frozen=True)
class HearLeadOffered:
    """The lead of a case asks us to lead it."""

    lead: Source
    code: Code
    unit: UnitCode | None
    offered_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class TakeOverLead:
    taken_on: PastDate


@dataclass(frozen=True)
class ReturnLead:
    returned_on: PastDate
    reason: ReturnReason
    note: Note | None = None


@dataclass(frozen=True)
class LeadAsked:
    """The lead of a case asked us to lead it. Stored for good, like the two below."""

    lead: Source
    code: Code
    unit: UnitCode | None
    offered_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LeadTaken:
    """We lead from now on; the file is on its way."""

    taken_on: date


@dataclass(frozen=True)
class LeadReturned:
    """We do not: whoever asked goes on."""

    returned_on: date
    reason: Code
    note: Note | None = None


Command = HearLeadOffered | TakeOverLead | ReturnLead
Event = LeadAsked | LeadTaken | LeadReturned


@dataclass(frozen=True)
class Request:
    """The last time we were asked, and what we said."""

    asked: LeadAsked | None = None
    answer: LeadTaken | LeadReturned | None = None

    @property
    def stage(self) -> Stage:
        if self.asked is None:
            return Stage.NONE
        return STAGE_AFTER[type(self.answer)] if self.answer else Stage.ASKED


STAGE_AFTER = {LeadTaken: Stage.TAKEN_OVER, LeadReturned: Stage.RETURNED}


def evolve(request: Request, event: Event) -> Request:
    match event:
        case LeadAsked():
            return Request(event)
        case LeadTaken() | LeadReturned():
            return replace(request, answer=event)
        case _:
            assert_never(event)


def decide(command: Command, request: Request, law: Law) -> Sequence[Event]:
    match command:
        case HearLeadOffered():
            asked = LeadAsked(**vars(command))
            return [] if asked == request.asked else [asked]
        case TakeOverLead(taken_on=day):
            return _answer(LeadTaken(day), day, request)
        case ReturnLead(returned_on=day, reason=reason):
            must_know(law, "return_reasons", reason)
            return _answer(LeadReturned(**vars(command)), day, request)
        case _:
            assert_never(command)


def _answer(answer: LeadTaken | LeadReturned, day: date, request: Request) -> list[Event]:
    if request.asked is None:
        raise Refused("handing_on.not_asked", "nobody asked us to lead this case")
    if request.answer == answer:
        return []
    if request.answer:
        raise Refused("handing_on.already_answered", "we have answered already")
    must_follow(day, request.asked.offered_on, "handing_on.answered_before_offer")
    return [answer]


REQUEST = Decider("support.handing", "case", Request(), evolve, decide, get_args(Event))
