"""The desk of contributions: what came of a promise, what it was used for, and who is to be thanked."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, day_of, first_of
from services.support.plan.domain.contributions import commands as asked
from services.support.plan.domain.contributions.account import Receipt, Use
from services.support.plan.domain.contributions.checks import USES
from services.support.plan.domain.contributions.events import DONG, HOURS, GiftKind
from services.support.plan.domain.contributions.gift import OPEN, Contribution, Gift, Stage
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from services.support.plan.domain.contributions.steps import Next, waiting
from services.support.plan.projections.contributions import DonorLine, money_by_source
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.given_money import MoneySums
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Values
from shared.web.fields import LEFT_OUT, Choice, Labelled
from shared.web.pages import money, vn_date
from shared.web.words import Words

A_CONTRIBUTION = About(
    "contribution", "contributions", "contributions", "/contributions", lambda one: f"DG-{one.hex[:6].upper()}",
    UUID("0c3f4b57-93a1-4d0b-8f6a-7f5f7d2b9e63"), of_people=False,
)  # fmt: skip
READ, LIST = "support.contribution.read", "support.contribution.list"
PRINT = "support.contribution.print"


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can write down of a contribution, in the order in which it happens."""

    def place(known: Contribution, _: Any, __: Actor) -> Subject:
        return _place(agency, known)

    def deed(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        on = day_of(day)
        return Deed(f"support.contribution.{name}", path, command, CONTRIBUTION, place, on, on)

    return [
        deed("receive", "receipt", asked.ReceiveContribution, "received_on"),
        deed("thank", "thanks", asked.ThankDonor, "thanked_on"),
        deed("use", "use", asked.UseContribution, "used_on"),
        deed("release", "release", asked.ReleasePurpose, "agreed_on"),
        deed("close", "closing", asked.CloseContribution, "closed_on"),
        deed("refuse", "refusal", asked.RefuseGift, "refused_on"),
        deed("strike_receipt", "striking-receipt", asked.StrikeReceipt),
        deed("strike_use", "striking-use", asked.StrikeUse),
    ]


def _place(agency: AgencyId, known: Contribution) -> Subject:
    return Subject(agency, known.gift.unit, known.gift.stage)


def _sealed(known: Contribution) -> SealedParts:
    """The notes, in the order in which they were written."""
    notes = [event.note for event in known.told if event.note is not None]
    return {"note": {f"note:{n}": note for n, note in enumerate(notes, 1)}}


KIND = Kind(A_CONTRIBUTION, CONTRIBUTION, READ, LIST, _place, lambda known: known.gift.stage is not Stage.NONE, _sealed)


def amount(size: int, gift: Gift, law: Law, words: Words) -> str:
    """So much of a gift in words: "2.000.000 đ", "30 kg", "12 giờ"."""
    if gift.measure == DONG:
        return money(size)
    measure = words["measure.hours"] if gift.measure == HOURS else law.called("goods_measures", gift.measure)
    return f"{size:,} {measure}".replace(",", ".")


def what(gift: Gift, law: Law, words: Words) -> str:
    """What kind of thing it is: "Tiền", "Quần áo, chăn màn", "Phiên dịch"."""
    if gift.item is None:
        return words["choice.GiftKind.money"]
    return law.called("contribution_goods" if gift.kind is GiftKind.GOODS else "contribution_skills", gift.item)


class Contributions(PlanFiles):
    """Contributions of one agency. `donors` are who gave them: of what kind they are says as which money theirs counts."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Shelf[Entry, Gift] | Kept[Entry, Gift],
        donors: Shelf[Entry, DonorLine] | Kept[Entry, DonorLine],
    ) -> None:
        super().__init__(KIND, desk, agency, words, lines)
        self.donors = donors

    def open_ones(self, actor: Actor) -> list[tuple[str, Gift, tuple[Next, ...]]]:
        """Those that wait for somebody here, what is due first at the top; by whom they may be listed."""
        today = self.desk.today()
        found = {key: gift for stage in sorted(OPEN) for key, gift in self.queue(actor, stage).items()}
        lines = [(key, gift, waiting(gift, today)) for key, gift in found.items()]
        return sorted(lines, key=lambda line: (_due(line[2]) or date.max, line[1].pledged_on or date.max, line[0]))

    def ended(self, actor: Actor) -> list[tuple[str, Gift]]:
        """What was settled or turned down, the newest first."""
        found = {
            key: gift for stage in (Stage.SETTLED, Stage.TURNED_DOWN) for key, gift in self.queue(actor, stage).items()
        }
        return sorted(found.items(), key=lambda line: (line[1].closed_on or date.min, line[0]), reverse=True)

    def money(self, actor: Actor, since: date, until: date) -> Mapping[Code, MoneySums]:
        """Money of those this officer may list, by the source as which it counts."""
        donors = self.donors.where(**self.reach(actor))
        return money_by_source(self.queue(actor), donors, self.desk.law(), since, until)

    def known(self, deed: Deed, actor: Actor, file: Contribution, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        """What stands in a form already. "Once more" and "more than promised" are asked only of those whom a
        rule asked."""
        gift, today = file.gift, self.desk.today()
        law = self.desk.law()
        match deed.command:
            case asked.ReceiveContribution:
                known: dict[str, Any] = {"received_on": today, "size": self._size("received", gift.missing, gift)}
                known |= {} if gift.kind is GiftKind.GOODS else {"good_until": LEFT_OUT}
                return known | ({} if typed else {"more": LEFT_OUT, "again": LEFT_OUT})
            case asked.UseContribution:
                left = sum(size for _, size in gift.account.usable(today))
                known = {"used_on": today, "size": self._size("used", left, gift), "use": gift.purpose or ""}
                return known | ({} if typed else {"again": LEFT_OUT})
            case asked.ReleasePurpose:
                others = tuple((c, each.vi) for c, each in law.listed(USES).items() if c != gift.purpose)
                return {"agreed_on": today, "use": Choice(others, required=True)}
            case asked.ThankDonor:
                return {"thanked_on": today}
            case asked.RefuseGift:
                return {"refused_on": today}
            case asked.CloseContribution:
                known = {"closed_on": today}
                known |= {} if gift.missing else {"unkept": LEFT_OUT}
                return known | ({} if gift.account.left else {"left_over": LEFT_OUT})
            case _:
                lines = gift.account.came if deed.command is asked.StrikeReceipt else gift.account.went
                return {"number": self._one_of(lines, gift)}

    def _size(self, done: Code, size: int, gift: Gift) -> Labelled:
        measure = amount(0, gift, self.desk.law(), self.words).removeprefix("0 ")
        return Labelled(size or "", self.words[f"size.{done}"].format(measure=measure), "", required=True)

    def _one_of(self, lines: tuple[Receipt, ...] | tuple[Use, ...], gift: Gift) -> Choice:
        law = self.desk.law()
        told = [(str(n.number), f"{vn_date(n.day)} · {amount(n.size, gift, law, self.words)}") for n in lines]
        return first_of(reversed(told))


def _due(steps: tuple[Next, ...]) -> date | None:
    return min((step.due for step in steps if step.due), default=None)


def donor_of(known: Contribution) -> UUID:
    """Whose it is: every contribution there is began on the page of a donor."""
    assert known.gift.donor is not None
    return known.gift.donor
