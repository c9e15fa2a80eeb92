"""A report as it stands, and what can be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never, get_args

from services.reporting.domain.official.commands import (
    WITHDRAWALS,
    Command,
    DraftReport,
    DraftUnitReport,
    EditReport,
    RecordNumber,
    SubmitReport,
    SupplementReport,
    WithdrawReport,
)
from services.reporting.domain.official.events import (
    Event,
    Files,
    ReportDrafted,
    ReportEdited,
    ReportNumbered,
    ReportSubmitted,
    ReportWithdrawn,
)
from services.reporting.domain.official.kinds import Kind, Part, sections_of
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note


class Stage(StrEnum):
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    NUMBERED = "numbered"
    WITHDRAWN = "withdrawn"


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
