"""One proposal on the law, folded."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from services.support.plan.domain.proposals.events import (
    DifficultiesAdded,
    Event,
    ProposalConcluded,
    ProposalDrafted,
    ProposalDropped,
    ProposalReworded,
    ProposalSent,
)


class Stage(StrEnum):
    """How far a proposal is."""

    NONE = "none"
    DRAFTED = "drafted"
    PROPOSED = "proposed"
    CONCLUDED = "concluded"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Proposal:
    stage: Stage = Stage.NONE
    drafted: ProposalDrafted | None = None
    says: ProposalDrafted | ProposalReworded | None = None
    difficulties: tuple[UUID, ...] = ()
    sent: tuple[ProposalSent, ...] = ()
    concluded: tuple[ProposalConcluded, ...] = ()
    history: tuple[Event, ...] = ()


def evolve(proposal: Proposal, event: Event) -> Proposal:
    after = replace(proposal, history=(*proposal.history, event))
    match event:
        case ProposalDrafted():
            return replace(after, stage=Stage.DRAFTED, drafted=event, says=event, difficulties=event.difficulties)
        case ProposalReworded():
            return replace(after, says=event)
        case DifficultiesAdded(difficulties):
            return replace(after, difficulties=(*proposal.difficulties, *difficulties))
        case ProposalSent():
            return replace(after, stage=Stage.PROPOSED, sent=(*proposal.sent, event))
        case ProposalConcluded():
            return replace(after, stage=Stage.CONCLUDED, concluded=(*proposal.concluded, event))
        case ProposalDropped():
            return replace(after, stage=Stage.DROPPED)
        case _:
            assert_never(event)
