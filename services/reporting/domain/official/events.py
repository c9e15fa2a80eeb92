"""What happens to a report: of which period it is, from which entries and by which program, what an officer wrote into it, and
that it was handed over, signed, or let go."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reporting.domain.finding import Place
from services.reporting.domain.official.kinds import Kind, Part
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, LibraryVersion, PaperNumber, UnitCode


@dataclass(frozen=True, kw_only=True)
class Renderer:
    """A library whose version the bytes rest on."""

    library: Code
    version: LibraryVersion


@dataclass(frozen=True, kw_only=True)
class Made:
    """From what it is counted, by which words and program (SHA-256), and what writes the files."""

    positions: tuple[Place, ...]
    definition: Digest
    renderers: tuple[Renderer, ...]


@dataclass(frozen=True, kw_only=True)
class Files:
    """SHA-256 of the report as PDF, Word and Excel."""

    pdf: Digest
    docx: Digest
    xlsx: Digest


@dataclass(frozen=True, kw_only=True)
class ReportDrafted:
    kind: Kind
    since: date
    until: date
    as_of: date
    made: Made
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    supplements: PaperNumber | None = None
    corrects: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReportEdited:
    """A part was written otherwise; the newest counts."""

    part: Part
    text: Note


@dataclass(frozen=True, kw_only=True)
class ReportSubmitted:
    """These files were handed over for signature."""

    files: Files


@dataclass(frozen=True, kw_only=True)
class ReportNumbered:
    """It was signed, and entered in the register under this number."""

    number: PaperNumber
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class ReportWithdrawn:
    """It goes nowhere: another draft may follow."""

    reason: Code
    note: Note | None = None


Event = ReportDrafted | ReportEdited | ReportSubmitted | ReportNumbered | ReportWithdrawn
