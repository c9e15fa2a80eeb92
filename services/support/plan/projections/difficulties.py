"""All difficulties known here: which, from whom, how far, since when with its holder."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.support.domain.difficulties.events import DifficultyGathered, DifficultyReceived
from services.support.domain.difficulties.file import moved
from services.support.domain.difficulties.rules import DIFFICULTY
from shared.clock import local
from shared.kernel.difficulties import DifficultyRaised
from shared.kernel.difficulty_stages import Standing
from shared.kernel.words import AgencyId, Code, UnitCode, agency_of
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class DifficultyLine(Standing):
    """`agency` and `unit` are of whoever raised it; `led`: this agency guides and answers."""

    kind: Code = "-"
    step: Code = "-"
    agency: AgencyId = "none"
    unit: UnitCode | None = None
    document: Code | None = None
    article: int | None = None
    raised_on: date | None = None
    led: bool = False
    proposals: tuple[UUID, ...] = ()


def evolve(line: DifficultyLine, entry: Entry) -> DifficultyLine:
    fact = entry.fact
    after = moved(line, fact)
    match fact:
        case DifficultyRaised() | DifficultyReceived():
            day = fact.raised_on or local(entry.at).date()
            sender = agency_of(fact.sender) if isinstance(fact, DifficultyReceived) else entry.body.by.agency
            return replace(
                after, since=day, kind=fact.kind, step=fact.step, agency=sender, unit=fact.unit,
                document=fact.document, article=fact.article, raised_on=day, led=not fact.way,
            )  # fmt: skip
        case DifficultyGathered(proposal):
            return replace(after, proposals=(*line.proposals, proposal))
        case _:
            return after


DIFFICULTIES: View[Entry, DifficultyLine] = View(
    "support.difficulties.v2", DifficultyLine, DifficultyLine(), by_subject(DIFFICULTY), evolve
)
