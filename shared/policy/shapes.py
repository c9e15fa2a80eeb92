"""What may stand in the files of a profile: one shape per file, and nothing else is accepted."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from shared.kernel.deadlines import Count, From
from shared.kernel.likeness import Likeness
from shared.kernel.words import AgencyId, Code, Confidence, Source, UnitCode
from shared.policy.procedures import ProcedureShape
from shared.policy.words import Strict, Words

Service = Literal["intake", "support", "reporting", "notifications"]
Port = Annotated[int, Meta(ge=1024, le=65535)]
Username = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\.[a-z0-9_]+$")]


class _Dated(Strict, frozen=True, kw_only=True):
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"valid_to {self.valid_to} is before valid_from {self.valid_from}")

    def valid_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


# town.yaml


class PowerShape(Strict, frozen=True, kw_only=True):
    """What an agency may be asked for. `held_by: one` lets the rules find its holder; `many` is for the rights only."""

    vi: Words
    held_by: Literal["one", "many"]


class AgencyShape(_Dated, frozen=True, kw_only=True):
    vi: Words
    short: Words
    powers: frozenset[Code]


class UnitShape(_Dated, frozen=True, kw_only=True):
    code: UnitCode
    vi: Words
    kind: Code
    agency: AgencyId


class InstanceShape(Strict, frozen=True, kw_only=True):
    service: Service
    agency: AgencyId
    port: Port
    hears: tuple[Source, ...] = ()


class MatchingShape(Strict, frozen=True, kw_only=True):
    """How alike two files must be before the agencies that hold them are told."""

    points: dict[Likeness, Annotated[int, Meta(ge=0)]]
    possible: Annotated[int, Meta(ge=1)]
    strong: Annotated[int, Meta(ge=1)]
    most: Annotated[int, Meta(ge=1)]

    def __post_init__(self) -> None:
        if missing := sorted(set(Likeness) - set(self.points)):
            raise ValueError(f"no points for {', '.join(missing)}")
        if self.strong < self.possible:
            raise ValueError(f"strong ({self.strong}) is less than possible ({self.possible})")


class TownFile(Strict, frozen=True, kw_only=True):
    id: Code
    town: Words
    roles: dict[Code, Words]
    powers: dict[Code, PowerShape]
    agencies: dict[AgencyId, AgencyShape]
    units: tuple[UnitShape, ...]
    instances: tuple[InstanceShape, ...]
    matching: MatchingShape


# users.yaml


class UserShape(Strict, frozen=True, kw_only=True):
    username: Username
    family_name: Words
    given_name: Words
    agency: AgencyId
    roles: Annotated[tuple[Code, ...], Meta(min_length=1)]
    unit: UnitCode | None = None


class UsersFile(Strict, frozen=True, kw_only=True):
    users: tuple[UserShape, ...]


# rights.yaml


class RowShape(Strict, frozen=True, kw_only=True):
    """One row of the decision table; `why` is shown to the officer."""

    rule: Code
    roles: Annotated[tuple[Code, ...], Meta(min_length=1)]
    power: str
    deeds: Annotated[frozenset[str], Meta(min_length=1)]
    stages: Annotated[frozenset[str], Meta(min_length=1)]
    scope: Literal["unit", "agency"]
    why: Words
    sections: frozenset[Code] = frozenset()


class RightsFile(Strict, frozen=True, kw_only=True):
    """`stages` by what has them: a service, or one kind of file in it (`intake.report`)."""

    sections: dict[Code, Words]
    stages: dict[Code, dict[Code, Words]]
    deeds: dict[Code, Words]
    tells: dict[Code, str]
    rows: tuple[RowShape, ...]


# calendar.yaml


class HolidayShape(Strict, frozen=True, kw_only=True):
    day: date
    vi: Words


class YearShape(Strict, frozen=True, kw_only=True):
    holidays: tuple[HolidayShape, ...]
    working_days: tuple[HolidayShape, ...] = ()
    """Saturdays or Sundays worked for a weekday given free."""
    undecided: tuple[HolidayShape, ...] = ()
    """Days of an announced year of which nobody has decided yet whether they are worked."""


class CalendarFile(Strict, frozen=True, kw_only=True):
    years: dict[Annotated[int, Meta(ge=2000, le=2999)], YearShape]


# law/*.yaml


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
    """`basis` and `confidence` are those of the list unless given here; `form` is the number of a paper's form."""

    vi: Words
    en: Words
    group: Code | None = None
    basis: tuple[Words, ...] | None = None
    confidence: Confidence | None = None
    form: Words | None = None


class ListShape(Strict, frozen=True, kw_only=True):
    basis: tuple[Words, ...]
    confidence: Confidence
    items: Annotated[dict[Code, ItemShape], Meta(min_length=1)]
    groups: Literal["powers", "statuses", "regimes", "procedures", "risk_scale"] | None = None
    """What the group of each item must be: a power that an agency needs for it, a code of the list `statuses`, the
    regime it is part of, if it is part of one, the procedure it leads to, or a
    weight that the risk scale counts."""


class RegimeShape(Strict, frozen=True, kw_only=True):
    vi: Words
    en: Words
    point: Words
    eligible: frozenset[Code]
    conditions: tuple[Code, ...]
    basis: tuple[Words, ...]
    confidence: Confidence
    amount: Annotated[int, Meta(ge=0)] | None
    amount_reason: Words | None = None

    def __post_init__(self) -> None:
        if self.amount is None and self.amount_reason is None:
            raise ValueError("an amount of null needs its `amount_reason`")


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
