"""A budget as whoever keeps it tells it, and the independent count beside it: own lines, own sums, own order of who waits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deploy.demo.officers import Officer
from deploy.demo.year.doors import File

Row = Mapping[str, int]
Table = Mapping[str, Row]
MEASURES = ("estimate", "allocated", "committed", "waiting", "paid", "left")


@dataclass
class Line:
    """One commitment. `money` is the source that pays, `waits`: there is no money for it yet."""

    number: int
    money: str
    amount: int
    on: date
    waits: bool
    paid: int = 0


@dataclass
class Purse:
    """`whose` as finance calls it: `labour`, `communes.20008`. `budget` is its file at the door of its `officer`."""

    officer: Officer
    whose: str
    budget: File
    estimate: Counter[str] = field(default_factory=Counter)
    allocated: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    # -- what is done, at the door and in the count

    def ask(self, path: str, **fields: Any) -> None:
        self.budget.do(self.officer, path, **fields)

    def is_refused(self, rule: str, path: str, **fields: Any) -> None:
        self.budget.is_refused(self.officer, rule, path, **fields)

    def estimates(self, number: str, day: date, **amounts: int) -> None:
        self.ask("estimate", amounts=amounts)
        self.ask("submission", number=number, dated=day)
        self.estimate = Counter(amounts)

    def commit(self, money: str, amount: int, day: date, kind: str = "communication", **more: Any) -> Line:
        self.ask("commitment", kind=kind, money=money, amount=amount, committed_on=day, **more)
        return self.owes(money, amount, day)

    def owes(self, money: str, amount: int, day: date) -> Line:
        """A commitment is there, by hand or by itself: covered by what is free, unless others wait already."""
        waits = self.free(money) < amount or any(each.waits and each.money == money for each in self.lines)
        self.lines.append(line := Line(len(self.lines) + 1, money, amount, day, waits))
        return line

    def pay(self, line: Line, amount: int, number: str, day: date) -> None:
        self.ask("payment", line=line.number, amount=amount, number=number, paid_on=day)
        line.paid += amount

    def take_back(self, line: Line, amount: int, number: str, day: date) -> None:
        self.ask("taking-back", line=line.number, number=number, reason="mistake", taken_back_on=day)
        line.paid -= amount

    def release(self, line: Line, day: date) -> None:
        self.ask("release", line=line.number, reason="cheaper", released_on=day)
        line.amount = line.paid
        self.cover(line.money)

    def move(self, line: Line, money: str, number: str, day: date) -> None:
        """Another source, which has enough, pays what waits."""
        self.ask("move", line=line.number, money=money, number=number, dated=day)
        before, line.money, line.waits = line.money, money, False
        self.cover(before)

    def transfer(self, money: str, to: str, amount: int, number: str, day: date) -> None:
        self.ask("transfer", money=money, to=to, amount=amount, number=number, dated=day)
        self.allocated[money] -= amount
        self.gets(to, amount)

    def gets(self, money: str, amount: int) -> None:
        """So much is there from now on; less than nothing: it is cut."""
        self.allocated[money] += amount
        self.cover(money)

    def cover(self, money: str) -> None:
        """Who waited longest gets the money first; whom it does not suffice for stops those after."""
        for line in sorted((each for each in self.lines if each.waits and each.money == money), key=_turn):
            if line.amount > self.free(money):
                return
            line.waits = False

    def settle(self, money: str, number: str, day: date, returned: int, carried: int, reason: str | None) -> None:
        said = {"money": money, "returned": returned, "carried": carried, "number": number, "dated": day}
        self.ask("settlement", **said, **({"reason": reason} if reason else {}))

    # -- what that comes to

    def sources(self) -> list[str]:
        return sorted({*self.estimate, *self.allocated, *(each.money for each in self.lines)})

    def free(self, money: str) -> int:
        return self.allocated[money] - sum(each.amount for each in self._of(money) if not each.waits)

    def unspent(self, money: str) -> int:
        return self.allocated[money] - sum(each.paid for each in self._of(money) if not each.waits)

    def row(self, money: str) -> Row:
        lines = self._of(money)
        return {
            "estimate": self.estimate[money], "allocated": self.allocated[money],
            "committed": sum(each.amount for each in lines),
            "waiting": sum(each.amount for each in lines if each.waits),
            "paid": sum(each.paid for each in lines), "left": self.free(money),
        }  # fmt: skip

    def table(self) -> Table:
        """Each source of which there is anything."""
        return {money: row for money in self.sources() if any((row := self.row(money)).values())}

    def _of(self, money: str) -> list[Line]:
        return [each for each in self.lines if each.money == money]


def _turn(line: Line) -> tuple[date, int]:
    return line.on, line.number


def opened(purse: Purse) -> None:
    """Take into the count what stands in the budget already, by lines: another story may have been told in this town."""
    file = purse.officer.get("support", f"/api/budgets/{purse.budget.id}")["file"]["budget"]
    purse.estimate = Counter((file["submitted"] or {}).get("amounts"))
    purse.allocated = Counter(file["granted"])
    purse.allocated.update(file["moved"])
    for told in file["lines"]:
        made, paid = told["made"], sum(amount for _, _, amount in told["vouchers"])
        on, owed = date.fromisoformat(made["committed_on"]), made["amount"] - told["freed"]
        purse.lines.append(Line(made["line"], told["money"], owed, on, not told["covered"], paid))


def read(told: list[dict[str, Any]]) -> Table:
    """The table as a door of the town answers it, in the same measures."""
    rows = {each["money"]: {name: each[name] for name in MEASURES} for each in told}
    return {money: row for money, row in rows.items() if any(row.values())}
