"""The letters that urge, under one plan: what was asked, what happened, the file, its rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.checks import plan_of
from services.support.plan.domain.reports.words import LEAD, OfPlan
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code, Digest, PaperNumber, PastDate, Source


@dataclass(frozen=True)
class UnitsUrged:
    """A letter went to these (`communes.20008`) for what they have not handed in (`unit_plan`, `result_report`,
    `review.2023-06`)."""

    plan: Code
    what: Code
    whom: tuple[Code, ...]
    number: PaperNumber
    dated: date
    inboxes: tuple[Source, ...]
    scan: Digest | None = None


@dataclass(frozen=True)
class UrgingHeard:
    """We were urged: those of our units."""

    plan: Code
    what: Code
    whom: tuple[Code, ...]
    number: PaperNumber
    dated: date
    scan: Digest | None = None


Event = UnitsUrged | UrgingHeard


@dataclass(frozen=True, kw_only=True)
class UrgeUnits(OfPlan):
    """`late` are all who are late with it: the desk adds them."""

    what: Code
    whom: frozenset[Code]
    number: PaperNumber
    dated: PastDate
    scan: Digest | None = None
    late: frozenset[Code] = frozenset()


@dataclass(frozen=True, kw_only=True)
class HearUrging:
    plan: Code
    what: Code
    whom: tuple[Code, ...]
    number: PaperNumber
    dated: date
    scan: Digest | None = None


Command = UrgeUnits | HearUrging


@dataclass(frozen=True)
class Urgings:
    """Every letter, oldest first."""

    letters: tuple[Event, ...] = ()

    def of(self, who: Obliged, what: Code | None = None) -> tuple[Event, ...]:
        """Those that went to one unit, for one thing or for all."""
        return tuple(each for each in self.letters if who.code in each.whom and what in (None, each.what))


def evolve(urgings: Urgings, event: Event) -> Urgings:
    match event:
        case UnitsUrged() | UrgingHeard():
            return replace(urgings, letters=(*urgings.letters, event))
        case _:
            assert_never(event)


def decide(command: Command, urgings: Urgings, law: Law) -> Sequence[Event]:
    match command:
        case UrgeUnits():
            return _urge(command, urgings, law)
        case HearUrging():
            heard = UrgingHeard(**vars(command))
            return [] if heard in urgings.letters else [heard]
        case _:
            assert_never(command)


def _urge(command: UrgeUnits, urgings: Urgings, law: Law) -> list[Event]:
    plan_of(law, command.plan)
    if not command.whom:
        raise Refused("urging.nobody", "the letter is for nobody")
    whom = tuple(sorted(command.whom))
    same = (command.what, whom, command.number, command.dated)
    if any((each.what, each.whom, each.number, each.dated) == same for each in urgings.letters):
        return []
    if command.whom - command.late:
        raise Refused(
            "urging.not_late", f"{len(command.whom - command.late)} of them have handed it in, or need not yet"
        )
    inboxes = _inboxes(whom, law)
    return [UnitsUrged(command.plan, command.what, whom, command.number, command.dated, inboxes, command.scan)]


def _inboxes(whom: Sequence[Code], law: Law) -> tuple[Source, ...]:
    """Those of them that have a place here; the others have the paper."""
    lead = law.holder(LEAD)
    agencies = {code.partition(".")[0] for code in whom} - {lead.id if lead else ""}
    return tuple(sorted(inbox for agency in agencies if (inbox := law.inbox("support", agency))))


URGING: Decider[Urgings, Command, Event] = Decider(
    "support.urging", "plan", Urgings(), evolve, decide, (UnitsUrged, UrgingHeard)
)
