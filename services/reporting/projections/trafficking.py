"""What exports say of the trafficking itself, and of her consent: open codes, as they were recorded last. Folded when an export
asks for it, kept nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

import msgspec

from services.reporting.projections.shape import Shape
from services.reporting.projections.told import Told
from shared.kernel.words import AgeGroup, Code, CountryCode
from shared.views import View


class Consent(StrEnum):
    """What she answered last to the seven questions: all yes, some yes, or no to the first of them."""

    GIVEN = "given"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True)
class Leg:
    """A leg of the journey, as exact as a year or a month, or without."""

    type: Code
    country: CountryCode
    year: int | None = None
    month: int | None = None


class Facts(Shape, frozen=True, kw_only=True):
    """The facts of the trafficking, or their correction."""

    acts: tuple[Code, ...] = ()
    means: tuple[Code, ...] = ()
    purposes: tuple[Code, ...] = ()
    age_at_act: AgeGroup = AgeGroup.UNKNOWN
    relationship_to_trafficker: Code | None = None
    method_of_recruitment: tuple[Code, ...] = ()
    recruitment_websites_and_apps: tuple[Code, ...] = ()
    methods_of_control: tuple[Code, ...] = ()
    type_of_exploitation: tuple[Code, ...] = ()
    type_of_sex_exploitation: tuple[Code, ...] = ()
    forced_labour_industry: Code | None = None
    exploitation_websites_and_apps: tuple[Code, ...] = ()
    legs: tuple[Leg, ...] = ()


UNSAID = Facts()


class _Answered(Shape, frozen=True, kw_only=True):
    interview: Code
    purpose_of_interview: Code
    use_of_data: Code
    research: Code
    right_to_own_data: Code
    length_of_storage: Code
    way_to_withdraw: Code

    def consent(self) -> Consent:
        if self.interview == "no":
            return Consent.REFUSED
        return Consent.GIVEN if set(msgspec.structs.astuple(self)) == {"yes"} else Consent.PARTLY


class _Closed(Shape, frozen=True, kw_only=True):
    reason: Code


class _Bare(Shape, frozen=True, kw_only=True):
    """That it happened is enough."""


@dataclass(frozen=True)
class Trafficking:
    """`closed` is why her support ended; `elsewhere`: the file was taken over by another place."""

    facts: Facts = UNSAID
    consent: Consent | None = None
    closed: Code | None = None
    elsewhere: bool = False


_Shape: TypeAlias = type[Facts | _Answered | _Closed | _Bare]
READS: Mapping[str, _Shape] = {
    "intake.case.TraffickingFactsRecorded": Facts,
    "intake.case.TraffickingFactsCorrected": Facts,
    "intake.case.ConsentAnswered": _Answered,
    "support.case.CaseClosed": _Closed,
    "support.case.CaseReopened": _Bare,
    "support.case.ReceivedElsewhere": _Bare,
}
_DECODERS: Mapping[str, Callable[[bytes], object]] = {
    name: msgspec.json.Decoder(shape).decode for name, shape in READS.items()
}


def _key(told: Told) -> str | None:
    return told.case if told.entry.name in READS else None


def _evolve(known: Trafficking, told: Told) -> Trafficking:
    try:
        fact = _DECODERS[told.entry.name](told.entry.fact)
    except msgspec.ValidationError:  # an agency told less than it should: what was known before stays
        return known
    match fact:
        case Facts() as facts:
            return replace(known, facts=facts)
        case _Answered() as answered:
            return replace(known, consent=answered.consent())
        case _Closed(reason=reason):
            return replace(known, closed=reason)
        case _ if told.entry.name.endswith("CaseReopened"):
            return replace(known, closed=None, elsewhere=False)
        case _:
            return replace(known, elsewhere=True)


TRAFFICKING = View("reporting.trafficking.v1", Trafficking, Trafficking(), _key, _evolve)


def of_one_person(earlier: Trafficking, later: Trafficking) -> Trafficking:
    """What two cases of one person say: the later counts where it says something; a refusal in either stays one."""
    refused = Consent.REFUSED in (earlier.consent, later.consent)
    return replace(
        later,
        facts=later.facts if later.facts != UNSAID else earlier.facts,
        consent=Consent.REFUSED if refused else later.consent or earlier.consent,
        closed=later.closed or earlier.closed,
        elsewhere=later.elsewhere or earlier.elsewhere,
    )
