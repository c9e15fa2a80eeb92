"""What a difficulty (vướng mắc) is from the moment it is raised: what is said of it, and how it comes to the lead agency.

Every service raises it in the same words; what becomes of it is support's (`services/support/domain/difficulties`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta

from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Source, UnitCode

KINDS, STEPS, DOCUMENTS = "difficulty_kinds", "difficulty_steps", "instruments"
LEAD = "lead"
"""The power of the agency that guides and answers."""


@dataclass(frozen=True)
class RaiseDifficulty:
    """The desk adds the `unit` and `agency` of the officer, and the day; the unit of the person would say too much in a town of
    few cases. `article` is that of the `document` which does not fit. (`step` itself is a word of every form.)"""

    kind: Annotated[Code, Meta(extra={"list": KINDS})]
    at_step: Annotated[Code, Meta(extra={"list": STEPS})]
    unit: UnitCode | None = None
    note: Note | None = None
    document: Annotated[Code, Meta(extra={"list": DOCUMENTS})] | None = None
    article: Annotated[int, Meta(ge=1, le=999)] | None = None
    agency: AgencyId | None = None
    raised_on: date | None = None


@dataclass(frozen=True)
class DifficultyRaised:
    """Stored for good: fields are added with defaults, none is renamed or removed. `way` are the inboxes through which it comes
    to the lead agency, in order; none, where it is raised there."""

    kind: Code
    step: Code
    unit: UnitCode | None = None
    note: Note | None = None
    document: Code | None = None
    article: int | None = None
    raised_on: date | None = None
    way: tuple[Source, ...] = ()


def difficulty(service: str) -> Decider[bool, RaiseDifficulty, DifficultyRaised]:
    """The aggregate of difficulties of a service that only raises them; its state is whether this one was raised."""

    def decide(command: RaiseDifficulty, raised: bool, law: Law) -> list[DifficultyRaised]:
        happened = raising(command, service, law)
        return [] if raised else [happened]

    return Decider(f"{service}.difficulty", "difficulty", False, lambda _, __: True, decide, (DifficultyRaised,))


def raising(command: RaiseDifficulty, service: str, law: Law) -> DifficultyRaised:
    """What happens when a difficulty is raised in a service. Raises `Refused`."""
    for kind, code in ((KINDS, command.kind), (STEPS, command.at_step), (DOCUMENTS, command.document)):
        must_know(law, kind, code)
    if command.article is not None and command.document is None:
        raise Refused("difficulty.article_of_nothing", "an article without its document")
    return DifficultyRaised(
        command.kind, command.at_step, command.unit, command.note, command.document, command.article,
        command.raised_on, way_to_lead(service, command.agency, law),
    )  # fmt: skip


def way_to_lead(service: str, agency: AgencyId | None, law: Law) -> tuple[Source, ...]:
    """The inboxes through which a difficulty comes to the lead agency: first the support of the own agency, where it runs one,
    since it is told of each step."""
    lead = law.holder(LEAD)
    if lead is None or agency is None:
        return ()
    supports = (law.inbox("support", agency), law.inbox("support", lead.id))
    return tuple(dict.fromkeys(each for each in supports if each and each != f"{service}.{agency}"))
