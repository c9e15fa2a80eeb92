"""What can be done with a proposal on the law, and what follows."""

from collections.abc import Mapping, Sequence
from typing import assert_never, get_args

from services.support.plan.domain.proposals.commands import (
    AddDifficulties,
    Command,
    ConcludeProposal,
    DraftProposal,
    DropProposal,
    RewordProposal,
    SendProposal,
)
from services.support.plan.domain.proposals.events import (
    DifficultiesAdded,
    Event,
    ProposalConcluded,
    ProposalDrafted,
    ProposalDropped,
    ProposalReworded,
    ProposalSent,
)
from services.support.plan.domain.proposals.file import Proposal, Stage, evolve
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.difficulties import DOCUMENTS
from shared.kernel.law import Law

BEFORE: Mapping[type, frozenset[Stage]] = {
    DraftProposal: frozenset({Stage.NONE}),
    RewordProposal: frozenset({Stage.DRAFTED}),
    AddDifficulties: frozenset({Stage.DRAFTED, Stage.PROPOSED}),
    SendProposal: frozenset({Stage.DRAFTED, Stage.PROPOSED, Stage.CONCLUDED}),
    ConcludeProposal: frozenset({Stage.PROPOSED, Stage.CONCLUDED}),
    DropProposal: frozenset({Stage.DRAFTED, Stage.PROPOSED}),
}
"""At which stages what can be asked."""
WHY_NOT = {
    Stage.NONE: "proposal.unknown",
    Stage.DRAFTED: "proposal.not_sent",
    Stage.PROPOSED: "proposal.sent",
    Stage.CONCLUDED: "proposal.concluded",
    Stage.DROPPED: "proposal.dropped",
}


def decide(command: Command, proposal: Proposal, law: Law) -> Sequence[Event]:
    match command:
        case DraftProposal():
            return _draft(command, proposal, law)
        case RewordProposal():
            _must_be_open(command, proposal)
            _must_be_law(command, law)
            return [ProposalReworded(**vars(command))]
        case AddDifficulties(difficulties=named):
            _must_be_open(command, proposal)
            new = tuple(sorted(named - set(proposal.difficulties)))
            return [DifficultiesAdded(new)] if new else []
        case SendProposal():
            return _send(command, proposal, law)
        case ConcludeProposal():
            return _conclude(command, proposal, law)
        case DropProposal(dropped_on=day, note=note):
            if proposal.stage is Stage.DROPPED:
                return []
            _must_be_open(command, proposal)
            return [ProposalDropped(day, note)]
        case _:
            assert_never(command)


def fits(command: type, proposal: Proposal) -> bool:
    """Does it make sense now? The rules say why not; a page leaves out what does not."""
    return proposal.stage in BEFORE[command]


def _draft(command: DraftProposal, proposal: Proposal, law: Law) -> list[Event]:
    _must_be_law(command, law)
    if proposal.drafted:
        return []
    said = vars(command) | {"difficulties": tuple(sorted(command.difficulties))}
    return [ProposalDrafted(**said)]


def _send(command: SendProposal, proposal: Proposal, law: Law) -> list[Event]:
    event = ProposalSent(command.sent_on, command.to, command.number)
    if event in proposal.sent:
        return []
    _must_be_open(command, proposal)
    must_know(law, "bodies_above", command.to)
    if proposal.drafted:
        must_follow(command.sent_on, proposal.drafted.drafted_on, "proposal.sent_before_drafted")
    return [event]


def _conclude(command: ConcludeProposal, proposal: Proposal, law: Law) -> list[Event]:
    """Several bodies may answer, one after the other: the last word counts."""
    _must_be_open(command, proposal)
    must_know(law, "proposal_outcomes", command.outcome)
    must_follow(command.concluded_on, proposal.sent[0].sent_on, "proposal.concluded_before_sent")
    said = (command.concluded_on, command.outcome, command.number)
    if any((each.concluded_on, each.outcome, each.number) == said for each in proposal.concluded[-1:]):
        return []
    return [ProposalConcluded(**vars(command))]


def _must_be_open(command: Command, proposal: Proposal) -> None:
    if proposal.stage not in BEFORE[type(command)]:
        raise Refused(WHY_NOT[proposal.stage], f"{type(command).__name__}: it is {proposal.stage}")


def _must_be_law(command: DraftProposal | RewordProposal, law: Law) -> None:
    must_know(law, DOCUMENTS, command.document)
    must_know(law, "law_changes", command.change)


PROPOSAL: Decider[Proposal, Command, Event] = Decider(
    "support.proposal", "plan", Proposal(), evolve, decide, get_args(Event)
)
