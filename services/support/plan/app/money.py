"""The desk of budgets: whose budgets are kept here, and what stands in a form already."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, called, day_of, first_of, holds
from services.support.plan.app.years import last_day, open_years, standing_law, year_law
from services.support.plan.domain.money import commands as asked
from services.support.plan.domain.money.budget import Budget, budget_id
from services.support.plan.domain.money.commitment import Commitment
from services.support.plan.domain.money.rules import BUDGET
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.cases import About, Look, Values
from shared.web.fields import Choice
from shared.web.pages import money
from shared.web.words import Words

A_BUDGET = About(
    "budget", "budgets", "budgets", "/money", lambda budget: f"KP-{budget.hex[:6].upper()}",
    UUID("7be1c1a6-0d53-4c3f-8d61-1f3b0a7c9e55"), of_people=False,
)  # fmt: skip
RUNNING = "running"
READ, LIST = "support.budget.read", "support.budget.read"
LEADS = "lead"


class Whose(NamedTuple):
    """Whose budget it is, of which year."""

    year: int
    agency: AgencyId
    unit: UnitCode | None

    @property
    def id(self) -> UUID:
        return budget_id(self.year, self.agency, self.unit)


@dataclass(frozen=True)
class Opened:
    """A budget with whose it is, as a page shows it."""

    whose: Whose
    budget: Budget


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can write into a budget."""

    def place(_: Budget, command: Any, actor: Actor) -> Subject:
        return Subject(agency, command.unit if command else actor.unit, RUNNING)

    def of_year(command: Any) -> date:
        return last_day(command.year)

    def deed(
        name: Code, path: str, command: type[Any], day: str = "", judged: Callable[[Any], date | None] = of_year
    ) -> Deed:
        on = day_of(day)
        return Deed(f"support.budget.{name}", path, command, BUDGET, place, on, judged_on=judged)

    return [
        deed("draft", "estimate", asked.DraftEstimate, judged=lambda _: None),
        deed("submit", "submission", asked.SubmitEstimate, "dated", judged=lambda _: None),
        deed("commit", "commitment", asked.CommitMoney, "committed_on"),
        deed("pay", "payment", asked.PayCommitment, "paid_on"),
        deed("take_back", "taking-back", asked.TakePaymentBack, "taken_back_on"),
        deed("release", "release", asked.ReleaseCommitment, "released_on"),
        deed("move", "move", asked.MoveCommitment, "dated"),
        deed("transfer", "transfer", asked.TransferMoney, "dated"),
        deed("settle", "settlement", asked.SettleSource, "dated"),
    ]


def _sealed(opened: Opened) -> SealedParts:
    notes = {f"line:{each.line}": each.made.note for each in opened.budget.lines}
    return {"note": notes | {f"settled:{money}": each.note for money, each in opened.budget.settled.items()}}


KIND = Kind(A_BUDGET, BUDGET, READ, LIST, lambda agency, _: Subject(agency, None, RUNNING), bool, _sealed)


