"""Difficulties (vướng mắc) as a ledger has them, and the proposals on the law made of them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.reporting.projections.plan.ledgers import OfLedger, by_ledger
from services.reporting.projections.shape import Shape
from shared.clock import local
from shared.journal import JournalEntry
from shared.kernel.difficulty_stages import Stage, Standing, at_stage, lies_above
from shared.kernel.words import AgencyId, Code, Source, UnitCode, agency_of


class DifficultyBegun(Shape, frozen=True, kw_only=True):
    """Raised here, or told by `sender`. Without a `way` on, here it is led."""

    kind: Code
    step: Code
    unit: UnitCode | None = None
    sender: Source | None = None
    raised_on: date | None = None
    way: tuple[Source, ...] = ()


class DifficultyTaken(Shape, frozen=True, kw_only=True):
    taken_on: date


class GuidanceGiven(Shape, frozen=True, kw_only=True):
    given_on: date


class DifficultySentUp(Shape, frozen=True, kw_only=True):
    sent_on: date
    to: Code
    expected_on: date | None = None


class DifficultyAnswered(Shape, frozen=True, kw_only=True):
    answered_on: date


class DifficultyClosed(Shape, frozen=True, kw_only=True):
    closed_on: date


class DifficultyReopened(Shape, frozen=True, kw_only=True):
    reopened_on: date


class HelpConfirmed(Shape, frozen=True, kw_only=True):
    confirmed_on: date


class ProposalDrafted(Shape, frozen=True, kw_only=True):
    drafted_on: date
    document: Code
    difficulties: tuple[UUID, ...] = ()


class ProposalReworded(Shape, frozen=True, kw_only=True):
    document: Code


class DifficultiesAdded(Shape, frozen=True, kw_only=True):
    difficulties: tuple[UUID, ...]


class ProposalSent(Shape, frozen=True, kw_only=True):
    sent_on: date
    to: Code


class ProposalConcluded(Shape, frozen=True, kw_only=True):
    outcome: Code


class ProposalDropped(Shape, frozen=True, kw_only=True):
    """It is not followed any more."""


DifficultyFact: TypeAlias = (
    DifficultyBegun | DifficultyTaken | GuidanceGiven | DifficultySentUp | DifficultyAnswered | DifficultyClosed
    | DifficultyReopened | HelpConfirmed
)  # fmt: skip
ProposalFact: TypeAlias = (
    ProposalDrafted | ProposalReworded | DifficultiesAdded | ProposalSent | ProposalConcluded | ProposalDropped
)
DIFFICULTY_READ: dict[str, type[DifficultyFact]] = {
    "support.difficulty.DifficultyRaised": DifficultyBegun,
    "support.difficulty.DifficultyReceived": DifficultyBegun,
    "support.difficulty.DifficultyTaken": DifficultyTaken,
    "support.difficulty.GuidanceGiven": GuidanceGiven,
    "support.difficulty.DifficultySentUp": DifficultySentUp,
    "support.difficulty.DifficultyAnswered": DifficultyAnswered,
    "support.difficulty.DifficultyClosed": DifficultyClosed,
    "support.difficulty.DifficultyReopened": DifficultyReopened,
    "support.difficulty.ReopeningLearned": DifficultyReopened,
    "support.difficulty.HelpConfirmed": HelpConfirmed,
    "support.difficulty.ConfirmationLearned": HelpConfirmed,
}
PROPOSAL_READ: dict[str, type[ProposalFact]] = {
    "support.proposal.ProposalDrafted": ProposalDrafted,
    "support.proposal.ProposalReworded": ProposalReworded,
    "support.proposal.DifficultiesAdded": DifficultiesAdded,
    "support.proposal.ProposalSent": ProposalSent,
    "support.proposal.ProposalConcluded": ProposalConcluded,
    "support.proposal.ProposalDropped": ProposalDropped,
}


@dataclass(frozen=True)
class Difficulty(Standing, OfLedger):
    """`agency` and `unit` are of whoever raised it; `led`: here it is guided and answered, and here it counts."""

    kind: Code = "-"
    step: Code = "-"
    agency: AgencyId = "-"
    unit: UnitCode | None = None
    raised_on: date | None = None
    led: bool = False


@dataclass(frozen=True)
class Proposal(OfLedger):
    """A proposal on the law: how far, of which document, resting on how many difficulties, sent when and to whom."""

    stage: Code = "none"
    document: Code = "-"
    count: int = 0
    drafted_on: date | None = None
    sent_on: date | None = None
    to: tuple[Code, ...] = ()
    outcome: Code | None = None


def _difficulty(line: Difficulty, fact: DifficultyFact, entry: JournalEntry) -> Difficulty:
    match fact:
        case DifficultyBegun():
            day = fact.raised_on or local(entry.at).date()
            whose = agency_of(fact.sender) if fact.sender else entry.by.agency
            begun = replace(line, kind=fact.kind, step=fact.step, agency=whose, unit=fact.unit, raised_on=day)
            return replace(at_stage(begun, Stage.RAISED, day), since=day, led=not fact.way)
        case DifficultyTaken(taken_on=day):
            return at_stage(line, Stage.TAKEN, day)
        case GuidanceGiven(given_on=day):
            return at_stage(line, Stage.GUIDED, day)
        case DifficultySentUp(sent_on=day, to=to, expected_on=expected):
            return lies_above(line, Stage.SENT_UP, day, to, expected)
        case DifficultyAnswered(answered_on=day):
            return at_stage(line, Stage.REPLIED, day)
        case DifficultyClosed(closed_on=day):
            return at_stage(line, Stage.SETTLED, day)
        case DifficultyReopened(reopened_on=day):
            return replace(at_stage(line, Stage.REOPENED, day), turn=line.turn + 1)
        case HelpConfirmed(confirmed_on=day):
            return replace(at_stage(line, Stage.SETTLED, day), turn=line.turn + 1)


def _proposal(line: Proposal, fact: ProposalFact, _: JournalEntry) -> Proposal:
    match fact:
        case ProposalDrafted(drafted_on=day, document=document, difficulties=on):
            return Proposal(stage="drafted", document=document, count=len(on), drafted_on=day)
        case ProposalReworded(document=document):
            return replace(line, document=document)
        case DifficultiesAdded(difficulties=on):
            return replace(line, count=line.count + len(on))
        case ProposalSent(sent_on=day, to=to):
            return replace(line, stage="proposed", sent_on=line.sent_on or day, to=(*line.to, to))
        case ProposalConcluded(outcome=outcome):
            return replace(line, stage="concluded", outcome=outcome)
        case ProposalDropped():
            return replace(line, stage="dropped")


DIFFICULTIES = by_ledger("reporting.difficulties.v1", Difficulty, DIFFICULTY_READ, _difficulty)
PROPOSALS = by_ledger("reporting.proposals.v1", Proposal, PROPOSAL_READ, _proposal)
