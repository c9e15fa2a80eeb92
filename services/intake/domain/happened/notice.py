"""What happened to the report of a person and to the notice that goes out with it."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Contact, Identity, Note, Story
from shared.kernel.words import (
    AgeGroup,
    AgencyId,
    Code,
    Digest,
    Ethnicity,
    ImportId,
    PaperNumber,
    ReportId,
    Sex,
    UnitCode,
)


@dataclass(frozen=True)
class ReportRecorded:
    """Somebody came back. `notified`: the agency told at once; None when the recorder itself receives people, or the
    receiving agency has no instance. `from_report`: the report (TB-…) of this agency it follows from. `from_import`: the
    spreadsheet of past cases it stood in."""

    code: Code
    unit: UnitCode | None
    channel: Code
    reported_on: date
    notified_on: date
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    urgent: bool
    notified: AgencyId | None
    reception_due: date | None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None
    from_report: ReportId | None = None
    from_import: ImportId | None = None


@dataclass(frozen=True)
class NoticeSentAgain:
    """Sent again, completed; the receiving agency's clock still runs from the first notice."""

    unit: UnitCode | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class NoticeTaken:
    """`reception_due` is counted from `notified_on`, never from the day we looked. `past`: the sender brought it in from a
    spreadsheet of past cases."""

    sender: AgencyId
    code: Code
    unit: UnitCode | None
    channel: Code
    notified_on: date
    reception_due: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    urgent: bool
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None
    past: bool = False


@dataclass(frozen=True)
class NoticeReturnedToSender:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class NoticeCameBack:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ReceptionLearned:
    """The agency we notified has received the person: the handover is complete."""

    received_on: date


@dataclass(frozen=True)
class NoticeRecalled:
    """We took our notice back: that agency is not to receive her."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class NoticeRecalledBySender:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class RecallCameTooLate:
    """The sender took back a notice although she had been received: filed, changing nothing."""

    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class HandoverAccepted:
    """We accept the notice; `number` is that of the minutes where she herself was handed over."""

    accepted_on: date
    person_came: bool
    number: PaperNumber | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class AcceptanceLearned:
    """The agency we notified accepted: the receipt of our side."""

    accepted_on: date
    person_came: bool
    number: PaperNumber | None = None


NoticeEvent = (
    ReportRecorded
    | NoticeSentAgain
    | NoticeTaken
    | NoticeReturnedToSender
    | NoticeCameBack
    | NoticeRecalled
    | NoticeRecalledBySender
    | RecallCameTooLate
    | HandoverAccepted
    | AcceptanceLearned
    | ReceptionLearned
)
