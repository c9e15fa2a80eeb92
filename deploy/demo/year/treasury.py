"""All budgets of the town with their own counts, what finance does with them, and both held against the doors of the town."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.year.desks import code_of, desks_of
from deploy.demo.year.doors import File, come, listed
from deploy.demo.year.purse import Purse, Table, opened, read
from deploy.demo.year.telling import Year

NOT_TOLD = "office"
"""The one agency whose budget nobody writes in this year."""


class Treasury:
    """`purses` by what finance calls them: `labour`, `communes.20008`."""

    def __init__(self, year: Year) -> None:
        self.year, self.phuong = year, year.town.officer("phuong.finance")
        self.of = year.plan.effective_from.year
        self.purses: dict[str, Purse] = {}
        self._town: File | None = None

    def open(self) -> None:
        """Every budget with what stands in it already."""
        keepers = {desk.code: desk.officer for desk in desks_of(self.year) if desk.code != NOT_TOLD}
        for whose, officer in sorted(keepers.items()):
            (budget,) = (key for key, line in self._listed(officer).items() if code_of(line) == whose)
            self.purses[whose] = Purse(officer, whose, File("budgets", budget))
            opened(self.purses[whose])

    def each(self, deed: Callable[[Purse], object], but: str = "") -> None:
        """The same in all budgets, several at once; `but` one."""
        self.year.at_once(deed, [purse for whose, purse in self.purses.items() if whose != but])

    # -- what finance does

    def consolidate(self, number: str, day: date) -> None:
        """As soon as every estimate has come: their sums are those of the count."""
        self.until_finance_sees(self.purses)
        self.town().do(self.phuong, "consolidation", number=number, dated=day)
        held = self.file()["consolidated"][-1]["totals"]
        wanted = {money: sums["estimate"] for money, sums in self.sums().items() if sums["estimate"]}
        if held != wanted:
            raise StoryBroken(f"the consolidation holds {held}, not {wanted}")

    def allocate(self, purse: Purse, money: str, amount: int, number: str, day: date, *, cut: bool = False) -> None:
        self.town().do(self.phuong, "allocation", **_paper(purse, money, amount, number, day, cut=cut))
        purse.gets(money, -amount if cut else amount)

    def is_refused_a_cut(self, purse: Purse, money: str, amount: int, number: str, day: date) -> None:
        cut = _paper(purse, money, amount, number, day, cut=True)
        self.town().is_refused(self.phuong, "allocation.below_committed", "allocation", **cut)

    # -- what the doors say

    def until_agree(self, *purses: Purse) -> None:
        """Each budget at its own door says what its count says (as soon as what crosses on its way has come)."""
        for purse in purses or self.purses.values():
            self._until_agrees(purse)

    def _until_agrees(self, purse: Purse) -> None:
        wanted = purse.table()
        self.year.until(
            lambda: read(self._listed(purse.officer)[purse.budget.id]["sources"]),
            lambda seen: seen == wanted,
            f"the budget of {purse.whose} is not {wanted}",
        )

    def until_finance_sees(self, purses: Iterable[str]) -> None:
        """These budgets stand at finance as their counts say; and so do the sums, where they are all."""
        wanted = {whose: table for whose in purses if (table := self.purses[whose].table())}

        def looked() -> Any:
            town = listed(self.phuong, "townbudgets")[self.town().id]
            found = {whose: read(told) for whose, told in town["budgets"].items() if whose in wanted}
            return found, read(town["sources"]) if len(wanted) == len(self.purses) else self.sums()

        self.year.until(looked, lambda seen: seen == (wanted, self.sums()), f"finance does not see {sorted(wanted)}")

    def sums(self) -> Table:
        """The town's table: all counts added up."""
        found: dict[str, Counter[str]] = {}
        for purse in self.purses.values():
            for money, row in purse.table().items():
                found.setdefault(money, Counter()).update(row)
        return {money: dict(row) for money, row in found.items()}

    def file(self) -> dict[str, Any]:
        """The town's money as finance has it: its papers, and each budget."""
        return dict(self.phuong.get("support", f"/api/townbudgets/{self.town().id}")["file"]["town"])

    def town(self) -> File:
        """The town's money of the year."""
        if self._town is None:
            self._town = come(self.year, self.phuong, "townbudgets", lambda line: line["year"] == self.of)
        return self._town

    def _listed(self, officer: Officer) -> dict[str, Any]:
        """The budgets of the year this officer may read, by id."""
        return {key: line for key, line in listed(officer, "budgets").items() if line["year"] == self.of}


def _paper(purse: Purse, money: str, amount: int, number: str, day: date, *, cut: bool) -> dict[str, Any]:
    return {
        "whose": purse.whose, "money": money, "amount": amount, "number": number, "dated": day, "cut": cut,
    }  # fmt: skip
