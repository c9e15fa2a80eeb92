"""All proposals on the law made here: of which article, on how many difficulties, sent to whom, and what came of them."""

from dataclasses import dataclass, replace
from datetime import date

from services.support.plan.domain.proposals.events import (
    DifficultiesAdded,
    ProposalConcluded,
    ProposalDrafted,
    ProposalDropped,
    ProposalReworded,
    ProposalSent,
)
from services.support.plan.domain.proposals.file import Stage
from services.support.plan.domain.proposals.rules import PROPOSAL
from shared.kernel.words import Code
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class ProposalLine:
    """`count` are the difficulties it rests on."""

    stage: Stage = Stage.NONE
    document: Code = "-"
    article: int | None = None
    change: Code = "-"
    count: int = 0
    drafted_on: date | None = None
    sent_on: date | None = None
    to: tuple[Code, ...] = ()
    outcome: Code | None = None


def evolve(line: ProposalLine, entry: Entry) -> ProposalLine:
    fact = entry.fact
    match fact:
        case ProposalDrafted():
            return ProposalLine(
                Stage.DRAFTED, fact.document, fact.article, fact.change, len(fact.difficulties), fact.drafted_on
            )
        case ProposalReworded():
            return replace(line, document=fact.document, article=fact.article, change=fact.change)
        case DifficultiesAdded(difficulties):
            return replace(line, count=line.count + len(difficulties))
        case ProposalSent(sent_on, to):
            return replace(line, stage=Stage.PROPOSED, sent_on=line.sent_on or sent_on, to=(*line.to, to))
        case ProposalConcluded(outcome=outcome):
            return replace(line, stage=Stage.CONCLUDED, outcome=outcome)
        case ProposalDropped():
            return replace(line, stage=Stage.DROPPED)
        case _:
            return line


PROPOSALS: View[Entry, ProposalLine] = View(
    "support.proposals.v1", ProposalLine, ProposalLine(), by_subject(PROPOSAL), evolve
)
