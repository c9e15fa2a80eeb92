"""The thresholds of the inspectors (`inspection.yaml` of a profile): what may stand there, and what it must agree with."""

import hashlib
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, field

from shared.kernel.oversight import Oversight, Threshold
from shared.kernel.words import Code, Confidence
from shared.policy.checks import Town, unknown
from shared.policy.faults import Fault
from shared.policy.sheet import Sheet
from shared.policy.versions import canonical
from shared.policy.words import Strict, Words

Hour = Annotated[int, Meta(ge=0, le=24)]
Days = Annotated[int, Meta(ge=1, le=3650)]
Deed = Annotated[str, Meta(pattern=r"^[a-z]+\.[a-z_]+\.[A-Z][A-Za-z]+$")]
"""The stored name of what was done: `intake.case.PersonReceived`."""


class _ThresholdShape(Strict, frozen=True, kw_only=True):
    number: Annotated[int, Meta(ge=1, le=100_000)]
    vi: Words


class MinutesShape(_ThresholdShape, frozen=True, kw_only=True):
    unit: Literal["minutes"]


class DaysShape(_ThresholdShape, frozen=True, kw_only=True):
    unit: Literal["days"]


class SecondsShape(_ThresholdShape, frozen=True, kw_only=True):
    unit: Literal["seconds"]


class CasesShape(_ThresholdShape, frozen=True, kw_only=True):
    unit: Literal["cases"]


class NightShape(Strict, frozen=True, kw_only=True):
    """From this hour of the evening to that of the morning; agencies with one of the powers `awake` work then."""

    begins: Hour
    ends: Hour
    awake: frozenset[Code] = frozenset()

    def __post_init__(self) -> None:
        if self.begins <= self.ends:
            raise ValueError(f"a night from {self.begins} to {self.ends}; expected the evening, then the morning")


class OversightFile(Strict, frozen=True, kw_only=True):
    """`set_by`, `confidence` and `reason` are those of every number: no law sets one."""

    set_by: Words
    confidence: Confidence
    reason: Words
    unsealed: MinutesShape
    silence: DaysShape
    hasty: SecondsShape
    read_in_an_hour: CasesShape
    read_in_a_day: CasesShape
    night: NightShape
    excused: frozenset[Code] = frozenset()
    following: frozenset[Code] = frozenset()
    back_dated: dict[Deed, Days] = field(default_factory=dict)


def oversight_faults(file: Sheet[OversightFile], town: Town) -> Iterator[Fault]:
    """Every role and power that is named must be explained."""
    for power in sorted(file.content.night.awake - town.content.powers.keys()):
        yield file.fault(unknown("power", power, town.content.powers), "night", "awake")
    for field_, roles in (("excused", file.content.excused), ("following", file.content.following)):
        for role in sorted(roles - town.content.roles.keys()):
            yield file.fault(unknown("role", role, town.content.roles), field_)


def oversight_of(file: OversightFile) -> Oversight:
    return Oversight(
        set_by=file.set_by,
        confidence=file.confidence,
        reason=file.reason,
        unsealed=_threshold(file.unsealed),
        silence=_threshold(file.silence),
        hasty=_threshold(file.hasty),
        read_in_an_hour=_threshold(file.read_in_an_hour),
        read_in_a_day=_threshold(file.read_in_a_day),
        night_from=file.night.begins,
        night_until=file.night.ends,
        version=hashlib.sha256(canonical(file)).hexdigest()[:16],
        awake=file.night.awake,
        excused=file.excused,
        following=file.following,
        back_dated=file.back_dated,
    )


def _threshold(shape: MinutesShape | DaysShape | SecondsShape | CasesShape) -> Threshold:
    return Threshold(shape.number, shape.unit, shape.vi)
