"""Who gave the case to whom, and whether each kept its term: folded from the entries of a case, for the control slip and
the handover table.

The case moves when the agency that has to act (`holder`) is another one after an entry than before it. While contact with
her is lost it lies where it lay: the procedure stands where it stood.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.intake.domain import File, evolve
from services.intake.domain.happened import (
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeTaken,
    VerificationRecalled,
    VerificationRecalledByAsker,
    VerificationReceived,
    VictimIdentified,
)
from services.intake.domain.words import Stage
from services.intake.pages.steps import holder
from shared.clock import local
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry

TRUE_ON = ("received_on", "decided_on", "answered_on")
"""Fields of events that say on which day a term was kept; the day of writing down may be later."""
RECALLS = (NoticeRecalled, NoticeRecalledBySender, VerificationRecalled, VerificationRecalledByAsker)


@dataclass(frozen=True)
class Hand:
    """One side of a movement. Officers have no name in the ledger; the role is known of our own only."""

    agency: AgencyId
    role: Code | None = None


@dataclass(frozen=True)
class Movement:
    """From one hand to another, in an entry. `due`: the last day of the receiver's term, None when none runs; `done_on`:
    when the receiver had done it. `waived`: it was no longer waited for."""

    entry: Entry
    giver: Hand
    receiver: Hand
    unit: UnitCode | None
    due: date | None = None
    extended: bool = False
    done_on: date | None = None
    waived: bool = False

    def result(self, today: date) -> Code:
        """How the receiver kept its term, by code of the words `result.*`."""
        if self.waived:
            return "waived"
        if self.due is None:
            return "no_term" if self.done_on else "holding"
        if self.done_on is None:
            return "late" if today > self.due else "open"
        return "early" if self.done_on < self.due else "late" if self.done_on > self.due else "on_time"


def movements(entries: Iterable[Entry], ours: AgencyId) -> list[Movement]:
    """The movements of a case as our ledger knows them, oldest first."""
    file, found = File(), list[Movement]()
    for entry in entries:
        before, file = file, evolve(file, entry.fact)
        if found:
            found[-1] = _meanwhile(found[-1], entry, _standing(file), ours)
        giver, receiver = _giver(entry.fact, _standing(before), ours), holder(_standing(file), ours)
        if giver != receiver and not _waives(entry.fact):
            role = entry.body.by.role if giver == ours else None
            found.append(Movement(entry, Hand(giver, role), Hand(receiver), file.unit, _standing(file).due))
    return found


def _standing(file: File) -> File:
    return replace(file, stage=file.stands) if file.stage is Stage.LOST_CONTACT else file


def _giver(fact: Any, before: File, ours: AgencyId) -> AgencyId:
    match fact:
        case NoticeTaken(sender=agency) | VerificationReceived(asker=agency):
            return agency
        case _:
            return holder(before, ours)


def _waives(fact: Any) -> bool:
    """It was taken back, or she held a paper already: nobody hands the case over, it is just not waited for any more."""
    return isinstance(fact, RECALLS) or (isinstance(fact, VictimIdentified) and fact.answer is None)


def _meanwhile(last: Movement, entry: Entry, file: File, ours: AgencyId) -> Movement:
    """What an entry says of the movement before it: who took it up, that its term is longer, that it is done."""
    by = entry.body.by
    if last.receiver == Hand(ours) and by.agency == ours:
        last = replace(last, receiver=Hand(ours, by.role))
    if last.done_on or last.waived:
        return last
    if holder(file, ours) == last.receiver.agency and (file.due or last.due is None):
        return replace(last, due=file.due, extended=last.extended or (last.due is not None and file.due != last.due))
    if _waives(entry.fact):
        return replace(last, waived=True)
    return replace(last, done_on=_day(entry))


def _day(entry: Entry) -> date:
    return next((day for field in TRUE_ON if (day := getattr(entry.fact, field, None))), local(entry.at).date())