class Budgets(PlanFiles):
    """Budgets are there in every year: nobody begins one. Those of the years before and after are kept open too: an estimate is
    drafted in the year before, a year is settled in the one after."""

    def __init__(self, desk: Desk, agency: AgencyId, words: Words) -> None:
        super().__init__(KIND, desk, agency, words)

    def years(self) -> tuple[int, int, int]:
        return open_years(self.desk)

    def budgets(self, year: int | None = None) -> Iterator[Whose]:
        """The budgets of a year kept here: of each unit, or of the agency; what an agency of units pays for somebody of no unit;
        at the lead also those of agencies that have no place of their own to write and send their papers there."""
        law, year = self.desk.law(), year or self.desk.today().year
        units: list[UnitCode | None] = [*sorted(law.units_of(self.agency))] or [None]
        yield from (Whose(year, self.agency, unit) for unit in units)
        of_none = Whose(year, self.agency, None)
        if units != [None] and self.desk.ledger.now(BUDGET, of_none.id).state.lines:
            yield of_none
        if holds(law, LEADS, self.agency):
            elsewhere = sorted(each for each, known in law.agencies.items() if "support" not in known.services)
            yield from (Whose(year, each, None) for each in elsewhere)

    def mine(self, actor: Actor, year: int | None = None) -> Iterator[Whose]:
        """Those of them this officer may read."""
        return (w for w in self.budgets(year) if self.desk.rights.judge(actor, READ, self._where(w)).allowed)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - a budget has no stages
        """Whose budgets they are in the years that are open, and how each stands by source, by their ids."""
        self.desk.rights.must(actor, LIST, self.place_of(actor))
        mine = [whose for year in sorted(self.years()) for whose in self.mine(actor, year)]
        return {
            str(each.id): {**each._asdict(), "sources": _told(self.desk.ledger.now(BUDGET, each.id).state)}
            for each in mine
        }

    def whose(self, file: UUID) -> Whose:
        """Raises `LookupError` where no such budget is kept here."""
        for year in self.years():
            for whose in self.budgets(year):
                if whose.id == file:
                    return whose
        raise LookupError(str(file))

    def look(self, actor: Actor, file: UUID) -> Look:
        whose = self.whose(file)
        return self.standing_look(actor, file, self._where(whose), lambda budget: Opened(whose, budget))

    def called(self, whose: Whose) -> str:
        return called(self.law(whose.year), whose.agency, whose.unit)

    def law(self, year: int) -> Law:
        return standing_law(self.desk, year)

    def place_of(self, actor: Actor) -> Subject:
        """Where this officer's own budget would lie."""
        return Subject(self.agency, actor.unit, RUNNING)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, Any]:
        try:
            whose = self.whose(file)
        except LookupError:  # the blank form asks only which fields these are
            return {"agency": self.agency, "unit": actor.unit or "", "year": 0}
        if not self.desk.rights.judge(actor, deed.name, self._where(whose)).allowed:
            raise NotPermitted("right.unit", "the budget of another unit")
        return {"agency": whose.agency, "unit": whose.unit or "", "year": whose.year}

    def known(self, deed: Deed, actor: Actor, file: Budget, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        return self.standing(deed.command, file, lists_of(self.desk))

    def standing(self, command: type[Any], budget: Budget, law: Law, line: int | None = None) -> dict[str, Any]:
        """What stands in the form of a command: today, the lines and sources that can be meant, under the law of the year."""
        today, lists = self.desk.today(), law.listed("money_sources")
        sources = Choice(tuple((code, each.vi) for code, each in lists.items()), required=True)
        of_lines = LINES.get(command)
        known: dict[str, Any] = {name: today for name in DAYS if name in command.__dataclass_fields__}
        known |= {name: sources for name in ("money", "to") if name in command.__dataclass_fields__}
        if of_lines:
            known["line"] = _one_of([each for each in budget.lines if of_lines(each)], law, line)
        if command is asked.DraftEstimate:
            known["amounts"] = budget.drafted or budget.estimate
        if command in REASONS:
            told = law.listed(REASONS[command])
            known["reason"] = Choice(
                tuple((code, each.vi) for code, each in told.items()), required=command is not asked.SettleSource
            )
        return known

    def _where(self, whose: Whose) -> Subject:
        return Subject(self.agency, whose.unit, RUNNING)

    def place(self, file: Any) -> Subject:
        return Subject(self.agency, file.whose.unit, RUNNING, BUDGET.name)


DAYS = ("dated", "committed_on", "released_on", "paid_on", "taken_back_on")
LINES: Mapping[type[Any], Callable[[Commitment], bool]] = {
    asked.PayCommitment: lambda each: not each.of_casework and each.left > 0,
    asked.ReleaseCommitment: lambda each: not each.of_casework and each.left > 0,
    asked.TakePaymentBack: lambda each: not each.of_casework and each.paid > 0,
    asked.MoveCommitment: lambda each: each.owed > 0 and not (each.covered and each.paid),
}
"""Which lines a deed can be about."""
REASONS: Mapping[type[Any], Code] = {
    asked.ReleaseCommitment: "release_reasons",
    asked.TakePaymentBack: "take_back_reasons",
    asked.SettleSource: "settlement_reasons",
}


def lists_of(desk: Desk) -> Law:
    """The law whose lists a form offers: of today; where no plan runs, of the year before, which is being settled."""
    law = desk.law()
    return law if law.plan else year_law(desk, desk.today().year - 1)


def _told(budget: Budget) -> list[dict[str, Any]]:
    """The table of a budget, as a program reads it."""
    return [{"money": money, **row._asdict(), "left": row.left, "unspent": row.unspent} for money, row in budget.rows()]


def _one_of(lines: Sequence[Commitment], law: Law, line: int | None) -> Choice:
    """Which line is meant, the newest first."""
    told = ((str(each.line), f"{each.line} · {what(each, law)} · {money(each.owed)}") for each in reversed(lines))
    newest = first_of(told)
    return newest._replace(value=str(line)) if line else newest


def what(each: Commitment, law: Law) -> str:
    """What is paid for, in words."""
    if each.made.benefit:
        return law.called("benefits", each.made.benefit)
    return law.called("spending_kinds", each.made.kind or "-")
