"""What the own plans and the reports of units have in common: where each lies, who writes it, how it comes to the lead."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from deploy.demo.year.desks import Desk, desks_of
from deploy.demo.year.doors import File, listed
from deploy.demo.year.handed_in import HandedIn
from deploy.demo.year.telling import Year
from shared.kernel.words import Code


class UnitPapers:
    """`listed` is the noun of these papers in addresses; `sent` what each desk (by its code) has sent so far, oldest first;
    `well` what the lead says of one it takes as it is."""

    listed: Code
    well: Code

    def __init__(self, year: Year, handed: HandedIn, sent: Mapping[Code, Sequence[object]]) -> None:
        self.year, self.handed, self.sent, self.desks = year, handed, sent, desks_of(year)
        self.lan = year.town.officer("lan.labour")

    def lines(self, desk: Desk | None = None) -> Mapping[str, Mapping[str, Any]]:
        """As a desk (None: the lead) lists them, by the id of the file."""
        return listed(desk.officer if desk else self.lan, self.listed)

    @cached_property
    def files(self) -> Mapping[Code, str]:
        """Where the paper of each lies: at the lead and at its own desk under one id."""
        return {line["unit"] or line["agency"]: file for file, line in self.lines().items()}

    def do(self, desk: Desk, path: str, /, *, by_lead: bool = False, **fields: Any) -> None:
        File(self.listed, self.files[desk.short]).do(self.lan if by_lead else desk.officer, path, **fields)

    def arrived(self) -> None:
        """The lead has everything that was sent, under the name of whoever sent it."""
        wanted = {desk.short: len(self.sent.get(desk.code, ())) for desk in self.desks}
        self.year.until(
            self.lines,
            lambda lines: {line["unit"] or line["agency"]: line["sent"] for line in lines.values()} == wanted,
            f"the lead does not have the {self.listed} {wanted}",
        )

    def heard(self, desk: Desk, what: Code) -> None:
        """A desk has heard what the lead said of its newest."""
        self.year.until(
            lambda: self.lines(desk)[self.files[desk.short]],
            lambda line: line["said"] == what and line["sent"] == len(self.sent[desk.code]),
            f"{desk.code} did not hear {what} of its {self.listed}",
        )

    def count(self) -> None:
        """What the lead said last has come to each desk."""
        self.year.at_once(
            lambda desk: self.heard(desk, self.well), [each for each in self.desks if self.sent.get(each.code)]
        )
