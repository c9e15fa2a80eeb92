"""A report to those above, from its draft to the number of the signed paper: of which period, from which entries, by which
program, and what an officer wrote into it. The figures are never kept: they are counted again from those entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never, get_args
from uuid import UUID

from msgspec import Meta

from services.reporting.domain.finding import Place
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, LibraryVersion, PaperNumber, PastDate, UnitCode

WITHDRAWALS = "report_withdrawals"


class Kind(StrEnum):
    """What is reported of the town: everything, the tables on victims, or the page for a leader; and the results of one unit."""

    TOWN_CONSOLIDATED = "town_consolidated"
    VICTIM_STATISTICS = "victim_statistics"
    LEADER_SUMMARY = "leader_summary"
    UNIT_RESULT = "unit_result"


class Part(StrEnum):
    """What an officer may write otherwise than it was drafted; of a section the text, never its tables."""

    OPENING = "opening"
    IN_PERIOD = "in_period"
    AT_THE_END = "at_the_end"
    SERVICES = "services"
    TERMS = "terms"
    TARGETS = "targets"
    TABLES = "tables"
    DIFFICULTIES = "difficulties"
    PROPOSALS = "proposals"
    DIFFERENCES = "differences"
    CLOSING = "closing"


SECTIONS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.TOWN_CONSOLIDATED: (
        Part.IN_PERIOD, Part.AT_THE_END, Part.SERVICES, Part.TERMS, Part.TARGETS, Part.TABLES, Part.DIFFICULTIES, Part.PROPOSALS,
    ),
    Kind.VICTIM_STATISTICS: (Part.IN_PERIOD, Part.AT_THE_END, Part.TABLES),
    Kind.LEADER_SUMMARY: (Part.IN_PERIOD, Part.AT_THE_END, Part.SERVICES, Part.TERMS, Part.TARGETS),
    Kind.UNIT_RESULT: (Part.SERVICES, Part.TERMS, Part.DIFFICULTIES, Part.PROPOSALS),
}  # fmt: skip
"""What stands in a report, in this order; one that supplements another says after it what has changed."""


class Stage(StrEnum):
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    NUMBERED = "numbered"
    WITHDRAWN = "withdrawn"


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
class ReportNumbered:
    """It was signed, and entered in the register under this number."""

    number: PaperNumber
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class DraftReport:
    """Of a period, with both days; as known at the end of a day (None: now). The desk adds from what it is made, and of a report
    of one unit, which."""

    kind: Kind
    since: PastDate
    until: date
    as_of: PastDate | None = None
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    made: Made | None = None


@dataclass(frozen=True, kw_only=True)
class DraftUnitReport:
    """The results of the officer's own unit: a report of it is drafted."""

    since: PastDate
    until: date
    as_of: PastDate | None = None
    draft: DraftReport | None = None


@dataclass(frozen=True, kw_only=True)
class SupplementReport:
    """A signed report is corrected by another of the same period, as known at the end of a day (None: now). The desk adds which
    it is and what was signed, and from what the other is made."""

    report: UUID
    as_of: PastDate | None = None
    signed: ReportNumbered | None = None
    draft: DraftReport | None = None


@dataclass(frozen=True, kw_only=True)
class EditReport:
    part: Part
    text: Note


@dataclass(frozen=True, kw_only=True)
class SubmitReport:
    """For signature on paper. The desk adds which, and the files."""

    report: UUID
    files: Files | None = None


@dataclass(frozen=True, kw_only=True)
class RecordNumber:
    """As it stands on the signed paper. The desk adds which, and whether another report of that year bears it."""

    report: UUID
    number: PaperNumber
    signed_on: PastDate
    taken: bool = False


@dataclass(frozen=True, kw_only=True)
class WithdrawReport:
    reason: Annotated[Code, Meta(extra={"list": WITHDRAWALS})]
    note: Note | None = None


Command = DraftReport | DraftUnitReport | SupplementReport | EditReport | SubmitReport | RecordNumber | WithdrawReport


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
class ReportWithdrawn:
    """It goes nowhere: another draft may follow."""

    reason: Code
    note: Note | None = None


Event = ReportDrafted | ReportEdited | ReportSubmitted | ReportNumbered | ReportWithdrawn


@dataclass(frozen=True)
class Report:
    drafted: ReportDrafted | None = None
    texts: Mapping[Part, Note] = field(default_factory=dict)
    files: Files | None = None
    numbered: ReportNumbered | None = None
    withdrawn: ReportWithdrawn | None = None

    @property
    def stage(self) -> Stage:
        if self.withdrawn:
            return Stage.WITHDRAWN
        if self.numbered:
            return Stage.NUMBERED
        return Stage.SUBMITTED if self.files else Stage.DRAFTED


