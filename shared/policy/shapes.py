"""What may stand in the files of a profile: one shape per file or folder, and nothing else is accepted."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from shared.kernel.likeness import Likeness
from shared.kernel.words import AgencyId, Code, Source, UnitCode
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


class AnalystShape(Strict, frozen=True, kw_only=True):
    """Who asks the open fields of reporting with SQL: a login of the database, and whose people it sees (`units`; none: all)."""

    login: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,19}$")]
    units: tuple[UnitCode, ...] = ()


class InstanceShape(Strict, frozen=True, kw_only=True):
    service: Service
    agency: AgencyId
    port: Port
    hears: tuple[Source, ...] = ()
    analysts: tuple[AnalystShape, ...] = ()


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


# rights/*.yaml, read as one


class RowShape(Strict, frozen=True, kw_only=True):
    """One row of the decision table; `why` is shown to the officer. The sections of a kind of file with stages of its own are
    opened by rows `of` that kind alone, where there are any."""

    rule: Code
    roles: Annotated[tuple[Code, ...], Meta(min_length=1)]
    power: str
    deeds: Annotated[frozenset[str], Meta(min_length=1)]
    stages: Annotated[frozenset[str], Meta(min_length=1)]
    scope: Literal["unit", "agency"]
    why: Words
    sections: frozenset[Code] = frozenset()
    of: Code | None = None


class RightsFile(Strict, frozen=True, kw_only=True):
    """`stages` by what has them: a service, or one kind of file in it (`intake.report`). `decisions` are the deeds by which a
    person judges something and it binds; writing down what happened is none."""

    sections: dict[Code, Words]
    stages: dict[Code, dict[Code, Words]]
    deeds: dict[Code, Words]
    tells: dict[Code, str]
    rows: tuple[RowShape, ...]
    decisions: tuple[str, ...] = ()


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
