"""What firms, associations and people give in the year: promised, received, used, thanked for, told to who gave, and counted."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.year.doors import File, begun, come, listed
from deploy.demo.year.telling import AT_ONCE, Year

SAID: Mapping[str, tuple[str, str, str, dict[str, Any]]] = {
    "a firm": ("lan.labour", "firm", "money", {"amount": 50_000_000}),
    "an organisation abroad": ("lan.labour", "foreign_ngo", "money", {"amount": 120_000_001, "purpose": "training"}),
    "a shopkeeper": ("thuy.womens_union", "person", "goods", {"goods": "gift_parcel", "quantity": 40, "measure": "parcel"}),
    "an association": ("thuy.womens_union", "association", "skills", {"skill": "counselling", "hours": 60}),
    "a shop": (
        "thao.20008", "firm", "goods", {"goods": "equipment", "quantity": 3, "measure": "set", "purpose": "communication"},
    ),
    "a family": ("hoa.19996", "person", "money", {"amount": 2_000_000}),
    "a stranger": ("my.20017", "person", "money", {"amount": 900_000_000}),
}  # fmt: skip
"""Who gives, in a word of ours; who is turned to, what kind of donor it is, and what is promised."""
SIZES = ("amount", "quantity", "hours")
REPORT = "bao_cao_nha_tai_tro"
TOLD = ("an organisation abroad", "a shopkeeper", "an association")
"""Those who are told at the end of the year what became of it."""
BY: Mapping[str, str] = {"a family": "05-20"}
"""Promised for a day, which one of them misses."""


@dataclass
class Gift:
    """One contribution as it is told: the count of it stands here, by the sizes of what really came and went."""

    officer: Officer
    promised: int
    donor: File
    file: File
    came: list[int] = field(default_factory=list)
    went: list[int] = field(default_factory=list)
    thanked: bool = False
    late: int = 0
    ended: str | None = None

    def ask(self, path: str, **fields: Any) -> None:
        self.file.do(self.officer, path, **fields)

    def is_refused(self, rule: str, path: str, **fields: Any) -> None:
        self.file.is_refused(self.officer, rule, path, **fields)

    def received(self, size: int, day: date, **more: Any) -> None:
        self.ask("receipt", received_on=day, size=size, **more)
        self.came.append(size)

    def used(self, use: str, size: int, day: date, **more: Any) -> None:
        self.ask("use", used_on=day, use=use, size=size, **more)
        self.went.append(size)

    def thank(self, way: str, day: date, **more: Any) -> None:
        self.ask("thanks", thanked_on=day, way=way, **more)
        self.thanked = True

    def close(self, day: date, **why: str) -> None:
        self.ask("closing", closed_on=day, **why)
        self.ended = "settled"

    def stands(self) -> tuple[str, int, int, int, bool, int]:
        stage = self.ended or ("in_hand" if self.came else "promised")
        return stage, self.promised, sum(self.came), sum(self.went), self.thanked, self.late


class Gifts:
    """`given` by the word of who gives."""

    def __init__(self, year: Year) -> None:
        self.year, self.given = year, dict[str, Gift]()

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        deeds = {3: self.promises, 5: self.receipts, 6: self.late, 8: self.uses, 11: self.endings}
        for month, deed in deeds.items():
            yield date(self.year.plan.effective_from.year, month, 12), deed
        yield self.year.plan.effective_to, self.reports

    def promises(self, day: date) -> None:
        def promise(who: str) -> tuple[str, Gift]:
            keeper, kind, path, said = SAID[who]
            officer = self.year.town.officer(keeper)
            until = {"until": f"{day.year}-{BY[who]}"} if who in BY else {}
            donor = begun(officer, "donors", "donor", kind=kind, name="Người cho Hư Cấu")
            donor.do(officer, path, pledged_on=day, **said, **until)
            gift = come(self.year, officer, "contributions", lambda line: line["donor"] == donor.id)
            return who, Gift(officer, next(said[name] for name in SIZES if name in said), donor, gift)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            self.given = dict(pool.map(promise, SAID))
        stranger = self.given["a stranger"]
        stranger.ask("refusal", refused_on=day, reason="source_unclear")
        stranger.ended = "turned_down"

    def receipts(self, day: date) -> None:
        """In one, or in parts; of goods some keep only until a day. One was written down twice, and is struck."""
        firm, abroad, shopkeeper = (self.given[who] for who in ("a firm", "an organisation abroad", "a shopkeeper"))
        firm.is_refused("contribution.nothing_received", "thanks", thanked_on=day, way="phone")
        firm.received(50_000_000, day, receipt="11/PT")
        abroad.received(70_000_001, day, receipt="12/PT")
        shopkeeper.received(40, day, good_until=f"{day.year}-11-30")
        self.given["an association"].received(60, day)
        shop = self.given["a shop"]
        shop.received(2, day)
        shop.ask("receipt", received_on=day, size=1)
        shop.ask("striking-receipt", number=2, reason="mistake")

    def late(self, day: date) -> None:
        """What was promised for May comes in June."""
        family = self.given["a family"]
        family.received(1_500_000, day)
        family.late += 1
        self.given["an organisation abroad"].received(50_000_000, day, receipt="13/PT")
        for who in ("a firm", "an organisation abroad"):
            self.given[who].thank("letter", day, number=f"{len(who)}/TCO")
        for who in ("a shopkeeper", "an association", "a shop", "a family"):
            self.given[who].thank("in_person", day)

    def uses(self, day: date) -> None:
        """For what it was given, never more than came; for something else once the donor agreed."""
        firm, abroad, shop = (self.given[who] for who in ("a firm", "an organisation abroad", "a shop"))
        too_much = {"used_on": day, "use": "livelihood", "size": 50_000_001}
        firm.is_refused("contribution.more_than_received", "use", **too_much)
        firm.used("livelihood", 30_000_000, day, people=4)
        abroad.is_refused("contribution.other_purpose", "use", used_on=day, use="communication", size=1)
        abroad.used("training", 99_000_001, day, people=45)
        abroad.ask("release", agreed_on=day, use="communication")
        abroad.used("communication", 1_000_000, day)
        self.given["a shopkeeper"].used("essentials", 25, day, people=25)
        self.given["an association"].used("health_care", 48, day, people=12)
        shop.used("communication", 2, day)
        again = {"used_on": day, "use": "communication", "size": 2, "again": True}
        shop.is_refused("contribution.more_than_received", "use", **again)

    def endings(self, day: date) -> None:
        """What is used up, or will not come, or did not keep, is closed with the reason."""
        self.given["a shopkeeper"].used("essentials", 10, day, people=10)
        self.given["a shopkeeper"].close(day, left_over="handed_on")
        self.given["a shop"].close(day, unkept="donor_unable")
        family = self.given["a family"]
        family.used("housing", 1_500_000, day)
        family.is_refused("contribution.needs_unkept", "closing", closed_on=day)
        family.close(day, unkept="in_part")

    def reports(self, _: date) -> None:
        """What it was used for, without anybody who was helped."""
        for gift in map(self.given.__getitem__, TOLD):
            gift.officer.printed("support", f"/donors/{gift.donor.id}/{REPORT}.pdf")

    def count(self) -> None:
        """Each contribution stands as it was told: its stage, what was promised, came, went, and whether who gave was thanked."""
        lists = {gift.officer.username: listed(gift.officer, "contributions") for gift in self.given.values()}
        for who, gift in self.given.items():
            if (found := _stands(lists[gift.officer.username][gift.file.id])) != gift.stands():
                raise StoryBroken(f"what {who} gave is {found}, not {gift.stands()}")
        received = sum(bool(gift.came) for gift in self.given.values())
        self.year.say(
            f"{len(self.given)} contributions, {received} of them received, used and thanked for as they were told"
        )


def _stands(line: Mapping[str, Any]) -> tuple[str, int, int, int, bool, int]:
    """The same of a line as the town lists it; what was struck does not count."""
    receipts = [each for each in line["account"]["receipts"] if not each["struck"]]
    uses = [each for each in line["account"]["uses"] if not each["struck"]]
    came, went = sum(each["size"] for each in receipts), sum(each["size"] for each in uses)
    late = sum(each["late"] for each in receipts)
    return line["stage"], line["promised"], came, went, line["thanked_on"] is not None, late