def evolve(report: Report, event: Event) -> Report:
    match event:
        case ReportDrafted():
            return Report(event)
        case ReportEdited(part=part, text=text):
            return replace(report, texts={**report.texts, part: text}, files=None)
        case ReportSubmitted(files=files):
            return replace(report, files=files)
        case ReportNumbered():
            return replace(report, numbered=event)
        case ReportWithdrawn():
            return replace(report, withdrawn=event)
        case _:
            assert_never(event)


def decide(command: Command, report: Report, law: Law) -> Sequence[Event]:
    if isinstance(command, DraftReport | DraftUnitReport | SupplementReport):
        return _drafted(command, report)
    if report.drafted is None:
        raise Refused("official.unknown", "there is no such report")
    if isinstance(command, WithdrawReport):
        return _withdrawn(command, report, law)
    if report.stage is Stage.WITHDRAWN:
        raise Refused("official.withdrawn_already", "it was withdrawn: draft another one")
    match command:
        case EditReport():
            return _edited(command, report, report.drafted)
        case SubmitReport(files=files):
            if files is None:
                raise Refused("official.not_made", "its files were not made")
            return [] if report.files == files else [ReportSubmitted(files=files)]
        case RecordNumber():
            return _numbered(command, report)
        case _:
            assert_never(command)


def sections_of(kind: Kind, unit: UnitCode | None) -> tuple[Part, ...]:
    """Persons belong to the unit where they live: of others, nobody came or went."""
    return (*((Part.IN_PERIOD,) if unit else ()), *SECTIONS[kind])


def parts_of(drafted: ReportDrafted) -> tuple[Part, ...]:
    """What may be written otherwise; what has changed since the report it supplements may not."""
    return (Part.OPENING, *sections_of(drafted.kind, drafted.unit), Part.CLOSING)


def _drafted(command: DraftReport | DraftUnitReport | SupplementReport, report: Report) -> list[Event]:
    draft = command if isinstance(command, DraftReport) else command.draft
    signed, corrects = (command.signed, command.report) if isinstance(command, SupplementReport) else (None, None)
    if corrects and signed is None:
        raise Refused("official.not_signed", "what was not signed is edited, not supplemented")
    if draft is None or draft.made is None or draft.as_of is None:
        raise Refused("official.not_made", "nothing was counted for it")
    if (draft.kind is Kind.UNIT_RESULT) != (draft.agency is not None):
        raise Refused("official.whose", "a unit drafts a report of itself, and the lead those of the town")
    must_be_a_period(draft.since, draft.until, draft.as_of)
    if report.drafted:
        raise Refused("official.drafted_already", "another report is another draft")
    return [
        ReportDrafted(
            kind=draft.kind, since=draft.since, until=draft.until, as_of=draft.as_of, made=draft.made, agency=draft.agency,
            unit=draft.unit, supplements=signed.number if signed else None, corrects=corrects,
        )
    ]  # fmt: skip


def must_be_a_period(since: date, until: date, as_of: date) -> None:
    """Refused, where a report of it as of that day would be about nothing."""
    if until < since:
        raise Refused("official.period", "the period ends before it begins")
    if as_of < since:
        raise Refused("official.not_begun", "on that day the period had not begun")


def _edited(command: EditReport, report: Report, drafted: ReportDrafted) -> list[Event]:
    if report.numbered:
        raise Refused("official.signed", "what was signed is corrected by another report")
    if command.part not in parts_of(drafted):
        raise Refused("official.no_such_part", "there is no such part in this report")
    return [ReportEdited(part=command.part, text=command.text)]


def _numbered(command: RecordNumber, report: Report) -> list[Event]:
    said = ReportNumbered(number=command.number, signed_on=command.signed_on)
    if report.numbered == said:
        return []
    if report.numbered:
        raise Refused("official.numbered_already", "it bears another number")
    if command.taken:
        raise Refused("official.number_taken", "another report of that year bears this number")
    if report.files is None:
        raise Refused("official.not_submitted", "what is signed was handed over for it first")
    return [said]


def _withdrawn(command: WithdrawReport, report: Report, law: Law) -> list[Event]:
    must_know(law, WITHDRAWALS, command.reason)
    if report.numbered:
        raise Refused("official.signed", "what was signed is corrected by another report")
    if report.withdrawn and report.withdrawn.reason == command.reason:
        return []
    if report.withdrawn:
        raise Refused("official.withdrawn_already", "it was withdrawn for another reason")
    return [ReportWithdrawn(reason=command.reason, note=command.note)]


OFFICIAL: Decider[Report, Command, Event] = Decider(
    "reporting.official", "official", Report(), evolve, decide, get_args(Event)
)
