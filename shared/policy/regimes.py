"""The support regimes in a law file: their shape, what can be wrong with them, and what the rules are given to read."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Annotated

from msgspec import Meta, field

from shared.kernel.law import Item
from shared.kernel.regimes import Amount, Benefit, Conflict, Reading, Regime
from shared.kernel.words import Code, Confidence
from shared.policy.procedures import Place
from shared.policy.words import Strict, Words

Basis = Annotated[tuple[Words, ...], Meta(min_length=1)]


class ReadingShape(Strict, frozen=True, kw_only=True):
    vi: Words
    basis: Basis
    confidence: Confidence
    conditions: tuple[Code, ...] = ()
    limit: Code | None = None


class ConflictShape(Strict, frozen=True, kw_only=True):
    vi: Words
    favours: Code
    readings: Annotated[dict[Code, ReadingShape], Meta(min_length=2)]

    def __post_init__(self) -> None:
        if self.favours not in self.readings:
            raise ValueError(f"`favours` names none of the readings: {', '.join(self.readings)}")


class AmountShape(Strict, frozen=True, kw_only=True):
    payable: Annotated[int, Meta(ge=0)] | None
    floor: Annotated[int, Meta(ge=0)] | None = None
    per: Code
    set_by: Code
    reason: Words


class BenefitShape(Strict, frozen=True, kw_only=True):
    vi: Words
    en: Words
    basis: Basis
    confidence: Confidence
    decides: Code
    pays: Code
    conditions: tuple[Code, ...] = ()
    papers: tuple[Code, ...] = ()
    conflicts: dict[Code, ConflictShape] = field(default_factory=dict)
    amount: AmountShape | None = None
    services: tuple[Code, ...] = ()
    apply_within: Code | None = None
    once: bool = False


class RegimeShape(Strict, frozen=True, kw_only=True):
    vi: Words
    en: Words
    point: Words
    eligible: frozenset[Code]
    basis: Basis
    confidence: Confidence
    benefits: Annotated[dict[Code, BenefitShape], Meta(min_length=1)]


def regimes_of(shapes: Mapping[Code, RegimeShape]) -> dict[Code, Regime]:
    return {
        code: Regime(
            code, each.vi, each.en, each.point, each.eligible, each.basis, each.confidence,
            {name: _benefit(name, code, benefit) for name, benefit in each.benefits.items()},
        )
        for code, each in shapes.items()
    }  # fmt: skip


def benefits_of(shapes: Mapping[Code, RegimeShape]) -> dict[Code, Item]:
    """Every benefit in words; the group is its regime."""
    return {
        name: Item(name, each.vi, each.en, code, each.basis, each.confidence)
        for code, regime in shapes.items()
        for name, each in regime.benefits.items()
    }


def readings_of(shapes: Mapping[Code, RegimeShape]) -> dict[Code, Item]:
    """Every reading as a clerk chooses it: `meals_how_long.nd09`, with the question in its words; the group is the
    conflict."""
    return {
        f"{code}.{name}": Item(
            f"{code}.{name}", f"{conflict.vi}: {reading.vi}", name, code, reading.basis, reading.confidence
        )
        for code, conflict in _conflicts(shapes)
        for name, reading in conflict.readings.items()
    }


def bases(shapes: Mapping[Code, RegimeShape]) -> Iterator[tuple[Place, str]]:
    """Every legal basis with its place in the file."""
    for code, regime in shapes.items():
        yield from ((("regimes", code, "basis"), basis) for basis in regime.basis)
        for name, benefit in regime.benefits.items():
            at = ("regimes", code, "benefits", name)
            yield from (((*at, "basis"), basis) for basis in benefit.basis)
            for one, conflict in benefit.conflicts.items():
                for other, reading in conflict.readings.items():
                    place = (*at, "conflicts", one, "readings", other, "basis")
                    yield from ((place, basis) for basis in reading.basis)


def wrong(shapes: Mapping[Code, RegimeShape], known: Mapping[str, Container[str]]) -> Iterator[tuple[Place, str]]:
    """Place and words of what is said twice, and of every word that stands in none of the `known` lists."""
    seen = set[Code]()
    for code, regime in shapes.items():
        yield from _strange(("regimes", code, "eligible"), "statuses", regime.eligible, known)
        for name, benefit in regime.benefits.items():
            at = ("regimes", code, "benefits", name)
            names = {name, *benefit.conflicts}
            yield from ((at, f"`{word}` is named in another benefit already") for word in sorted(names & seen))
            seen |= names
            for inside, kind, words in _words(benefit):
                yield from _strange((*at, *inside), kind, words, known)


def _strange(
    at: Place, kind: str, words: Iterable[Code], known: Mapping[str, Container[str]]
) -> Iterator[tuple[Place, str]]:
    for word in sorted(words):
        if word not in known.get(kind, ()):
            yield at, f"`{word}` is not in the list `{kind}`"


def _words(benefit: BenefitShape) -> Iterator[tuple[Place, str, tuple[Code, ...]]]:
    """The words a benefit uses, with their place in it and the list they must stand in."""
    for place, kind, word in (
        ("decides", "deciders", benefit.decides),
        ("pays", "payers", benefit.pays),
        ("apply_within", "terms", benefit.apply_within),
    ):
        yield (place,), kind, (word,) if word else ()
    for kind, words in (("conditions", benefit.conditions), ("papers", benefit.papers), ("services", benefit.services)):
        yield (kind,), kind, words
    for conflict, each in benefit.conflicts.items():
        for code, reading in each.readings.items():
            at = ("conflicts", conflict, "readings", code)
            yield (*at, "conditions"), "conditions", reading.conditions
            yield (*at, "limit"), "terms", (reading.limit,) if reading.limit else ()
    if benefit.amount:
        yield ("amount", "per"), "units_of_money", (benefit.amount.per,)
        yield ("amount", "set_by"), "setters", (benefit.amount.set_by,)


def _conflicts(shapes: Mapping[Code, RegimeShape]) -> Iterator[tuple[Code, ConflictShape]]:
    for regime in shapes.values():
        for benefit in regime.benefits.values():
            yield from benefit.conflicts.items()


def _benefit(code: Code, regime: Code, shape: BenefitShape) -> Benefit:
    amount = shape.amount
    return Benefit(
        code, regime, shape.vi, shape.en, shape.conditions, shape.decides, shape.pays, shape.papers, shape.basis,
        shape.confidence, {name: _conflict(name, each) for name, each in shape.conflicts.items()},
        Amount(amount.payable, amount.floor, amount.per, amount.set_by, amount.reason) if amount else None,
        shape.services, shape.apply_within, shape.once,
    )  # fmt: skip


def _conflict(code: Code, shape: ConflictShape) -> Conflict:
    readings = {
        name: Reading(name, each.vi, each.basis, each.confidence, each.conditions, each.limit)
        for name, each in shape.readings.items()
    }
    return Conflict(code, shape.vi, shape.favours, readings)
