"""Ledgers of a lead, of an agency that takes a case over, and of one that works for her, in which all of handing on happened."""

from dataclasses import replace

from services.support.domain import case_commands as asked
from services.support.domain import work_commands as at_work
from services.support.domain.case import CASE
from services.support.domain.handing_on.commands import OfferLead, RecordElsewhereReceived, SendElsewhere
from services.support.domain.handing_on.request import REQUEST, ReturnLead, TakeOverLead
from services.support.domain.words import Disclosure
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from services.support.messages.handing_on import tell_of_request
from services.support.policies import POLICIES
from shared.kernel.law import Agency, Item, Law
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import deliver, memory_ledger, record
from tests.support import samples
from tests.support.samples import CASE_ID, FIRST, HEALTH, LATER, LEAD, NEXT, PLAN_ITEM, UNTIL, open_case

UNION = "support.union"
NOTE = Sealed("gần nơi ở mới")
ALL = tuple(Disclosure)
OFFER_LEAD = OfferLead("labour", "union", NEXT, "nearer_to_her", True, ALL, NOTE)
ELSEWHERE = SendElsewhere(LATER, "48", Sealed("Phòng LĐ-TB&XH quận nơi đến"), "9/CV", LATER, UNTIL, True)
RECEIVED_THERE = RecordElsewhereReceived(LATER, "5/TL", LATER, NOTE, her_view=NOTE)
BEFORE = [
    open_case(),
    asked.LearnStatus("victim", NEXT, "POLICE_DISTRICT_CERT"),
    asked.AssessNeeds(NEXT, ("health", "shelter"), health=Sealed("dị ứng thuốc")),
    asked.AgreePlan(NEXT, (PLAN_ITEM,), she_agrees=True),
    asked.OfferReferral("health_care", "health", NEXT, True, (Disclosure.IDENTITY, Disclosure.CONTACT), until=UNTIL),
]
"""What the lead did until it hands on."""


def law() -> Law:
    """The small law, with a second agency that may lead."""
    union = Agency("union", "union", "union", frozenset({"may_lead"}), frozenset({"support"}))
    lists = {
        kind: {code: Item(code, code, code)}
        for kind, code in (("handing_reasons", "nearer_to_her"), ("provinces", "48"))
    }
    known = samples.LAW
    closing = {**known.lists["closing_reasons"], "moved_away": Item("moved_away", "moved_away", "moved_away")}
    more = {**known.lists, **lists, "closing_reasons": closing}
    return replace(known, agencies={**known.agencies, "union": union}, lists=more)


LAW = law()


class Town:
    """Three agencies with a ledger each, joined as relay and inbox join them."""

    def __init__(self, keys: KeyStore | None = None) -> None:
        tells = [(CASE, tell_of_case), (WORK, tell_of_work), (REQUEST, tell_of_request)]
        self.lead, self.union, self.health = (
            memory_ledger(source, tells=tells, policies=POLICIES, law=LAW, keys=keys)  # type: ignore[arg-type]
            for source in (LEAD, UNION, HEALTH)
        )
        self._told: dict[str, int] = {}
        for command in BEFORE:
            record(self.lead, CASE, CASE_ID, command, law=LAW)
        self.deliver()

    def deliver(self) -> None:
        """Everything everybody has told and nobody has heard, until nothing new is told."""
        for _ in range(3):
            for teller in self.all:
                since, self._told[teller.source] = self._told.get(teller.source, 0), teller.store.last()
                for listener in self.all:
                    deliver(teller, listener, since=since)

    @property
    def all(self) -> tuple[Ledger, ...]:
        return self.lead, self.union, self.health

    def hand_on(self) -> None:
        record(self.lead, CASE, CASE_ID, OFFER_LEAD, law=LAW)
        self.deliver()
        record(self.union, REQUEST, CASE_ID, TakeOverLead(LATER), law=LAW)
        self.deliver()


def lived(keys: KeyStore | None = None) -> tuple[Ledger, ...]:
    """All of it: returned, offered again and taken over, an answer that crossed, and at last another place."""
    town = Town(keys)
    record(town.lead, CASE, CASE_ID, OFFER_LEAD, law=LAW)
    town.deliver()
    record(town.union, REQUEST, CASE_ID, ReturnLead(NEXT, "incomplete", NOTE), law=LAW)
    town.deliver()
    record(town.lead, CASE, CASE_ID, replace(OFFER_LEAD, offered_on=LATER), law=LAW)
    town.deliver()
    record(town.union, REQUEST, CASE_ID, TakeOverLead(LATER), law=LAW)
    town.deliver()
    record(town.health, WORK, CASE_ID, at_work.ReturnReferral(FIRST, "incomplete", NOTE, LATER), law=LAW)
    town.deliver()
    record(town.union, CASE, CASE_ID, ELSEWHERE, law=LAW)
    record(town.union, CASE, CASE_ID, RECEIVED_THERE, law=LAW)
    town.deliver()
    return town.all
