"""What an instance holds about a case, and where it lies for the table of rights."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from services.support.domain.benefits.application import ApplicationExpected
from services.support.domain.benefits.application_rules import APPLICATION, Applications
from services.support.domain.benefits.payment import PAYMENT, Orders, PaymentOrdered
from services.support.domain.case import CASE
from services.support.domain.case_events import CaseOpened
from services.support.domain.file import File
from services.support.domain.handing_on.request import REQUEST, LeadAsked, Request
from services.support.domain.tasks import Task, Work, safe_number
from services.support.domain.words import ApplicationStage, PaymentStage, ReferralStage, Stage
from services.support.domain.work import WORK
from services.support.domain.work_events import ReferralReceived, WishesHeard
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.sealed import Contact
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, Ledger

Wishes = WishesHeard | ReferralReceived | ApplicationExpected
"""What tells an agency that works for her what is kept from whom."""


@dataclass(frozen=True)
class Folder:
    """The lead's file, what the agency was asked for, the applications at its desk, the money it has to pay, the request to
    lead; each may be missing. `heard` and `safe_contact` are what was told last of her wishes and of how she is reached."""

    lead: File | None
    asked: Work | None
    applied: Applications | None = None
    orders: Orders | None = None
    request: Request | None = None
    heard: Wishes | None = None
    safe_contact: Contact | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.lead or self.asked or self.applied or self.orders or self.request)

    @property
    def wishes(self) -> File | Wishes | None:
        """What she wants kept from whom, and how she is reached, as last told."""
        return self.lead or self.heard

    @property
    def code(self) -> Code:
        return self._told.code

    @property
    def unit(self) -> UnitCode | None:
        return self._told.unit

    @property
    def _told(self) -> CaseOpened | ReferralReceived | ApplicationExpected | PaymentOrdered | LeadAsked:
        """Whatever told us whose case it is."""
        told = (
            self.lead.opened if self.lead else None,
            self.asked.tasks[-1].received if self.asked else None,
            self.applied.all[-1].expected if self.applied else None,
            self.orders.all[-1].ordered if self.orders else None,
            self.request.asked if self.request else None,
        )
        return next(each for each in told if each)


def opened(ledger: Ledger, case: UUID) -> tuple[Folder, int, tuple[Entry, ...]]:
    """The folder of a case, the version of its first part, and all its entries in order."""
    lead, asked = ledger.load(CASE, case), ledger.load(WORK, case)
    applied, orders, request = (ledger.load(each, case) for each in (APPLICATION, PAYMENT, REQUEST))
    folder = Folder(
        lead.state if lead.state.opened else None,
        asked.state if asked.state.tasks else None,
        applied.state if applied.state.all else None,
        orders.state if orders.state.all else None,
        request.state if request.state.asked and lead.state.stage in (Stage.NONE, Stage.HANDED_ON) else None,
    )
    held = (
        (lead, folder.lead),
        (asked, folder.asked),
        (applied, folder.applied),
        (orders, folder.orders),
        (request, folder.request),
    )
    first = next((part for part, state in held if state), lead)
    entries = sorted((entry for part, _ in held for entry in part.entries), key=lambda entry: entry.position)
    told = [entry.fact for entry in entries if isinstance(entry.fact, Wishes)]
    heard, number = told[-1] if told else None, reduce(safe_number, told, None)
    return replace(folder, heard=heard, safe_contact=number), first.version, tuple(entries)


def places_of(agency: AgencyId, folder: Folder, today: date) -> list[Subject]:
    """Where what is held lies on a day: the lead's file first. Whoever was guided to our desk, or has to be paid here, stands
    like somebody whose referral was accepted: she agreed that her name comes here, or the law has it paid here."""
    lead = [place_of_file(agency, folder.lead)] if folder.lead else []
    asked = [place_of_work(agency, folder.asked, today)] if folder.asked else []
    request = [place_of_request(agency, folder.request)] if folder.request else []
    beside = [Subject(agency, folder.unit, ReferralStage.ACCEPTED)] if folder.applied or folder.orders else []
    return [*lead, *asked, *request, *beside]


def place_of_file(agency: AgencyId, file: File) -> Subject:
    return Subject(agency, file.opened.unit if file.opened else None, file.stage)


def place_of_request(agency: AgencyId, request: Request) -> Subject:
    """Where the request to lead stands."""
    return Subject(agency, request.asked.unit if request.asked else None, request.stage)


def place_of_work(agency: AgencyId, work: Work, today: date) -> Subject:
    """Where the work on a case stands for a reader: accepted as soon as one referral is, else as its current one."""
    task = in_view(work, today)
    if task is None:
        return Subject(agency, None, ReferralStage.NONE)
    return Subject(agency, task.received.unit, task.stage_on(today))


def place_of_task(agency: AgencyId, task: Task | None) -> Subject:
    """As it is kept: whether a deed comes too late is for the rules, which know its day."""
    if task is None:
        return Subject(agency, None, ReferralStage.NONE)
    return Subject(agency, task.received.unit, task.stage)


def newest(work: Work, stage: ReferralStage, today: date) -> Task | None:
    return next(reversed(work.at(stage, today)), work.current_on(today))


def in_view(work: Work, today: date) -> Task | None:
    return newest(work, ReferralStage.ACCEPTED, today)


def place_of_application(
    agency: AgencyId, stages: frozenset[ApplicationStage]
) -> Callable[[Applications, Any, Actor], Subject]:
    """Where the application of the command stands; before there is a command, the newest that could be meant."""

    def place(known: Applications, command: Any, _: Actor) -> Subject:
        meant = known.find(command.application) if command else next(reversed(known.at(*stages) or known.all), None)
        if meant is None:
            return Subject(agency, None, ApplicationStage.NONE)
        return Subject(agency, meant.expected.unit, meant.stage)

    return place


def place_of_order(agency: AgencyId) -> Callable[[Orders, Any, Actor], Subject]:
    """The same of what has to be paid."""

    def place(known: Orders, command: Any, _: Actor) -> Subject:
        unpaid = [each for each in known.all if each.left]
        meant = known.find(command.application) if command else next(reversed(unpaid or known.all), None)
        if meant is None:
            return Subject(agency, None, PaymentStage.NONE)
        return Subject(agency, meant.ordered.unit, meant.stage)

    return place
