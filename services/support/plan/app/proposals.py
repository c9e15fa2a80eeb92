"""The desk of proposals on the law: drafted from difficulties, or from reading the law; sent; and what came of them."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.domain.difficulties.commands import GatherDifficulty
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.plan.app.difficulties import Difficulties
from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.domain.proposals import commands as asked
from services.support.plan.domain.proposals.file import Proposal
from services.support.plan.domain.proposals.rules import PROPOSAL, fits
from services.support.plan.projections.difficulties import DifficultyLine
from services.support.plan.projections.proposals import ProposalLine
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.decider import Act
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Look, Values, offers
from shared.web.fields import LEFT_OUT, Choice
from shared.web.words import Words

A_PROPOSAL = About(
    "proposal", "proposals", "proposals", "/proposals", lambda one: f"KN-{one.hex[:6].upper()}",
    UUID("3e9b7c15-0d2a-4f68-a1c4-6e5d8b7f9012"), of_people=False,
)  # fmt: skip
READ, LIST = "support.proposal.read", "support.proposal.list"
DAYS = ("drafted_on", "sent_on", "concluded_on", "dropped_on")
Lines = Mapping[str, ProposalLine]


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can do with a proposal."""

    def place(proposal: Proposal, _command: Any, _actor: Actor) -> Subject:
        return place_of(agency, proposal)

    def gathered(proposal: UUID, command: Any) -> list[Act]:
        """Each difficulty says so too, in the same step: none is gathered that is not there."""
        return [Act(DIFFICULTY, each, GatherDifficulty(proposal)) for each in sorted(command.difficulties)]

    on = {day: attrgetter(day) for day in DAYS}
    return [
        Deed("support.proposal.draft", "new", asked.DraftProposal, PROPOSAL, place, on["drafted_on"], beside=gathered),
        Deed("support.proposal.reword", "wording", asked.RewordProposal, PROPOSAL, place),
        Deed("support.proposal.add", "more", asked.AddDifficulties, PROPOSAL, place, beside=gathered),
        Deed("support.proposal.send", "sending", asked.SendProposal, PROPOSAL, place, on["sent_on"]),
        Deed("support.proposal.conclude", "outcome", asked.ConcludeProposal, PROPOSAL, place, on["concluded_on"]),
        Deed("support.proposal.drop", "dropping", asked.DropProposal, PROPOSAL, place, on["dropped_on"]),
    ]


def place_of(agency: AgencyId, proposal: Proposal) -> Subject:
    return Subject(agency, None, proposal.stage)


def _sealed(proposal: Proposal) -> SealedParts:
    """What was written, by the number of what happened."""
    return {"note": {str(n): getattr(event, "note", None) for n, event in enumerate(proposal.history)}}


KIND = Kind(A_PROPOSAL, PROPOSAL, READ, LIST, place_of, lambda proposal: proposal.drafted is not None, _sealed)


class Proposals(PlanFiles):
    """The app of proposals at one agency. `gathered` are its difficulties, of which some are put into one."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Shelf[Entry, ProposalLine] | Kept[Entry, ProposalLine],
        difficulties: Difficulties,
    ) -> None:
        super().__init__(KIND, desk, agency, words, lines, opening="new")
        self.difficulties = difficulties

    def look(self, actor: Actor, file: UUID) -> Look:
        """What makes no sense at its stage is not offered."""
        seen = super().look(actor, file)
        fitting = [offer.deed for offer in seen.offers if fits(offer.deed.command, seen.file)]
        offered = offers(self.desk, actor, fitting, seen.file)
        return Look(seen.subject, seen.code, seen.stage, seen.version, seen.file, offered, seen.entries, seen.about)

    def all(self, actor: Actor) -> Lines:
        """Those this person may list, the newest first."""
        self.desk.rights.must(actor, LIST, Subject(self.agency, actor.unit, "none"))
        assert self.lines
        return dict(sorted(self.lines.where().items(), key=lambda item: (item[1].drafted_on, item[0]), reverse=True))

    def queue(self, actor: Actor, stage: Code | None = None) -> Lines:
        return {key: line for key, line in self.all(actor).items() if stage in (None, line.stage)}

    def may_draft(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, "support.proposal.draft", Subject(self.agency, None, "none")).allowed

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """Only difficulties that this officer may list are gathered."""
        named: frozenset[UUID] = getattr(command, "difficulties", frozenset())
        if named and (strange := {str(each) for each in named} - self._listed(actor).keys()):
            raise NotPermitted("right.unit", f"{len(strange)} difficulties are not this officer's to list")
        return command

    def known(self, deed: Deed, actor: Actor, file: Proposal, typed: Values) -> Values:  # noqa: ARG002
        """Today; the wording that stands; and of the difficulties those that are not in it already."""
        known: dict[str, Any] = dict.fromkeys(DAYS, self.desk.today())
        if deed.command is asked.RewordProposal and file.says:
            says = file.says
            known |= {"document": says.document, "article": says.article, "change": says.change}
        if deed.command in (asked.DraftProposal, asked.AddDifficulties):
            known["difficulties"] = self.choice(actor, file)
        return known

    def choice(self, actor: Actor, file: Proposal | None = None, chosen: frozenset[str] = frozenset()) -> Any:
        """The difficulties a proposal can rest on, as a form offers them; left out where there are none."""
        law, there = self.desk.law(), {str(each) for each in (file.difficulties if file else ())}
        offered = {key: line for key, line in self._listed(actor).items() if key not in there}
        if not offered:
            return LEFT_OUT
        told = tuple((key, self._told(key, line, law)) for key, line in offered.items())
        return Choice(told, tuple(key for key in offered if key in chosen))

    def rests_on(self, actor: Actor, proposal: Proposal) -> Iterator[tuple[str, str]]:
        """Its difficulties, each with its address and in a few words."""
        law, lines = self.desk.law(), self._listed(actor)
        for each in map(str, proposal.difficulties):
            if each in lines:
                yield self.difficulties.about.at(UUID(each)), self._told(each, lines[each], law)

    def _listed(self, actor: Actor) -> Mapping[str, DifficultyLine]:
        try:
            return self.difficulties.queue(actor)
        except NotPermitted:
            return {}

    def _told(self, key: str, line: DifficultyLine, law: Law) -> str:
        code, kind = self.difficulties.about.code(UUID(key)), law.called("difficulty_kinds", line.kind)
        return f"{code} · {kind} · {article_of(law, line)}"


def article_of(law: Law, line: Any) -> str:
    """Of which article of which document, in words; the step, where none is named."""
    if line.document is None:
        return law.called("difficulty_steps", line.step)
    document = law.called("instruments", line.document)
    return f"Điều {line.article} {document}" if line.article else document
