"""What can have happened to a tip about a labour broker. Events are stored for good."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Informant, Note, Suspect
from shared.kernel.words import AgencyId, Code, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class BrokerTipTaken:
    """Somebody told an officer. `place` is where the broker works; `ours` says whether our office is the one that checks."""

    agency: AgencyId
    unit: UnitCode | None
    ours: bool
    channel: Code
    taken_on: date
    place: UnitCode | None = None
    suspect: Suspect | None = None
    informant: Informant | None = None
    note: Note | None = None


@dataclass(frozen=True)
class BrokerTipPassedOn:
    """It was given to the agency that checks. From here on we do not read it any more."""

    inbox: Source
    passed_on: date


@dataclass(frozen=True)
class BrokerTipReceiptLearned:
    """They have taken it."""

    received_on: date


@dataclass(frozen=True)
class BrokerTipCame:
    """Another office passed it on to us."""

    sender: Source
    sender_unit: UnitCode | None
    channel: Code
    taken_on: date
    passed_on: date
    place: UnitCode | None = None
    suspect: Suspect | None = None
    informant: Informant | None = None
    note: Note | None = None


@dataclass(frozen=True)
class BrokerTipReceived:
    """We have taken what was passed on: its receipt goes back."""

    received_on: date


@dataclass(frozen=True)
class BrokerChecked:
    """What was found about a licence; the newest check counts."""

    checked_on: date
    result: Code
    note: Note | None = None


@dataclass(frozen=True)
class BrokerTipForwarded:
    """It went on by letter: nothing of it travels here."""

    to: Code
    number: PaperNumber
    dated: date


@dataclass(frozen=True)
class BrokerOutcomeRecorded:
    """What they answered came of it; the newest counts."""

    outcome: Code
    known_on: date
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class BrokerTipClosed:
    """Nothing is left to do with it."""

    reason: Code
    note: Note | None = None


Event = (
    BrokerTipTaken
    | BrokerTipPassedOn
    | BrokerTipReceiptLearned
    | BrokerTipCame
    | BrokerTipReceived
    | BrokerChecked
    | BrokerTipForwarded
    | BrokerOutcomeRecorded
    | BrokerTipClosed
)
