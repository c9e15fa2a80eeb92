"""The money of the year: estimated, consolidated, allocated, committed, paid and settled, and counted to the đồng by itself."""

import time
from collections.abc import Callable, Iterable
from datetime import date

from deploy.demo.benefit import is_granted, is_paid
from deploy.demo.officers import StoryBroken
from deploy.demo.way import Way
from deploy.demo.year.purse import MEASURES, Line, Purse
from deploy.demo.year.telling import Year
from deploy.demo.year.treasury import Treasury
from shared.kernel.words import UnitCode

LATE: UnitCode = "20041"
"""Its estimate comes in October only."""
RESOLUTION, PROGRAMME, SUPPLEMENT = "31/NQ-HĐND", "212/QĐ-UBND", "58/NQ-HĐND"
BENEFIT = 3_000_000


class Money:
    """`settled` says of each source what went back and what was carried over."""

    def __init__(self, year: Year) -> None:
        self.year, self.treasury = year, Treasury(year)
        self.settled: dict[tuple[str, str], tuple[int, int]] = {}
        self.come_home: tuple[Way, str, Line] | None = None

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        deeds = {
            2: self.estimates, 3: self.allocations, 4: self.spending, 5: self.casework, 6: self.changes, 8: self.cut,
            10: self.supplement,
        }  # fmt: skip
        for month, deed in deeds.items():
            yield date(self.treasury.of, month, 12), deed
        yield self.year.plan.effective_to, self.settlements

    def unit(self, code: UnitCode) -> Purse:
        return self.treasury.purses[f"communes.{code}"]

    # -- from the estimate to the allocation

    def estimates(self, day: date) -> None:
        """What waits for money in a unit is seen by finance before anybody has estimated anything."""
        self.treasury.open()
        self.unit("20008").commit("recurrent", 1_500_001, day, "essentials", urgent=True)
        self.treasury.until_finance_sees(["communes.20008"])

        def estimate(purse: Purse) -> None:
            agency, _, unit = purse.whose.partition(".")
            n = int(unit or sum(map(ord, agency)))
            amounts = {"recurrent": 20_000_000 + n * 137}
            amounts |= {"national_programmes": 6_000_000 + n * 11} if unit else {}
            amounts |= {"social": 4_000_003} if agency == "womens_union" else {}
            amounts |= {"international": 9_000_007} if agency == "labour" else {}
            purse.estimates(f"{n % 90 + 1}/DT", day, **amounts)

        self.treasury.each(estimate, but=f"communes.{LATE}")
        self.treasury.consolidate("40/TTr-TCKH", day)

    def allocations(self, day: date) -> None:
        """Of the recurrent spending four fifths of what was estimated; of all else everything."""
        for purse in self.treasury.purses.values():
            for money, amount in purse.estimate.items():
                given, paper = (amount * 4 // 5, RESOLUTION) if money == "recurrent" else (amount, PROGRAMME)
                self.treasury.allocate(purse, money, given, paper, day)
        self.treasury.until_agree()

    # -- what is committed and paid

    def spending(self, day: date) -> None:
        """What can wait is refused without an allocation; what cannot is committed, waits for money, and is paid."""

        def spend(purse: Purse) -> None:
            said = {"kind": "training", "committed_on": day}
            nothing, short = (
                {"money": "other_lawful", "amount": 1},
                {"money": "recurrent", "amount": purse.free("recurrent") + 1},
            )
            for more in (nothing, short):
                purse.is_refused("commitment.no_allocation", "commitment", **said, **more)
            if purse.free("recurrent"):
                line = purse.commit("recurrent", purse.free("recurrent") // 3 + 1, day)
                purse.pay(line, line.amount // 2, "1/PC", day)

        self.treasury.each(spend)
        for purse in (self.unit("20035"), self.unit("19996")):
            line = purse.commit("recurrent", purse.free("recurrent") + 500_001, day, "essentials", urgent=True)
            purse.pay(line, 750_000, "2/PC", day)

    def casework(self, day: date) -> None:
        """Somebody comes home; what is decided for her commits its money by itself."""
        way = Way(self.year.town, int(time.time()) % 3_000 * 3, day, lambda _: None, lambda _: day)
        way.report()
        way.receive()
        way.examine()
        way.lan.do("intake", way.case, "proof", proof_type="RESCUE_BODY_CERT", number="7/GXN-BĐBP", dated=way.on)
        way.plan()
        application = is_granted(way)
        self.come_home = way, application, self.unit("20008").owes("recurrent", BENEFIT, day)
        self.benefit_is_paid(1_000_000, "61/DS", day)
        self.year.say("a benefit that was decided has committed its money by itself")

    def benefit_is_paid(self, amount: int, receipt: str, day: date) -> None:
        if self.come_home is None:
            raise StoryBroken("no benefit was decided before it is paid")
        way, application, line = self.come_home
        way.today = day
        is_paid(way, application, amount, receipt)
        line.paid += amount
        self.treasury.until_agree(self.unit("20008"))

    def changes(self, day: date) -> None:
        """Between sources by a paper; another source for what waits; a payment taken back; what was cheaper is freed."""
        minh, nhung, tien, hoa = (self.unit(code) for code in ("20011", "20035", "20020", "19996"))
        paper = {"to": "other_programmes", "number": "70/QĐ-UBND", "dated": day}
        too_much = {"money": "recurrent", "amount": minh.free("recurrent") + 1}
        minh.is_refused("transfer.more_than_free", "transfer", **paper, **too_much)
        minh.transfer("recurrent", "other_programmes", 2_345_678, "71/QĐ-UBND", day)
        minh.commit("other_programmes", 2_000_000, day, "local_model")
        nhung.transfer("national_programmes", "recurrent", 100_001, "72/QĐ-UBND", day)  # too little for what waits
        tien.pay(tien.lines[-1], 99_000, "3/PC", day)
        tien.take_back(tien.lines[-1], 99_000, "3/PC", day)
        tien.release(tien.lines[-1], day)
        hoa.move(
            hoa.commit("recurrent", 600_000, day, "essentials", urgent=True), "national_programmes", "73/QĐ-UBND", day
        )
        self.treasury.until_finance_sees([purse.whose for purse in (minh, nhung, tien, hoa)])

    def cut(self, day: date) -> None:
        """Nothing that is committed is cut."""
        purse = self.unit("20017")
        free = purse.free("recurrent")
        self.treasury.is_refused_a_cut(purse, "recurrent", free + 1, "44/NQ-HĐND", day)
        self.treasury.allocate(purse, "recurrent", free // 2, "45/NQ-HĐND", day, cut=True)
        self.treasury.until_agree(purse)

    def supplement(self, day: date) -> None:
        """A late estimate and a higher one: both are consolidated once more, and what comes covers who waited."""
        phuc, nhung = self.unit(LATE), self.unit("20035")
        phuc.estimates("98/DT", day, recurrent=11_000_011)
        nhung.estimates("99/DT", day, **{**nhung.estimate, "recurrent": nhung.estimate["recurrent"] + 5_000_000})
        self.treasury.consolidate("88/TTr-TCKH", day)
        self.treasury.allocate(phuc, "recurrent", 10_000_009, SUPPLEMENT, day)
        self.treasury.allocate(nhung, "recurrent", 4_000_001, SUPPLEMENT, day)
        self.treasury.until_agree(phuc, nhung)
        phuc.pay(phuc.commit("recurrent", 3_333_333, day), 3_333_333, "1/PC", day)

    # -- the end of the year

    def settlements(self, day: date) -> None:
        """Each source, with why something is left or lacking; then a payment that comes late, and a second paper for it."""

        def settle(purse: Purse) -> None:
            for money in purse.table():
                self.settle(purse, money, "5/QT", day)

        self.treasury.each(settle)
        thao = self.unit("20008")
        if self.come_home is None:
            raise StoryBroken("no benefit was decided")
        line = self.come_home[2]
        self.benefit_is_paid(line.amount - line.paid, "62/DS", day)
        as_before = {"money": "recurrent", "returned": self.settled[thao.whose, "recurrent"][0], "reason": "saved"}
        thao.is_refused("settlement.not_balanced", "settlement", **as_before, number="6/QT", dated=day)
        self.settle(thao, "recurrent", "6/QT", day)

    def settle(self, purse: Purse, money: str, number: str, day: date) -> None:
        row, left = purse.row(money), purse.unspent(money)
        if not (row["allocated"] or row["committed"]):
            return
        carried = left // 4 if money == "national_programmes" else 0
        lacking = any(each.waits and each.paid and each.money == money for each in purse.lines)
        reason = "paid_without_money" if lacking else "continues" if carried else "saved" if left else None
        purse.settle(money, number, day, left - carried, carried, reason)
        self.settled[purse.whose, money] = left - carried, carried

    def count(self) -> None:
        """Each budget and the town, by source and measure, and every settlement: to the đồng."""
        self.treasury.until_agree()
        self.treasury.until_finance_sees(self.treasury.purses)

        def settlements() -> dict[tuple[str, str], tuple[int, int]]:
            return {
                (whose, money): (each["returned"], each["carried"])
                for whose, part in self.treasury.file()["parts"].items() for money, each in part["settled"].items()
            }  # fmt: skip

        self.year.until(settlements, lambda seen: seen == self.settled, f"finance has not heard {self.settled}")
        rows = list(self.treasury.sums().values())
        said = ", ".join(f"{name} {sum(row[name] for row in rows)}" for name in MEASURES)
        self.year.say(f"finance counts {len(self.treasury.purses)} budgets to the đồng: {said}")
