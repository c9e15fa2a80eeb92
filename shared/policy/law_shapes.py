"""What may stand in a file of law (`law/*.yaml`) of a profile, and nothing else is accepted."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from shared.kernel.deadlines import Count, From
from shared.kernel.words import Code, Confidence
from shared.policy.procedures import ProcedureShape
from shared.policy.regimes import RegimeShape
from shared.policy.words import Strict, Words


class StopShape(Strict, frozen=True, kw_only=True):
    """Something that stops the clock of its term until it is over; without a legal basis nothing does."""

    vi: Words
    en: Words
    basis: Annotated[tuple[Words, ...], Meta(min_length=1)]
    confidence: Confidence
    reason: Words | None = None

    def __post_init__(self) -> None:
        if self.reason is None and self.confidence is not Confidence.VERIFIED:
            raise ValueError("a stop that is not verified needs its `reason`")


class TermShape(Strict, frozen=True, kw_only=True):
    """`since` names in Vietnamese the event after which it is counted. One that `extends` another term replaces its
    end."""

    vi: Words
    en: Words
    since: Words
    count: Count
    length: Annotated[int, Meta(ge=1, le=10_000)] | None
    basis: tuple[Words, ...]
    confidence: Confidence
    reason: Words | None = None
    stops: dict[Code, StopShape] = field(default_factory=dict)
    extends: Code | None = None
    counted_from: From = From.START

    def __post_init__(self) -> None:
        if self.reason is None and (self.length is None or self.confidence is not Confidence.VERIFIED):
            raise ValueError("a length that is null or not verified needs its `reason`")
        if self.stops and self.count is Count.HOURS:
            raise ValueError("a term in hours runs on without a stop; expected no `stops`")
        if self.counted_from is From.END and self.extends is None:
            raise ValueError("only a term that `extends` another one is counted from an end")


class ItemShape(Strict, frozen=True, kw_only=True):
    """`basis` and `confidence` are those of the list unless given here; `form` is the number of a paper's form. Of a service:
    `answers` are the needs it is for, `measure` what it is counted in, `outcomes` how it can end, `own_notes` whether whoever
    gives it may keep notes for itself."""

    vi: Words
    en: Words
    group: Code | None = None
    basis: tuple[Words, ...] | None = None
    confidence: Confidence | None = None
    form: Words | None = None
    answers: tuple[Code, ...] = ()
    measure: Code | None = None
    outcomes: tuple[Code, ...] = ()
    own_notes: bool = False


class ListShape(Strict, frozen=True, kw_only=True):
    basis: tuple[Words, ...]
    confidence: Confidence
    items: Annotated[dict[Code, ItemShape], Meta(min_length=1)]
    groups: Literal["powers", "statuses", "regimes", "procedures", "risk_scale", "counting"] | None = None
    """What the group of each item must be: a power that an agency needs for it, a code of the list `statuses`, the
    regime it is part of, if it is part of one, the procedure it leads to, a
    weight that the risk scale counts, or whether there can be `one` or `many` of it."""


class ThresholdShape(Strict, frozen=True, kw_only=True):
    level: Literal["urgent", "high", "normal"]
    weight: Code
    at_least: Annotated[int, Meta(ge=1)]


class RiskScaleShape(Strict, frozen=True, kw_only=True):
    """How the signs of a report are weighed. The first threshold that is reached counts; without one it is not clear."""

    basis: tuple[Words, ...]
    confidence: Confidence
    reason: Words
    thresholds: Annotated[tuple[ThresholdShape, ...], Meta(min_length=1)]
    children: Code | None = None


class LawFile(Strict, frozen=True, kw_only=True):
    id: Code
    effective_from: date
    effective_to: date | None
    terms: dict[Code, TermShape]
    lists: dict[Code, ListShape]
    regimes: dict[Code, RegimeShape]
    procedures: dict[Code, ProcedureShape] = field(default_factory=dict)
    risk_scale: RiskScaleShape | None = None

    def __post_init__(self) -> None:
        if self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"effective_to {self.effective_to} is before effective_from {self.effective_from}")
