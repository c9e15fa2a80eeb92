"""What an officer finds in the morning: every case this agency holds, what waits for us, and whom we wait for."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from services.intake.domain import CASE, Event
from services.intake.domain.happened import (
    ContactLost,
    ContactRegained,
    DueDaySet,
    NoticeCameBack,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionEvent,
    ProtectionGranted,
    ProtectionRecalledByAsker,
    ProtectionReceived,
    ProtectionRefused,
    ProtectionWasRefused,
    ReceptionLearned,
    ReportRecorded,
    VerificationAnswered,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationDelayed,
    VerificationExtended,
    VerificationRecalledByAsker,
    VerificationReceived,
    VerificationReturnedToSender,
)
from services.intake.domain.stages import next_stage
from services.intake.domain.words import Stage
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import Standing, View


class Queue(StrEnum):
    """The queues of the left navigation."""

    TO_TAKE = "to_take"
    WITH_US = "with_us"
    WAITING = "waiting"
    DONE = "done"


OPEN = (Queue.TO_TAKE, Queue.WITH_US, Queue.WAITING)
"""The queues in which something is still to be done: these are counted."""
TO_TAKE = frozenset({Stage.REPORTED, Stage.ASKED})
DONE = frozenset({Stage.VICTIM, Stage.NOT_VICTIM, Stage.ANSWERED, Stage.RECALLED, Stage.ENDED})


@dataclass(frozen=True)
class QueueLine:
    """A case in a queue. `sender` asked us, `notified` was told by us; `holder` has it now, None: we have. Beside that
    other agencies may ask us to protect her: `to_protect`, who and by when; then she is `protected` by us."""

    code: Code = "-"
    unit: UnitCode | None = None
    stage: Stage = Stage.NONE
    urgent: bool = False
    since: date | None = None
    due: date | None = None
    sender: AgencyId | None = None
    notified: AgencyId | None = None
    holder: AgencyId | None = None
    to_protect: dict[AgencyId, date | None] = field(default_factory=dict)
    protected: bool = False

    @property
    def next_due(self) -> date | None:
        """What is to be done first."""
        return min(filter(None, (self.due, *self.to_protect.values())), default=None)

    @property
    def standing(self) -> Standing:
        """Who needs help at once first, then what is due first; of what is done the newest first."""
        began = self.since or date.max
        if self.queue is Queue.DONE:
            return Standing(self.queue, self.unit, f"{(date.max - began).days:07d}")
        first = f"{int(not self.urgent)} {self.next_due or date.max} {began}"
        return Standing(self.queue, self.unit, first, self.next_due)

    @property
    def queue(self) -> Queue:
        if self.to_protect:
            return Queue.TO_TAKE
        if self.stage is Stage.PROTECTING:
            return Queue.WITH_US if self.protected else Queue.DONE
        if self.stage in DONE or (self.stage is Stage.RECEIVED and self.holder):
            return Queue.DONE
        if self.holder or self.stage is Stage.VERIFYING:
            return Queue.WAITING
        return Queue.TO_TAKE if self.stage in TO_TAKE else Queue.WITH_US


def _evolve(line: QueueLine, entry: Entry) -> QueueLine:
    event: Event = entry.fact
    if isinstance(event, ProtectionEvent):
        return _protected(line, event)
    before = line.stage
    line = replace(line, stage=next_stage(before, event))
    match event:
        case ReportRecorded() | NoticeTaken() | VerificationReceived():
            return _begun(line, event)
        case NoticeSentAgain() | NoticeCameBack() | NoticeReturnedToSender() | ReceptionLearned():
            return _handed(line, event)
        case VerificationAsked() | VerificationAskedByLetter():
            verifier = event.of if isinstance(event, VerificationAsked) else event.to
            return replace(line, due=event.due_on, holder=verifier)
        case VerificationExtended() | VerificationDelayed() | DueDaySet():
            return replace(line, due=event.due_on)
        case VerificationAnswered() | VerificationReturnedToSender():
            return replace(line, due=None, holder=line.sender)
        case VerificationRecalledByAsker() | NoticeRecalled() | NoticeRecalledBySender():
            return replace(line, due=None, holder=None)
        case ContactLost() | ContactRegained():
            return line  # whoever was asked still has it, and the term still runs
        case _:  # a step forward: it is with us, and no term runs; all else moves nothing
            return line if line.stage is before else replace(line, due=None, holder=None)


def _begun(line: QueueLine, event: ReportRecorded | NoticeTaken | VerificationReceived) -> QueueLine:
    line = replace(line, code=event.code, unit=event.unit, holder=None)
    match event:
        case ReportRecorded():
            due, told = event.reception_due, event.notified
            return replace(line, urgent=event.urgent, since=event.notified_on, due=due, notified=told, holder=told)
        case NoticeTaken():
            return replace(
                line, urgent=event.urgent, since=event.notified_on, due=event.reception_due, sender=event.sender
            )
        case VerificationReceived():
            return replace(line, since=event.asked_on, due=event.due_on, sender=event.asker)


def _handed(
    line: QueueLine, event: NoticeSentAgain | NoticeCameBack | NoticeReturnedToSender | ReceptionLearned
) -> QueueLine:
    match event:
        case NoticeSentAgain():
            return replace(line, unit=event.unit or line.unit, holder=line.notified)
        case NoticeCameBack():
            return replace(line, holder=None)
        case NoticeReturnedToSender():
            return replace(line, holder=line.sender)
        case ReceptionLearned():
            return replace(line, due=None, holder=line.notified)


def _protected(line: QueueLine, event: ProtectionEvent) -> QueueLine:
    """Its own task, beside whatever else the case waits for here."""
    match event:
        case ProtectionReceived():
            asked = line.to_protect | {event.asker: event.due_on}
            line = replace(line, stage=next_stage(line.stage, event), to_protect=asked)
            if line.stage is not Stage.PROTECTING or line.since:
                return line
            return replace(line, code=event.code, unit=event.unit, since=event.asked_on, sender=event.asker)
        case ProtectionRecalledByAsker(asker):
            return replace(line, to_protect={a: by for a, by in line.to_protect.items() if a != asker})
        case ProtectionGranted():
            return replace(line, to_protect={}, protected=True)
        case ProtectionDeclined():
            return replace(line, to_protect={})
        case ProtectionRefused() | ProtectionWasRefused():
            return replace(line, to_protect={}, protected=False)
        case ProtectionEnded():
            return replace(line, protected=False)
        case _:
            return line


QUEUE = View("intake.queue.v5", QueueLine, QueueLine(), by_subject(CASE), _evolve, lambda line: line.standing)
