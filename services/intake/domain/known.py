"""What is known of her, and of those who care for her: the parts of a file."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import assert_never

from services.intake.domain.happened import (
    AccompanyingMinorRecorded,
    CareEvent,
    ChildCareArranged,
    Event,
    InterpreterEngaged,
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionEvent,
    ProtectionGranted,
    ProtectionRecallCameTooLate,
    ProtectionRecalled,
    ProtectionRecalledByAsker,
    ProtectionReceived,
    ProtectionRefused,
    ProtectionRequest,
    ProtectionWasDeclined,
    ProtectionWasEnded,
    ProtectionWasGranted,
    ProtectionWasRefused,
    SafetyAssessed,
)
from services.intake.domain.journey import Leg
from shared.kernel.sealed import Contact, Identity, Relatives, Story, Suspect
from shared.kernel.words import AgeGroup, AgencyId, Code, Ethnicity, Sex


@dataclass(frozen=True)
class Person:
    """What we know of her: coarse facts in the open, all else sealed. The field names are those of the events."""

    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    name: Identity | None = None
    birth: Identity | None = None
    ethnic_group: Identity | None = None
    language: Identity | None = None
    staying_at: Contact | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    relatives: Relatives | None = None
    representative_person: Relatives | None = None
    story: Story | None = None
    suspect: Suspect | None = None

    def after(self, event: Event) -> "Person":
        """What is said later replaces what was said before; what is not said again stays. Of others (a child that came
        with her) nothing is hers, and who asks us to protect her may know less of her than we do."""
        if isinstance(event, AccompanyingMinorRecorded):
            return self
        vague = isinstance(event, ProtectionReceived)
        said = {f.name: getattr(event, f.name, None) for f in fields(self)}
        known = {n: value for n, value in said.items() if value is not None and not (vague and value == "unknown")}
        return replace(self, **known)


@dataclass(frozen=True)
class Care:
    """Her safety, her interpreter, the minors with her, and a child's own path; the newest of each holds."""

    safety: SafetyAssessed | None = None
    interpreter: InterpreterEngaged | None = None
    minors: tuple[AccompanyingMinorRecorded, ...] = ()
    child: ChildCareArranged | None = None

    def after(self, event: CareEvent) -> "Care":
        match event:
            case SafetyAssessed():
                return replace(self, safety=event)
            case InterpreterEngaged():
                return replace(self, interpreter=event)
            case AccompanyingMinorRecorded():
                return replace(self, minors=(*self.minors, event))
            case ChildCareArranged():
                return replace(self, child=event)
            case _:
                assert_never(event)


@dataclass(frozen=True)
class Told:
    """What was told of the trafficking before anybody verifies it, whoever wrote it down."""

    purposes: tuple[Code, ...] = ()
    primary_purpose: Code | None = None
    route: Code | None = None
    returned_on: date | None = None
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A protection in two questions: for whom, and by which measures."""

    protects: tuple[Code, ...]
    measures: tuple[Code, ...]


@dataclass(frozen=True)
class Protection:
    """It runs beside the procedure: one file may wait for its verification and for her protection at the same desk.

    `asked` is what we asked and `asks` what others asked us, while unanswered; `answered` are those before, without what
    was taken back. `standing` protects her now; `last` is the newest word about it, `late_recall` one that came after our
    answer, `taken_back` are the askers who took back what they had asked last; `protector` is the other agency that
    protects her or was asked to.
    """

    asked: ProtectionAsked | None = None
    asks: tuple[ProtectionReceived, ...] = ()
    answered: tuple[ProtectionAsked | ProtectionReceived, ...] = ()
    standing: ProtectionGranted | ProtectionWasGranted | None = None
    last: ProtectionEvent | None = None
    late_recall: ProtectionRecallCameTooLate | None = None
    taken_back: frozenset[AgencyId] = frozenset()
    protector: AgencyId | None = None

    @property
    def received(self) -> tuple[ProtectionReceived, ...]:
        """All that others ever asked us."""
        return (*(ask for ask in self.answered if isinstance(ask, ProtectionReceived)), *self.asks)

    @property
    def unanswered(self) -> tuple[ProtectionAsked | ProtectionReceived, ...]:
        return (*self.asks, *([self.asked] if self.asked else []))

    @property
    def wanted(self) -> Wanted | None:
        """For whom and by what it is asked now, or goes on."""
        newest = self.asks[-1] if self.asks else self.standing
        return Wanted(newest.protects, newest.measures) if newest else None

    @property
    def since(self) -> date | None:
        """Since when there is something she could refuse."""
        days = [ask.asked_on for ask in self.unanswered]
        return min([*days, *([self.standing.granted_on] if self.standing else [])], default=None)

    @property
    def due(self) -> date | None:
        """By when an answer is asked for: of us, or of whom we asked."""
        return min((ask.due_on for ask in self.unanswered if ask.due_on), default=None)

    def after(self, event: ProtectionEvent) -> "Protection":
        if isinstance(event, ProtectionRequest):
            return self._requested(event)
        now = replace(self, last=event)
        match event:
            case ProtectionGranted():
                return replace(now._answered(), standing=event)
            case ProtectionWasGranted():
                return replace(now._answered(), standing=event, protector=event.protector)
            case ProtectionDeclined() | ProtectionWasDeclined():
                return now._answered()
            case ProtectionRefused() | ProtectionWasRefused():
                return replace(now._answered(), standing=None)
            case ProtectionEnded() | ProtectionWasEnded():
                return replace(now, standing=None)
            case _:
                assert_never(event)

    def _requested(self, event: ProtectionRequest) -> "Protection":
        """Taken back, it is as if it had never been asked; a recall that came too late is kept and changes nothing."""
        now = replace(self, last=event)
        match event:
            case ProtectionAsked():
                return replace(now, asked=event, protector=event.of)
            case ProtectionRecalled():
                protector = self.standing.protector if isinstance(self.standing, ProtectionWasGranted) else None
                return replace(now, asked=None, protector=protector)
            case ProtectionReceived():
                asks, back = (*self.asks, event), self.taken_back - {event.asker}
                return replace(now, asks=asks, taken_back=back, protector=None)
            case ProtectionRecalledByAsker(asker):
                asks = tuple(ask for ask in self.asks if ask.asker != asker)
                return replace(now, asks=asks, taken_back=self.taken_back | {asker})
            case ProtectionRecallCameTooLate():
                return replace(self, late_recall=event)
            case _:
                assert_never(event)

    def _answered(self) -> "Protection":
        answered = (*self.answered, *self.unanswered)
        return replace(self, asked=None, asks=(), answered=answered, late_recall=None)


NOTHING_YET, NO_CARE_YET, NOT_ASKED_YET = Person(), Care(), Protection()
