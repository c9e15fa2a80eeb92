"""What the law owes her, benefit by benefit, and why: every rule that was asked, what came of it, and the text it rests on.

L2011 Điều 32 says to whom a regime goes at all, each benefit has its conditions, and where two texts disagree a person
chooses. Only a confirmed rule refuses; what nobody knows is asked, and what only an unconfirmed rule denies is for a person
to decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.support.domain.file import File
from services.support.domain.following.events import DeathRecorded
from services.support.domain.following.words import DeathPlace, RelativesCare
from services.support.domain.stays.stay_rules import STAYS_AT_FACILITY, at_facility
from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Item, Law
from shared.kernel.regimes import Benefit, Conflict, Reading, Regime
from shared.kernel.words import AgeGroup, Code, Confidence

AWAITING = "awaiting_verification"
"""The status of the law for everybody who is not identified yet (ND09 Điều 19)."""
CERTIFIED, MINOR, DIED_AT_FACILITY, NOBODY_BURIES = "certified_victim", "minor", "died_at_facility", "nobody_buries"
"""The conditions that follow from the file (list `conditions`)."""
ARTICLE = "article"
"""The rule of every regime: is there a column for her?"""
MINORS = frozenset({AgeGroup.UNDER_16, AgeGroup.FROM_16_TO_17})


class Answer(StrEnum):
    """What came of asking a rule."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Standing(StrEnum):
    """Where she stands with a benefit. `waiting`: it is hers once she is identified; `to_ask`: something is not known
    yet; `to_decide`: a rule that is not sure, or two texts, need a person."""

    OWED = "owed"
    TO_ASK = "to_ask"
    TO_DECIDE = "to_decide"
    WAITING = "waiting"
    NOT_OWED = "not_owed"


@dataclass(frozen=True)
class Person:
    """She as the law of benefits sees her. `status` is her column of L2011 Điều 32, `later` the one she has once she is
    identified; None where that is not known or will not be."""

    status: Code
    later: Code | None = None
    age_group: AgeGroup = AgeGroup.UNKNOWN
    certified: bool = False
    met: frozenset[Code] = frozenset()
    not_met: frozenset[Code] = frozenset()
    chosen: Mapping[Code, Code] = field(default_factory=dict)
    identified_on: date | None = None
    death: DeathRecorded | None = None


@dataclass(frozen=True)
class Ground:
    """A rule that was asked: the column of the article, or a condition."""

    rule: Code
    vi: str
    answer: Answer
    legal_basis: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Dispute:
    """Texts that disagree, with what each of them comes to for her. `chosen` is a person's choice; `matters`: the texts
    come to different ends."""

    conflict: Conflict
    chosen: Code | None
    ends: Mapping[Code, Standing]
    matters: bool

    @property
    def holds(self) -> Reading:
        return self.conflict.readings[self.chosen or self.conflict.favours]


@dataclass(frozen=True)
class Entitlement:
    """A benefit, where she stands with it, and all the grounds for that."""

    benefit: Benefit
    regime: Regime
    standing: Standing
    grounds: tuple[Ground, ...]
    disputes: tuple[Dispute, ...]
    since: date | None = None
    """The day she was identified: from it on an application can be made."""


def person_of(file: File, law: Law) -> Person:
    """Who was found to be no victim has no column; who is not identified yet awaits verification. Whether she stays at a
    facility is known from her stays, too."""
    opened, status = file.opened, file.status.status if file.status else None
    found = opened.person_status if opened else AWAITING
    item = law.lists.get("person_statuses", {}).get(found)
    later = found if law.knows("statuses", found) else item.group if item else None
    later = None if later == AWAITING or status == "not_victim" else later
    proved = status == "victim" or law.knows("statuses", found)
    met, not_met = _known_of(file)
    return Person(
        status=later if proved and later else AWAITING,
        later=later,
        age_group=opened.age_group if opened else AgeGroup.UNKNOWN,
        certified=status == "victim",
        met=met,
        not_met=not_met,
        death=file.following.death,
        identified_on=file.status.decided_on if file.status and status == "victim" else None,
        chosen={law.lists["readings"][each.reading].group or "": _name(each.reading) for each in file.readings},
    )


def _known_of(file: File) -> tuple[frozenset[Code], frozenset[Code]]:
    """What is true of her and what is not, as written down last."""
    said = file.circumstances
    met, not_met = (frozenset(said.met), frozenset(said.not_met)) if said else (frozenset[Code](), frozenset[Code]())
    there = frozenset({STAYS_AT_FACILITY})
    spoken = said.known_on if said and STAYS_AT_FACILITY in met | not_met else None
    match at_facility(file.stays, spoken):
        case True:
            return met | there, not_met - there
        case False:
            return met - there, not_met | there
        case _:
            return met, not_met


def _name(reading: Code) -> Code:
    """`meals_how_long.nd09` is the reading `nd09` of its conflict."""
    return reading.partition(".")[2]


