"""What people ask about letters and signed papers: their numbers, days and scans, never what stands in police papers."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import LetterSubject, OutsideBody, PaperKind
from shared.kernel.sealed import Note
from shared.kernel.words import Digest, PaperNumber, PastDate


@dataclass(frozen=True)
class RecordLetterSent:
    """An agency without a desk of its own here is worked with by official letter."""

    about: LetterSubject
    to: OutsideBody
    number: PaperNumber
    dated: PastDate
    signer: Note
    answer_by: date | None = None
    classified: bool = False
    scan: Digest | None = None


@dataclass(frozen=True)
class FileLetter:
    """A letter or minutes that came in; minutes of a handover are its receipt."""

    about: LetterSubject
    sender: OutsideBody
    number: PaperNumber
    dated: PastDate
    received_on: PastDate
    answers: PaperNumber | None = None
    classified: bool = False
    scan: Digest | None = None


@dataclass(frozen=True)
class RecordSignedPaper:
    """Decisions are signed on paper: here are number, day, who signed, and the scan."""

    paper: PaperKind
    number: PaperNumber
    dated: PastDate
    signer: Note
    classified: bool = False
    scan: Digest | None = None
