"""Rules of an application at the one-stop desk: taken, confirmed and sent within three working days, withdrawn, decided.

Procedure of ND09 and TT35 Phụ lục 16. Too late an application is taken all the same and says that it is late: a person
looks at it, nobody refuses it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never, get_args
from uuid import UUID

from services.support.domain.benefits.application import (
    ApplicationCameBack,
    ApplicationExpected,
    ApplicationMade,
    ApplicationsEnded,
    ApplicationSent,
    ApplicationWithdrawn,
    ByOfficer,
    Command,
    DecisionHeard,
    EndApplications,
    Event,
    ExpectApplication,
    HearDecision,
    OfOne,
    RecordApplication,
    SendApplication,
    TakeApplicationBack,
    WithdrawApplication,
)
from services.support.domain.words import ApplicationStage
from shared.kernel.checks import must_follow
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law

FILE_TERM = "benefit_file_commune"
"""Three working days from the application, or from what came back to be completed (ND09 Điều 23, TT35)."""
STAGES_BEFORE: dict[type, frozenset[ApplicationStage]] = {
    RecordApplication: frozenset({ApplicationStage.EXPECTED}),
    SendApplication: frozenset({ApplicationStage.MADE, ApplicationStage.CAME_BACK}),
    WithdrawApplication: frozenset(
        {ApplicationStage.EXPECTED, ApplicationStage.MADE, ApplicationStage.SENT, ApplicationStage.CAME_BACK}
    ),
}
"""Where an application stands when this can be done with it."""


@dataclass(frozen=True)
class Application:
    expected: ApplicationExpected
    stage: ApplicationStage = ApplicationStage.EXPECTED
    made: ApplicationMade | None = None
    sent: ApplicationSent | None = None
    came_back: ApplicationCameBack | None = None
    decided: DecisionHeard | None = None
    last: OfOne | None = None

    @property
    def id(self) -> UUID:
        return self.expected.application

    @property
    def is_open(self) -> bool:
        """Nothing was decided yet, and she still wants it."""
        return self.stage in STAGES_BEFORE[WithdrawApplication]


@dataclass(frozen=True)
class Applications:
    """All that she applied for, or was guided to apply for, at this desk; oldest first."""

    all: tuple[Application, ...] = ()

    def find(self, wanted: UUID) -> Application:
        for each in self.all:
            if each.id == wanted:
                return each
        raise Refused("application.unknown", "nobody was guided here for this application")

    def at(self, *stages: ApplicationStage) -> tuple[Application, ...]:
        return tuple(each for each in self.all if each.stage in stages)


STAGE_AFTER: dict[type, ApplicationStage] = {
    ApplicationMade: ApplicationStage.MADE,
    ApplicationSent: ApplicationStage.SENT,
    ApplicationCameBack: ApplicationStage.CAME_BACK,
    ApplicationWithdrawn: ApplicationStage.WITHDRAWN,
    DecisionHeard: ApplicationStage.DECIDED,
}
FIELD = {ApplicationMade: "made", ApplicationSent: "sent", ApplicationCameBack: "came_back", DecisionHeard: "decided"}


def evolve(known: Applications, event: Event) -> Applications:
    if isinstance(event, ApplicationExpected):
        return Applications((*known.all, Application(event)))
    if isinstance(event, ApplicationsEnded):
        return Applications(
            tuple(replace(each, stage=ApplicationStage.ENDED) if each.is_open else each for each in known.all)
        )
    return Applications(tuple(_moved(each, event) if each.id == event.application else each for each in known.all))


def _moved(application: Application, event: OfOne) -> Application:
    kept: dict[str, OfOne] = {FIELD[type(event)]: event} if type(event) in FIELD else {}
    return replace(application, stage=STAGE_AFTER[type(event)], last=event, **kept)  # type: ignore[arg-type]


def decide(command: Command, known: Applications, law: Law) -> Sequence[Event]:
    match command:
        case ExpectApplication():
            expected = any(each.id == command.application for each in known.all)
            return [] if expected else [ApplicationExpected(**vars(command))]
        case RecordApplication() | SendApplication() | WithdrawApplication():
            return _by_officer(command, known.find(command.application), law)
        case TakeApplicationBack():
            application, send_by = known.find(command.application), law.due(FILE_TERM, command.returned_on)
            back = ApplicationCameBack(send_by=send_by, **vars(command))
            return [back] if application.stage is ApplicationStage.SENT else []
        case HearDecision():
            heard = DecisionHeard(**vars(command))
            return [] if known.find(command.application).decided == heard else [heard]
        case EndApplications():
            return [ApplicationsEnded(**vars(command))] if any(each.is_open for each in known.all) else []
        case _:
            assert_never(command)


def _by_officer(command: ByOfficer, application: Application, law: Law) -> list[Event]:
    event = _as_event(command, application, law)
    if event == application.last:
        return []
    if application.stage not in STAGES_BEFORE[type(command)]:
        raise Refused("application.not_now", f"the application stands at `{application.stage}`")
    match command:
        case RecordApplication():
            must_follow(command.applied_on, application.expected.guided_on, "application.before_guidance")
            must_follow(command.appointment_on, command.applied_on, "application.appointment_before")
        case SendApplication():
            must_follow(
                command.sent_on, application.made.applied_on if application.made else None, "application.sent_before"
            )
            back = application.came_back.returned_on if application.came_back else None
            must_follow(command.sent_on, back, "application.sent_before")
        case WithdrawApplication():
            must_follow(command.withdrawn_on, application.expected.guided_on, "application.before_guidance")
        case _:
            assert_never(command)
    return [event]


def _as_event(command: ByOfficer, application: Application, law: Law) -> OfOne:
    match command:
        case RecordApplication():
            until, send_by = application.expected.apply_by, law.due(FILE_TERM, command.applied_on)
            late = until is not None and command.applied_on > until
            return ApplicationMade(send_by=send_by, late=late, **vars(command))
        case SendApplication():
            return ApplicationSent(**vars(command))
        case WithdrawApplication():
            return ApplicationWithdrawn(**vars(command))
        case _:
            assert_never(command)


APPLICATION = Decider("support.application", "case", Applications(), evolve, decide, get_args(Event))
