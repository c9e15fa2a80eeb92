"""Difficulties, proposals, inspections, tips, supervisions and contributions of the town as of a day. Pure.

People are only counted, and small numbers of them are not told (`shared/kernel/small_numbers.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reporting.projections.plan.difficulties import Difficulty, Proposal
from services.reporting.projections.plan.gifts import Donor, Gift
from services.reporting.projections.plan.inspections import Inspection, Remedy, Tip
from services.reporting.projections.plan.ledgers import subject_of
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

    key: str
    file: Difficulty
    waits: Waits
    awaited: bool

    @property
    def whose(self) -> Obliged:
        return Obliged(self.file.agency, self.file.unit)


def difficulties(files: Mapping[str, Difficulty], lead: Source, day: date) -> list[DifficultySeen]:
    """Those the lead guides and answers, the longest waiting first, the settled ones last."""
    led = {key: file for key, file in files.items() if file.led and file.source == lead}
    seen = [
        DifficultySeen(key, file, waits(file, file.raised_on, day), is_awaited(file, day)) for key, file in led.items()
    ]
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


def tips(files: Mapping[str, Tip]) -> dict[Code, tuple[str, ...]]:
    """Which tips there are of each stage, each once: as whoever checks it has it, else as whoever took it."""
    counted: dict[UUID, str] = {}
    for key, tip in sorted(files.items()):
        subject = subject_of(key)
        if subject not in counted or tip.stage not in AT_TAKER:
            counted[subject] = key
    return grouped((files[key].stage, key) for key in counted.values())


def grouped(pairs: Iterable[tuple[Code, str]]) -> dict[Code, tuple[str, ...]]:
    """The keys of documents by what each counts as, each once."""
    found: dict[Code, dict[str, None]] = {}
    for code, key in pairs:
        found.setdefault(code, {})[key] = None
    return {code: tuple(keys) for code, keys in found.items()}


@dataclass(frozen=True)
class Kind:
    """How many gifts or donors there are of a kind: at least so many, or too few to be told."""

    code: Code
    shown: Shown | None


@dataclass(frozen=True)
class Contributions:
    """Money by source, from the first day of the plan on; gifts and donors by kind; how many people were reached. `behind`: from
    which files each of these numbers was counted, by its name."""

    money: Mapping[Code, MoneySums]
    gifts: tuple[Kind, ...]
    donors: tuple[Kind, ...]
    people: Shown | None
    behind: Mapping[Code, tuple[str, ...]]


def contributions(
    gifts: Mapping[str, Gift], donors: Mapping[str, Donor], law: Law, since: date, day: date
) -> Contributions:
    """What was given by the end of a day. A donor and what they gave lie in one ledger."""
    all_ = {key: gift for key, gift in gifts.items() if gift.pledged_on and gift.pledged_on <= day}

    def kind_of(gift: Gift) -> Code | None:
        known = donors.get(giver(gift))
        return known.kind if known else None

    money = {key: source_of(kind_of(gift), law) for key, gift in all_.items() if gift.kind == MONEY}
    by_kind = grouped((gift.kind, key) for key, gift in all_.items())
    by_donor = grouped((kind_of(gift) or "-", giver(gift)) for gift in all_.values())
    by_source = grouped((source, key) for key, source in money.items())
    used = [(key, use) for key, gift in all_.items() for use in gift.went if since <= use.day <= day]
    return Contributions(
        money_by_source((Given(s, all_[key].came, all_[key].went) for key, s in money.items()), since, day),
        _kinds(by_kind), _kinds(by_donor), people_shown(use.people for _, use in used),
        {
            **_named("gifts", by_kind), **_named("donors", by_donor), **_named("money", by_source),
            "people": tuple(dict.fromkeys(key for key, use in used if use.people)),
        },
    )  # fmt: skip


def giver(gift: Gift) -> str:
    """The key of whoever gave it."""
    return f"{gift.source}/{gift.donor}"


def _kinds(by_kind: Mapping[Code, tuple[str, ...]]) -> tuple[Kind, ...]:
    return tuple(Kind(code, people_shown([len(keys)])) for code, keys in sorted(by_kind.items()))


def _named(what: Code, by_code: Mapping[Code, tuple[str, ...]]) -> dict[Code, tuple[str, ...]]:
    return {f"{what}.{code}": keys for code, keys in by_code.items()}


@dataclass(frozen=True)
class MattersOn:
    """All of it, as of the end of a day; documents by their keys."""

    day: date
    difficulties: tuple[DifficultySeen, ...]
    proposals: Mapping[str, Proposal]
    inspections: Mapping[str, Inspection]
    supervisions: Mapping[str, Supervision]
    remedies_late: tuple[Late, ...]
    answers_late: tuple[Late, ...]
    tips: Mapping[Code, tuple[str, ...]]
    gifts: Contributions

    @property
    def behind(self) -> Mapping[Code, tuple[str, ...]]:
        """From which files each number was counted, by its name: what it is about, and where there are several, of which code."""
        return {
            "difficulties": tuple(each.key for each in self.difficulties), "proposals": tuple(self.proposals),
            "inspections": tuple(self.inspections), "supervisions": tuple(self.supervisions),
            **_named("tips", self.tips), **self.gifts.behind,
        }  # fmt: skip

    def held_by(self, holder: Holder) -> list[DifficultySeen]:
        """Those in which it is this one's turn."""
        return [each for each in self.difficulties if each.waits.holder == holder]

    @property
    def awaited(self) -> list[DifficultySeen]:
        return [each for each in self.difficulties if each.awaited]

    @property
    def remedies_open(self) -> int:
        return sum(each.state == "to_remedy" for file in self.inspections.values() for each in file.remedies)
