"""Contact lost and found, the written answer to somebody who is not a victim, the end of a file and its second beginning."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Stage
from shared.kernel.sealed import Note
from shared.kernel.words import Code, Digest, PaperNumber


@dataclass(frozen=True)
class ContactLost:
    last_reached_on: date
    note: Note | None = None


@dataclass(frozen=True)
class ContactRegained:
    """`back_to` is where the file stood, or what came of it meanwhile."""

    regained_on: date
    back_to: Stage
    note: Note | None = None


@dataclass(frozen=True)
class WrittenAnswerGiven:
    number: PaperNumber
    dated: date
    signer: Note
    given_on: date
    assistance_offered: bool
    scan: Digest | None = None


@dataclass(frozen=True)
class FileEnded:
    """`past`: it was over before it was brought in from a spreadsheet of past cases."""

    ended_on: date
    reason: Code
    note: Note | None = None
    past: bool = False


@dataclass(frozen=True)
class FileReopened:
    reopened_on: date
    reason: Code
    back_to: Stage
    note: Note | None = None


EndingEvent = ContactLost | ContactRegained | WrittenAnswerGiven | FileEnded | FileReopened
