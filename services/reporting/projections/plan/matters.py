"""Difficulties, proposals, inspections, tips, supervisions and contributions of the town as of a day. Pure.

People are only counted, and small numbers of them are not told (`shared/kernel/small_numbers.py`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.projections.plan.difficulties import Difficulty, Proposal
from services.reporting.projections.plan.gifts import Donor, Gift
from services.reporting.projections.plan.inspections import Inspection, Remedy, Tip
from services.reporting.projections.plan.supervisions import Recommendation, Supervision
from shared.kernel.difficulty_stages import Holder, Waits, is_awaited, waits
from shared.kernel.given_money import Given, MoneySums, money_by_source, source_of
from shared.kernel.law import Law
from shared.kernel.small_numbers import Shown, people_shown
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code, Source

MONEY: Code = "money"
AT_TAKER = ("to_pass", "passed", "with_lead")
"""How far a tip is at an office that does not check it: whoever checks says more of it."""


@dataclass(frozen=True)
class DifficultySeen:
    """A difficulty at the lead: who has to act, for how many days; `awaited`: an answer expected by a day did not come."""

    file: Difficulty
    waits: Waits
    awaited: bool

    @property
    def whose(self) -> Obliged:
        return Obliged(self.file.agency, self.file.unit)


def difficulties(files: Iterable[Difficulty], lead: Source, day: date) -> list[DifficultySeen]:
    """Those the lead guides and answers, the longest waiting first, the settled ones last."""
    led = [file for file in files if file.led and file.source == lead]
    seen = [DifficultySeen(file, waits(file, file.raised_on, day), is_awaited(file, day)) for file in led]
    return sorted(seen, key=lambda each: (each.waits.holder is None, -each.waits.all))


@dataclass(frozen=True)
class Late:
    """Something asked of somebody (None: of a business) by a day that is over."""

    whose: Obliged | None
    by: date


def late_remedies(files: Iterable[Inspection], day: date) -> list[Late]:
    """Remedies past their day, the oldest first."""
    return _late((each for file in files if not file.called_off for each in file.remedies), day)


def late_answers(files: Iterable[Supervision], day: date) -> list[Late]:
    """Recommendations past the day set for their answer, the oldest first."""
    return _late((each for file in files if file.stage != "dropped" for each in file.recommendations), day)


def _late(asked: Iterable[Remedy | Recommendation], day: date) -> list[Late]:
    found = (
        Late(Obliged(each.agency, each.unit) if each.agency else None, _by(each)) for each in asked if each.is_late(day)
    )
    return sorted(found, key=lambda each: each.by)


def _by(asked: Remedy | Recommendation) -> date:
    day = asked.until if isinstance(asked, Remedy) else asked.answer_by
    assert day is not None, "what has no day is never late"
    return day


def tips(files: Mapping[str, Tip]) -> dict[Code, int]:
    """How many tips there are of each stage, each counted once: as whoever checks it has it, else as whoever took it."""
    found: dict[str, Code] = {}
    for key, tip in sorted(files.items()):
        subject = key.rpartition("/")[2]
        if subject not in found or tip.stage not in AT_TAKER:
            found[subject] = tip.stage
    return dict(Counter(found.values()))


@dataclass(frozen=True)
class Kind:
    """How many gifts or donors there are of a kind: at least so many, or too few to be told."""

    code: Code
    shown: Shown | None


@dataclass(frozen=True)
class Contributions:
    """Money by source, from the first day of the plan on; gifts and donors by kind; how many people were reached."""

    money: Mapping[Code, MoneySums]
    gifts: tuple[Kind, ...]
    donors: tuple[Kind, ...]
    people: Shown | None


def contributions(
    gifts: Iterable[Gift], donors: Mapping[str, Donor], law: Law, since: date, day: date
) -> Contributions:
    """What was given by the end of a day. A donor and what they gave lie in one ledger."""
    all_ = [gift for gift in gifts if gift.pledged_on and gift.pledged_on <= day]

    def kind_of(gift: Gift) -> Code | None:
        known = donors.get(f"{gift.source}/{gift.donor}")
        return known.kind if known else None

    given = [Given(source_of(kind_of(gift), law), gift.came, gift.went) for gift in all_ if gift.kind == MONEY]
    who = {(gift.source, gift.donor): kind_of(gift) or "-" for gift in all_}
    return Contributions(
        money_by_source(given, since, day),
        _kinds(gift.kind for gift in all_),
        _kinds(who.values()),
        people_shown(use.people for gift in all_ for use in gift.went if since <= use.day <= day),
    )


def _kinds(codes: Iterable[Code]) -> tuple[Kind, ...]:
    return tuple(Kind(code, people_shown([number])) for code, number in sorted(Counter(codes).items()))


@dataclass(frozen=True)
class MattersOn:
    """All of it, as of the end of a day."""

    day: date
    difficulties: tuple[DifficultySeen, ...]
    proposals: tuple[Proposal, ...]
    inspections: tuple[Inspection, ...]
    supervisions: tuple[Supervision, ...]
    remedies_late: tuple[Late, ...]
    answers_late: tuple[Late, ...]
    tips: Mapping[Code, int]
    gifts: Contributions

    def held_by(self, holder: Holder) -> list[DifficultySeen]:
        """Those in which it is this one's turn."""
        return [each for each in self.difficulties if each.waits.holder == holder]

    @property
    def awaited(self) -> list[DifficultySeen]:
        return [each for each in self.difficulties if each.awaited]

    @property
    def remedies_open(self) -> int:
        return sum(each.state == "to_remedy" for file in self.inspections for each in file.remedies)
