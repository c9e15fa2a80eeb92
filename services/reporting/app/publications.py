"""What is published of the figures: judged by all that was told before, told, and withdrawn. See decision record 0045."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.reporting.app.counting import Counting
from services.reporting.domain.publication import (
    PUBLICATIONS,
    Dimension,
    Figure,
    Judgement,
    Published,
    PublishTable,
    Register,
    TablePublished,
    WithdrawPublication,
    must_make_a_table,
)
from services.reporting.domain.small_numbers import Asked, Table, judge
from shared.access import Way
from shared.desk import Deed, Desk
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.publishing import Publishing
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.ledger import Outcome

READ, PUBLISH = "reporting.publication.read", "reporting.publication.publish"
WITHDRAW = "reporting.publication.withdraw"
REGISTER = UUID("5e0c2a1d-7c1b-4a57-9a7f-0d6f0e5f7b42")
"""All publications of an instance stand in one file, so that of two at the same moment the second is judged by the first."""
NOTE: Code = "note"
MOST_OFFERS = 3


@dataclass(frozen=True)
class Told:
    """A publication as it stands, with the entry that says so: when, by which agency, at which place of the ledger."""

    published: Published
    at: datetime
    agency: AgencyId
    position: int

    @property
    def id(self) -> UUID:
        return self.published.said.publication

    @property
    def code(self) -> Code:
        return f"CB-{self.id.hex[:6].upper()}"


@dataclass(frozen=True)
class Preview:
    """A table as it would be told now, with its hidden lines; `offers` are coarser tables that could be told instead."""

    asked: Asked
    judged: Judgement
    isolates: bool
    hidden: tuple[tuple[Code, ...], ...]
    offers: tuple[Asked, ...] = ()

    @property
    def may(self) -> bool:
        return bool(self.judged.figures)


def deeds(_: AgencyId) -> list[Deed]:
    def own(_register: Register, _command: Any, actor: Actor) -> Subject:
        return own_of(actor)

    return [
        Deed(PUBLISH, "publications", PublishTable, PUBLICATIONS, own),
        Deed(WITHDRAW, "withdrawal", WithdrawPublication, PUBLICATIONS, own),
    ]


def own_of(actor: Actor) -> Subject:
    """A publication lies in no single agency: rights are asked of the officer's own."""
    return Subject(actor.agency, actor.unit, "*", PUBLICATIONS.name)


