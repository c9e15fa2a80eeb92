"""Letters that went out and came in, and papers that were signed: numbers, days and scans."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Note
from shared.kernel.words import Code, Digest, PaperNumber


@dataclass(frozen=True)
class LetterSent:
    about: Code
    to: Code
    number: PaperNumber
    dated: date
    signer: Note
    answer_by: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class LetterFiled:
    about: Code
    sender: Code
    number: PaperNumber
    dated: date
    received_on: date
    answers: PaperNumber | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class SignedPaperRecorded:
    paper: Code
    number: PaperNumber
    dated: date
    signer: Note
    scan: Digest | None = None


LetterEvent = LetterSent | LetterFiled | SignedPaperRecorded
