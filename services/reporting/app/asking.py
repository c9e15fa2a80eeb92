"""What somebody asks of the figures by a definition: answered, kept to be asked again; and questions counted anew beside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from services.reporting.app.trail import own
from services.reporting.definitions.comparing import Difference, differences
from services.reporting.definitions.definition import Definition
from services.reporting.definitions.written import definition
from services.reporting.domain.definition import (
    DEFINITIONS,
    Among,
    AskedFor,
    DropDefinition,
    KeepDefinition,
    Kept,
)
from services.reporting.projections.building import Build
from services.reporting.projections.counting.question import UNSAID, Counts, Question, Sum
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.keeping import Heard
from shared.desk import Deed, Desk
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, Digest
from shared.ledger import Outcome
from shared.web.forms import FormContext

ASK = "reporting.statistics.read"
KEEP, DROP = "reporting.definition.keep", "reporting.definition.drop"
RENEW = "reporting.counting.renew"
REGISTER = UUID("c1f3a9d4-3f0e-4f0b-8a64-9a3d0b6c2e57")
"""All kept definitions of an instance stand in one file."""


class Beside(Protocol):
    """What is counted beside (`Builds`)."""

    def listed(self) -> Sequence[Build]: ...

    def begin(self, question: str) -> Build: ...

    def swap(self, slot: str) -> None: ...

    def drop(self, slot: str) -> None: ...


@dataclass(frozen=True)
class Answer:
    """The lines of a definition, everything together, and how far the journals were heard."""

    definition: Definition
    question: Question[Any]
    lines: Mapping[tuple[str, ...], Sum]
    total: Sum
    heard: Sequence[Heard]


def deeds(_: AgencyId) -> list[Deed]:
    def here(_kept: Kept, _command: Any, actor: Actor) -> Subject:
        return own(actor)

    return [
        Deed(KEEP, "keeping", KeepDefinition, DEFINITIONS, here),
        Deed(DROP, "dropping", DropDefinition, DEFINITIONS, here),
    ]


class Asking:
    """Everything raises `NotPermitted` for those who may not."""

    def __init__(
        self, desk: Desk, counts: Counts, beside: Beside, heard: Callable[[Actor], Sequence[Heard]],
        questions: Sequence[Question[Any]] = QUESTIONS,
    ) -> None:  # fmt: skip
        self.desk, self.questions = desk, tuple(questions)
        self._counts, self._beside, self._heard = counts, beside, heard

    def may(self, actor: Actor, deed: Code = ASK) -> bool:
        return self.desk.rights.judge(actor, deed, own(actor)).allowed

    def must(self, actor: Actor, deed: Code = ASK) -> None:
        self.desk.rights.must(actor, deed, own(actor))

    def read(self, actor: Actor, sent: Mapping[str, Any], context: FormContext) -> tuple[Definition, Question[Any]]:
        """A definition as it was sent. Raises `Malformed` with all faults."""
        self.must(actor)
        return definition(sent, self.questions, context)

    def answer(self, actor: Actor, asked: Definition, question: Question[Any]) -> Answer:
        """Raises `NotCountedYet`, where it would be part of an answer."""
        self.must(actor)
        at = asked.at(self.desk.today())
        total = self._counts.ask(question, (), at, before=asked.before, only=asked.only).get((), Sum(0, 0))
        lines = self._counts.ask(question, asked.by, at, before=asked.before, only=asked.only) if asked.by else {}
        return Answer(asked, question, dict(sorted(lines.items())), total, self._heard(actor))

    # -- kept

    def kept(self, actor: Actor) -> list[Definition]:
        """The newest first."""
        self.must(actor)
        state: Kept = self.desk.ledger.now(DEFINITIONS, REGISTER).state
        return [_read(asked) for asked in reversed([*state.all.values()])]

    def keep(self, actor: Actor, asked: Definition, command_id: UUID) -> Outcome:
        return self.desk.do(
            actor, self.desk.deeds["keeping"], REGISTER,
            KeepDefinition(digest=asked.digest, asked=_written(asked)), command_id=command_id,
        )  # fmt: skip

    def forget(self, actor: Actor, digest: Digest, command_id: UUID) -> Outcome:
        """Raises `Refused`: it is not kept."""
        return self.desk.do(
            actor, self.desk.deeds["dropping"], REGISTER, DropDefinition(digest=digest), command_id=command_id
        )

    # -- counted anew

    def builds(self, actor: Actor) -> Sequence[Build]:
        self.must(actor)
        return self._beside.listed()

    def compared(self, actor: Actor, build: Build) -> list[Difference]:
        """What would be another number with it, now."""
        self.must(actor, RENEW)
        question = next(each for each in self.questions if each.name == build.question)
        return differences(self._counts, question, build.slot, Definition(what=question.name).at(self.desk.today()))

    def renew(self, actor: Actor, question: str) -> Build:
        """Raises `LookupError`: there is no such question."""
        self.must(actor, RENEW)
        return self._beside.begin(question)

    def swap(self, actor: Actor, slot: str) -> None:
        """Raises `LookupError`: nothing whole stands there."""
        self.must(actor, RENEW)
        self._beside.swap(slot)

    def drop(self, actor: Actor, slot: str) -> None:
        """Raises `LookupError`: nothing stands there."""
        self.must(actor, RENEW)
        self._beside.drop(slot)


def _written(asked: Definition) -> AskedFor:
    return AskedFor(
        what=asked.what, by=asked.by, only=tuple(_among(asked)), since=asked.since, until=asked.until, known=asked.known
    )


def _among(asked: Definition) -> Iterator[Among]:
    for name, values in asked.canonical()["only"].items():
        yield Among(name, tuple(value for value in values if value != UNSAID), UNSAID in values)


def _read(said: AskedFor) -> Definition:
    only = {each.dimension: (*each.values, *((UNSAID,) if each.unsaid else ())) for each in said.only}
    return Definition(what=said.what, by=said.by, only=only, since=said.since, until=said.until, known=said.known)