class Publications:
    """Everything raises `NotPermitted` for those who may not."""

    def __init__(self, desk: Desk, counting: Counting, limits: Publishing) -> None:
        self.desk, self.limits, self._counting = desk, limits, counting

    def may(self, actor: Actor, deed: Code = READ) -> bool:
        return self.desk.rights.judge(actor, deed, own_of(actor)).allowed

    def must_publish(self, actor: Actor) -> None:
        self.desk.rights.must(actor, PUBLISH, own_of(actor))

    def all(self, actor: Actor) -> list[Told]:
        """The newest first."""
        self.desk.rights.must(actor, READ, own_of(actor))
        loaded = self.desk.ledger.load(PUBLICATIONS, REGISTER)
        return [
            Told(loaded.state.all[entry.fact.publication], entry.at, entry.body.by.agency, entry.position)
            for entry in reversed(loaded.entries)
            if isinstance(entry.fact, TablePublished)
        ]

    def one(self, actor: Actor, publication: UUID) -> Told:
        """Raises `LookupError` where there is none."""
        found = next((each for each in self.all(actor) if each.id == publication), None)
        if found is None:
            raise LookupError(str(publication))
        return found

    def preview(self, actor: Actor, asked: Asked) -> Preview:
        """How a table would be told now; refused ones come with coarser ones that would not be. Raises `Refused`, where it is no
        table."""
        self.must_publish(actor)
        self._must_be_askable(asked)
        earlier = self._earlier()
        (table,) = self._counting.tables([asked])
        judged, isolates = self._judged(table, earlier)
        told = {figure.at for figure in judged.figures}
        hidden = tuple(at for at in table.cells if at not in told)
        offers = () if judged.figures else tuple(self._offers(asked, earlier))
        return Preview(asked, judged, isolates, hidden, offers)

    def publish(self, actor: Actor, command: PublishTable, command_id: UUID) -> tuple[UUID, Outcome]:
        """What is told is judged here, whatever was sent. Raises `Refused`."""
        self.must_publish(actor)
        self._must_be_askable(command.asked)
        id_ = uuid5(REGISTER, str(command_id))
        if before := self._register().all.get(id_):  # said twice: as it was judged the first time
            whole = replace(command, publication=id_, judged=before.said.judged)
        else:
            (table,) = self._counting.tables([command.asked])
            judged, isolates = self._judged(table, self._earlier())
            whole = replace(command, publication=id_, judged=judged, isolates=isolates)
        return id_, self.desk.do(actor, self.desk.deeds["publications"], REGISTER, whole, command_id=command_id)

    def withdraw(self, actor: Actor, publication: UUID, command: WithdrawPublication, command_id: UUID) -> Outcome:
        whole = replace(command, publication=publication)
        return self.desk.do(actor, self.desk.deeds["withdrawal"], REGISTER, whole, command_id=command_id)

    def notes(self, actor: Actor, publication: UUID, way: Way) -> dict[Code, str]:
        """What was written to it in words (`said`, `withdrawn`), after the reading was recorded."""
        found = self.one(actor, publication).published
        parts = {"said": found.said.note, "withdrawn": found.withdrawn.note if found.withdrawn else None}
        return self.desk.open(actor, publication, own_of(actor), {NOTE: parts}, [NOTE], way).sections[NOTE]

    def last_day(self) -> date:
        """The last day of which all is written down: a day that is not over could be told twice, and differently."""
        return date.fromordinal(self.desk.today().toordinal() - 1)

    def _must_be_askable(self, asked: Asked) -> None:
        must_make_a_table(asked)
        if asked.as_of > self.last_day():
            raise Refused("publication.day_not_over", f"{asked.as_of} is not over")

    def _register(self) -> Register:
        register: Register = self.desk.ledger.now(PUBLICATIONS, REGISTER).state
        return register

    def _earlier(self) -> list[Table]:
        """Every table that was ever told, with the persons in it."""
        said = [each.said for each in self._register().all.values()]
        tables = self._counting.tables([each.asked for each in said])
        return [
            replace(table, told=frozenset(figure.at for figure in each.judged.figures))
            for table, each in zip(tables, said, strict=True)
        ]

    def _judged(self, table: Table, earlier: Sequence[Table]) -> tuple[Judgement, bool]:
        """What may be told, and whether it is because of earlier tables that nothing is."""
        found, limits = judge(table, earlier, self.limits.least), self.limits
        figures = (Figure(at, limits.told(len(table.persons(at)))) for at in sorted(found.told, key=_place))
        judged = Judgement(
            figures=tuple(figures), lines=len(table.cells), beside=len(earlier), least=limits.least, step=limits.step,
            thresholds=limits.version, heard=self._counting.heard(),
        )  # fmt: skip
        return judged, found.isolates

    def _offers(self, asked: Asked, earlier: Sequence[Table]) -> Iterator[Asked]:
        """The least coarse tables that may be told."""
        level, seen = [asked], {asked}
        while level := [each for each in dict.fromkeys(c for a in level for c in coarser(a)) if each not in seen]:
            seen |= set(level)
            tables = self._counting.tables(level)
            if good := [table.asked for table in tables if judge(table, earlier, self.limits.least).told]:
                yield from good[:MOST_OFFERS]
                return


def coarser(asked: Asked) -> Iterator[Asked]:
    """The next coarser tables: without one of the dimensions (the unit first: of the whole town), of longer, of everybody."""
    for name in sorted(asked.by, key=lambda name: (name != Dimension.UNIT, asked.by.index(name))):
        yield replace(asked, by=tuple(each for each in asked.by if each != name))
    if asked.since:
        year = asked.as_of.replace(month=1, day=1)
        yield replace(asked, since=year if asked.since > year else None)
    if asked.only:
        yield replace(asked, only=None)


def _place(at: tuple[Code | None, ...]) -> tuple[int, tuple[str, ...]]:
    """Lines first, then their sums, the whole last."""
    return sum(code is None for code in at), tuple(code or "" for code in at)
