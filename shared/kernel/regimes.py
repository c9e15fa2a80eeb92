"""What a support regime of the law is made of: benefits, each with its conditions, its amount, who decides and who pays.

Where two texts in force say different things, both stand here as readings, and a person chooses (a `Conflict`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.kernel.words import Code, Confidence


@dataclass(frozen=True)
class Reading:
    """One text's answer to what a conflict asks: conditions that have to be met, and the term that ends the help."""

    code: Code
    vi: str
    legal_basis: tuple[str, ...]
    confidence: Confidence
    conditions: tuple[Code, ...] = ()
    limit: Code | None = None


@dataclass(frozen=True)
class Conflict:
    """Texts that disagree. Until a person decides, the one that `favours` her holds, with a warning."""

    code: Code
    vi: str
    favours: Code
    readings: Mapping[Code, Reading]


@dataclass(frozen=True)
class Amount:
    """In đồng. `payable` and `floor` are None unless a text we have read says so; `reason` says why, `set_by` (list
    `setters`) who sets it, `per` (list `units_of_money`) for what it is paid."""

    payable: int | None
    floor: int | None
    per: Code
    set_by: Code
    reason: str


@dataclass(frozen=True)
class Benefit:
    """One thing that a regime gives. `services` help her where the law owes nothing. `apply_within` is the term of an
    application, `once` whether it is given a single time; money has an `amount`."""

    code: Code
    regime: Code
    vi: str
    en: str
    conditions: tuple[Code, ...]
    decides: Code
    pays: Code
    papers: tuple[Code, ...]
    legal_basis: tuple[str, ...]
    confidence: Confidence
    conflicts: Mapping[Code, Conflict] = field(default_factory=dict)
    amount: Amount | None = None
    services: tuple[Code, ...] = ()
    apply_within: Code | None = None
    once: bool = False


@dataclass(frozen=True)
class Regime:
    """A support regime of the law, to whom it goes at all (L2011 Điều 32: necessary, never enough), and its benefits."""

    code: Code
    vi: str
    en: str
    point: str
    eligible: frozenset[Code]
    legal_basis: tuple[str, ...]
    confidence: Confidence
    benefits: Mapping[Code, Benefit] = field(default_factory=dict)