def entitlements(person: Person, law: Law) -> tuple[Entitlement, ...]:
    """Every benefit of the law, in its order."""
    return tuple(
        entitlement(person, benefit, regime, law)
        for regime in law.regimes.values()
        for benefit in regime.benefits.values()
    )


def entitlement(person: Person, benefit: Benefit, regime: Regime, law: Law) -> Entitlement:
    column = _column(person, regime, law)
    always = (column, *_conditions(person, benefit.conditions, law))
    disputes = tuple(_dispute(person, each, always, law) for each in benefit.conflicts.values())
    grounds = (*always, *(ground for each in disputes for ground in _of_reading(person, each.holds, law)))
    standing = _standing(grounds)
    if column.answer is Answer.NO and person.status == AWAITING and person.later in regime.eligible:
        standing = Standing.WAITING
    elif standing is not Standing.NOT_OWED and any(each.matters and each.chosen is None for each in disputes):
        standing = Standing.TO_DECIDE
    return Entitlement(benefit, regime, standing, grounds, disputes, person.identified_on)


def regime_warnings(person: Person, code: Code | None, law: Law) -> tuple[Code, ...]:
    """What somebody must be told before she is helped under this regime of the law. Only confirmed rules refuse: the
    article when it leaves her out, and conditions when no benefit of the regime is hers; then it is a service."""
    if code is None:
        return ()
    must_know(law, "regimes", code)
    regime = law.regimes[code]
    if person.status not in regime.eligible:
        if regime.confidence is Confidence.VERIFIED:
            raise Refused("regime.not_for_status", f"{code} is not given to {person.status}")
        return ("regime.perhaps_not_for_status",)
    standings = {entitlement(person, benefit, regime, law).standing for benefit in regime.benefits.values()}
    if not standings or Standing.OWED in standings:
        return ()
    if standings == {Standing.NOT_OWED}:
        raise Refused("regime.not_owed", f"no benefit of {code} is owed: it is a service")
    return ("regime.to_decide" if Standing.TO_DECIDE in standings else "regime.to_ask",)


def _column(person: Person, regime: Regime, law: Law) -> Ground:
    """The column of the article: not known for an identified victim of whom nobody knows what she is."""
    unclear = person.certified and person.status == AWAITING
    answer = Answer.YES if person.status in regime.eligible else Answer.NOT_KNOWN if unclear else Answer.NO
    whom = law.listed("statuses")[person.status].vi
    return Ground(ARTICLE, whom, answer, regime.legal_basis[:1], regime.confidence)


def _conditions(person: Person, codes: Iterable[Code], law: Law) -> Iterator[Ground]:
    for code in codes:
        item = condition(code, law)
        yield Ground(code, item.vi, _answer(person, code), item.legal_basis, item.confidence)


def condition(code: Code, law: Law) -> Item:
    """The words of a condition and the text it rests on."""
    return law.lists["circumstances"].get(code) or law.lists["conditions"][code]


def _answer(person: Person, code: Code) -> Answer:
    if code == CERTIFIED:
        return Answer.YES if person.certified else Answer.NO
    if code == MINOR:
        unknown = person.age_group is AgeGroup.UNKNOWN
        return Answer.NOT_KNOWN if unknown else Answer.YES if person.age_group in MINORS else Answer.NO
    if code in (DIED_AT_FACILITY, NOBODY_BURIES):
        return _after_death(person.death, code)
    return Answer.YES if code in person.met else Answer.NO if code in person.not_met else Answer.NOT_KNOWN


def _after_death(death: DeathRecorded | None, code: Code) -> Answer:
    """Nobody who lives has died: there the answer is no."""
    if death is None:
        return Answer.NO
    if code == DIED_AT_FACILITY:
        return {DeathPlace.FACILITY: Answer.YES, DeathPlace.ELSEWHERE: Answer.NO}.get(death.place, Answer.NOT_KNOWN)
    cared = {RelativesCare.TAKE_CARE: Answer.NO, RelativesCare.NOT_TOLD: Answer.NOT_KNOWN}
    return cared.get(death.kin, Answer.YES)


def _of_reading(person: Person, reading: Reading, law: Law) -> Iterator[Ground]:
    """A condition that only one text makes is no surer than that text's reading."""
    for code in reading.conditions:
        yield Ground(code, condition(code, law).vi, _answer(person, code), reading.legal_basis, reading.confidence)


def _dispute(person: Person, conflict: Conflict, always: tuple[Ground, ...], law: Law) -> Dispute:
    ends = {
        code: _standing((*always, *_of_reading(person, reading, law))) for code, reading in conflict.readings.items()
    }
    return Dispute(conflict, person.chosen.get(conflict.code), ends, len(set(ends.values())) > 1)


def _standing(grounds: Iterable[Ground]) -> Standing:
    asked = tuple(grounds)
    missed = [ground for ground in asked if ground.answer is Answer.NO]
    if any(ground.confidence is Confidence.VERIFIED for ground in missed):
        return Standing.NOT_OWED
    if missed:
        return Standing.TO_DECIDE
    return Standing.TO_ASK if any(ground.answer is Answer.NOT_KNOWN for ground in asked) else Standing.OWED
